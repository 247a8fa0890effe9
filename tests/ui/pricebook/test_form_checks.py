"""What is wrong stands beside its field while it is typed; an error is not recorded, a warning is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt

from lazi_desktop.domain.habits import Habit, KnownHabit
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.pricebook import ReferenceEntry
from lazi_desktop.ui.editors.category_chips import CategoryChips
from lazi_desktop.ui.editors.suggest_control import SuggestControl
from lazi_desktop.ui.listed import use_listed_names
from tests.fakes.ui_fakes import FakeApp
from tests.ui.pricebook.conftest import Hand


@pytest.fixture
def shown(hand: Hand) -> Hand:
    hand.go_to("UN-1014")
    return hand


def leave(hand: Hand) -> None:
    hand.page.tree.view.setFocus()
    hand.settle()


def test_a_code_that_another_sku_has_is_not_recorded(shown: Hand) -> None:
    shown.write("code", " sv-1007 ")
    shown.settle()
    assert shown.note("code").startswith("The service “")
    assert shown.note("code").endswith("has this code already.")
    assert shown.widget("code").property("invalid") == "true"
    leave(shown)
    assert shown.ops() == []
    assert shown.note("code").startswith("Not saved: The service")
    shown.write("code", "UN-NEW")
    leave(shown)
    assert shown.ops() == [("set", "code", "UN-NEW")]


def test_a_code_left_before_it_was_looked_up_is_judged_all_the_same(shown: Hand) -> None:
    shown.app.readers.held = True
    shown.write("code", "UN-1021")
    shown.page.tree.view.setFocus()
    shown.app.readers.held = False
    shown.app.readers.release()
    shown.settle()
    assert shown.ops() == []
    assert shown.widget("code").text() == "UN-1021"
    assert "has this code already" in shown.note("code")


def test_its_own_code_in_capitals_is_no_other(shown: Hand) -> None:
    shown.write("code", "un-1014")
    leave(shown)
    assert shown.ops() == [("set", "code", "un-1014")]


def test_a_code_cannot_be_empty(shown: Hand) -> None:
    widget = shown.write("code", "x")
    shown.key(Qt.Key.Key_Backspace, on=widget)
    assert "cannot be empty" in shown.note("code")
    leave(shown)
    assert shown.ops() == []


def test_a_price_below_cost_is_told_and_recorded(shown: Hand) -> None:
    shown.write("price", "2")
    assert shown.note("price") == "Below the cost of 3.79."
    assert shown.widget("price").property("invalid") is None
    leave(shown)
    assert shown.ops() == [("set", "price", 2)]
    assert shown.note("price") == "Below the cost of 3.79. ServiceTitan: 6.06"
    shown.write("cost", "1")
    assert shown.note("price") == "ServiceTitan: 6.06", "by what is typed into the other field"
    leave(shown)


def test_a_margin_below_the_floor_is_told(shown: Hand) -> None:
    shown.write("price", "4")
    assert shown.note("price") == "Margin 5.2 % is below the floor of 10 %."
    leave(shown)


def test_a_category_of_the_other_tree_is_refused(shown: Hand) -> None:
    chips = shown.field("categories").control
    assert isinstance(chips, CategoryChips)
    heaters = next(node.remote_id for node in shown.book.nodes if node.name == "Heaters")
    assert heaters is not None
    chips._add(heaters)
    shown.settle()
    assert shown.ops() == []
    assert "“Heaters” is a category of services." in shown.note("categories")


def test_an_inactive_category_is_only_told(app: FakeApp, make_page) -> None:
    key = app.book.key("UN-1014")
    held = app.book.detail(key).effective["categories"]
    app.book.nodes = [
        replace(node, active=False) if node.remote_id in held else node for node in app.book.nodes
    ]
    hand = make_page(app)
    hand.go_to("UN-1014")
    assert hand.note("categories") == "“Wire & cable” is inactive."


def test_gl_accounts_in_use_are_offered(shown: Hand) -> None:
    for code, account in (("UN-1000", "Materials"), ("UN-1007", "Materials"), ("SV-1000", "Labor income")):
        shown.book.mirror[shown.book.key(code)][1]["account"] = account
    control = shown.field("account").control
    assert isinstance(control, SuggestControl)
    control.offer_all()
    shown.settle()
    assert control.known() == ["Materials", "Labor income"], "the commonest first"
    shown.write("account", "Something else")
    leave(shown)
    assert shown.ops() == [("set", "account", "Something else")]


def test_a_cost_type_is_chosen_by_its_name(app: FakeApp, make_page) -> None:
    app.queries.lists["cost_types"] = [
        ReferenceEntry(7, "Freight", True, {}),
        ReferenceEntry(3, "Old type", False, {}),
        ReferenceEntry(5, "Consumables", True, {}),
    ]
    use_listed_names(app.queries.listed_names())
    app.book.mirror[app.book.key("UN-1014")][1]["cost_type_id"] = 3
    hand = make_page(app)
    hand.page.editors.open(app.book.key("UN-1014"))
    hand.settle()
    form = hand.page.editors.form
    assert form is not None
    combo: Any = form.editors["cost_type_id"].control.widget
    assert combo.currentText() == "Old type (inactive)"
    names = [combo.itemText(at) for at in range(combo.count())]
    assert names == ["None", "Consumables", "Freight", "Old type (inactive)"]
    combo.setCurrentIndex(2)
    combo.activated.emit(2)
    hand.settle()
    assert hand.ops() == [("set", "cost_type_id", 7)]
    assert [combo.itemText(at) for at in range(combo.count())] == ["None", "Consumables", "Freight"]
    line = combo.lineEdit()
    line.setText("cons")
    line.returnPressed.emit()
    hand.settle()
    assert hand.ops()[-1] == ("set", "cost_type_id", 5)
    line.setText("nobody")
    line.returnPressed.emit()
    hand.settle()
    assert "none is called “nobody”" in line.toolTip()
    assert len(hand.ops()) == 2


def test_a_number_that_no_list_has_stays_and_says_so(app: FakeApp, make_page) -> None:
    app.book.mirror[app.book.key("UN-1014")][1]["cost_type_id"] = 4711
    hand = make_page(app)
    hand.page.editors.open(app.book.key("UN-1014"))
    hand.settle()
    form = hand.page.editors.form
    assert form is not None
    combo: Any = form.editors["cost_type_id"].control.widget
    assert combo.currentText() == "No. 4711, not in the list (yet)"
    assert hand.ops() == []


def test_a_chemical_says_so_before_its_number(shown: Hand) -> None:
    shown.page.editors.open(shown.book.key("UN-1014"))
    shown.settle()
    form = shown.page.editors.form
    assert form is not None
    number = form.editors["epa_number"]
    number.control.typed.emit("1021-1")
    assert number.note.text == "Only for chemicals: tick “Chemical” first."
    number.leave()
    assert shown.ops() == []
    box: Any = form.editors["is_chemical"].control.widget
    box.click()
    shown.settle()
    number.note.button.click()
    shown.settle()
    assert shown.ops() == [("set", "is_chemical", True), ("set", "epa_number", "1021-1")]


def test_a_percentage_above_one_is_told(hand: Hand) -> None:
    hand.page.show_entity(hand.book.key("DF-1000"))
    hand.qtbot.waitUntil(lambda: getattr(hand.page.inspector.form, "kind", None) is EntityKind.DISCOUNT_FEE)
    hand.settle()
    assert hand.note("amount") == "This is 1000 %: a percentage is a share, 0.1 for 10 %."
    hand.write("amount", "0.15")
    assert hand.note("amount") == ""
    leave(hand)
    assert hand.ops() == [("set", "amount", Decimal("0.15"))]


def test_a_field_that_servicetitan_drops_says_so_before_it_is_sent_again(hand: Hand) -> None:
    hand.app.queries.known_habits = [
        KnownHabit(
            kind=EntityKind.MATERIAL, field="price", habit=Habit.DROPPED, sent=3, found=2, seen=2,
            last=datetime(2026, 1, 1, tzinfo=UTC),
        )
    ]  # fmt: skip
    hand.go_to("UN-1014")
    hand.settle()
    assert hand.note("price") == ""
    hand.write("price", "99.50")
    hand.settle()
    assert hand.note("price") == "ServiceTitan has dropped changes of this field 2 times."
    leave(hand)
    assert hand.ops() == [("set", "price", Decimal("99.5"))]
