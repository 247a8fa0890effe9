"""Lines separated by commas."""

from __future__ import annotations

import csv

import pytest

from lazi_desktop.exchange.comma import comma_file
from lazi_desktop.exchange.sheet import NotWritten


def test_lines_are_written_whole_and_nothing_is_a_formula(tmp_path):
    target = tmp_path / "list.csv"
    with comma_file(target) as write:
        write(["Code", "Price"])
        write(['a "b", c\nd', "-12.50"])
        write(["=HYPERLINK()", "+1"])
        assert not target.exists()
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["Code", "Price"],
            ['a "b", c\nd', "-12.50"],
            ["'=HYPERLINK()", "+1"],
        ]


def test_what_is_cut_off_leaves_what_was_there(tmp_path):
    target = tmp_path / "list.csv"
    target.write_text("before")
    with pytest.raises(ValueError, match="cut off"), comma_file(target) as write:
        write(["x"])
        raise ValueError("cut off")
    assert [file.name for file in tmp_path.iterdir()] == ["list.csv"]
    assert target.read_text() == "before"


def test_a_folder_that_is_gone_is_said(tmp_path):
    with pytest.raises(NotWritten, match="is not there any more"), comma_file(tmp_path / "gone" / "list.csv"):
        pass
