"""A day's work in the whole window over a workspace on disk, by keys alone; what counts is what the workspace has."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.sku_query import SkuQuery
from tests.fakes.feed import FeedMaker, category, sku
from tests.ui.real_window import RealWindow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


class Hands:
    """On the keyboard only: every key goes to whatever has it."""

    def __init__(self, window: RealWindow, qtbot) -> None:
        self.window = window
        self.qtbot = qtbot

    @property
    def focus(self) -> QWidget:
        held = QApplication.focusWidget()
        assert held is not None, "nothing has the keyboard"
        return held

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.focus, key, held)
        self.window.settle()

    def write(self, text: str) -> None:
        for letter in text:  # the first one may open the editor that hears the others
            QTest.keyClicks(self.focus, letter)
        self.window.settle()

    def command(self, words: str) -> None:
        """Through the palette."""
        self.key(Key.Key_K, CONTROL)
        self.write(words)
        self.key(Key.Key_Return)

    def find(self, text: str) -> None:
        """Into the search field, and down into what was found."""
        self.key(Key.Key_F, CONTROL)
        self.write(text)
        self.key(Key.Key_Down)
        assert self.focus is self.window.page.grid.grid

    def to_column(self, key: str) -> None:
        """The current row's cell of this column, by Left and Right."""
        grid, model = self.window.page.grid.grid, self.window.page.grid.model
        for _ in range(40):
            here, wanted = grid.currentIndex().column(), model.place_of(key)
            if here == wanted:
                return
            self.key(Key.Key_Right if here < wanted else Key.Key_Left)
        raise AssertionError(f"{key} is not reached")

    def row(self, code: str, tree: Tree = Tree.MATERIALS) -> SkuRow:
        queries = self.window.context.queries
        rows = queries.rows(queries.find(SkuQuery(tree=tree)), ["categories"])
        return next(row for row in rows if row.code == code)

    def until(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=15_000)
        self.window.quiet()


@pytest.fixture
def hands(tmp_path, qtbot) -> Iterator[Hands]:
    window = RealWindow(tmp_path, uuid4(), qtbot)
    materials = [
        sku(
            number,
            f"MAT-{number:03}",
            f"{'Union' if number % 2 else 'Elbow'} {number}",
            price=Decimal(1_000 + number * 10) / 100,
            cost=Decimal(500) / 100,
            categories=[1 + number % 2],
        )
        for number in range(1, 41)
    ]
    window.feed(FeedMaker().mirrors([category(1, "Elbows"), category(2, "Unions"), *materials]))
    window.show()
    yield Hands(window, qtbot)
    window.close()


def test_cells_are_edited_pasted_filled_and_undone(hands: Hands) -> None:
    hands.find("union")
    grid, model = hands.window.page.grid.grid, hands.window.page.grid.model
    first, second, third = (row.code for at in range(3) if (row := model.rows.at(at)) is not None)
    assert {first, second, third} <= {f"MAT-{number:03}" for number in range(1, 41, 2)}

    hands.to_column("price")
    hands.write("24.99")
    hands.key(Key.Key_Return)
    hands.until(lambda: hands.row(first).price == Decimal("24.99"))
    assert grid.currentIndex().row() == 1

    hands.key(Key.Key_Up)
    hands.key(Key.Key_Down, SHIFT, times=2)
    hands.key(Key.Key_D, CONTROL)
    hands.until(lambda: hands.row(third).price == Decimal("24.99"))
    assert hands.row(second).price == Decimal("24.99")

    QGuiApplication.clipboard().setText("1.10\n2.20\n")
    hands.find("union")
    hands.key(Key.Key_Home, CONTROL)
    hands.to_column("cost")
    hands.key(Key.Key_V, CONTROL)
    hands.until(lambda: hands.row(second).cost == Decimal("2.20"))
    assert hands.row(first).cost == Decimal("1.10")

    hands.key(Key.Key_Z, CONTROL)
    hands.until(lambda: hands.row(first).cost == Decimal(5))
    assert hands.row(second).cost == Decimal(5)
    assert hands.row(third).price == Decimal("24.99")


