"""A sheet to sign: everything is text, and it is there whole or not at all."""

from __future__ import annotations

import errno
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from xlsxwriter.exceptions import XlsxWriterException

from lazi_desktop.exchange import sheet
from lazi_desktop.exchange.paper import Exact, Paper
from lazi_desktop.exchange.sheet import NotWritten, why_not_written, write_sheet

ODD = (
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "{=1}",
    "http://example.com",
    "12.50",
    "a\nb",
    "",
)


def paper(*rows: tuple[str, ...]) -> Paper:
    return Paper(
        title="Changes", facts=[("Account", "demo")], notes=["7 below cost"], headings=["SKU", "After"],
        rows=rows, figures=frozenset({1}), signatures=["Date and signature", "Name"],
    )  # fmt: skip


def test_what_somebody_typed_is_never_a_formula(tmp_path: Path) -> None:
    target = tmp_path / "push.xlsx"
    write_sheet(paper(*((odd, odd) for odd in ODD)), target)
    with zipfile.ZipFile(target) as book:
        inside = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
        assert not any("hyperlink" in name.lower() for name in book.namelist())
    assert "<f>" not in inside
    assert "<hyperlink" not in inside
    cells = re.findall(r"<c [^>]*>", inside)
    values = [cell for cell in cells if not cell.endswith("/>")]
    assert values
    assert all('t="s"' in cell for cell in values)
    assert "=HYPERLINK" in words
    assert "12.50" in words


def test_a_file_that_was_there_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "push.xlsx"
    target.write_text("old")
    write_sheet(paper(("A", "1")), target)
    assert zipfile.is_zipfile(target)
    assert [one.name for one in tmp_path.iterdir()] == ["push.xlsx"]


def test_a_cell_that_is_too_long_is_cut_and_says_so(tmp_path: Path) -> None:
    target = tmp_path / "push.xlsx"
    write_sheet(paper(("x" * 40_000, "1")), target)
    with zipfile.ZipFile(target) as book:
        assert "…" in book.read("xl/sharedStrings.xml").decode()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "“push.xlsx” is open in another program"),
        (errno.EROFS, "The disk can only be read"),
        (errno.ENOENT, "is not there any more"),
        (errno.EIO, "It could not be written"),
    ],
)
def test_what_went_wrong_is_said_and_the_old_file_stays(
    tmp_path: Path, monkeypatch, number: int, words: str
) -> None:
    target = tmp_path / "push.xlsx"
    target.write_text("old")

    def full(_paper: Paper, path: Path) -> None:
        path.write_text("half of it")
        raise OSError(number, "no")

    monkeypatch.setattr(sheet, "_write", full)
    with pytest.raises(NotWritten, match=words):
        write_sheet(paper(("A", "1")), target)
    assert target.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["push.xlsx"]


def test_a_full_disk_is_known_also_where_the_writer_wraps_it(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    with pytest.raises(NotWritten, match="is not there any more"):
        write_sheet(paper(("A", "1")), folder / "push.xlsx")
    wrapped = XlsxWriterException(OSError(errno.ENOSPC, "No space left on device"))
    assert why_not_written(wrapped, tmp_path / "a.xlsx").startswith("The disk is full")


def test_amounts_and_times_are_what_a_sheet_reckons_with(tmp_path: Path) -> None:
    target = tmp_path / "push.xlsx"
    at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    told = replace(
        paper(("A", "−1,228.74"), ("12:00", "text")),
        exact={(0, 1): Exact(Decimal("-1228.74"), is_money=True, difference=True), (1, 0): Exact(at)},
    )
    write_sheet(told, target)
    with zipfile.ZipFile(target) as book:
        inside = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
        looks = book.read("xl/styles.xml").decode()
    assert "<v>-1228.74</v>" in inside
    assert "228.74" not in words
    assert "12:00" not in words
    assert "+#,##0.00##;-#,##0.00##;#,##0.00##" in looks
    assert "yyyy-mm-dd hh:mm" in looks


def test_columns_that_somebody_is_not_to_see_are_left_out() -> None:
    whole = Paper(
        title="List", facts=[], notes=[], headings=["Code", "Cost", "Buy"], rows=[["A", "7.00", "2"]],
        figures=frozenset({1, 2}), signatures=[], exact={(0, 1): Exact(7, is_money=True), (0, 2): Exact(2)},
    )  # fmt: skip
    seen = whole.without_columns((1,))
    assert (seen.headings, seen.rows, seen.figures) == (["Code", "Buy"], [["A", "2"]], frozenset({1}))
    assert seen.exact == {(0, 1): Exact(2)}
