"""What is linked in services and equipment costs something: shown, sorted and filtered by, and kept up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from lazi_desktop.domain.column_values import INCOMPLETE, LINKED_COLUMNS, LINKED_COST, LINKED_MARGIN
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import OpDraft, OpKind
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.ports.sku_query import RangeFilter, SkuQuery, SortBy, TextFilter, TextMatch
from lazi_desktop.ports.workspace import UnitOfWork
from tests.fakes.feed import FeedMaker, key_of, sku
from tests.store.workspace.conftest import Desk

ELBOW, TEE = sku(1, "A", "Elbow", cost=Decimal("1.25"), price=3), sku(2, "B", "Tee", cost=4, price=9)
PRICELESS = sku(3, "C", "Union", cost=None, price=9)
HEATER = sku(21, "EQ-1", "Heater", kind="equipment", cost=100, price=200,
             equipment_materials=[{"skuId": 2, "quantity": 2}])  # fmt: skip
INSTALL = sku(22, "SV-1", "Install", kind="service", price=210,
              service_materials=[{"skuId": 1, "quantity": 4}],
              service_equipment=[{"skuId": 21, "quantity": 1}])  # fmt: skip
REPAIR = sku(23, "SV-2", "Repair", kind="service", price=50,
             service_materials=[{"skuId": 1, "quantity": 2}, {"skuId": 3, "quantity": 1}])  # fmt: skip
LOOK = sku(24, "SV-3", "Look", kind="service", price=80, service_materials=[])
CHEAP = sku(25, "SV-4", "Flush", kind="service", price=2, service_materials=[{"skuId": 2, "quantity": 1}])
FEE = sku(26, "FEE", "Fee", kind="discount_fee")
ALL = [ELBOW, TEE, PRICELESS, HEATER, INSTALL, REPAIR, LOOK, CHEAP, FEE]


@pytest.fixture
def shop(desk: Desk) -> Desk:
    desk.start(FeedMaker().mirrors(ALL))
    return desk


def shown(desk: Desk, column: str = LINKED_COST) -> Mapping[str, Value]:
    numbers = desk.open.queries.find(SkuQuery(tree=Tree.SERVICES))
    return {row.code: row.more[column] for row in desk.open.queries.rows(numbers, [column]) if row.more}


def in_order(desk: Desk, column: str = LINKED_COST, *, descending: bool = False) -> list[str]:
    return desk.find(tree=Tree.SERVICES, order=(SortBy(column, descending),))


def listed(desk: Desk) -> Mapping[str, str]:
    """What the worked-out column says of each that has something."""
    facets = desk.open.queries.facets(SkuQuery(tree=Tree.SERVICES), LINKED_COST)
    return {
        code: facet.value
        for facet in facets
        if facet.value
        for code in desk.find(
            tree=Tree.SERVICES, filters=(TextFilter(LINKED_COST, facet.value, TextMatch.EQUALS),)
        )
    }


def agrees(desk: Desk) -> None:
    """What is sorted by is what is shown."""
    now = {code: str(value) for code, value in shown(desk).items() if value is not None}
    assert {code: Decimal(text) if text != INCOMPLETE else text for code, text in listed(desk).items()} == {
        code: Decimal(text) if text != INCOMPLETE else text for code, text in now.items()
    }


def test_rows_bring_what_their_links_cost(shop: Desk) -> None:
    assert shown(shop) == {
        "EQ-1": 108, "SV-1": Decimal("105.00"), "SV-2": INCOMPLETE, "SV-3": None, "SV-4": 4,
    }  # fmt: skip
    assert shown(shop, LINKED_MARGIN) == {
        "EQ-1": Decimal("0.46"), "SV-1": Decimal("0.5"), "SV-2": INCOMPLETE, "SV-3": None, "SV-4": -1,
    }  # fmt: skip
    (fee,) = shop.open.queries.rows_of([key_of(FEE)], [LINKED_COST, "bonus"])
    assert LINKED_COST not in fee.more


def test_the_incomplete_is_no_number(shop: Desk) -> None:
    assert in_order(shop) == ["SV-4", "SV-1", "EQ-1", "FEE", "SV-2", "SV-3"]
    assert in_order(shop, descending=True) == ["EQ-1", "SV-1", "SV-4", "FEE", "SV-2", "SV-3"]
    assert in_order(shop, LINKED_MARGIN) == ["SV-4", "EQ-1", "SV-1", "FEE", "SV-2", "SV-3"]
    for bounds, codes in (((0, None), ["EQ-1", "SV-1", "SV-4"]), ((None, 105), ["SV-1", "SV-4"])):
        least, most = (None if one is None else Decimal(one) for one in bounds)
        assert shop.find(tree=Tree.SERVICES, filters=(RangeFilter(LINKED_COST, least, most),)) == codes
    empty = TextFilter(LINKED_COST, match=TextMatch.EMPTY)
    assert shop.find(tree=Tree.SERVICES, filters=(empty,)) == ["FEE", "SV-3"]
    assert listed(shop)["SV-2"] == INCOMPLETE
    numbers = shop.open.queries.find(SkuQuery(tree=Tree.SERVICES))
    sums = shop.open.queries.sums(numbers, LINKED_COST)
    assert (sums.filled, sums.total) == (3, Decimal("217.00"))


def test_another_tree_has_none(shop: Desk) -> None:
    assert shop.find(order=(SortBy(LINKED_COST),)) == ["A", "B", "C"]


@pytest.mark.parametrize("column", sorted(LINKED_COLUMNS))
def test_edits_are_followed(shop: Desk, column: str) -> None:
    in_order(shop, column)
    shop.set(key_of(ELBOW), "cost", Decimal("2.5"))
    assert shown(shop)["SV-1"] == 110
    agrees(shop)
    shop.set(key_of(PRICELESS), "cost", 5)
    assert shown(shop)["SV-2"] == 10
    agrees(shop)
    shop.set(key_of(HEATER), "cost", None)
    assert shown(shop)["SV-1"] == INCOMPLETE
    agrees(shop)
    shop.set(key_of(LOOK), "service_equipment", [{"skuId": 21, "quantity": 2}])
    shop.set(key_of(CHEAP), "service_materials", [])
    assert (shown(shop)["SV-3"], shown(shop)["SV-4"]) == (INCOMPLETE, None)
    agrees(shop)


def test_a_price_moves_the_margin(shop: Desk) -> None:
    assert in_order(shop, LINKED_MARGIN)[:3] == ["SV-4", "EQ-1", "SV-1"]
    shop.set(key_of(CHEAP), "price", 400)
    assert shown(shop, LINKED_MARGIN)["SV-4"] == Decimal("0.99")
    assert in_order(shop, LINKED_MARGIN)[:3] == ["EQ-1", "SV-1", "SV-4"]


def test_what_servicetitan_changes_is_followed(shop: Desk) -> None:
    in_order(shop)
    feed = FeedMaker(after=len(ALL))
    shop.feed(feed.mirrors([{**TEE, "fields": {**TEE["fields"], "cost": 6}}]))
    assert shown(shop)["EQ-1"] == 112
    agrees(shop)
    shop.set(key_of(HEATER), "cost", 50)
    assert shown(shop)["EQ-1"] == 62
    agrees(shop)
    shop.feed(feed.tombstone(key_of(TEE)))
    assert shown(shop)["EQ-1"] == INCOMPLETE
    agrees(shop)


def test_what_was_made_here_has_a_cost(shop: Desk) -> None:
    new = EntityKey(UUID(int=(7 << 76) + 1))

    def make(unit: UnitOfWork) -> None:
        first = OpDraft(kind=OpKind.CREATE, entity_kind=EntityKind.MATERIAL, entity_key=new)
        named, costs = (replace(first, kind=OpKind.SET, field=name, value=value)
                        for name, value in (("code", "N"), ("cost", 7)))  # fmt: skip
        unit.record([first, named, costs], label="New")

    in_order(shop)
    shop.work(make)
    shop.set(key_of(LOOK), "service_materials", [{"skuId": str(new), "quantity": 3}])
    assert shown(shop)["SV-3"] == 21
    agrees(shop)
    shop.set(new, "cost", 8)
    assert shown(shop)["SV-3"] == 24
    agrees(shop)


def test_of_very_many_it_is_worked_out_when_somebody_asks(
    shop: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lazi_desktop.store.workspace.shown_columns.MANY_COSTS", 1)
    in_order(shop)
    shop.set(key_of(ELBOW), "cost", 90)
    agrees(shop)
    assert in_order(shop)[:3] == ["SV-4", "EQ-1", "SV-1"]


def test_an_edit_between_two_lots_is_not_forgotten(shop: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lazi_desktop.store.workspace.shown_columns.MANY_COSTS", 1)
    monkeypatch.setattr("lazi_desktop.store.workspace.shown_columns.LOT", 2)
    columns = shop.open.workspace._projection.columns
    costs = iter(range(50, 90))

    def between() -> None:
        with shop.open.workspace.unit_of_work() as unit:
            edit_fields(unit, [FieldEdit(key_of(ELBOW), "cost", next(costs), None)], label="Between")

    in_order(shop, "bonus")
    shop.open.queries.where_used(key_of(ELBOW))
    shop.on_writer(lambda: columns.fill(sorted(LINKED_COLUMNS), 1, between))
    agrees(shop)


def test_who_links_what_goes_only_together_with_what_it_costs(
    shop: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lazi_desktop.store.workspace.shown_columns._MOST", 3)
    in_order(shop)
    for column in ("bonus", "hours", "account", "description"):
        in_order(shop, column)
    shop.set(key_of(TEE), "cost", 5)
    agrees(shop)
