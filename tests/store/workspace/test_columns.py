"""Any column sorts, filters, is counted and summed up; those that are worked out at first use are kept up later."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from lazi_desktop.domain.field_tables import FIELDS, TO_REVIEW
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import SKU_KINDS, EntityKind, Tree
from lazi_desktop.domain.ops import OpDraft, OpKind
from lazi_desktop.ports.queries import FindInterrupted
from lazi_desktop.ports.sku_query import (
    ChoiceFilter,
    ColumnFilter,
    RangeFilter,
    SkuFlag,
    SkuQuery,
    SortBy,
    TextFilter,
    TextMatch,
)
from lazi_desktop.ports.workspace import UnitOfWork
from tests.fakes.feed import FeedMaker, category, key_of, pricebook, sku
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock

IMAGE = {"type": "Image", "url": "Images/Material/1.jpg", "isDefault": True}
FERGUSON = {"vendorId": 1, "vendorName": "Ferguson", "vendorPart": "F-1"}
WATTS = {"vendorId": 2, "vendorName": "Watts", "vendorPart": "W-2"}
TREE = [
    category(1, "Fittings"), category(2, "Brass", parent_id=1), category(11, "Heating", tree="Services"),
]  # fmt: skip
ROWS = [
    sku(1, "A", "Élbow", price=10, cost=9, account="Sales", categories=[2], assets=[IMAGE], is_price_locked=True,
        primary_vendor=FERGUSON, other_vendors=[FERGUSON, WATTS], created_on="2026-03-02T10:00:00Z",
        bonus=Decimal("1.5"), description="<p>Lead&nbsp;<b>free</b></p>"),
    sku(2, "B", "Tee", price=10, cost=5, account="sales", categories=[1, 2], assets=[{"type": "Video", "url": "x"}],
        primary_vendor=WATTS, created_on="2026-03-01T10:00:00Z", bonus=10, is_price_locked=False),
    sku(3, "C", "Union", price=Decimal("19.99"), cost=19, account="Other", created_on="2026-03-02T09:00:00Z",
        unit_of_measure="Each", active=False),
    sku(4, "D", "", price=None, cost=3, bonus=0, taxable=True),
]  # fmt: skip
HEATER = sku(
    21,
    "EQ-1",
    "Heater",
    kind="equipment",
    categories=[11],
    recommendations=[{"skuId": 22, "type": "Service"}],
    equipment_materials=[{"skuId": 1, "quantity": 2}],
    upgrades=[],
)
SERVICES = [
    sku(22, "SV-1", "Install", kind="service", price=0, cost=5, categories=[11], use_static_prices=False,
        service_materials=[{"skuId": 1, "quantity": Decimal("0.5")}, {"skuId": 2, "quantity": 1}],
        service_equipment=[{"skuId": 21, "quantity": 1}]),
    sku(23, "SV-2", "Repair", kind="service", price=50, cost=49, recommendations=[22], upgrades=[22],
        warranty={"duration": 12, "description": ""}, use_static_prices=True, calculated_price=60),
    sku(24, "FEE", "Fee", kind="discount_fee", categories=[11]),
]  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("columns")
    desk = Desk(folder, CountedIds(), TickingClock())
    desk.start(FeedMaker().mirrors([*TREE, *ROWS, HEATER, *SERVICES]))
    yield desk
    desk.open.close()


@pytest.mark.parametrize(
    ("column", "ascending", "descending"),
    [
        ("account", "CABD", "ABCD"),
        ("bonus", "DABC", "BADC"),
        ("is_price_locked", "BACD", "ABCD"),
        ("created_on", "BCAD", "ACBD"),
        ("primary_vendor", "ABCD", "BACD"),
        ("other_vendors", "ABCD", "ABCD"),
        ("categories", "ABCD", "BACD"),
        ("description", "ABCD", "ABCD"),
        ("assets", "ABCD", "ABCD"),
        ("display_name", "ABCD", "CBAD"),
        ("hours", "ABCD", "ABCD"),
    ],
)
def test_nothing_comes_last_both_ways(shop: Desk, column: str, ascending: str, descending: str) -> None:
    assert "".join(shop.find(order=(SortBy(column),))) == ascending
    assert "".join(shop.find(order=(SortBy(column, True),))) == descending


def test_every_field_can_be_asked_for_in_every_way(shop: Desk) -> None:
    for name in dict.fromkeys(name for kind in SKU_KINDS for name in FIELDS[kind]):
        for tree in Tree:
            assert len(shop.find(tree=tree, order=(SortBy(name),))) == 4
            everything = shop.open.queries.facets(SkuQuery(tree=tree), name)
            assert sum(facet.count for facet in everything) == 4
            for facet in everything:
                chosen = ChoiceFilter(name, frozenset((facet.value,)))
                assert len(shop.find(tree=tree, filters=(chosen,))) == facet.count, (name, facet)
            empty, filled = (len(shop.find(tree=tree, filters=(TextFilter(name, match=match),)))
                             for match in (TextMatch.EMPTY, TextMatch.FILLED))  # fmt: skip
            assert empty + filled == 4
            assert empty == sum(facet.count for facet in everything if facet.value == "")


def test_several_columns_sort(shop: Desk) -> None:
    assert "".join(shop.find(order=(SortBy("price"), SortBy("bonus", True)))) == "BACD"
    assert "".join(shop.find(order=(SortBy("account"), SortBy("code", True)))) == "CBAD"


def test_an_unknown_column(shop: Desk) -> None:
    with pytest.raises(KeyError):
        shop.find(order=(SortBy("colour"),))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (TextFilter("name", "elb"), "A"),
        (TextFilter("display_name", "É"), "AB"),
        (TextFilter("name", "e", TextMatch.BEGINS), "A"),
        (TextFilter("name", "e", TextMatch.LACKS), "CD"),
        (TextFilter("name", match=TextMatch.EMPTY), "D"),
        (TextFilter("name", match=TextMatch.FILLED), "ABC"),
        (TextFilter("name", " tee ", TextMatch.EQUALS), "B"),
        (TextFilter("name", "  "), "ABCD"),
        (TextFilter("account", "SAL"), "AB"),
        (TextFilter("account", "sales", TextMatch.LACKS), "CD"),
        (TextFilter("unit", "ea"), "C"),
        (TextFilter("vendor_part", "w-"), "B"),
        (TextFilter("other_vendors", "watts"), "A"),
        (TextFilter("description", "lead free"), "A"),
        (TextFilter("description", "<b>"), ""),
        (TextFilter("categories", "fitt"), "B"),
        (TextFilter("price", "9.9"), "C"),
        (TextFilter("code", "d"), "D"),
        (TextFilter("assets", match=TextMatch.EMPTY), "CD"),
        (RangeFilter("price", Decimal(10), Decimal(10)), "AB"),
        (RangeFilter("price", None, Decimal("19.99")), "ABC"),
        (RangeFilter("price"), "ABCD"),
        (RangeFilter("margin", Decimal("0.1"), Decimal("0.5")), "AB"),
        (RangeFilter("bonus", Decimal("1.5")), "AB"),
        (RangeFilter("bonus", most=Decimal(5)), "AD"),
        (RangeFilter("assets", Decimal(1)), "AB"),
        (RangeFilter("account", Decimal(1)), ""),
        (ChoiceFilter("account", frozenset(("Sales", "Other"))), "AC"),
        (ChoiceFilter("account", frozenset(("Sales", ""))), "AD"),
        (ChoiceFilter("active", frozenset(("false",))), "C"),
        (ChoiceFilter("is_price_locked", frozenset(("true", ""))), "ACD"),
        (ChoiceFilter("created_on", frozenset(("2026-03-02",))), "AC"),
        (ChoiceFilter("unit", frozenset(("",))), "ABD"),
        (ChoiceFilter("account", frozenset()), ""),
    ],
)  # fmt: skip
def test_filters(shop: Desk, wanted: ColumnFilter, expected: str) -> None:
    assert "".join(shop.find(filters=(wanted,))) == expected
    assert sorted(shop.find(filters=(wanted,), order=(SortBy("price"),))) == [*expected]


def test_filters_go_together(shop: Desk) -> None:
    both = (TextFilter("account", "sales"), RangeFilter("bonus", Decimal(2)))
    assert shop.find(filters=both) == ["B"]
    assert shop.find("tee", filters=both) == ["B"]
    assert shop.find("elbow", filters=both) == []
    assert shop.find(filters=both[:1], categories=frozenset([key_of(TREE[1])]), include_inactive=False) == [
        "A",
        "B",
    ]
    assert shop.find(tree=Tree.SERVICES, kinds=frozenset([EntityKind.DISCOUNT_FEE])) == ["FEE"]
    assert shop.find(filters=both[:1], kinds=frozenset([EntityKind.SERVICE])) == []


@pytest.mark.parametrize(
    ("flag", "tree", "expected"),
    [
        (SkuFlag.NO_IMAGE, Tree.MATERIALS, ["B", "C", "D"]),
        (SkuFlag.PRICE_LOCKED, Tree.MATERIALS, ["A"]),
        (SkuFlag.INACTIVE, Tree.MATERIALS, ["C"]),
        (SkuFlag.BELOW_FLOOR, Tree.MATERIALS, ["C"]),
        (SkuFlag.UNCATEGORISED, Tree.MATERIALS, ["C", "D"]),
        (SkuFlag.DYNAMIC_PRICE, Tree.SERVICES, ["SV-1"]),
        (SkuFlag.BELOW_FLOOR, Tree.SERVICES, ["SV-2"]),
        (SkuFlag.TO_REVIEW, Tree.SERVICES, []),
        (SkuFlag.CHANGED, Tree.MATERIALS, []),
        (SkuFlag.NEW, Tree.MATERIALS, []),
    ],
)
def test_flags(shop: Desk, flag: SkuFlag, tree: Tree, expected: list[str]) -> None:
    assert shop.find(tree=tree, flags=frozenset([flag])) == expected
    assert shop.open.queries.flag_counts(SkuQuery(tree=tree))[flag] == len(expected)
    others = SkuQuery(tree=tree, flags=frozenset(SkuFlag))
    assert shop.open.queries.flag_counts(others)[flag] == len(expected), "the flags themselves do not count"


def test_a_review_mark_is_a_flag(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([*TREE, *ROWS]))
    desk.set(key_of(ROWS[1]), "review_mark", TO_REVIEW)
    desk.set(key_of(ROWS[2]), "review_mark", "Reviewed")
    assert desk.find(flags=frozenset([SkuFlag.TO_REVIEW])) == ["B"]
    assert desk.find(filters=(TextFilter("review_mark", "review"),)) == ["B", "C"]


def test_the_margin_floor_is_asked_for(shop: Desk) -> None:
    low = frozenset([SkuFlag.BELOW_FLOOR])
    assert shop.find(flags=low, margin_floor=Decimal("0.1")) == ["C"], (
        "one that stands exactly on it is not below"
    )
    assert shop.find(flags=low, margin_floor=Decimal("0.11")) == ["A", "C"]


def test_facets_look_past_their_own_filter(shop: Desk) -> None:
    filters = (ChoiceFilter("account", frozenset(("Other",))), RangeFilter("price", Decimal(1)))
    found = shop.open.queries.facets(SkuQuery(filters=filters), "account")
    assert [(facet.value, facet.count) for facet in found] == [("Other", 1), ("Sales", 1), ("sales", 1)]
    assert len(shop.open.queries.facets(SkuQuery(filters=filters), "account", limit=2)) == 2
    assert shop.open.queries.facets(SkuQuery(search="tee"), "unit")[0].count == 1
    assert [facet.value for facet in shop.open.queries.facets(SkuQuery(), "active")] == ["true", "false"]


def test_sums(shop: Desk) -> None:
    queries, numbers = shop.open.queries, [shop.row(key_of(row)).number for row in ROWS]
    price = queries.sums(numbers, "price")
    assert (price.rows, price.filled, price.total, price.changed) == (4, 3, Decimal("39.99"), 0)
    assert price.average == Decimal("13.33")
    assert price.margin is not None
    assert abs(price.margin - (Decimal("39.99") - 33) / Decimal("39.99")) < Decimal("1e-8")
    assert queries.sums(numbers, "bonus").total == Decimal("11.5")
    assert queries.sums(numbers, "is_price_locked").total == 1
    assert asdict(queries.sums(numbers, "account")) | {"margin": None} == {
        "rows": 4, "filled": 0, "total": None, "margin": None, "changed": 0,
    }  # fmt: skip
    assert queries.sums([], "price").rows == 0
    both_trees = [*numbers, shop.row(key_of(HEATER)).number]
    assert queries.sums(both_trees, "bonus").rows == 5


# ----------------------------------------------------------------------------------------------------------------- rows


def test_rows_bring_other_fields_along(shop: Desk) -> None:
    keys = [key_of(ROWS[0]), key_of(SERVICES[0])]
    material, service = shop.open.queries.rows_of(
        keys, ["bonus", "primary_vendor", "use_static_prices", "price"]
    )
    assert material.more == {"bonus": Decimal("1.5"), "primary_vendor": FERGUSON, "price": 10}
    assert service.more == {"bonus": None, "use_static_prices": False, "price": 0}
    assert shop.open.queries.rows([material.number])[0].more == {}


def test_rows_by_code(shop: Desk) -> None:
    found = shop.open.queries.rows_by_code([" a", "EQ-1", "A", "none", ""])
    assert {code: [row.code for row in rows] for code, rows in found.items()} == {
        " a": ["A"], "EQ-1": ["EQ-1"], "A": ["A"],
    }  # fmt: skip


def test_rows_by_reference(shop: Desk) -> None:
    key = str(key_of(ROWS[1]))
    found = shop.open.queries.rows_by_reference(EntityKind.MATERIAL, [1, key, 21, 99, "?"])
    assert {reference: row.code for reference, row in found.items()} == {1: "A", key: "B"}


# ---------------------------------------------------------------------------------------------------------- who uses it


def used(desk: Desk, key: EntityKey) -> list[tuple[str, str, Decimal | None]]:
    return [(usage.code, usage.field, usage.quantity) for usage in desk.open.queries.where_used(key)]


def test_where_used(shop: Desk) -> None:
    assert used(shop, key_of(ROWS[0])) == [
        ("EQ-1", "equipment_materials", Decimal(2)), ("SV-1", "service_materials", Decimal("0.5")),
    ]  # fmt: skip
    assert used(shop, key_of(HEATER)) == [("SV-1", "service_equipment", Decimal(1))]
    assert used(shop, key_of(SERVICES[0])) == [
        ("EQ-1", "recommendations", None), ("SV-2", "recommendations", None), ("SV-2", "upgrades", None),
    ]  # fmt: skip
    assert used(shop, key_of(ROWS[3])) == []
    below = shop.open.queries.where_used(key_of(TREE[0]))
    assert [(one.kind, one.name, one.field) for one in below] == [
        (EntityKind.CATEGORY, "Brass", "parent_id"), (EntityKind.MATERIAL, "Tee", "categories"),
    ]  # fmt: skip
    assert shop.open.queries.where_used(EntityKey(UUID(int=5))) == []


def test_links_follow_edits_and_what_was_made_here(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([*TREE, *ROWS, HEATER, *SERVICES]))
    elbow, service = key_of(ROWS[0]), key_of(SERVICES[0])
    assert len(used(desk, elbow)) == 2
    new = EntityKey(UUID(int=(7 << 76) + 1))
    desk.work(lambda unit: make(unit, new))
    desk.set(service, "service_materials", [{"skuId": str(new), "quantity": 3}, {"skuId": 2, "quantity": 1}])
    assert used(desk, elbow) == [("EQ-1", "equipment_materials", Decimal(2))]
    assert used(desk, new) == [("SV-1", "service_materials", Decimal(3))]
    desk.set(service, "service_materials", None, kind=OpKind.UNSET)
    assert (len(used(desk, elbow)), used(desk, new)) == (2, [])


def make(unit: UnitOfWork, key: EntityKey) -> None:
    of: dict[str, Any] = {"entity_kind": EntityKind.MATERIAL, "entity_key": key}
    unit.record([
        OpDraft(kind=OpKind.CREATE, **of), OpDraft(kind=OpKind.SET, field="code", value="NEW", **of),
    ], label="New")  # fmt: skip


# ----------------------------------------------------------------------------------------------------------- kept up


def test_columns_follow_edits(desk: Desk) -> None:
    feed = FeedMaker()
    desk.start(feed.mirrors([*TREE, *ROWS]))
    by_account, brass = (SortBy("account"),), (TextFilter("categories", "brass"),)
    assert desk.find(order=by_account) == ["C", "A", "B", "D"]
    assert desk.find(filters=brass) == ["A", "B"]
    desk.set(key_of(ROWS[3]), "account", "Aaa")
    desk.set(key_of(ROWS[2]), "account", None)
    assert desk.find(order=by_account) == ["D", "A", "B", "C"]
    desk.set(key_of(ROWS[3]), "categories", [2])
    assert desk.find(filters=brass) == ["A", "B", "D"]
    desk.feed(feed.mirror(category(2, "Bronze", parent_id=1)))
    assert desk.find(filters=brass) == []
    assert desk.find(filters=(TextFilter("categories", "bronze"),)) == ["A", "B", "D"]
    desk.feed(feed.tombstone(key_of(ROWS[0])))
    assert desk.find(order=by_account) == ["D", "B", "C"]
    desk.reopen()
    assert desk.find(order=by_account) == ["D", "B", "C"]


def test_a_category_that_is_gone_is_named_no_more(desk: Desk) -> None:
    feed = FeedMaker()
    desk.start(feed.mirrors([*TREE, *ROWS]))
    brass = (TextFilter("categories", "brass"),)
    assert desk.find(filters=brass) == ["A", "B"]
    desk.feed(feed.tombstone(key_of(TREE[1]), kind="category", reason="discarded"))
    assert desk.find(filters=brass) == []
    assert desk.find(filters=(TextFilter("categories", "fittings"),)) == ["B"]


def test_what_was_made_here_is_new(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([*TREE, *ROWS]))
    new = EntityKey(UUID(int=(7 << 76) + 1))
    desk.work(lambda unit: make(unit, new))
    assert desk.find(flags=frozenset([SkuFlag.NEW])) == ["NEW"]
    assert desk.find(flags=frozenset([SkuFlag.CHANGED])) == ["NEW"]
    assert desk.open.queries.sums([desk.row(new).number], "price").changed == 1


def test_a_snapshot_forgets_the_columns(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([*TREE, *ROWS]))
    desk.find(order=(SortBy("account"),))
    desk.open.queries.where_used(key_of(ROWS[0]))
    desk.on_writer(lambda: desk.open.replica.begin_snapshot(UUID(int=78)))
    assert columns_in_use(desk) == []
    desk.start(FeedMaker().mirrors([*TREE, *ROWS[:2]]), epoch=UUID(int=78))
    assert desk.find(order=(SortBy("account"),)) == ["A", "B"]


def test_only_so_many_columns_are_kept_up(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([*TREE, *ROWS, *SERVICES]))
    names = [name for name in FIELDS[EntityKind.MATERIAL] if name not in ("code", "price", "cost", "active")]
    for name in names:
        desk.find(order=(SortBy(name),))
    assert 10 < len(columns_in_use(desk)) < 30 < len(names)
    assert "".join(desk.find(order=(SortBy(names[3]),))) == "ABCD"


def test_edits_pass_while_a_column_is_worked_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lazi_desktop.store.workspace.shown_columns.LOT", 50)
    rows = [row for row in pricebook(400, categories=10) if row["kind"] in ("category", "material")]
    desk.start(FeedMaker().mirrors(rows))
    first, last = (desk.open.queries.rows(desk.open.queries.find(SkuQuery()))[place] for place in (0, -1))
    columns = desk.open.workspace._projection.columns
    edits: list[EntityKey] = [first.key, last.key]
    lots = []

    def between() -> None:
        lots.append(1)
        if edits and len(lots) > 2:
            with desk.open.workspace.unit_of_work() as unit:
                key = edits.pop()
                unit.record([OpDraft(kind=OpKind.SET, entity_kind=EntityKind.MATERIAL, entity_key=key,
                                     field="account", value="Mine")], label="x")  # fmt: skip

    desk.on_writer(lambda: columns.fill(["account"], 0, between))
    assert len(lots) > 4
    mine = desk.open.queries.find(SkuQuery(filters=(TextFilter("account", "mine"),)))
    assert {row.key for row in desk.open.queries.rows(mine)} == {first.key, last.key}


def test_a_newer_search_does_not_wait_for_a_column(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([*TREE, *ROWS]))
    busy, go_on = threading.Event(), threading.Event()

    def keep_busy() -> None:
        busy.set()
        go_on.wait(10)

    ended: list[Exception] = []

    def find() -> None:
        try:
            desk.open.queries.find(SkuQuery(order=(SortBy("account"),)), interruptible=True)
        except FindInterrupted as error:
            ended.append(error)

    desk.open.writer.submit(keep_busy)
    busy.wait(10)
    finding = threading.Thread(target=find)
    finding.start()
    while finding.is_alive():
        desk.open.queries.interrupt()
        finding.join(0.01)
    go_on.set()
    assert len(ended) == 1
    assert desk.find(order=(SortBy("account"),)) == ["C", "A", "B", "D"]


def columns_in_use(desk: Desk) -> Sequence[str]:
    return [name for (name,) in desk.on_writer(
        lambda: desk.open.workspace._db.all("SELECT name FROM shown_column UNION ALL"
                                            " SELECT DISTINCT 'left' FROM shown_value WHERE column_id NOT IN"
                                            " (SELECT id FROM shown_column)"))]  # fmt: skip


def test_a_column_can_be_asked_for_on_the_stores_own_thread(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors([*TREE, *ROWS]))
    by_account = SkuQuery(order=(SortBy("account"),))
    assert len(desk.on_writer(lambda: desk.open.queries.find(by_account))) == 4
