"""What the window's tests are given instead of a store answers like the store."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lazi_desktop.domain.field_tables import FIELDS, TO_REVIEW
from lazi_desktop.domain.kinds import SKU_KINDS, EntityKind, Tree
from lazi_desktop.domain.pictures import PictureFlaw, PictureLook
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import (
    ChoiceFilter,
    RangeFilter,
    SkuFlag,
    SkuQuery,
    SortBy,
    TextFilter,
    TextMatch,
)
from tests.fakes.feed import FeedMaker
from tests.fakes.queries import FakeQueries
from tests.fakes.ui_fakes import FakeBook
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock

KINDS = frozenset((EntityKind.SERVICE, EntityKind.EQUIPMENT))
ADDRESSES = (
    "Images/Material/1.jpg",
    "Images/Material/2.jpg",
    "https://x.example/3.png",
    None,
    "Images/Service/5.jpg",
)
FACTS = [
    PictureFact("Images/Material/1.jpg", PictureLook(300, 900, 5_000, "a" * 64, 1 << 63)),
    PictureFact("Images/Material/2.jpg", PictureLook(900, 900, 5_000, "b" * 64, 1 << 63 | 5)),
    PictureFact("https://x.example/3.png", flaw=PictureFlaw.NOT_THERE),
    PictureFact("Images/Category/9.jpg", PictureLook(900, 900, 5_000, "c" * 64, 77 << 30)),
]
QUERIES = [
    SkuQuery(),
    SkuQuery(tree=Tree.SERVICES),
    SkuQuery(tree=Tree.SERVICES, kinds=KINDS, include_inactive=False),
    SkuQuery(order=(SortBy("price", True), SortBy("code"))),
    SkuQuery(order=(SortBy("is_price_locked", True), SortBy("hours"))),
    SkuQuery(order=(SortBy("primary_vendor"), SortBy("margin", True)), tree=Tree.SERVICES),
    SkuQuery(order=(SortBy("categories", True),)),
    SkuQuery(order=(SortBy("linked_cost"),), tree=Tree.SERVICES),
    SkuQuery(filters=(RangeFilter("linked_margin", Decimal("0.2")),), tree=Tree.SERVICES),
    SkuQuery(filters=(TextFilter("name", "union pvc"), RangeFilter("cost", Decimal(5), Decimal("20.5")))),
    SkuQuery(
        filters=(TextFilter("name", "cpvc", TextMatch.LACKS), TextFilter("code", "un-1", TextMatch.BEGINS))
    ),
    SkuQuery(filters=(ChoiceFilter("categories", frozenset(("Tees", ""))),), order=(SortBy("name"),)),
    SkuQuery(filters=(ChoiceFilter("taxable", frozenset(("false",))),), flags=frozenset((SkuFlag.INACTIVE,))),
    SkuQuery(filters=(TextFilter("description", match=TextMatch.EMPTY),)),
    SkuQuery(flags=frozenset((SkuFlag.CHANGED, SkuFlag.NO_IMAGE, SkuFlag.TO_REVIEW)), search="thread"),
    SkuQuery(flags=frozenset((SkuFlag.LOW_IMAGE, SkuFlag.IMAGE_PENDING)), order=(SortBy("price"),)),
    SkuQuery(flags=frozenset((SkuFlag.SHARED_IMAGE,)), tree=Tree.SERVICES, search="union"),
    SkuQuery(flags=frozenset((SkuFlag.BROKEN_IMAGE, SkuFlag.IMAGE_FAILED))),
    SkuQuery(pictures=frozenset(("Images/Material/2.jpg", "Images/Service/5.jpg", "Images/nobody.jpg"))),
    SkuQuery(flags=frozenset((SkuFlag.BELOW_FLOOR,)), margin_floor=Decimal("0.4")),
    SkuQuery(flags=frozenset((SkuFlag.DYNAMIC_PRICE, SkuFlag.UNCATEGORISED)), tree=Tree.SERVICES),
]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PricebookQueries, FakeQueries, Desk]]:
    book, folder = _book(), tmp_path_factory.mktemp("fakes")
    desk = Desk(Path(folder), CountedIds(), TickingClock())
    feed = FeedMaker()
    desk.start(feed.rows([
        (FeedKind.MIRROR, key, "", {
            "kind": str(kind), "remote_id": book.remote_ids[key], "modified_on": None, "fields": fields,
        })
        for key, (kind, fields) in book.mirror.items()
    ]))  # fmt: skip
    for code, name, value in (("UN-1007", "price", Decimal("9.99")), ("UN-1014", "review_mark", TO_REVIEW)):
        book.override(book.key(code), name, value)
        desk.set(book.key(code), name, value)
    pictures = [_image("Images/Material/1.jpg")]
    book.override(book.key("UN-1021"), "assets", pictures, OverrideState.FAILED)
    desk.feed(feed.override(book.key("UN-1021"), "assets", pictures, state="failed"))
    book.override(book.key("UN-1028"), "assets", pictures)
    desk.set(book.key("UN-1028"), "assets", pictures)
    for fact in FACTS:
        book.found(fact)
        desk.open.picture_facts.found(fact)
    desk.reopen()
    yield desk.open.queries, FakeQueries(book), desk
    desk.open.close()


def _book() -> FakeBook:
    """The usual one, with something of everything, and categories that say which tree they are in."""
    book = FakeBook(materials=60, services=24, equipment=6, fees=2)
    trees = {node.key: node for node in book.nodes}
    remote_ids = {node.key: node.remote_id for node in book.nodes}
    for place, (key, (kind, fields)) in enumerate(book.mirror.items()):
        if not kind.is_sku:
            node = trees[key]
            parent = None if node.parent_key is None else remote_ids[node.parent_key]
            fields["sku_images"] = ["Images/Category/9.jpg"] if place % 4 == 0 else []
            fields |= {"category_type": node.tree.value, "parent_id": parent, "position": node.position}
            continue
        fields["assets"] = [_image(ADDRESSES[place % 5])] if place % 3 else []
        if place % 11 == 0:
            fields["assets"].append(_image(f"Images/Service/{place}.jpg"))
        fields["is_price_locked"] = place % 5 == 0
        if kind is EntityKind.SERVICE:
            fields["use_static_prices"] = [None, True, False][place % 3]
            fields["service_materials"] = [{"skuId": 61880000 + place % 4, "quantity": place}]
    return book


def _image(address: str | None) -> dict[str, Any]:
    return {"alias": None, "isDefault": False, "type": "Image", "url": address}


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_the_same_rows_in_the_same_order(both: Any, query: SkuQuery) -> None:
    store, fake, _ = both
    found, expected = store.rows(store.find(query)), fake.rows(fake.find(query))
    assert [row.code for row in found] == [row.code for row in expected]
    assert store.flag_counts(query) == fake.flag_counts(query)
    for column in ("unit", "categories", "active", "state", "price", "assets", "is_price_locked"):
        assert store.facets(query, column) == fake.facets(query, column)


def test_the_same_rows(both: Any) -> None:
    store, fake, _ = both
    names = list(dict.fromkeys(name for kind in SKU_KINDS for name in FIELDS[kind]))
    for tree in Tree:
        keys = [row.key for row in fake.rows(fake.find(SkuQuery(tree=tree)))]
        for row, expected in zip(store.rows_of(keys, names), fake.rows_of(keys, names), strict=True):
            assert dict(row.more) == dict(expected.more)
            assert (row.price, row.vendor_part, row.state, row.changed) == (
                expected.price, expected.vendor_part, expected.state, expected.changed,
            )  # fmt: skip
    codes = ["un-1007", " SV-1000 ", "nothing"]
    assert _codes(store.rows_by_code(codes)) == _codes(fake.rows_by_code(codes))
    key = str(fake.book.key("UN-1014"))
    references = [61880003, key, 61880070]
    found = store.rows_by_reference(EntityKind.MATERIAL, references)
    assert {one: row.code for one, row in found.items()} == {
        one: row.code for one, row in fake.rows_by_reference(EntityKind.MATERIAL, references).items()
    }


def test_the_same_sums_and_uses(both: Any) -> None:
    store, fake, _ = both
    for column in ("price", "is_price_locked", "unit"):
        found, expected = (one.sums(one.find(SkuQuery()), column) for one in (store, fake))
        assert (found.rows, found.filled, found.total) == (expected.rows, expected.filled, expected.total)
        assert found.margin is not None
        assert abs(found.margin - expected.margin) < Decimal("1e-8")
    category = next(node.key for node in fake.book.nodes if node.name == "Plumbing")
    for key in (fake.book.key("UN-1000"), fake.book.key("UN-1021"), category):
        assert store.where_used(key) == fake.where_used(key)


def test_the_same_is_told_of_pictures(both: Any) -> None:
    store, fake, _ = both
    addresses = [*fake.picture_addresses(), "Images/nobody.jpg"]
    assert store.picture_facts(addresses) == fake.picture_facts(addresses) != {}
    for ask in ("picture_addresses", "broken_pictures", "shared_pictures", "unused_pictures", "known_looks"):
        assert _sorted(getattr(store, ask)()) == _sorted(getattr(fake, ask)()), ask
    for tree in Tree:
        assert _sorted(store.picture_coverage(tree)) == _sorted(fake.picture_coverage(tree)) != []
        everything = _sorted(store.picture_coverage(tree, include_inactive=True))
        assert everything == _sorted(fake.picture_coverage(tree, include_inactive=True))


def test_skus_are_called_the_same(both: Any) -> None:
    store, fake, _ = both
    called = [[one for some in queries.named_skus() for one in some] for queries in (store, fake)]
    assert _sorted(called[0]) == _sorted(called[1])
    assert len(called[0]) == len(store.find(SkuQuery())) + len(store.find(SkuQuery(tree=Tree.SERVICES)))


def _sorted(found: Any) -> list[str]:
    """What stands beside each other may stand in another order."""
    return sorted(repr(one) for one in found)


def _codes(found: Any) -> dict[str, list[str]]:
    return {code: [row.code for row in rows] for code, rows in found.items()}