def test_new_entries_copies_and_categories(hands: Hands) -> None:
    hands.find("MAT-001")
    hands.key(Key.Key_N, CONTROL)
    line = hands.window.page.life.line
    assert line.isVisible()
    for widget, text in ((line.code, "NEW-1"), (line.name, "A new union")):
        for _ in range(20):
            if hands.focus is widget:
                break
            hands.key(Key.Key_Tab)
        assert hands.focus is widget
        hands.key(Key.Key_A, CONTROL)
        hands.write(text)
    hands.key(Key.Key_Return)
    hands.until(lambda: hands.window.page.editors.key is not None)
    assert hands.row("NEW-1").name == "A new union"
    assert hands.row("NEW-1").remote_id is None

    hands.key(Key.Key_W, CONTROL)
    hands.find("MAT-001")
    codes = {row.code for row in all_rows(hands)}
    hands.key(Key.Key_D, CONTROL | SHIFT)
    hands.until(lambda: len(all_rows(hands)) == 42)
    copy = next(row for row in all_rows(hands) if row.code not in codes)
    assert copy.name.startswith("Union 1")

    hands.find("MAT-002")
    assert list(hands.row("MAT-002").more["categories"]) == [1]
    hands.key(Key.Key_M, CONTROL | SHIFT)
    hands.write("unions")
    hands.key(Key.Key_Return)
    hands.until(lambda: list(hands.row("MAT-002").more["categories"]) == [2])


def test_filters_reprice_and_review(hands: Hands) -> None:
    page, window = hands.window.page, hands.window.window
    hands.key(Key.Key_F6)
    hands.command("filter fields")
    assert page.grid.filtering.is_row_shown
    page.grid.filtering.row.focus_field("code")
    hands.write("MAT-01")
    hands.until(lambda: len(page.grid.model.rows) == 10)
    hands.key(Key.Key_Down)
    assert hands.focus is page.grid.grid

    hands.key(Key.Key_A, CONTROL)
    hands.command("reprice")
    panel = page.middle.panel
    assert panel is not None
    assert panel.is_open
    assert panel.isAncestorOf(hands.focus)
    hands.until(lambda: panel.apply_button.isEnabled())
    before = {row.code: row.price for row in all_rows(hands)}
    for _ in range(60):
        if panel.apply_button.hasFocus():
            break
        hands.key(Key.Key_Tab)
    assert panel.apply_button.hasFocus()
    hands.key(Key.Key_Space)
    hands.until(lambda: hands.window.context.queries.counts().pending_fields >= 10)
    after = {row.code: row.price for row in all_rows(hands)}
    assert {code for code in before if before[code] != after[code]} == {f"MAT-{n:03}" for n in range(10, 20)}

    hands.until(lambda: window.actions_by_name["review"].isEnabled())
    hands.key(Key.Key_R, CONTROL | SHIFT)
    assert window.page_name == "review"
    hands.until(lambda: hands.window.opened.review.model.rowCount() >= 10)
    hands.key(Key.Key_1, CONTROL)
    hands.key(Key.Key_Z, CONTROL)
    hands.until(lambda: hands.window.context.queries.counts().pending_fields == 0)
    assert {row.code: row.price for row in all_rows(hands)} == before


def test_an_editor_is_opened_written_into_and_left(hands: Hands) -> None:
    page = hands.window.page
    hands.find("MAT-003")
    hands.key(Key.Key_E, CONTROL)
    hands.until(lambda: page.editors.form is not None)
    hands.key(Key.Key_F6)
    assert page.editors.panel.isAncestorOf(hands.focus) or page.editors.bar is hands.focus
    if page.editors.bar is hands.focus:
        hands.key(Key.Key_F6)
    form = page.editors.form
    assert form is not None
    name = form.editors["display_name"]
    for _ in range(40):
        if name.isAncestorOf(hands.focus):
            break
        hands.key(Key.Key_Tab)
    assert name.isAncestorOf(hands.focus)
    hands.key(Key.Key_A, CONTROL)
    hands.write("Union, renamed")
    hands.key(Key.Key_Tab)
    hands.until(lambda: hands.row("MAT-003").name == "Union, renamed")
    hands.key(Key.Key_W, CONTROL)
    assert page.editors.key is None


def test_rows_and_trees_have_their_menus(hands: Hands) -> None:
    page = hands.window.page
    hands.find("MAT-003")
    for widget in (page.grid.grid, page.tree.view):
        widget.setFocus()
        QTest.keyClick(widget, Key.Key_Menu)
        menu = QApplication.activePopupWidget()
        if menu is None:  # without a window system nobody turns the key into an event
            event = QContextMenuEvent(
                QContextMenuEvent.Reason.Keyboard,
                widget.rect().center(),
                widget.mapToGlobal(widget.rect().center()),
            )
            QApplication.sendEvent(widget, event)
            menu = QApplication.activePopupWidget()
        assert menu is not None
        assert len(menu.actions()) > 5
        menu.close()


def all_rows(hands: Hands) -> list[SkuRow]:
    queries = hands.window.context.queries
    return list(queries.rows(queries.find(SkuQuery(tree=Tree.MATERIALS))))
