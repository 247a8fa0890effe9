"""Typing into cells of every kind: flags, choices, and what has an editor of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ui.pricebook.sku_delegate import CellEditor
from tests.ui.pricebook.conftest import Hand

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_space_ticks_a_flag_and_all_that_are_selected(hand: Hand) -> None:
    hand.show("taxable")
    hand.go_to("UN-1007", "taxable")
    hand.key(Qt.Key.Key_Space)
    assert hand.ops() == [("set", "taxable", False)]
    assert hand.cell("UN-1007", "taxable") == "no"
    hand.go_to("UN-1007", "taxable")
    hand.key(Qt.Key.Key_Down, SHIFT)
    hand.key(Qt.Key.Key_Space)
    assert [hand.cell(code, "taxable") for code in ("UN-1007", "UN-1014")] == ["no", "no"]


def test_space_elsewhere_adds_the_row(hand: Hand) -> None:
    hand.go_to("UN-1007", "name")
    hand.key(Qt.Key.Key_Space)
    assert hand.ops() == []
    assert hand.grid.selected_positions() == [1]


@pytest.mark.parametrize(("letters", "value"), [("n", False), ("no", False), ("x", None)])
def test_a_flag_is_typed(hand: Hand, letters: str, value: bool | None) -> None:
    hand.show("taxable")
    hand.key(Qt.Key.Key_Return, on=hand.type_into("UN-1007", "taxable", letters))
    assert hand.ops() == ([] if value is None else [("set", "taxable", value)])


def list_of(editor: CellEditor) -> QAbstractItemView:
    popup = editor.completer().popup()
    assert popup is not None
    return popup


def test_a_choice_drops_its_list(hand: Hand) -> None:
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    hand.show("type")
    hand.go_to("DF-1000", "type")
    QTest.keyClick(hand.grid, Qt.Key.Key_F2)
    editor = hand.editor()
    popup = list_of(editor)
    hand.qtbot.waitUntil(popup.isVisible)
    assert [popup.model().index(row, 0).data() for row in range(2)] == ["Discount", "Fee"]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    hand.qtbot.waitUntil(lambda: hand.ops() == [("set", "type", "Fee")])
    hand.settle()
    assert not list(hand.grid.editors())
    assert hand.cell("DF-1000", "type") == "Fee"


def test_the_beginning_of_a_choice_is_typed(hand: Hand) -> None:
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    hand.show("type")
    editor = hand.type_into("DF-1000", "type", "f")
    list_of(editor).hide()
    hand.key(Qt.Key.Key_Return, on=editor)
    assert hand.ops() == [("set", "type", "Fee")]


@pytest.mark.parametrize("column", ["description", "categories", "assets"])
def test_what_is_more_than_a_cell_opens_its_editor(hand: Hand, column: str) -> None:
    hand.show(column)
    hand.go_to("UN-1014", column)
    with hand.qtbot.waitSignal(hand.grid.open_requested) as asked:
        QTest.keyClick(hand.grid, Qt.Key.Key_F2)
    assert asked.args == [hand.book.key("UN-1014"), column]
    assert not list(hand.grid.editors())


def test_columns_stay_while_something_typed_does_not_fit(hand: Hand) -> None:
    hand.type_into("UN-1014", "price", "abc")
    before = hand.grid.arrangement
    hand.grid.arrange(before.with_column("account"))
    assert hand.grid.arrangement == before
    assert hand.editor().text() == "abc"
