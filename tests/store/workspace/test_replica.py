"""The feed on its way in: each row once, whole groups, nothing skipped, nothing unreadable in the way."""

from __future__ import annotations

import threading
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import Aspect, OpDraft, OpKind, OpOutcome
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ports.queries import FindInterrupted
from lazi_desktop.ports.replica import FeedGap, ReplicaState
from lazi_desktop.ports.sku_query import SkuQuery, SortBy
from tests.fakes.feed import EPOCH, FeedMaker, category, key_of, pricebook, sku
from tests.store.workspace.conftest import Desk

ELBOW = sku(11, "ELB-1", "Copper elbow", price=Decimal("10.5"), categories=[1])
TEE = sku(12, "TEE-1", "Copper tee", price=20, categories=[2])
TREE = [category(1, "Fittings"), category(2, "Tees", parent_id=1)]
KEY = key_of(ELBOW)


def contents(desk: Desk) -> dict[str, Any]:
    """Every table that a person or the protocol sees, for comparing."""
    database = desk.open.workspace._db
    tables = (
        "mirror",
        "override",
        "conflict",
        "tombstone",
        "overridden",
        "sku",
        "sku_category",
        "category",
        "op",
    )
    return desk.on_writer(
        lambda: {name: sorted(map(repr, database.all(f"SELECT * FROM {name}"))) for name in tables}
    )


def test_a_row_applied_twice_changes_nothing(desk: Desk) -> None:
    feed = FeedMaker()
    rows = feed.mirrors([*TREE, ELBOW, TEE], group=2) + feed.override(KEY, "price", 12)
    desk.feed(rows)
    before = contents(desk)
    assert not desk.feed(rows)
    assert not desk.feed(rows[2:4])
    assert contents(desk) == before
    more = feed.cleared(KEY, "price")
    assert desk.feed(rows[3:] + more).keys == {KEY}
    assert desk.row(KEY).price == Decimal("10.5")


def test_cursor_and_rows_move_together(desk: Desk) -> None:
    feed = FeedMaker()
    rows = feed.mirrors([*TREE, ELBOW], group=3)
    changes = desk.feed(rows)
    assert changes.keys == {key_of(one) for one in (*TREE, ELBOW)}
    assert changes.aspects == {Aspect.FIELDS, Aspect.CATEGORIES, Aspect.STATE}
    assert desk.on_writer(desk.open.replica.state) == ReplicaState(None, 3, rows[-1].group, 1, 0)


def test_a_hole_stops_before_anything_is_applied(desk: Desk) -> None:
    feed = FeedMaker()
    rows = feed.mirrors([*TREE, ELBOW, TEE], group=1)
    for broken in ([rows[0], *rows[2:]], rows[1:]):
        with pytest.raises(FeedGap):
            desk.feed(broken)
    assert desk.on_writer(desk.open.replica.state).cursor == 0
    assert desk.open.queries.counts().categories == 0
    desk.feed(rows)


def test_an_unfinished_group_waits(desk: Desk) -> None:
    feed = FeedMaker()
    whole, half = feed.mirrors([*TREE]), feed.mirrors([ELBOW, TEE])[:1]
    desk.feed(whole + half)
    assert desk.on_writer(desk.open.replica.state).cursor == 2
    assert desk.find() == []
    with pytest.raises(FeedGap):
        desk.feed(half)


def test_what_cannot_be_read_is_kept_whole_and_stops_nothing(desk: Desk) -> None:
    feed = FeedMaker()
    odd: list[tuple[Any, Any, str, Any]] = [
        ("kits", KEY, "", {"new": [1, Decimal("2.5")]}),
        (FeedKind.MIRROR, KEY, "", {"kind": "robot", "fields": {}}),
        (FeedKind.MIRROR, KEY, "", None),
        (FeedKind.MIRROR, KEY, "", {"kind": "material", "remote_id": 1, "fields": {"other_vendors": 5}}),
        (FeedKind.MIRROR, KEY, "", {"kind": "material", "remote_id": 1, "fields": {"categories": [10**30]}}),
        (FeedKind.MIRROR, KEY, "", {"kind": "material", "remote_id": 1, "fields": {"price": 10**400}}),
        (FeedKind.MIRROR, KEY, "", {"kind": "category", "remote_id": 1, "fields": {"parent_id": 10**30}}),
        (FeedKind.OVERRIDE, KEY, "price", {"value": 5, "state": "dreaming"}),
        (FeedKind.CONFLICT, KEY, "price", {"conflict_id": "no uuid"}),
    ]
    rows = feed.rows([*odd, (FeedKind.OVERRIDE, KEY, "cost", None), (FeedKind.MIRROR, KEY, "", ELBOW)])
    rows[9] = replace(rows[9], unreadable="Integer value out of range")
    desk.feed(rows)
    assert desk.find() == ["ELB-1"]
    database = desk.open.workspace._db
    kept = desk.on_writer(lambda: database.all("SELECT seq, feed_row, reason FROM quarantine ORDER BY seq"))
    assert [seq for seq, *_ in kept] == list(range(1, 11))
    assert kept[9][2] == "override: Integer value out of range"
    assert '"payload":{"new":[1,2.5]}' in kept[0][1]
    assert desk.on_writer(desk.open.replica.state).cursor == 11


