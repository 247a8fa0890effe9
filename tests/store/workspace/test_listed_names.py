"""Columns that hold numbers of ServiceTitan's lists sort, filter and are counted by the names; the names follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.listed_fields import ListedName
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.hub_feed import ListedRow, ListMoment
from lazi_desktop.ports.sku_query import Facet, SkuQuery, SortBy, TextFilter
from tests.fakes.feed import FeedMaker, key_of, sku
from tests.store.workspace.conftest import Desk

AT = ListMoment(datetime(2026, 3, 1, tzinfo=UTC), UUID(int=1))
ROWS = [
    sku(1, "A", "Elbow", cost_type_id=8),
    sku(2, "B", "Tee", cost_type_id=7),
    sku(3, "C", "Union", cost_type_id=99),
    sku(4, "D", "Cap", cost_type_id=None),
]
BY_TYPE = (SortBy("cost_type_id"),)


def row(
    number: int, name: str, *, of: str = "cost_types", active: bool = True, gone: bool = False
) -> ListedRow:
    return ListedRow(name=of, remote_id=number, title=name, active=active, payload="{}", gone=gone, at=AT)


def put(desk: Desk, rows: Sequence[ListedRow], *, whole: bool = False) -> Changes:
    return desk.on_writer(lambda: desk.open.replica.put_lists(rows, AT, whole=whole))


def types(desk: Desk) -> list[Facet]:
    return list(desk.open.queries.facets(SkuQuery(tree=Tree.MATERIALS), "cost_type_id"))


def test_lists_that_change_are_news(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors(ROWS))
    assert Aspect.LISTS in put(desk, [row(7, "Freight")]).aspects


def test_columns_go_by_the_names_of_now(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors(ROWS))
    assert desk.find(order=BY_TYPE) == ["B", "A", "C", "D"], "by their numbers as long as there are no names"
    put(desk, [row(7, "Rental"), row(8, "Freight")])
    assert desk.find(order=BY_TYPE) == ["C", "A", "B", "D"]
    assert desk.find(filters=[TextFilter("cost_type_id", "fre")]) == ["A"]
    assert {one.value for one in types(desk)} == {"Freight", "Rental", "99", ""}
    put(desk, [row(7, "Aircraft"), row(99, "Steel")])
    assert desk.find(order=BY_TYPE) == ["B", "A", "C", "D"]
    assert {one.value for one in types(desk)} == {"Freight", "Aircraft", "Steel", ""}
    put(desk, [row(8, "Freight", gone=True)])
    assert {one.value for one in types(desk)} == {"8", "Aircraft", "Steel", ""}


def test_an_edit_shows_by_name_too(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors(ROWS))
    put(desk, [row(7, "Rental"), row(8, "Freight")])
    types(desk)
    desk.set(key_of(ROWS[2]), "cost_type_id", 7)
    assert Facet("Rental", 2) in types(desk)


def test_names_of_many_lists_come_in_one_read(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors(ROWS))
    vendors = [
        row(number, f"Vendor {number}", of="vendors", active=number % 9 > 0) for number in range(5_000)
    ]
    units = [row(number, f"Unit {number}", of="business_units") for number in range(200)]
    put(desk, [*vendors, *units, row(1, "Zone", of="tax_zones")])
    names = desk.open.queries.listed_names()
    assert names.rows("vendors")[9] == ListedName("Vendor 9", active=False)
    assert len(names.rows("vendors")) == 5_000
    assert names.of_field("business_unit_ids", 199) == ListedName("Unit 199", active=True)
    assert not names.rows("tax_zones"), "no field names one"
