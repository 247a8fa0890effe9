"""Filtering: fields below the headings, values to pick, flags with their counts, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.queries import FindInterrupted
from lazi_desktop.ports.sku_query import (
    ChoiceFilter,
    Facet,
    RangeFilter,
    SkuFlag,
    SkuQuery,
    TextFilter,
    TextMatch,
)
from lazi_desktop.ui.pricebook.column_catalogue import COLUMN
from lazi_desktop.ui.pricebook.facet_popup import FacetPopup
from lazi_desktop.ui.pricebook.filter_field import PickedField
from lazi_desktop.ui.pricebook.filter_text import read_filter
from lazi_desktop.ui.pricebook.grid_filters import GridFilters, filters_from
from tests.fakes.ui_fakes import FakeApp, FakeBook
from tests.ui.pricebook.conftest import Hand

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def hair(text: str, sign: int) -> Decimal:
    return Decimal(text) + sign * Decimal("0.0000001")


@pytest.mark.parametrize(
    ("column", "typed", "expected"),
    [
        ("price", "", None),
        ("price", "10", RangeFilter("price", Decimal(10), Decimal(10))),
        ("price", "=3", RangeFilter("price", Decimal(3), Decimal(3))),
        ("price", "> 10", RangeFilter("price", hair("10", 1), None)),
        ("price", ">=10", RangeFilter("price", Decimal(10), None)),
        ("price", "<5", RangeFilter("price", None, hair("5", -1))),
        ("price", "≤ 5 $", RangeFilter("price", None, Decimal(5))),
        ("price", "10-20", RangeFilter("price", Decimal(10), Decimal(20))),
        ("price", "20 .. 10", RangeFilter("price", Decimal(10), Decimal(20))),
        ("price", "-5", RangeFilter("price", Decimal(-5), Decimal(-5))),
        ("price", "1,234.50", RangeFilter("price", Decimal("1234.5"), Decimal("1234.5"))),
        ("price", ">", None),
        ("price", "=", TextFilter("price", match=TextMatch.EMPTY)),
        ("price", "*", TextFilter("price", match=TextMatch.FILLED)),
        ("margin", ">=20 %", RangeFilter("margin", Decimal("0.2"), None)),
        ("margin", "37.5", RangeFilter("margin", Decimal("0.3745001"), Decimal("0.3754999"))),
        ("name", "union", TextFilter("name", "union")),
        ("name", "=union", TextFilter("name", "union", TextMatch.EQUALS)),
        ("name", "^union", TextFilter("name", "union", TextMatch.BEGINS)),
        ("name", "union*", TextFilter("name", "union", TextMatch.BEGINS)),
        ("name", "!union", TextFilter("name", "union", TextMatch.LACKS)),
        ("name", "!", None),
        ("name", "=", TextFilter("name", match=TextMatch.EMPTY)),
    ],
)
def test_what_is_typed_is_a_condition(column: str, typed: str, expected) -> None:
    assert read_filter(COLUMN[column], typed) == expected


@pytest.mark.parametrize("typed", ["abc", ">abc", "1-x", "10--"])
def test_words_are_no_number(typed: str) -> None:
    with pytest.raises(ValueError):
        read_filter(COLUMN["price"], typed)


def test_filters_are_remembered_without_what_is_not_known() -> None:
    filters = GridFilters({"price": ">5"}, {"unit": frozenset(("EA", ""))}, frozenset((SkuFlag.NEW,)))
    assert filters_from(filters.to_json(), Tree.MATERIALS) == filters
    odd = {
        "typed": {"gone": "x", "price": 3, "name": " "},
        "chosen": {"unit": "EA"},
        "flags": ["new", "old", []],
    }
    assert filters_from({**odd, "flags": ["new", "old"]}, Tree.MATERIALS) == GridFilters(
        flags=frozenset((SkuFlag.NEW,))
    )
    assert filters_from(None, Tree.MATERIALS) == GridFilters()


# ---------------------------------------------------------------------------------------------------------- the row


def open_row(hand: Hand) -> None:
    hand.page.toggle_filters()
    hand.settle()


def typed(hand: Hand, column: str, text: str) -> None:
    field = hand.page.grid.filtering.row.field(column)
    field.setFocus()
    QTest.keyClicks(field, text)
    hand.settle()


def test_fields_stand_below_their_headings(hand: Hand) -> None:
    open_row(hand)
    row, header = hand.page.grid.filtering.row, hand.grid.grid_header
    hand.grid.arrange(hand.grid.arrangement.pinned_up_to("code").sized("name", 600))
    hand.grid.horizontalScrollBar().setValue(50)
    for column in ("code", "price", "margin"):
        field = row.field(column)
        left = field.mapTo(header, field.rect().topLeft()).x()
        assert abs(left - header.box(hand.place(column)).left()) <= 4, column
    hand.show("account")
    assert row.field("account").isVisibleTo(row)


def test_typing_picks_rows_out(hand: Hand) -> None:
    open_row(hand)
    typed(hand, "price", ">90")
    prices = [Decimal(hand.cell(code, "price")) for code in hand.codes()]
    assert prices
    assert min(prices) > 90
    typed(hand, "name", "pump")
    assert all("Pump" in hand.cell(code, "name") for code in hand.codes())
    assert set(hand.app.queries.asked[-1].filters) == {
        RangeFilter("price", hair("90", 1), None),
        TextFilter("name", "pump"),
    }


def test_what_is_no_number_yet_filters_nothing_and_is_marked(hand: Hand) -> None:
    open_row(hand)
    asked = len(hand.app.queries.asked)
    typed(hand, "price", "x")
    assert len(hand.app.queries.asked) == asked
    assert hand.page.grid.filtering.row.field("price").property("invalid") is True
    assert "not a number" in hand.page.grid.filtering.row.field("price").toolTip()


def test_keys_go_between_fields_headings_and_rows(hand: Hand) -> None:
    hand.go_to("UN-1000", "price")
    open_row(hand)
    field = hand.page.grid.filtering.row.field("price")
    assert field.hasFocus()
    typed(hand, "price", "<3")
    hand.key(Qt.Key.Key_Escape, on=field)
    assert len(hand.codes()) == 240
    hand.key(Qt.Key.Key_Down, on=field)
    assert hand.grid.hasFocus()
    hand.go_to("UN-1000", "price")
    hand.key(Qt.Key.Key_Up)
    assert field.hasFocus()
    hand.key(Qt.Key.Key_Up, on=field)
    assert hand.grid.grid_header.hasFocus()


def test_a_hidden_row_filters_on_and_says_so(hand: Hand) -> None:
    open_row(hand)
    typed(hand, "price", ">90")
    count = len(hand.codes())
    hand.page.grid.head.filter_button.click()
    hand.settle()
    assert not hand.page.grid.filtering.is_row_shown
    assert len(hand.codes()) == count < 240
    pill = hand.page.grid.head.pills.pill("price")
    assert pill.text() == "Price: >90"
    pill.click()
    hand.settle()
    assert len(hand.codes()) == 240


# -------------------------------------------------------------------------------------------------------- the values


def test_values_are_picked_with_their_counts(hand: Hand) -> None:
    hand.show("taxable")
    popup = hand.page.grid.filtering.pick_values("taxable")
    hand.settle()
    assert popup.texts() == ["yes", "no"]
    popup.toggle("false")
    hand.settle()
    assert len(hand.codes()) == 60
    assert hand.app.queries.asked[-1].filters == (ChoiceFilter("taxable", frozenset(("false",))),)
    popup.toggle("true")
    hand.settle()
    assert len(hand.codes()) == 240
    popup.close()


def test_values_come_also_where_a_newer_search_took_their_turn(hand: Hand, monkeypatch) -> None:
    facets, asked = hand.app.queries.facets, []

    def once_interrupted(query: SkuQuery, column: str, *, limit: int = 200) -> Sequence[Facet]:
        asked.append(column)
        if len(asked) == 1:
            raise FindInterrupted
        return facets(query, column, limit=limit)

    monkeypatch.setattr(hand.app.queries, "facets", once_interrupted)
    popup = hand.page.grid.filtering.pick_values("taxable")
    hand.qtbot.waitUntil(lambda: popup.texts() == ["yes", "no"])
    assert asked == ["taxable"] * 2
    popup.close()


def test_the_field_of_a_flag_opens_its_values(hand: Hand) -> None:
    hand.show("taxable")
    open_row(hand)
    field = hand.page.grid.filtering.row.field("taxable")
    assert isinstance(field, PickedField)
    assert field.text() == "All"
    field.click()
    hand.settle()
    [popup] = hand.grid.grid_header.findChildren(FacetPopup)
    popup.search.setText("no")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    hand.settle()
    assert field.text() == "no"
    assert len(hand.codes()) == 60
    QTest.keyClick(popup.search, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_any_column_can_be_filtered_by_value(hand: Hand) -> None:
    hand.book.mirror[hand.book.key("UN-1014")][1]["unit_of_measure"] = "FT"
    popup = hand.page.grid.filtering.pick_values("unit")
    hand.settle()
    assert popup.texts() == ["EA", "FT"]
    popup.toggle("FT")
    hand.settle()
    assert hand.codes() == ["UN-1014"]
    assert hand.page.grid.head.pills.pill("unit").text() == "Unit: FT"
    popup.close()


def test_chosen_values_stay_listed_where_no_row_has_them(hand: Hand) -> None:
    hand.page.grid.filtering.use(GridFilters(chosen={"unit": frozenset(("BOX",))}))
    popup = hand.page.grid.filtering.pick_values("unit")
    hand.settle()
    assert popup.texts() == ["EA", "BOX"]
    popup.close()


# --------------------------------------------------------------------------------------------------------- the flags


def flag(hand: Hand, one: SkuFlag):
    return hand.page.grid.head.pills.flag(one)


@pytest.fixture
def busy(tmp_path, make_page) -> Hand:
    book = FakeBook()
    for code in ("UN-1014", "UN-1021", "UN-1035"):
        book.override(book.key(code), "price", 77)
    book.conflict_on(book.key("UN-1028"), "price", ours=9, theirs=8)
    hand: Hand = make_page(FakeApp(tmp_path, book))
    hand.qtbot.waitUntil(lambda: flag(hand, SkuFlag.PENDING).isVisible())
    return hand


def test_flags_say_how_many_and_pick_them_out(busy: Hand) -> None:
    assert flag(busy, SkuFlag.PENDING).text() == "Pending 3"
    assert flag(busy, SkuFlag.CONFLICT).text() == "Conflict 1"
    assert flag(busy, SkuFlag.INACTIVE).text() == "Inactive 12"
    assert not flag(busy, SkuFlag.NEW).isVisible(), "there is none"
    flag(busy, SkuFlag.PENDING).click()
    busy.settle()
    assert busy.codes() == ["UN-1014", "UN-1021", "UN-1035"]
    flag(busy, SkuFlag.CONFLICT).click()
    busy.settle()
    assert len(busy.codes()) == 4, "any of them"
    flag(busy, SkuFlag.PENDING).click()
    flag(busy, SkuFlag.CONFLICT).click()
    busy.settle()
    assert len(busy.codes()) == 240


def test_counts_follow_an_edit(busy: Hand) -> None:
    busy.key(Qt.Key.Key_Return, on=busy.type_into("UN-1000", "price", "5"))
    busy.qtbot.waitUntil(lambda: flag(busy, SkuFlag.PENDING).text() == "Pending 4")


def test_flags_within_what_hangs_nowhere(hand: Hand) -> None:
    hand.book.override(hand.book.skus[9], "price", 5)  # every tenth hangs in no category
    hand.book.override(hand.book.skus[8], "price", 5)
    hand.page.grid.filtering.use(GridFilters(flags=frozenset((SkuFlag.PENDING,))))
    from dataclasses import replace

    query = replace(hand.app.queries.asked[-1], flags=frozenset((SkuFlag.UNCATEGORISED,)), filters=())
    found = hand.app.queries.find(hand.page.grid.filtering.applied_to(query))
    assert list(found) == [9]


# ------------------------------------------------------------------------------------------------------- the way back


def test_nothing_found_offers_to_clear_the_filters(hand: Hand) -> None:
    open_row(hand)
    typed(hand, "name", "no such thing")
    card = hand.page.grid.nothing
    assert card.isVisible()
    assert card.title.text() == "No entries match these filters"
    assert hand.page.grid.filtering.row.field("name").isVisible(), "it can be typed on"
    QTest.mouseClick(card.button, LEFT)
    hand.settle()
    assert not card.isVisible()
    assert len(hand.codes()) == 240


def test_one_key_clears_all_filters(busy: Hand) -> None:
    flag(busy, SkuFlag.PENDING).click()
    open_row(busy)
    typed(busy, "price", ">70")
    busy.page.clear_filters()
    busy.settle()
    assert len(busy.codes()) == 240
    assert busy.page.grid.filtering.row.field("price").text() == ""
    assert not flag(busy, SkuFlag.PENDING).isChecked()
    keys = {action.objectName(): action.shortcut().toString() for action in busy.page.actions()}
    assert (keys["clear_filters"], keys["toggle_filters"]) == ("Ctrl+Alt+F", "Ctrl+Shift+F")


def test_what_is_looked_for_by_name_is_shown_whatever_is_filtered(hand: Hand) -> None:
    hand.page.grid.filtering.use(GridFilters({"price": ">90"}))
    hand.settle()
    wanted = hand.book.key("UN-1000")
    hand.page.show_entity(wanted)
    hand.qtbot.waitUntil(lambda: hand.page.selected_keys() == [wanted])


def test_each_tree_keeps_its_filters(hand: Hand) -> None:
    hand.page.grid.filtering.use(GridFilters({"price": ">90"}))
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    assert not hand.page.grid.filtering.filters
    hand.page.tree.show_tree(Tree.MATERIALS)
    hand.settle()
    assert hand.page.grid.filtering.filters == GridFilters({"price": ">90"})
    assert len(hand.codes()) < 240


# --------------------------------------------------------------------------------------------------- another start


def test_filters_are_as_they_were_left(busy: Hand, tmp_path, make_page) -> None:
    flag(busy, SkuFlag.PENDING).click()
    filters = GridFilters({"price": "77", "cost": "x"}, flags=frozenset((SkuFlag.PENDING,)))
    busy.page.grid.filtering.use(filters)
    busy.page.tree.show_tree(Tree.SERVICES)
    busy.page.grid.filtering.use(GridFilters({"name": "pump"}))
    busy.page.tree.show_tree(Tree.MATERIALS)
    busy.settle()
    busy.app.state.sync()
    again: Hand = make_page(FakeApp(tmp_path, busy.book))
    assert again.page.grid.filtering.filters == filters
    again.qtbot.waitUntil(lambda: again.codes() == ["UN-1014", "UN-1021", "UN-1035"])
    pills = again.page.grid.head.pills
    assert pills.pill("price").text() == "Price: 77"
    assert flag(again, SkuFlag.PENDING).isChecked()
    pills.pill("price").click()
    flag(again, SkuFlag.PENDING).click()
    again.settle()
    assert len(again.codes()) == 240
    again.page.tree.show_tree(Tree.SERVICES)
    assert again.page.grid.filtering.filters == GridFilters({"name": "pump"})


def test_a_start_whose_filters_hide_everything_says_so(hand: Hand, another_app, make_page) -> None:
    hand.page.grid.filtering.use(GridFilters({"price": ">90"}))
    hand.app.state.sync()
    for sku in hand.book.skus:
        hand.book.override(sku, "price", 1)
    again: Hand = make_page(another_app())
    card = again.page.grid.nothing
    again.qtbot.waitUntil(card.isVisible)
    assert card.title.text() == "No entries match these filters"
    QTest.mouseClick(card.button, LEFT)
    again.settle()
    assert len(again.codes()) == 240


def test_where_nothing_was_pulled_yet_no_filter_is_to_blame(tmp_path, make_page) -> None:
    book = FakeBook(materials=0, services=0, equipment=0, fees=0)
    book.nodes.clear()
    book.mirror.clear()
    hand: Hand = make_page(FakeApp(tmp_path, book))
    hand.page.grid.filtering.use(GridFilters({"price": ">90"}))
    hand.settle()
    assert not hand.page.grid.nothing.isVisible()
    assert hand.page.grid.empty.title.text() == "Nothing pulled yet"


def test_whether_the_filter_row_is_open_is_remembered(hand: Hand, another_app, make_page) -> None:
    hand.page.toggle_filters()
    hand.settle()
    hand.page.flush()
    again = make_page(another_app())
    assert again.page.grid.filtering.is_row_shown
    assert again.page.grid.head.filter_button.isChecked()
    again.page.toggle_filters()
    again.page.flush()
    assert not make_page(another_app()).page.grid.filtering.is_row_shown


def test_the_list_says_what_all_of_it_is_made_of(hand: Hand) -> None:
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    made_of = "60 services · 12 equipment · 3 discounts and fees"
    assert hand.page.grid.crumbs.text() == f"{made_of} · 75 entries"
    model = hand.page.tree.view.tree_model
    assert made_of in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    hand.search("Pump")
    assert made_of not in hand.page.grid.crumbs.text()