@pytest.mark.parametrize(
    "key, name, value",
    [
        (KEY, "categories", 7),
        (KEY, "categories", [10**30]),
        (KEY, "tags", 7),
        (KEY, "assets", 7),
        (KEY, "other_vendors", 7),
        (KEY, "price", 10**400),
        (key_of(TREE[0]), "parent_id", 10**30),
        (key_of(TREE[0]), "position", 10**30),
    ],
)
@pytest.mark.parametrize("snapshot", [False, True])
def test_an_override_that_would_keep_its_entity_from_being_read_is_set_aside(
    desk: Desk, key: EntityKey, name: str, value: Value, snapshot: bool
) -> None:
    feed = FeedMaker()
    kind = "category" if key == key_of(TREE[0]) else "material"
    [odd] = feed.override(key, name, value)
    odd = replace(odd, payload={**(odd.payload or {}), "kind": kind})
    rows = [odd, *feed.mirrors([*TREE, ELBOW, TEE]), *feed.override(KEY, "code", "ELB-9")]
    if snapshot:
        desk.start(rows)
    else:
        desk.feed(rows)
    assert desk.find() == ["ELB-9", "TEE-1"]
    assert name not in desk.detail(key).overrides
    database = desk.open.workspace._db
    assert desk.on_writer(lambda: database.all("SELECT seq FROM quarantine")) == [(odd.seq,)]


def test_an_odd_override_that_can_be_read_is_shown(desk: Desk) -> None:
    feed = FeedMaker()
    [odd] = feed.override(KEY, "display_name", 14)
    odd = replace(odd, payload={**(odd.payload or {}), "kind": "material"})
    desk.feed([odd, *feed.mirrors([*TREE, ELBOW])])
    assert desk.row(KEY).name == "14"


def test_a_snapshot_replaces_what_the_hub_no_longer_has(desk: Desk) -> None:
    feed = FeedMaker()
    desk.start(feed.mirrors([*TREE, ELBOW, TEE]) + feed.override(KEY, "price", 12))
    desk.set(key_of(TEE), "price", 21)
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 50)
    desk.set(key_of(TEE), "display_name", "Tee")

    again = FeedMaker()  # a restored hub: numbers begin anew
    replica, other = desk.open.replica, UUID(int=78)
    desk.on_writer(lambda: replica.begin_snapshot(other))
    assert desk.on_writer(replica.state).epoch is None, "an interrupted snapshot begins again"
    desk.on_writer(lambda: replica.apply_snapshot(again.mirrors([TREE[0], TEE])))
    assert desk.find() == ["ELB-1", "TEE-1"], "still what was there"
    assert desk.on_writer(lambda: replica.end_snapshot(other, 2, None)).aspects == {Aspect.EVERYTHING}
    assert desk.find() == ["TEE-1"]
    assert desk.find("elbow") == []
    assert [node.name for node in desk.open.queries.categories(Tree.MATERIALS)] == ["Fittings"]
    row = desk.row(key_of(TEE))
    assert row.price == 20
    assert row.name == "Tee", "unsent edits stay; sent ones are the hub's to tell"
    assert desk.on_writer(replica.state).epoch == other
    desk.feed(again.mirror(ELBOW))
    assert desk.find() == ["ELB-1", "TEE-1"]


def test_a_snapshot_read_while_the_hub_went_on(desk: Desk) -> None:
    feed = FeedMaker()
    first = feed.mirror(ELBOW)
    later = (
        feed.override(KEY, "price", 12)
        + feed.override(KEY, "price", 13)
        + feed.mirror({**ELBOW, "remote_id": 11})
    )
    replica = desk.open.replica
    desk.on_writer(lambda: replica.begin_snapshot(EPOCH))
    desk.on_writer(lambda: replica.apply_snapshot([first[0], later[1]]))
    desk.on_writer(lambda: replica.end_snapshot(EPOCH, 1, None))
    desk.feed(later)
    assert desk.row(KEY).price == 13


