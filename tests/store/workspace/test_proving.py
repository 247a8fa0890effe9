"""Whether the mirror is the hub's, and putting right what is not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lazi_desktop.domain.digests import Digest, bucket_of, row_hash
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ports.hub_feed import FeedRow
from tests.fakes.feed import FeedMaker, category, key_of, pricebook, sku
from tests.store.workspace.conftest import Desk

M = EntityKind.MATERIAL
ELBOW = sku(11, "ELB-1", "Copper elbow", price=Decimal("10.5"), categories=[1])
KEY = key_of(ELBOW)


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([category(1, "Copper"), ELBOW, sku(12, "TEE-1", "Tee")]))
    return feed


def digest(desk: Desk, kind: EntityKind = M) -> Digest:
    return desk.on_writer(lambda: desk.open.replica.digest(kind))


def refresh(desk: Desk, rows: list[FeedRow], at_seq: int, buckets: list[int] | None = None) -> Changes:
    wanted = list(range(256)) if buckets is None else buckets
    return desk.on_writer(lambda: desk.open.replica.refresh(M, wanted, rows, at_seq))


def hashed(payload: dict[str, Any]) -> int:
    return row_hash(key_of(payload), payload["remote_id"], payload["modified_on"], payload["fields"])


def test_a_digest_is_of_one_kind_and_says_where_the_feed_stood(desk: Desk, feed: FeedMaker) -> None:
    tree = digest(desk, EntityKind.CATEGORY)
    copper = category(1, "Copper")
    assert tree == Digest(3, {bucket_of(key_of(copper)): (1, hashed(copper))})
    assert sum(count for count, _ in digest(desk).buckets.values()) == 2
    assert digest(desk, EntityKind.SERVICE) == Digest(3, {})


def test_edits_and_overrides_are_no_part_of_it(desk: Desk, feed: FeedMaker) -> None:
    before = digest(desk)
    desk.set(KEY, "price", 99)
    desk.feed(feed.override(KEY, "cost", 5) + feed.created(EntityKey(key_of(sku(99, "", "")))))
    assert digest(desk).buckets == before.buckets
    desk.feed(feed.mirror({**ELBOW, "remote_id": 11, "modified_on": "2026-01-02T03:04:05.1234568Z"}))
    assert digest(desk).differing(before) == [bucket_of(KEY)]


def test_the_buried_are_no_part_of_it(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.override(KEY, "price", 99) + feed.tombstone(KEY))
    assert sum(count for count, _ in digest(desk).buckets.values()) == 1


def test_what_is_wrong_is_taken_from_the_hub_and_nothing_else(desk: Desk, feed: FeedMaker) -> None:
    """A wrong value, a row too few, a row too many: as a lost feed row would leave them."""
    rows = feed.mirrors([ELBOW, sku(12, "TEE-1", "Tee"), sku(13, "NIP-1", "Nipple", categories=[1])])
    desk.set(KEY, "display_name", "Elbow, edited")
    extra = sku(14, "GONE-1", "Not at the hub")
    desk.feed(
        rows[:0] + FeedMaker(3).mirrors([{**ELBOW, "fields": {**ELBOW["fields"], "price": 1}}, extra, extra])
    )
    right = FeedMaker(0).mirrors([sku(1, "x", "x"), ELBOW, sku(12, "TEE-1", "Tee")]) + [rows[2]]
    changes = refresh(desk, right[1:], 6)
    assert changes.keys == {KEY, rows[2].entity_key, key_of(extra)}
    assert desk.find() == ["ELB-1", "NIP-1", "TEE-1"]
    assert (desk.row(KEY).price, desk.row(KEY).name) == (Decimal("10.5"), "Elbow, edited")
    assert [node.sku_count for node in desk.open.queries.categories(Tree.MATERIALS)] == [2]
    assert desk.find("nipple") == ["NIP-1"]
    assert not refresh(desk, right[1:], 6)


def test_what_the_feed_has_changed_since_stays(desk: Desk, feed: FeedMaker) -> None:
    old = FeedMaker(1).mirror(ELBOW)
    desk.feed(
        feed.mirror({**ELBOW, "fields": {**ELBOW["fields"], "price": 77}}) + feed.mirror(sku(13, "N", "N"))
    )
    assert not refresh(desk, [*old, *FeedMaker(2).mirror(sku(12, "TEE-1", "Tee"))], 3)
    assert desk.row(KEY).price == 77
    assert desk.find() == ["ELB-1", "N", "TEE-1"]


def test_only_the_named_buckets_are_touched(desk: Desk, feed: FeedMaker) -> None:
    others = [one for one in range(256) if one != bucket_of(KEY)]
    assert KEY not in refresh(desk, [], 3, others).keys
    assert refresh(desk, [], 3, [bucket_of(KEY)]).keys == {KEY}


def test_what_was_taken_for_gone_is_back(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.tombstone(KEY))
    (row,) = FeedMaker(1).mirror(ELBOW)
    assert refresh(desk, [row], 4, [bucket_of(KEY)]).keys == {KEY}
    assert "ELB-1" in desk.find()


def test_edits_pass_while_it_is_counted(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors(list(pricebook(600, categories=10))))
    replica, writer = desk.open.replica, desk.open.writer
    order: list[str] = []

    def count() -> None:
        writer.submit(lambda: order.append("edit"))
        replica.digest(M)
        order.append("counted")

    counted = desk.open.replication.submit(count)
    counted.result()
    assert order == ["edit", "counted"]
