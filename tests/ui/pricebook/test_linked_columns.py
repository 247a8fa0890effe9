"""What is linked in a service costs something: columns of the grid like others, that nobody types into."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.sku_query import SortBy
from lazi_desktop.ui.pricebook.column_catalogue import COLUMN
from lazi_desktop.ui.pricebook.filter_words import facet_word
from lazi_desktop.ui.pricebook.sku_columns import why_not
from lazi_desktop.ui.pricebook.sku_table_model import SkuRole
from tests.fakes.ui_fakes import FakeApp, FakeBook
from tests.ui.pricebook.conftest import Hand


@pytest.fixture
def app(qapp, tmp_path) -> FakeApp:
    return FakeApp(tmp_path, FakeBook(materials=20, services=4, equipment=2, fees=1))


@pytest.fixture
def services(app: FakeApp, make_page) -> Hand:
    """One with a heater and fittings, one with something that has no cost."""
    book = app.book
    book.mirror[book.key("UN-1007")][1]["cost"] = Decimal("2.50")
    book.mirror[book.key("UN-1014")][1]["cost"] = None
    book.mirror[book.key("EQ-1000")][1]["cost"] = 60
    ids = {code: book.remote_ids[book.key(code)] for code in ("UN-1007", "UN-1014", "EQ-1000")}
    whole, partly = (book.mirror[book.key(code)][1] for code in ("SV-1000", "SV-1007"))
    whole["price"] = 130
    whole["service_materials"] = [{"skuId": ids["UN-1007"], "quantity": 2}]
    whole["service_equipment"] = [{"skuId": ids["EQ-1000"], "quantity": 1}]
    partly["service_materials"] = [{"skuId": ids[code], "quantity": 1} for code in ("UN-1007", "UN-1014")]
    hand = make_page(app)
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    hand.show("linked_cost", "linked_margin")
    return hand


def cells(hand: Hand, code: str) -> tuple[str, str]:
    return hand.cell(code, "linked_cost"), hand.cell(code, "linked_margin")


def test_they_say_what_the_links_cost_and_leave(services: Hand) -> None:
    assert cells(services, "SV-1000") == ("65.00", "50.0 %")
    assert cells(services, "SV-1007") == ("Incomplete", "Incomplete")
    assert cells(services, "DF-1000") == ("", "")
    assert not services.cell("SV-1000", "linked_margin", SkuRole.BELOW_FLOOR)


def test_they_follow_what_is_linked(services: Hand) -> None:
    book = services.book
    for price, shown, below in ((130, ("135.00", "-3.8 %"), True), (5, ("10.00", "92.3 %"), False)):
        key = book.key("EQ-1000")
        seen = book.effective(key, "cost")
        services.app.edits.edit([FieldEdit(key, "cost", price, seen)], initiator=services.page)
        services.settle()
        services.qtbot.waitUntil(lambda shown=shown: cells(services, "SV-1000") == shown)
        assert services.cell("SV-1000", "linked_margin", SkuRole.BELOW_FLOOR) is below


def test_they_sort_and_filter(services: Hand) -> None:
    services.heading("linked_cost")
    services.settle()
    assert services.codes()[0] == "SV-1000"
    assert services.page.grid.grid.arrangement.order == (SortBy("linked_cost"),)
    services.page.grid.filtering.use(services.page.grid.filtering.filters.with_typed("linked_margin", ">40"))
    services.settle()
    assert services.codes() == ["SV-1000"]
    assert facet_word(COLUMN["linked_cost"], "incomplete") == "Incomplete"


def test_nobody_types_into_them(services: Hand) -> None:
    column = COLUMN["linked_cost"]
    assert not column.typeable
    assert (
        why_not(column, EntityKind.SERVICE) == "It is what the linked materials and equipment cost together."
    )
    services.go_to("SV-1000", "linked_cost")
    index = services.model.index(services.row("SV-1000"), services.place("linked_cost"))
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    assert EntityKind.MATERIAL not in column.kinds