def test_an_older_feed_row_does_not_undo_a_newer_snapshot(desk: Desk) -> None:
    feed = FeedMaker()
    old = feed.mirror({**ELBOW, "fields": {**ELBOW["fields"], "price": 1}}) + feed.override(KEY, "cost", 1)
    new = feed.mirror({**ELBOW, "fields": {**ELBOW["fields"], "price": 2}}) + feed.override(KEY, "cost", 2)
    replica = desk.open.replica
    desk.on_writer(lambda: replica.begin_snapshot(EPOCH))
    desk.on_writer(lambda: replica.apply_snapshot(new))
    desk.on_writer(lambda: replica.end_snapshot(EPOCH, 0, None))
    desk.feed(old)
    assert (desk.row(KEY).price, desk.row(KEY).cost) == (Decimal(2), Decimal(2))
    desk.feed(new)
    assert (desk.row(KEY).price, desk.row(KEY).cost) == (Decimal(2), Decimal(2))


def test_ops_go_up_in_whole_txns(desk: Desk) -> None:
    feed = FeedMaker()
    desk.start(feed.mirrors([*TREE, ELBOW, TEE]))
    for price in range(3):
        desk.set(KEY, "price", price)

    def three(unit: Any) -> None:
        draft = OpDraft(
            kind=OpKind.SET, entity_kind=EntityKind.MATERIAL, entity_key=KEY, field="price", value=9
        )
        unit.record([draft, draft, draft], label="three")

    desk.work(three)
    assert [op.op_no for op in desk.unsent(2)] == [1, 2]
    assert [op.op_no for op in desk.unsent(4)] == [1, 2, 3], "the next txn would be cut"
    assert [op.op_no for op in desk.unsent(6)] == [1, 2, 3, 4, 5, 6]
    desk.acknowledge(desk.unsent(3), feed_seq=feed.seq)
    assert [op.op_no for op in desk.unsent(1)] == [4, 5, 6], "a txn goes whole, however large"
    assert desk.on_writer(desk.open.replica.state).acked_op_no == 3
    assert len({op.txn_id for op in desk.unsent(9)}) == 1


def test_a_hub_that_lost_ops_gets_them_again(desk: Desk) -> None:
    feed = FeedMaker()
    desk.start(feed.mirror(ELBOW))
    for price in (1, 2, 3):
        desk.set(KEY, "price", price)
    desk.acknowledge(desk.unsent(), OpOutcome.ACCEPTED, feed_seq=feed.seq)
    assert desk.row(KEY).price == Decimal("10.5")
    desk.on_writer(lambda: desk.open.replica.rewind_to(1))
    assert [op.op_no for op in desk.unsent()] == [2, 3]
    assert desk.row(KEY).price == 3
    assert desk.on_writer(desk.open.replica.state).acked_op_no == 1


def test_an_edit_does_not_wait_for_the_replication_before_it(desk: Desk) -> None:
    """Replication handed in first, an edit second: the edit is through before the last group."""
    feed = FeedMaker()
    desk.start(feed.mirror(ELBOW))
    rows = feed.mirrors(list(pricebook(600, categories=10)), group=300)
    busy, release = threading.Event(), threading.Event()

    def wait() -> None:
        busy.set()
        release.wait()

    blocked = desk.open.writer.submit(wait)
    busy.wait()
    seen: list[int] = []
    replicated = desk.open.replication.submit(lambda: desk.open.replica.apply_feed(rows))
    state = desk.open.replica.state
    edited = desk.open.writer.submit(lambda: seen.append(state().cursor))
    release.set()
    replicated.result()
    edited.result()
    blocked.result()
    assert seen == [1]


def test_edits_pass_between_groups(desk: Desk) -> None:
    feed = FeedMaker()
    desk.start(feed.mirror(ELBOW))
    rows = feed.mirrors(list(pricebook(600, categories=10)), group=300)
    cursors: list[int] = []
    replica = desk.open.replica

    def look() -> None:
        cursors.append(replica.state().cursor)
        if len(cursors) < 50:
            desk.open.writer.submit(look)

    replicated = desk.open.replication.submit(lambda: replica.apply_feed(rows))
    desk.open.writer.submit(look)
    replicated.result()
    desk.on_writer(lambda: None)
    assert set(cursors) <= {1, 301, 601, 611}, "whole groups only"


