"""Columns as data: every field is one, and a grid's arrangement of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.kinds import SKU_KINDS, EntityKind, Tree
from lazi_desktop.domain.listed_fields import LISTED_FIELDS
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.sku_query import SortBy
from lazi_desktop.ui.pricebook.arrangement import Arrangement, arrangement_from, first_arrangement
from lazi_desktop.ui.pricebook.column_catalogue import CATALOGUE, COLUMN, columns_of
from lazi_desktop.ui.pricebook.sku_columns import Look, read_cell, why_not
from tests.fakes.ui_fakes import FakeApp, FakeBook
from tests.ui.pricebook.conftest import Hand

FIRST = first_arrangement(Tree.MATERIALS)


@pytest.mark.parametrize("kind", SKU_KINDS)
def test_every_field_of_a_sku_is_a_column(kind: EntityKind) -> None:
    by_field = {column.field: column for column in CATALOGUE}
    for name, field in FIELDS[kind].items():
        assert name in by_field
        column = by_field[name]
        assert kind in column.kinds, name
        assert column.heading or column.key == "picture"
        if name in LISTED_FIELDS:
            assert (column.look, column.type) == (Look.TEXT, FieldType.CHOICE), "it says names"
        elif field.is_number:
            assert column.look is Look.NUMBER, name


def test_columns_are_told_apart_within_a_tree() -> None:
    for tree in Tree:
        said = [(column.group, column.heading) for column in columns_of(tree)]
        assert len(said) == len(set(said))
    assert len({column.key for column in CATALOGUE}) == len(CATALOGUE)


def test_a_tree_offers_only_what_can_stand_in_it() -> None:
    materials = {column.key for column in columns_of(Tree.MATERIALS)}
    assert "is_chemical" in materials
    assert "service_materials" not in materials
    assert "service_materials" in {column.key for column in columns_of(Tree.SERVICES)}


def test_structured_columns_are_not_typed_into() -> None:
    for key in ("description", "categories", "assets", "primary_vendor", "other_vendors"):
        assert not COLUMN[key].typeable
    for key in ("price", "name", "taxable", "is_inventory", "cost_type_id"):
        assert COLUMN[key].typeable


def test_yes_and_no_are_understood_in_a_flag() -> None:
    row = FakeBook().row(0)
    for typed, value in (("yes", True), ("No", False), ("x", True), ("", False)):
        assert read_cell(COLUMN["taxable"], row, typed)[1:] == (value, "")


def test_the_beginning_of_a_choice_is_enough() -> None:
    book = FakeBook()
    row = book.row(book.skus.index(book.key("DF-1000")))
    assert read_cell(COLUMN["type"], row, "fe")[1] == "Fee"
    assert "is one of" in read_cell(COLUMN["type"], row, "x")[2]
    assert why_not(COLUMN["price"], EntityKind.DISCOUNT_FEE)


# -------------------------------------------------------------------------------------------------------- arrangement


def test_a_column_comes_where_it_is_listed() -> None:
    more = FIRST.with_column("add_on_price")
    assert more.shown.index("add_on_price") == more.shown.index("member_price") + 1
    assert more.with_column("add_on_price") is more
    assert more.without("add_on_price") == FIRST


def test_the_last_column_stays() -> None:
    one = FIRST
    for key in FIRST.shown:
        one = one.without(key)
    assert len([key for key in one.shown if key != "picture"]) == 1


def test_pinning_brings_a_column_to_the_pinned_ones() -> None:
    pinned = FIRST.pinned_up_to("price")
    assert (pinned.shown[:2], pinned.pinned) == (("picture", "price"), 2)
    two = pinned.pinned_up_to("code")
    assert (two.shown[:3], two.pinned) == (("picture", "price", "code"), 3)
    assert two.pinned_up_to("price").pinned == 2
    assert two.pinned_up_to("price").shown[:2] == ("picture", "code")
    assert two.without("price").pinned == 2


def test_sorting_goes_up_down_and_away() -> None:
    up = FIRST.sorted_by("price")
    down = up.sorted_by("price")
    assert (up.order, down.order) == ((SortBy("price"),), (SortBy("price", True),))
    assert down.sorted_by("price").order == ()
    both = down.sorted_by("name", add=True)
    assert both.order == (SortBy("price", True), SortBy("name"))
    assert both.sorted_by("price", add=True).order == (SortBy("name"),)
    assert both.sorted_by("name").order == (SortBy("name", True),)


def test_an_arrangement_is_remembered_as_it_was() -> None:
    one = FIRST.with_column("description").sized("name", 300).pinned_up_to("code").sorted_by("price")
    assert arrangement_from(one.to_json(), Tree.MATERIALS) == one


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (None, FIRST),
        ("nonsense", FIRST),
        ({"shown": []}, FIRST),
        ({"shown": ["picture"]}, FIRST),
        ({"shown": ["gone", "code", "code", 7], "pinned": 2}, Arrangement(("code",), pinned=1)),
        ({"shown": ["code"], "widths": {"code": 9, "gone": 80, "name": "x"}}, Arrangement(("code",), {"code": 36})),
        ({"shown": ["code"], "order": [["gone", "up"], ["code", "sideways"], ["code", "down"]]},
         Arrangement(("code",), order=(SortBy("code", True),))),
    ],
)  # fmt: skip
def test_what_is_remembered_of_columns_that_are_gone_is_passed_over(
    data: object, expected: Arrangement
) -> None:
    assert arrangement_from(data, Tree.MATERIALS) == expected


# ------------------------------------------------------------------------------------------------------ in the grid


def test_any_field_is_shown_when_it_is_wanted(hand: Hand) -> None:
    hand.show("description", "taxable", "is_inventory", "categories", "kind", "hours")
    assert hand.cell("UN-1007", "description") == "Schedule 40 & up. Number 1"
    assert hand.cell("UN-1000", "description") == ""
    assert hand.cell("UN-1007", "taxable") == "yes"
    assert hand.cell("UN-1007", "kind") == "Material"
    assert hand.cell("UN-1007", "hours") == "0.25"
    assert hand.cell("UN-1007", "is_inventory") == ""


def test_a_column_that_is_not_read_yet_takes_no_typing(hand: Hand) -> None:
    hand.app.readers.held = True
    hand.grid.arrange(hand.grid.arrangement.with_column("account"))
    index = hand.model.index(0, hand.place("account"))
    assert not index.flags() & index.flags().ItemIsEditable
    hand.app.readers.held = False
    hand.app.readers.release()
    hand.settle()
    assert index.flags() & index.flags().ItemIsEditable


def test_an_edit_in_any_column_is_recorded_and_stays(hand: Hand, qapp) -> None:
    from PySide6.QtCore import Qt

    hand.show("account")
    hand.key(Qt.Key.Key_Return, on=hand.type_into("UN-1014", "account", "4000"))
    assert hand.ops() == [("set", "account", "4000")]
    assert hand.cell("UN-1014", "account") == "4000"
    hand.app.edits.undo(initiator=qapp)
    hand.settle()
    assert hand.cell("UN-1014", "account") == ""


def test_selection_survives_other_columns(hand: Hand) -> None:
    hand.go_to("UN-1014", "price")
    hand.grid.arrange(hand.grid.arrangement.with_column("kind").without("cost").moved("price", 1))
    hand.settle()
    current = hand.grid.currentIndex()
    assert (hand.codes()[current.row()], hand.model.columns[current.column()].key) == ("UN-1014", "price")
    assert hand.grid.selectionModel().selectedIndexes() == [current]
    hand.grid.arrange(hand.grid.arrangement.without("price"))
    assert hand.grid.selected_positions() == [2]


def test_each_tree_has_its_own_columns(hand: Hand, another_app, make_page) -> None:
    hand.show("is_chemical")
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    assert hand.model.place_of("is_chemical") < 0
    hand.show("is_labor")
    hand.page.tree.show_tree(Tree.MATERIALS)
    hand.settle()
    assert hand.model.place_of("is_labor") < 0
    assert hand.model.place_of("is_chemical") >= 0
    again = make_page(another_app())
    assert again.model.place_of("is_chemical") >= 0


def test_columns_are_found_by_a_part_of_their_name_and_ticked(hand: Hand) -> None:
    chooser = hand.page.grid.choose_columns()
    assert "Prices" in chooser.texts()
    chooser.search.setText("locked")
    assert chooser.texts() == ["Prices", "Price locked", "Cost locked"]
    chooser.toggle("is_price_locked")
    hand.settle()
    assert hand.model.place_of("is_price_locked") >= 0
    chooser.toggle("is_price_locked")
    assert hand.model.place_of("is_price_locked") < 0
    chooser.search.setText("nothing like it")
    assert chooser.texts() == ["Nothing by that name"]
    chooser.close()


def test_columns_of_nothing_known_do_not_keep_the_page_from_opening(app: FakeApp, make_page) -> None:
    app.state.setValue("pricebook/Materials/arrangement", '{"shown": ["gone", 3], "order": 7}')
    hand = make_page(app)
    assert hand.grid.arrangement == FIRST


def test_a_text_that_flies_past_looks_as_when_it_is_laid_out(hand: Hand, monkeypatch) -> None:
    from lazi_desktop.ui.pricebook import sku_painter

    hand.show("description")
    hand.grid.arrange(hand.grid.arrangement.sized("name", 90))
    hand.settle()
    for _ in range(10):  # some in each frame
        laid_out = hand.grid.viewport().grab().toImage()
    monkeypatch.setattr(sku_painter, "_LAYOUTS", 0)
    hand.grid.delegate.painter._texts.clear()
    assert hand.grid.viewport().grab().toImage() == laid_out
    assert not hand.grid.delegate.painter._texts


def test_categories_go_by_their_names(hand: Hand) -> None:
    hand.show("categories")
    hand.choose("Tees")
    code = hand.codes()[0]
    assert hand.cell(code, "categories") == "Tees"
    tees = hand.category("Tees")
    hand.book.nodes = [replace(node, name="Brass " + node.name) for node in hand.book.nodes]
    hand.app.edits.announce(Changes(frozenset((tees,)), frozenset((Aspect.CATEGORIES,))))
    hand.qtbot.waitUntil(lambda: hand.cell(code, "categories") == "Brass Tees")
