"""The page on fakes, and a hand for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from lazi_desktop.ui.editors.field_editor import FieldEditor
from lazi_desktop.ui.pricebook.page import PricebookPage
from lazi_desktop.ui.pricebook.sku_delegate import CellEditor
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme.apply import dressed_at_the_end
from tests.fakes.ui_fakes import FakeApp, FakeBook


class Hand:
    """Does on a page what a person does, and sees what they see."""

    def __init__(self, page: PricebookPage, app: FakeApp, qtbot) -> None:
        self.page = page
        self.app = app
        self.book: FakeBook = app.book
        self.qtbot = qtbot
        self.grid = page.grid.grid
        self.model = page.grid.model

    def settle(self) -> None:
        self.app.settle(self.qtbot)

    def search(self, text: str) -> None:
        self.page.set_search(text)
        self.settle()

    def codes(self) -> list[str]:
        """Of all rows, from top to bottom; where a row is not in memory, what the pricebook says."""
        rows = self.model.rows
        shown = (rows.at(place) or self.book.row(rows.numbers[place]) for place in range(len(rows)))
        return [row.code for row in shown]

    def row(self, code: str) -> int:
        return self.codes().index(code)

    def cell(self, code: str, column: str, role: int = Qt.ItemDataRole.DisplayRole):
        return self.model.index(self.row(code), self.place(column)).data(role)

    def place(self, column: str) -> int:
        """Where a column stands."""
        place = self.model.place_of(column)
        assert place >= 0, f"{column} is not shown"
        return place

    def show(self, *columns: str) -> None:
        """Shows more columns."""
        arrangement = self.grid.arrangement
        for column in columns:
            arrangement = arrangement.with_column(column)
        self.grid.arrange(arrangement)
        self.settle()

    def heading(self, column: str, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        """Clicks a heading."""
        header = self.grid.grid_header
        at = header.box(self.place(column)).center()
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, modifier, at)
        self.settle()

    def go_to(self, code: str, column: str = "name") -> None:
        self.grid.setFocus()
        self.grid.select_position(self.row(code), self.place(column))
        self.settle()

    def type_into(self, code: str, column: str, text: str) -> CellEditor:
        """Types into a cell, as over a spreadsheet's; the editor stays open."""
        self.go_to(code, column)
        QTest.keyClicks(self.grid, text[0])
        editor = self.editor()
        QTest.keyClicks(editor, text[1:])
        return editor

    def editor(self) -> CellEditor:
        return next(self.grid.editors())

    def key(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier, on: QWidget | None = None) -> None:
        QTest.keyClick(on or self.grid, key, modifier)
        self.settle()

    def field(self, name: str) -> FieldEditor:
        form = self.page.inspector.form
        assert form is not None, "the inspector shows nothing"
        return form.editors[name]

    def widget(self, name: str) -> Any:
        """The control of a field of the inspector."""
        return self.field(name).control.widget

    def write(self, name: str, text: str) -> Any:
        """Types into a field of the inspector, over what is there; the field keeps the focus."""
        widget = self.widget(name)
        widget.setFocus()
        widget.selectAll()
        QTest.keyClicks(widget, text)
        return widget

    def note(self, name: str) -> str:
        return self.field(name).note.text

    def opened(self) -> list[str]:
        """The tree as it is drawn: open nodes with their children, indented."""
        view, model = self.page.tree.view, self.page.tree.view.tree_model
        lines: list[str] = []

        def walk(parent, depth: int) -> None:
            for place in range(model.rowCount(parent)):
                index = model.index(place, 0, parent)
                lines.append(f"{'  ' * depth}{index.data()}")
                if view.isExpanded(index):
                    walk(index, depth + 1)

        walk(view.rootIndex(), 0)
        return lines

    def expand(self, name: str) -> None:
        view = self.page.tree.view
        view.setExpanded(view.tree_model.index_of(self.category(name)), True)

    def category(self, name: str):
        model = self.page.tree.view.tree_model
        return next(key for key in model.known_keys() if model.path(key)[-1] == name)

    def choose(self, *names: str) -> None:
        self.page.tree.view.choose([self.category(name) for name in names])
        self.settle()

    def ops(self) -> list[tuple[str, str, Any]]:
        return [(op.kind.value, op.field, op.value) for op in self.book.ledger]


@pytest.fixture
def make_page(qtbot):
    def make(app: FakeApp) -> Hand:
        signals = EngineSignals(app.engine, app.edits)
        with dressed_at_the_end():
            page = PricebookPage(app.context, signals)
        signals.setParent(page)
        qtbot.addWidget(page)
        page.resize(1340, 800)
        page.show()
        qtbot.waitExposed(page)
        hand = Hand(page, app, qtbot)
        hand.settle()
        return hand

    return make


@pytest.fixture
def hand(app: FakeApp, make_page) -> Hand:
    return make_page(app)


@pytest.fixture
def another_app(tmp_path: Path, app: FakeApp):
    """The same profile and pricebook, started again."""
    app.state.sync()
    return lambda: FakeApp(tmp_path, app.book)