def test_readers_see_one_state_while_the_writer_works(desk: Desk) -> None:
    """Each lot renames all rows at once; no reader ever sees two names."""
    feed = FeedMaker()
    payloads = [sku(one, f"C-{one}", "Name 0", categories=[]) for one in range(1, 41)]
    desk.start(feed.mirrors(payloads))
    mixed: list[set[str]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            numbers = desk.open.queries.find(SkuQuery())
            names = {row.name for row in desk.open.queries.rows(numbers)}
            if len(names) != 1 or len(numbers) != 40:
                mixed.append(names)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for turn in range(1, 30):
        desk.feed(
            feed.mirrors(
                [{**one, "fields": {**one["fields"], "display_name": f"Name {turn}"}} for one in payloads]
            )
        )
    done.set()
    for reader in readers:
        reader.join()
    assert mixed == []


def test_a_newer_search_ends_an_older_one(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors(list(pricebook(300, categories=10))))
    queries = desk.open.queries
    queries.interrupt()
    entered = threading.Event()

    class Slow:
        """Interrupts itself once the find is known to be running."""

        def __call__(self) -> int:
            if not entered.is_set():
                entered.set()
                queries.interrupt()
            return 0

    with queries._readers._turn:
        (idle,) = queries._readers._idle
    idle.raw.set_progress_handler(Slow(), 10)
    with pytest.raises(FindInterrupted):
        queries.find(SkuQuery(order=(SortBy("name"),)), interruptible=True)
    idle.raw.set_progress_handler(None, 10)
    assert len(queries.find(SkuQuery())) > 100


def test_a_newer_search_ends_nothing_that_is_wanted_anyway(desk: Desk) -> None:
    desk.start(FeedMaker().mirrors(list(pricebook(300, categories=10))))
    queries = desk.open.queries
    everything = SkuQuery(order=(SortBy("name"),))
    numbers = queries.find(everything)
    asked = []

    def ask() -> int:
        asked.append(True)
        queries.interrupt()
        return 0

    with queries._readers._turn:
        (idle,) = queries._readers._idle
    idle.raw.set_progress_handler(ask, 10)
    assert queries.find(everything) == numbers
    assert queries.facets(everything, "code")
    assert queries.sums(numbers, "price").rows == len(numbers)
    key = queries.rows(numbers[:1])[0].key
    assert queries.where_used(key) == []
    idle.raw.set_progress_handler(None, 10)
    assert asked


def test_counts_follow_skus_and_the_tree(desk: Desk) -> None:
    feed = FeedMaker()
    desk.start(feed.mirrors([*TREE, ELBOW, TEE, category(3, "Other")]))

    def counts() -> dict[str, int]:
        return {node.name: node.sku_count for node in desk.open.queries.categories(Tree.MATERIALS)}

    assert counts() == {"Fittings": 2, "Tees": 1, "Other": 0}
    desk.set(KEY, "categories", [2, 1])
    assert counts() == {"Fittings": 2, "Tees": 2, "Other": 0}
    desk.set(key_of(TREE[1]), "parent_id", 3)
    assert counts() == {"Fittings": 1, "Tees": 2, "Other": 2}
    assert [node.name for node in desk.open.queries.categories(Tree.MATERIALS)] == [
        "Fittings",
        "Other",
        "Tees",
    ]
    desk.set(key_of(category(3, "")), "parent_id", 2)
    assert {"Tees", "Other"} <= set(counts()), "a ring is shown all the same"
    desk.feed(feed.mirror({**TEE, "fields": {**TEE["fields"], "categories": []}}))
    assert counts()["Tees"] == 1
    desk.feed(feed.tombstone(key_of(TREE[1]), kind="category"))
    assert "Tees" in counts(), "our own change hangs on it"


def test_categories_that_come_after_their_skus(desk: Desk) -> None:
    feed = FeedMaker()
    desk.start(feed.mirrors([ELBOW, TEE]))
    desk.feed(feed.mirrors(TREE))
    assert [node.sku_count for node in desk.open.queries.categories(Tree.MATERIALS)] == [2, 1]


def test_new_entities_have_no_remote_id_yet(desk: Desk) -> None:
    feed = FeedMaker()
    key = key_of(ELBOW)
    desk.feed(feed.rows([(FeedKind.MIRROR, key, "", {**ELBOW, "remote_id": None})]))
    assert desk.row(key).state is SkuState.NEW


def test_a_snapshot_that_breaks_off_leaves_the_connection_as_it_was(desk: Desk) -> None:
    def settings() -> tuple[object, ...]:
        raw = desk.open.workspace._db
        names = ("cache_size", "wal_autocheckpoint", "synchronous")
        return desk.on_writer(lambda: tuple(raw.value(f"PRAGMA {name}") for name in names))

    before = settings()
    replica = desk.open.replica
    desk.on_writer(lambda: replica.begin_snapshot(UUID(int=7)))
    desk.on_writer(lambda: replica.apply_snapshot(FeedMaker().mirrors([ELBOW])))
    assert settings() != before
    desk.on_writer(replica.leave_snapshot)
    assert settings() == before
