"""Selecting rows, columns and everything, and what the selection comes to."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt

from lazi_desktop.domain.ops import Aspect, Changes
from tests.ui.pricebook.conftest import Hand

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def parts(hand: Hand) -> list[tuple[int, int, int, int]]:
    selection = hand.grid.selectionModel().selection()
    found = (selection.at(place) for place in range(selection.count()))
    return sorted((one.top(), one.bottom(), one.left(), one.right()) for one in found)


def test_shift_space_takes_whole_rows_and_ctrl_space_whole_columns(hand: Hand) -> None:
    hand.go_to("UN-1014", "price")
    hand.key(Qt.Key.Key_Down, SHIFT)
    hand.key(Qt.Key.Key_Space, SHIFT)
    assert parts(hand) == [(2, 3, 0, len(hand.model.columns) - 1)]
    hand.go_to("UN-1014", "price")
    hand.key(Qt.Key.Key_Right, SHIFT)
    hand.key(Qt.Key.Key_Space, CONTROL)
    assert parts(hand) == [(0, 239, hand.place("price"), hand.place("margin"))]


def test_everything_is_selected_also_what_is_listed_later(hand: Hand) -> None:
    hand.grid.setFocus()
    hand.app.readers.held = True
    hand.page.set_search("union")
    hand.app.readers.held = False
    hand.app.readers.release()
    hand.qtbot.waitUntil(lambda: len(hand.model.rows) == 200)
    hand.key(Qt.Key.Key_A, CONTROL)
    hand.qtbot.waitUntil(lambda: len(hand.model.rows) == 240)
    assert hand.grid.selected_count() == 240
    hand.qtbot.waitUntil(lambda: "240 rows selected" in hand.page.grid.footer.text())


def test_sums_are_of_the_current_column(hand: Hand) -> None:
    hand.grid.setFocus()
    hand.go_to("UN-1000", "cost")
    hand.key(Qt.Key.Key_Space, CONTROL)
    total = sum(row.cost or 0 for row in (hand.book.row(number) for number in range(240)))
    hand.qtbot.waitUntil(lambda: f"Σ Cost {total:,.2f}" in hand.page.grid.footer.text())
    assert "240 rows selected" in hand.page.grid.footer.text()
    hand.show("hours")
    hand.go_to("UN-1007", "hours")
    assert "Σ Hours 0.25" in hand.page.grid.footer.text()
    hand.go_to("UN-1007", "name")
    assert "Σ Price 3.87" in hand.page.grid.footer.text()


def test_sums_follow_an_edit(hand: Hand) -> None:
    hand.go_to("UN-1000", "price")
    hand.key(Qt.Key.Key_Return, on=hand.type_into("UN-1000", "price", "5"))
    hand.go_to("UN-1000", "price")
    assert "Σ Price 5.00" in hand.page.grid.footer.text()
    assert "1 cell changed here" in hand.page.grid.footer.text()


def test_a_large_selection_follows_its_rows(hand: Hand) -> None:
    model, grid = hand.model, hand.grid
    numbers = array("q", range(100_000))
    model.replace(numbers, [])
    last = len(model.columns) - 1
    part = QItemSelection(model.index(1, 0), model.index(99_998, last))
    grid.selectionModel().select(part, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    model.rearrange(array("q", [99_999, *range(99_999)]))
    assert parts(hand) == [(2, 99_999, 0, last)]
    grid.selectAll()
    model.rearrange(array("q", range(100_001)))
    assert parts(hand) == [(0, 100_000, 0, last)]


def test_a_refresh_keeps_what_is_selected(hand: Hand) -> None:
    hand.go_to("UN-1014", "price")
    hand.key(Qt.Key.Key_Down, SHIFT)
    key = hand.book.key("UN-1000")
    hand.book.mirror[key][1]["code"] = "ZZ-1"
    hand.app.edits.announce(Changes(frozenset((key,)), frozenset((Aspect.CATEGORIES,))))
    hand.qtbot.waitUntil(lambda: hand.codes()[-1] == "ZZ-1")
    place = hand.place("price")
    assert parts(hand) == [(1, 1, place, place), (2, 2, place, place)] or parts(hand) == [
        (1, 2, place, place)
    ]


def select_rows(hand: Hand, first: int, last: int) -> None:
    model = hand.model
    part = QItemSelection(model.index(first, 1), model.index(last, 2))
    hand.grid.selectionModel().select(part, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def show_query(hand: Hand, numbers: list[int]) -> None:
    """As another query shows: its first rows, then all."""
    hand.model.replace(array("q", numbers[:200]), [])
    hand.model.extend(array("q", numbers))
    hand.grid.complete()


def test_many_rows_stay_selected_in_another_order_and_after_a_search(hand: Hand) -> None:
    hand.model.replace(array("q", range(100_000)), [])
    select_rows(hand, 10, 50_009)
    show_query(hand, list(range(99_999, -1, -1)))
    assert parts(hand) == [(49_990, 99_989, 1, 2)]
    show_query(hand, list(range(0, 1_000, 5)))
    assert parts(hand) == [(2, 199, 1, 2)]
    show_query(hand, list(range(100_000)))
    assert hand.grid.selected_count() == 198, "what a search did not list is selected no more"


def test_what_is_selected_else_meanwhile_is_what_is_selected(hand: Hand) -> None:
    hand.model.replace(array("q", range(1_000)), [])
    select_rows(hand, 500, 900)
    order = list(range(999, -1, -1))
    hand.model.replace(array("q", order[:200]), [])
    assert parts(hand) == [(99, 199, 1, 2)]
    select_rows(hand, 3, 3)
    hand.model.extend(array("q", order))
    hand.grid.complete()
    assert parts(hand) == [(3, 3, 1, 2)]


def test_all_of_one_search_is_not_all_of_the_next(hand: Hand) -> None:
    hand.search("pump")
    hand.key(Qt.Key.Key_A, CONTROL)
    hand.page.set_search("")
    hand.qtbot.waitUntil(lambda: len(hand.model.rows) == 240 and hand.page.grid.loader.is_complete)
    pumps = [number for number in range(240) if "Pump" in hand.book.row(number).name]
    assert sorted(hand.grid.selected_numbers()) == pumps


def test_rows_that_come_to_lie_too_scattered_are_let_go_and_it_is_said(hand: Hand) -> None:
    hand.model.replace(array("q", range(10_000)), [])
    select_rows(hand, 0, 4_999)
    show_query(hand, [place // 2 + place % 2 * 5_000 for place in range(10_000)])
    assert not hand.grid.selected_count()
    assert "selection was dropped" in hand.page.grid.footer.text()
