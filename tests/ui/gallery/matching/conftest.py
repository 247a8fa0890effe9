"""A panel that matches folders, over fakes, and a folder to match."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from lazi_desktop.domain.matching.review import Line, Part
from lazi_desktop.ui.gallery.matching.match_panel import MatchPanel
from lazi_desktop.ui.gallery.matching.sheet_view import SheetView
from tests.fakes.pictures import FakeAdded, FakeTools
from tests.fakes.ui_fakes import FakeApp, FakeBook


class Matcher:
    """The panel in hand."""

    def __init__(self, app: FakeApp, qtbot) -> None:
        self.app, self.qtbot = app, qtbot
        self.book: FakeBook = app.book
        self.tools, self.kept = FakeTools(), FakeAdded()
        self.context = replace(app.context, picture_tools=self.tools, added_pictures=self.kept)
        self.panel = MatchPanel(self.context, self.tools)
        qtbot.addWidget(self.panel)
        self.panel.resize(1200, 700)
        self.panel.show()

    def open(self, folder: Path) -> None:
        self.panel.open_folder(folder)
        self.qtbot.waitUntil(
            lambda: self.panel.review.files is not None and self.panel.review.files.folder == folder
        )
        self.app.settle(self.qtbot)

    @property
    def review(self):
        return self.panel.review

    @property
    def sheet(self) -> SheetView:
        return self.panel.review.sheet.view

    def line(self, name: str) -> Line:
        return next(one for one in self.review.decisions.review.lines if one.proposal.photo.name == name)

    def names(self, part: Part) -> list[str]:
        lines = self.review.decisions.review.lines
        return [lines[place].proposal.photo.name for place in self.review.decisions.review.of(part)]

    def code(self, name: str) -> str:
        """Of the SKU that a file is for now."""
        sku = self.line(name).sku
        return "" if sku is None else self.book.effective(sku, "code")

    def choose(self, *names: str) -> None:
        """In the table of what is proposed."""
        table = self.review.table
        table.clearSelection()
        for name in names:
            row = self.review.model.places.index(self.line(name).place)
            index = self.review.model.index(row, 0)
            flags = table.selectionModel().SelectionFlag
            table.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows)
        table.setFocus()

    def add(self) -> None:
        self.panel.bar.add.click()
        self.qtbot.waitUntil(lambda: not self.panel.taking.is_busy)
        self.app.settle(self.qtbot)

    def pictures(self, code: str) -> list[str]:
        value = self.book.effective(self.book.key(code), "assets")
        return [one["url"] for one in value or ()]


@pytest.fixture
def matcher(app: FakeApp, qtbot) -> Matcher:
    return Matcher(app, qtbot)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[Iterable[str]], Path]:
    """What is in each file is its name; `bad …` cannot be read."""

    def make(names: Iterable[str], called: str = "Photos") -> Path:
        for name in names:
            path = tmp_path / called / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(path.name.encode())
        return tmp_path / called

    return make
