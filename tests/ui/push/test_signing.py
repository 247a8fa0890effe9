"""A push on paper, for somebody to sign."""

from __future__ import annotations

import errno
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from lazi_desktop.exchange.sheet import NotWritten
from lazi_desktop.ui.push import signing
from lazi_desktop.ui.push.planned import read_planned
from lazi_desktop.ui.push.signing import as_html, push_paper, write_pages
from tests.ui.push.flows import Flow

NOW = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


def test_it_names_what_by_whom_and_for_what_and_leaves_room_for_a_name(flow: Flow) -> None:
    flow.change(1, value=Decimal("3.99"))
    flow.change(2, "display_name", "<b>Union</b> & more")
    paper = push_paper(flow.app.queries, read_planned(flow.app.queries, None, floor=None), None, "demo", NOW)
    assert dict(paper.facts)["Totals"] == "2 SKUs · 2 changes · list prices +$0.12"
    rows = {row[0]: row for row in paper.rows}
    assert rows["UN-1007"][2:6] == ("Price", "3.87", "3.99", "+0.12")
    assert rows["UN-1007"][6] == "Dana"
    page = as_html(paper)
    assert "&lt;b&gt;Union&lt;/b&gt; &amp; more" in page
    assert "Date and signature" in page


@pytest.mark.parametrize("name", ["push.pdf", "push.xlsx", "push.PDF"])
def test_it_is_saved_by_the_name_it_gets(flow: Flow, tmp_path: Path, name: str) -> None:
    flow.change(1)
    target = tmp_path / name
    flow.push.exporting.save(read_planned(flow.app.queries, None, floor=None), None, target)
    flow.settle()
    assert flow.app.notifier.told == [f"Saved as {name}."]
    if name.lower().endswith("pdf"):
        assert target.read_bytes().startswith(b"%PDF")
        assert target.stat().st_size > 2_000
    else:
        assert zipfile.is_zipfile(target)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith((".", "push"))] == [name]


def test_a_folder_that_is_gone_is_said(flow: Flow, tmp_path: Path) -> None:
    flow.change(1)
    flow.push.exporting.save(
        read_planned(flow.app.queries, None, floor=None), None, tmp_path / "gone" / "push.pdf"
    )
    flow.settle()
    [problem] = flow.app.notifier.problems
    assert "is not there any more" in str(problem)


def test_a_full_disk_leaves_the_old_pages_as_they_were(flow: Flow, tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "push.pdf"
    target.write_bytes(b"old")

    def full(_paper, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(signing, "_print", full)
    flow.change(1)
    paper = push_paper(flow.app.queries, read_planned(flow.app.queries, None, floor=None), None, "demo", NOW)
    with pytest.raises(NotWritten, match="The disk is full"):
        write_pages(paper, target)
    assert target.read_bytes() == b"old"
