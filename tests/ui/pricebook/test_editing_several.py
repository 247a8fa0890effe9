"""Several SKUs edited as one, in the inspector."""

from __future__ import annotations

from array import array
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from lazi_desktop.ui.editors.category_chips import CategoryChips
from lazi_desktop.ui.editors.inspector import MOST_AS_ONE
from tests.ui.pricebook.conftest import Hand

CODES = ["UN-1014", "UN-1021", "UN-1028"]


def choose(hand: Hand, codes: list[str]) -> None:
    hand.go_to(codes[0])
    selection = hand.grid.selectionModel()
    for code in codes[1:]:
        selection.select(hand.model.index(hand.row(code), 2), QItemSelectionModel.SelectionFlag.Select)
    hand.settle()


def leave(hand: Hand) -> None:
    hand.page.tree.view.setFocus()
    hand.settle()


@pytest.fixture
def three(hand: Hand) -> Hand:
    choose(hand, CODES)
    return hand


def test_a_field_shows_what_they_share_or_how_many_differ(three: Hand) -> None:
    header = three.page.inspector.header
    assert (header.name.text(), header.facts.text()) == ("3 entries", "3 materials")
    assert three.widget("unit_of_measure").text() == "EA"
    assert three.widget("price").text() == ""
    assert three.widget("price").placeholderText() == "3 different values"
    assert three.widget("price").toolTip().splitlines() == ["1 × 6.06", "1 × 8.26", "1 × 10.45"]


def test_one_that_is_out_of_line_is_counted(three: Hand) -> None:
    for code in CODES[:2]:
        three.book.mirror[three.book.key(code)][1]["account"] = "Stock"
    three.page.inspector.panel.editing.read_again()
    three.settle()
    assert three.widget("account").placeholderText() == "2 different values"


def test_typing_sets_all_of_them_as_one_step(three: Hand) -> None:
    three.write("price", "9.99")
    leave(three)
    assert three.ops() == [("set", "price", Decimal("9.99"))] * 3
    assert [op.seen for op in three.book.ledger] == [
        Decimal("6.06"),
        Decimal("8.26"),
        Decimal("10.45"),
    ], "what each of them had"
    assert len(three.book.undo_list) == 1
    assert three.widget("price").text() == "$ 9.99"
    assert three.note("price") == "Changed here in 3"
    three.field("price").note.button.click()
    three.settle()
    assert three.ops()[3:] == [("unset", "price", op.seen) for op in three.book.ledger[:3]]
    assert three.widget("price").placeholderText() == "3 different values"


def test_a_tick_goes_from_some_to_all(three: Hand) -> None:
    box = three.widget("taxable")
    assert box.checkState() is Qt.CheckState.PartiallyChecked
    box.click()
    three.settle()
    assert box.checkState() is Qt.CheckState.Checked
    assert {value for _, name, value in three.ops() if name == "taxable"} == {True}


def test_leaving_a_field_untouched_changes_nothing(three: Hand) -> None:
    for name in ("display_name", "price", "description"):
        three.widget(name).setFocus()
    leave(three)
    assert three.ops() == []


def test_a_code_is_each_ones_own(three: Hand) -> None:
    assert three.widget("code").isReadOnly()
    assert three.widget("code").placeholderText() == "3 different values"
    three.go_to("UN-1014")
    assert not three.widget("code").isReadOnly()


def test_a_category_is_added_to_each_and_the_others_stay(three: Hand) -> None:
    chips = three.field("categories").control
    assert isinstance(chips, CategoryChips)
    assert chips.chips() == []
    assert not chips.apart.isHidden()
    before = {key: list(three.book.detail(key).effective["categories"]) for key in map(three.book.key, CODES)}
    chips._add(907)
    three.settle()
    after = {key: list(three.book.detail(key).effective["categories"]) for key in before}
    assert after == {key: sorted({*held, 907}) for key, held in before.items()}
    assert len(three.book.undo_list) == 1


def test_kinds_mixed_show_what_they_share(hand: Hand) -> None:
    book = hand.book
    numbers = [book.skus.index(book.key(code)) for code in ("SV-1000", "EQ-1000", "DF-1000")]
    hand.page.inspector.show_rows(array("q", numbers))
    hand.settle()
    form = hand.page.inspector.form
    assert form is not None
    assert {"code", "display_name", "hours", "active"} <= form.editors.keys()
    assert not {"price", "unit_of_measure", "type"} & form.editors.keys()
    hand.page.inspector.show_rows(array("q", numbers[:2]))
    hand.settle()
    assert hand.widget("cost").isReadOnly(), "a service's cost cannot be changed"
    assert not hand.widget("price").isReadOnly()


def test_several_open_in_one_editor_tab(three: Hand) -> None:
    three.page.open_editor()
    three.settle()
    editors = three.page.editors
    assert [editors.bar.tabText(at) for at in range(editors.bar.count())] == ["Table", "3 entries"]
    form = editors.form
    assert form is not None
    bonus: Any = form.editors["bonus"].control.widget
    bonus.setFocus()
    QTest.keyClicks(bonus, "2")
    editors.close_current()
    three.settle()
    assert three.ops() == [("set", "bonus", 2)] * 3
    assert len(three.book.undo_list) == 1
    assert editors.bar.count() == 1


def test_how_many_would_be_below_their_cost_is_told(three: Hand) -> None:
    three.write("price", "4")
    assert three.note("price") == "Below the cost in 2 of 3. Below the margin floor of 10 % in 1 of 3."
    three.write("cost", "1")
    assert three.note("price") == ""
    three.key(Qt.Key.Key_Escape, on=three.widget("cost"))
    leave(three)
    assert len(three.ops()) == 3
    assert three.note("price").startswith("Below the cost in 2 of 3.")


def test_far_too_many_are_only_counted(hand: Hand) -> None:
    hand.page.inspector.show_rows(array("q", range(MOST_AS_ONE + 1)))
    assert hand.page.inspector.form is None
    assert hand.page.inspector.card.title.text() == "10,001 rows selected"
