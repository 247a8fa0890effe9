"""Typing into cells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest

from lazi_desktop.domain.errors import HubRefused, WorkspaceProblem
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ui.pricebook.sku_table_model import SkuRole
from tests.ui.pricebook.conftest import Hand

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("24.99", Decimal("24.99"), "24.99"),
        ("1,234.50 $", Decimal("1234.5"), "1,234.50"),
        ("7", 7, "7.00"),
    ],
)
def test_what_is_typed_is_recorded_and_shown(hand: Hand, typed, value, shown) -> None:
    editor = hand.type_into("UN-1014", "price", typed)
    assert editor.text() == typed
    hand.key(Qt.Key.Key_Return, on=editor)
    assert hand.ops() == [("set", "price", value)]
    assert hand.cell("UN-1014", "price") == shown
    assert hand.cell("UN-1014", "price", SkuRole.CHANGED) is True
    assert hand.cell("UN-1014", "state") == "Pending"


def test_enter_goes_down_and_tab_to_the_right(hand: Hand) -> None:
    hand.key(Qt.Key.Key_Return, on=hand.type_into("UN-1014", "price", "5"))
    assert hand.grid.currentIndex() == hand.model.index(3, hand.place("price"))
    hand.key(Qt.Key.Key_Tab, on=hand.type_into("UN-1014", "price", "6"))
    assert hand.grid.currentIndex() == hand.model.index(2, hand.place("member_price"))
    hand.key(Qt.Key.Key_Backtab, SHIFT, on=hand.type_into("UN-1014", "price", "7"))
    assert hand.grid.currentIndex() == hand.model.index(2, hand.place("cost"))
    hand.go_to("UN-1014", "code")
    hand.go_to("UN-1014", "cost")
    hand.key(Qt.Key.Key_Return, SHIFT)
    assert hand.grid.currentIndex() == hand.model.index(1, hand.place("cost"))
    assert [value for *_, value in hand.ops()] == [5, 6, 7]


def test_f2_edits_what_is_there_and_escape_leaves_it(hand: Hand) -> None:
    hand.go_to("UN-1014", "price")
    QTest.keyClick(hand.grid, Qt.Key.Key_F2)
    assert hand.editor().text() == "6.06"
    QTest.keyClicks(hand.editor(), "9")
    hand.key(Qt.Key.Key_Escape, on=hand.editor())
    assert not list(hand.grid.editors())
    assert hand.ops() == []
    assert hand.cell("UN-1014", "price") == "6.06"


def test_an_equal_value_is_no_edit(hand: Hand) -> None:
    hand.key(Qt.Key.Key_Return, on=hand.type_into("UN-1014", "price", "6.06 $"))
    assert hand.ops() == []
    assert hand.cell("UN-1014", "price", SkuRole.CHANGED) is False


def test_a_bad_price_is_said_and_kept(hand: Hand) -> None:
    editor = hand.type_into("UN-1014", "price", "abc")
    assert "is not a number" in hand.grid.bubble.text
    hand.key(Qt.Key.Key_Return, on=editor)
    assert hand.editor().text() == "abc"
    rect = hand.grid.cell_rect(6, hand.place("cost"))
    QTest.mouseClick(hand.grid.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert hand.editor().text() == "abc", "a click elsewhere does not lose it"
    assert hand.grid.currentIndex() == hand.model.index(2, hand.place("price"))
    assert hand.ops() == []
    editor.selectAll()
    QTest.keyClicks(editor, "8")
    assert hand.grid.bubble.text == ""
    hand.key(Qt.Key.Key_Return, on=editor)
    assert hand.ops() == [("set", "price", 8)]


def test_escape_leaves_a_bad_price(hand: Hand) -> None:
    editor = hand.type_into("UN-1014", "price", "abc")
    hand.key(Qt.Key.Key_Escape, on=editor)
    assert not list(hand.grid.editors())
    assert hand.grid.bubble.text == ""
    assert hand.cell("UN-1014", "price") == "6.06"


def test_a_required_text_cannot_be_emptied(hand: Hand) -> None:
    editor = hand.type_into("UN-1014", "code", "x")
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert "cannot be empty" in hand.grid.bubble.text


@pytest.mark.parametrize(
    ("column", "reason"),
    [("margin", "follows from"), ("vendor_part", "primary vendor"), ("state", "follows from")],
)
def test_cells_that_cannot_be_changed_say_why(hand: Hand, column: str, reason: str) -> None:
    hand.go_to("UN-1014", column)
    QTest.keyClicks(hand.grid, "5")
    assert reason in hand.grid.bubble.text
    assert not list(hand.grid.editors())
    hand.key(Qt.Key.Key_Down)
    assert hand.grid.bubble.text == ""


def test_fields_that_a_kind_has_not_say_so(hand: Hand) -> None:
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    hand.go_to("DF-1000", "price")
    QTest.keyClick(hand.grid, Qt.Key.Key_F2)
    assert "no field “Price”" in hand.grid.bubble.text
    hand.go_to("SV-1000", "cost")
    QTest.keyClick(hand.grid, Qt.Key.Key_F2)
    assert "comes from ServiceTitan" in hand.grid.bubble.text


def test_replication_does_not_disturb_what_is_typed(hand: Hand) -> None:
    editor = hand.type_into("UN-1014", "price", "12.5")
    key = hand.book.key("UN-1014")
    hand.book.mirror[key][1]["price"] = 99
    hand.app.edits.announce(Changes(frozenset((key,)), frozenset((Aspect.FIELDS,))))
    hand.settle()
    assert hand.editor() is editor
    assert editor.text() == "12.5"
    hand.key(Qt.Key.Key_Return, on=editor)
    assert hand.ops() == [("set", "price", Decimal("12.5"))]
    [op] = hand.book.ledger
    assert op.seen == Decimal("6.06"), (
        "what was on the screen when the typing began, not what arrived meanwhile"
    )


def test_an_edit_that_cannot_be_recorded_stays_in_its_editor(hand: Hand) -> None:
    hand.app.workspace.refuse = WorkspaceProblem("The disk is full.")
    hand.key(Qt.Key.Key_Return, on=hand.type_into("UN-1014", "price", "5"))
    editor = hand.editor()
    assert editor.text() == "5.00"
    assert hand.grid.currentIndex().row() == hand.row("UN-1014")
    banner = hand.page.grid.unsaved
    assert banner.isVisible()
    assert "The disk is full. Your text is still in the cell" in banner.words.text()
    assert hand.ops() == []
    hand.key(Qt.Key.Key_Return, on=editor)  # there is room again
    [op] = hand.book.ledger
    assert (op.field, op.value, op.seen) == ("price", 5, Decimal("6.06"))
    assert not banner.isVisible()


def test_an_edit_that_cannot_be_recorded_can_be_given_up(hand: Hand) -> None:
    hand.app.workspace.refuse = WorkspaceProblem("The disk is full.")
    hand.key(Qt.Key.Key_Return, on=hand.type_into("UN-1014", "price", "5"))
    hand.key(Qt.Key.Key_Escape, on=hand.editor())
    assert hand.cell("UN-1014", "price") == "6.06"
    assert hand.cell("UN-1014", "price", SkuRole.CHANGED) is False
    assert not hand.page.grid.unsaved.isVisible()


def test_while_the_next_cell_is_typed_the_banner_keeps_what_could_not_be_recorded(hand: Hand) -> None:
    hand.app.writer.held = True
    hand.app.workspace.refuse = WorkspaceProblem("The disk is full.")
    editor = hand.type_into("UN-1014", "price", "5")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(hand.grid, "7")
    hand.app.writer.held = False
    hand.app.writer.release()
    hand.settle()
    assert hand.editor().text() == "7"  # what is being typed is not disturbed
    banner = hand.page.grid.unsaved
    assert "1 change could not be saved: The disk is full." in banner.words.text()
    banner.again.click()
    hand.settle()
    assert hand.ops() == [("set", "price", 5)]
    assert not banner.isVisible()


def test_an_edit_that_is_not_allowed_is_taken_back(hand: Hand) -> None:
    hand.app.workspace.refuse = HubRefused("Only managers.")
    hand.key(Qt.Key.Key_Return, on=hand.type_into("UN-1014", "price", "5"))
    assert [problem.detail for problem in hand.app.notifier.problems] == ["Only managers."]
    assert hand.cell("UN-1014", "price") == "6.06"
    assert not hand.page.grid.unsaved.isVisible()


def test_undo_from_elsewhere_is_shown(hand: Hand, qapp) -> None:
    hand.key(Qt.Key.Key_Return, on=hand.type_into("UN-1014", "price", "5"))
    hand.app.edits.undo(initiator=qapp)
    hand.settle()
    assert hand.cell("UN-1014", "price") == "6.06"
    assert hand.cell("UN-1014", "price", SkuRole.CHANGED) is False


def test_an_edited_row_keeps_its_place(hand: Hand) -> None:
    before = hand.codes()
    hand.key(Qt.Key.Key_Return, on=hand.type_into("UN-1014", "code", "ZZ"))
    assert hand.codes() == [code if code != "UN-1014" else "ZZ" for code in before]


def test_leaving_the_grid_records_what_was_typed(hand: Hand) -> None:
    hand.type_into("UN-1014", "price", "5")
    hand.page.tree.view.setFocus()
    hand.settle()
    assert hand.ops() == [("set", "price", 5)]


# ------------------------------------------------------------------------------------------------ several cells at once

CONTROL = Qt.KeyboardModifier.ControlModifier


def choose_down(hand: Hand, code: str, column: str, rows: int) -> None:
    hand.go_to(code, column)
    for _ in range(rows - 1):
        hand.key(Qt.Key.Key_Down, SHIFT)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_while_typing_is_not_the_windows_shortcut(hand: Hand, key) -> None:
    pushes: list[int] = []
    shortcut = QShortcut(QKeySequence(CONTROL | key), hand.page)
    shortcut.activated.connect(lambda: pushes.append(1))
    hand.key(key, CONTROL, on=hand.type_into("UN-1014", "price", "5"))
    assert pushes == []
    assert hand.ops() == [("set", "price", 5)]
    assert hand.grid.currentIndex() == hand.model.index(2, hand.place("price"))
    hand.key(key, CONTROL, on=hand.type_into("UN-1021", "price", "abc"))
    assert pushes == []
    assert hand.editor().text() == "abc"
    assert "is not a number" in hand.grid.bubble.text


def test_ctrl_enter_fills_the_selection_as_one_step(hand: Hand) -> None:
    choose_down(hand, "UN-1007", "price", 3)
    QTest.keyClicks(hand.grid, "5")
    hand.key(Qt.Key.Key_Return, CONTROL, on=hand.editor())
    assert hand.ops() == [("set", "price", 5)] * 3
    assert [hand.cell(code, "price") for code in ("UN-1007", "UN-1014", "UN-1021")] == ["5.00"] * 3
    assert hand.grid.selected_positions() == [1, 2, 3]
    hand.app.edits.undo(initiator=hand.page)
    hand.settle()
    assert not hand.book.overrides, "undone as one"


def test_filling_reaches_rows_that_are_not_in_memory(hand: Hand) -> None:
    column = hand.place("unit")
    hand.go_to("UN-1000", "unit")
    whole = QItemSelection(hand.model.index(0, column), hand.model.index(239, column))
    hand.grid.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.Select)
    assert any(hand.model.rows.at(position) is None for position in range(240))
    QTest.keyClicks(hand.grid, "B")
    QTest.keyClicks(hand.editor(), "OX")
    hand.key(Qt.Key.Key_Return, CONTROL, on=hand.editor())
    assert hand.ops() == [("set", "unit_of_measure", "BOX")] * 240


def test_filling_skips_cells_that_cannot_hold_it_and_says_so(hand: Hand) -> None:
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    fee = hand.row("DF-1014")
    hand.grid.setFocus()
    hand.grid.select_position(fee, hand.place("price"))
    hand.key(Qt.Key.Key_Down, SHIFT)
    QTest.keyClicks(hand.grid, "5")
    hand.key(Qt.Key.Key_Return, CONTROL, on=hand.editor())
    assert hand.ops() == [("set", "price", 5)]
    assert "1 left as they are" in hand.page.grid.footer.text()


def test_filling_that_cannot_be_recorded_waits_in_the_banner(hand: Hand) -> None:
    choose_down(hand, "UN-1007", "price", 2)
    QTest.keyClicks(hand.grid, "5")
    hand.app.workspace.refuse = WorkspaceProblem("The disk is full.")
    hand.key(Qt.Key.Key_Return, CONTROL, on=hand.editor())
    banner = hand.page.grid.unsaved
    assert "2 changes could not be saved" in banner.words.text()
    assert hand.cell("UN-1014", "price") == "6.06"
    banner.again.click()
    hand.settle()
    assert hand.ops() == [("set", "price", 5), ("set", "price", 5)]
    assert hand.cell("UN-1007", "price") == "5.00"


def test_what_waits_in_the_banner_can_be_let_go(hand: Hand) -> None:
    choose_down(hand, "UN-1007", "price", 2)
    QTest.keyClicks(hand.grid, "5")
    hand.app.workspace.refuse = WorkspaceProblem("The disk is full.")
    hand.key(Qt.Key.Key_Return, CONTROL, on=hand.editor())
    hand.page.grid.unsaved.give_up.click()
    hand.settle()
    assert hand.ops() == []
    assert not hand.page.grid.unsaved.isVisible()


def test_delete_empties_what_may_be_empty(hand: Hand) -> None:
    choose_down(hand, "UN-1007", "unit", 2)
    hand.key(Qt.Key.Key_Delete)
    assert [hand.cell(code, "unit") for code in ("UN-1007", "UN-1014")] == ["", ""]
    assert len(hand.ops()) == 2
    hand.go_to("UN-1014", "code")
    hand.key(Qt.Key.Key_Delete)
    assert "cannot be empty" in hand.grid.bubble.text
    hand.go_to("UN-1014", "margin")
    hand.key(Qt.Key.Key_Delete)
    assert "follows from" in hand.grid.bubble.text
    assert len(hand.ops()) == 2


def test_one_value_is_pasted_into_the_selected_cells(hand: Hand) -> None:
    choose_down(hand, "UN-1007", "price", 2)
    QGuiApplication.clipboard().setText("1,234.50\n")
    hand.key(Qt.Key.Key_V, CONTROL)
    assert hand.ops() == [("set", "price", Decimal("1234.5"))] * 2


# ---------------------------------------------------------------------------------------------------- travelling


def test_tab_passes_what_cannot_be_typed_into(hand: Hand) -> None:
    hand.go_to("UN-1014", "price")
    hand.key(Qt.Key.Key_Tab)
    assert hand.grid.currentIndex() == hand.model.index(2, hand.place("member_price"))
    hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_Tab)
    assert hand.grid.currentIndex() == hand.model.index(3, hand.place("code")), (
        "past vendor, state and picture"
    )
    hand.key(Qt.Key.Key_Backtab, SHIFT)
    assert hand.grid.currentIndex() == hand.model.index(2, hand.place("unit"))


def test_travelling_with_shift_held_selects_one_cell(hand: Hand) -> None:
    hand.go_to("UN-1014", "price")
    hand.key(Qt.Key.Key_Return, SHIFT)
    hand.key(Qt.Key.Key_Backtab, SHIFT)
    assert hand.grid.selectionModel().selectedIndexes() == [hand.model.index(1, hand.place("cost"))]


def test_enter_after_tabs_returns_to_where_typing_began(hand: Hand) -> None:
    hand.key(Qt.Key.Key_Tab, on=hand.type_into("UN-1014", "cost", "5"))
    QTest.keyClicks(hand.grid, "6")
    hand.key(Qt.Key.Key_Tab, on=hand.editor())
    QTest.keyClicks(hand.grid, "7")
    hand.key(Qt.Key.Key_Return, on=hand.editor())
    assert hand.grid.currentIndex() == hand.model.index(3, hand.place("cost"))
    assert [name for _, name, _ in hand.ops()] == ["cost", "price", "member_price"]
    hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Return)
    assert hand.grid.currentIndex().column() == hand.place("price"), "arrows begin anew"


# ------------------------------------------------------------------------------------------- while rows are replaced


def test_a_bad_value_is_not_lost_to_another_search(hand: Hand) -> None:
    editor = hand.type_into("UN-1014", "price", "abc")
    hand.search("UN-1084")
    assert hand.editor().text() == "abc"
    assert "UN-1014" in hand.codes()
    assert "is not a number" in hand.grid.bubble.text
    hand.search("UN-1077")
    assert hand.editor() is editor
    hand.key(Qt.Key.Key_Escape, on=editor)
    assert hand.codes() == ["UN-1077"]


def test_what_is_typed_is_recorded_before_another_search(hand: Hand) -> None:
    hand.type_into("UN-1014", "price", "5")
    hand.heading("name")
    hand.settle()
    assert hand.ops() == [("set", "price", 5)]
    assert not list(hand.grid.editors())
