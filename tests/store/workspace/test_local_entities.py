"""What is made here before ServiceTitan has it: from its creation until it has a number, or is thrown away."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import Aspect, Changes, OpDraft, OpKind, OpOutcome
from lazi_desktop.ports.pricebook import CategoryNode, SkuState
from lazi_desktop.ports.workspace import UnitOfWork
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import Desk

ELBOW = sku(11, "ELB-1", "Copper elbow", price=Decimal("10.5"), categories=[1])
COPPER = category(1, "Copper")
KEY = key_of(ELBOW)
NEW = EntityKey(UUID("01890000-0000-7000-8000-00000000000a"))
SHELF = EntityKey(UUID("01890000-0000-7000-8000-00000000000b"))
DRAWER = EntityKey(UUID("01890000-0000-7000-8000-00000000000c"))


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([COPPER, ELBOW]))
    return feed


def create(desk: Desk, key: EntityKey, kind: EntityKind = EntityKind.MATERIAL, **fields: Any) -> Changes:
    """One step, as the operation makes it."""
    first = OpDraft(kind=OpKind.CREATE, entity_kind=kind, entity_key=key)
    sets = [
        OpDraft(kind=OpKind.SET, entity_kind=kind, entity_key=key, field=name, value=value)
        for name, value in fields.items()
    ]
    return desk.work(lambda unit: unit.record([first, *sets], label="New"))


def discard(desk: Desk, key: EntityKey) -> Changes:
    def run(unit: UnitOfWork) -> Changes:
        value = sorted(str(one.op_id) for one in unit.pending() if one.entity_key == key)
        kind = unit.detail(key).kind
        draft = OpDraft(kind=OpKind.DISCARD, entity_kind=kind, entity_key=key, value=value)
        return unit.record([draft], label="Discard")

    return desk.work(run)


def node(desk: Desk, name: str) -> CategoryNode:
    (found,) = [one for one in desk.open.queries.categories(Tree.MATERIALS) if one.name == name]
    return found


def test_what_is_made_here_is_there_at_once(desk: Desk, feed: FeedMaker) -> None:
    changes = create(desk, NEW, code="TEE-9", display_name="Brass tee", price=7, categories=[1])
    assert changes.keys == {NEW}
    assert desk.find() == ["ELB-1", "TEE-9"]
    assert desk.find("brass") == ["TEE-9"]
    row = desk.row(NEW)
    assert (row.price, row.remote_id, row.state) == (Decimal(7), None, SkuState.PENDING)
    detail = desk.detail(NEW)
    assert (detail.kind, detail.remote_id, detail.mirror) == (EntityKind.MATERIAL, None, {})
    assert detail.effective == {"code": "TEE-9", "display_name": "Brass tee", "price": 7, "categories": [1]}
    assert [ref.path for ref in detail.categories] == [("Copper",)]
    assert node(desk, "Copper").sku_count == 2
    assert {one.creates for one in desk.open.queries.pending()} == {True}
    assert desk.open.queries.counts().skus[EntityKind.MATERIAL] == 2
    ops = desk.unsent()
    assert [op.kind for op in ops] == [OpKind.CREATE] + [OpKind.SET] * 4
    assert {(op.seen, op.base) for op in ops} == {(None, None)}


def test_until_serviceTitan_has_it(desk: Desk, feed: FeedMaker) -> None:
    create(desk, NEW, code="TEE-9", price=7)
    ops = desk.unsent()
    desk.acknowledge(ops, feed_seq=feed.seq + 3)
    assert desk.find() == ["ELB-1", "TEE-9"], "the hub has it, the feed does not show it yet"
    desk.feed(
        feed.created(NEW)
        + feed.override(NEW, "code", "TEE-9", op_id=ops[1].op_id)
        + feed.override(NEW, "price", 7, op_id=ops[2].op_id)
    )
    assert desk.row(NEW).state is SkuState.PENDING
    mirror = {**sku(77, "TEE-9", "Brass tee", price=7), "remote_id": 77}
    desk.feed(_mirror(feed, NEW, mirror) + feed.cleared(NEW, "code") + feed.cleared(NEW, "price"))
    row = desk.row(NEW)
    assert (row.remote_id, row.state, row.changed) == (77, SkuState.NONE, frozenset())
    assert {one.creates for one in desk.open.queries.pending()} == set()


def test_made_elsewhere(desk: Desk, feed: FeedMaker) -> None:
    changes = desk.feed(feed.created(NEW))
    assert (desk.row(NEW).state, changes.keys) == (SkuState.NEW, frozenset({NEW}))
    assert {Aspect.FIELDS, Aspect.CATEGORIES} <= changes.aspects
    desk.feed(feed.override(NEW, "code", "TEE-9"))
    assert desk.find("tee-9") == ["TEE-9"]
    desk.reopen()
    assert desk.find("tee-9") == ["TEE-9"]


def test_a_snapshot_brings_what_is_made_elsewhere_and_drops_what_the_hub_lost(
    desk: Desk, feed: FeedMaker
) -> None:
    desk.feed(feed.created(NEW) + feed.override(NEW, "code", "TEE-9"))
    again = FeedMaker()
    desk.start(again.mirror(ELBOW) + again.created(SHELF, kind="category") + again.override(SHELF, "name", "Shelf"),
               epoch=UUID(int=78))  # fmt: skip
    assert desk.find() == ["ELB-1"]
    assert [one.name for one in desk.open.queries.categories(Tree.SERVICES)] == ["Shelf"]


def test_categories_made_here_hold_skus_and_each_other(desk: Desk, feed: FeedMaker) -> None:
    create(desk, SHELF, EntityKind.CATEGORY, name="Shelf", category_type="Materials", parent_id=1)
    create(desk, DRAWER, EntityKind.CATEGORY, name="Drawer", category_type="Materials", parent_id=str(SHELF))
    desk.set(KEY, "categories", [str(DRAWER)])
    assert [(one.name, one.sku_count) for one in desk.open.queries.categories(Tree.MATERIALS)] == [
        ("Copper", 1), ("Shelf", 1), ("Drawer", 1),
    ]  # fmt: skip
    assert (node(desk, "Drawer").parent_key, node(desk, "Drawer").remote_id) == (SHELF, None)
    assert desk.find(categories=frozenset([SHELF])) == ["ELB-1"]
    (ref,) = desk.detail(KEY).categories
    assert (ref.key, ref.remote_id, ref.path) == (DRAWER, None, ("Copper", "Shelf", "Drawer"))


def test_a_category_gets_its_number_and_everything_in_it_follows(desk: Desk, feed: FeedMaker) -> None:
    """The hub's overrides by its events; an edit that the hub does not have yet by itself."""
    other = sku(12, "TEE-1", "Tee", categories=[])
    desk.feed(
        feed.mirror(other)
        + feed.created(SHELF, kind="category") + feed.override(SHELF, "name", "Shelf")
        + feed.override(SHELF, "category_type", "Materials")
        + feed.override(KEY, "categories", [str(SHELF)])
    )  # fmt: skip
    desk.set(key_of(other), "categories", [1, str(SHELF)])
    assert node(desk, "Shelf").sku_count == 2
    group = [
        ("mirror", SHELF, "", category(50, "Shelf")), ("override", SHELF, "name", None),
        ("override", SHELF, "category_type", None),
        ("override", KEY, "categories", _override([50])),
    ]  # fmt: skip
    changes = desk.feed(feed.rows(group))
    assert key_of(other) in changes.keys
    assert (node(desk, "Shelf").remote_id, node(desk, "Shelf").sku_count) == (50, 2)
    assert desk.find(categories=frozenset([SHELF])) == ["ELB-1", "TEE-1"]
    assert desk.detail(KEY).effective["categories"] == [50]
    assert desk.detail(key_of(other)).effective["categories"] == [1, 50]
    (op,) = desk.unsent()
    assert op.value == [1, str(SHELF)], "the ledger keeps what was done; the hub knows the number"


def test_a_parent_gets_its_number(desk: Desk, feed: FeedMaker) -> None:
    create(desk, SHELF, EntityKind.CATEGORY, name="Shelf", category_type="Materials")
    create(desk, DRAWER, EntityKind.CATEGORY, name="Drawer", category_type="Materials", parent_id=str(SHELF))
    desk.acknowledge(desk.unsent(4), feed_seq=feed.seq + 1)
    desk.feed(_mirror(feed, SHELF, category(50, "Shelf")))
    assert node(desk, "Drawer").parent_key == SHELF
    assert desk.detail(DRAWER).effective["parent_id"] == 50


def test_discarding_takes_it_away_at_once(desk: Desk, feed: FeedMaker) -> None:
    create(desk, NEW, code="TEE-9", categories=[1])
    discard(desk, NEW)
    assert desk.find() == ["ELB-1"]
    assert node(desk, "Copper").sku_count == 1
    assert desk.open.queries.detail(NEW) is None
    assert desk.open.queries.pending() == []
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 3)
    desk.feed(feed.created(NEW) + feed.override(NEW, "code", "TEE-9"))
    desk.feed(feed.cleared(NEW, "code") + feed.tombstone(NEW, reason="discarded"))
    assert desk.find() == ["ELB-1"]


def test_discarding_what_somebody_else_edits_meanwhile_leaves_it(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.created(NEW) + feed.override(NEW, "code", "TEE-9", op_id=UUID(int=5)))
    discard(desk, NEW)
    assert desk.find() == ["ELB-1"]
    desk.feed(feed.override(NEW, "price", 3, op_id=UUID(int=6)))
    assert desk.row(NEW).price == 3, "not seen when it was discarded"
    desk.acknowledge(desk.unsent(), OpOutcome.CONFLICT, feed_seq=feed.seq)
    assert desk.find() == ["ELB-1", "TEE-9"]


def test_creating_again_brings_back_what_was_discarded(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.created(NEW) + feed.tombstone(NEW, reason="discarded"))
    assert desk.find() == ["ELB-1"]
    create(desk, NEW, code="TEE-9")
    assert desk.find() == ["ELB-1", "TEE-9"]
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 1)
    desk.feed(feed.created(NEW) + feed.override(NEW, "code", "TEE-9"))
    assert desk.find() == ["ELB-1", "TEE-9"]
    assert desk.detail(NEW).gone is False


def test_what_is_gone_stays_in_sight_while_something_of_ours_hangs_on_it(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.override(KEY, "price", 99) + feed.tombstone(KEY))
    assert (desk.row(KEY).state, desk.detail(KEY).gone) == (SkuState.GONE, True)
    desk.feed(feed.cleared(KEY, "price"))
    assert desk.find() == []
    assert node(desk, "Copper").sku_count == 0
    desk.feed(
        feed.conflict(KEY, "deleted", UUID(int=500), base=None, ours=99, theirs=None, kind="delete_vs_edit")
    )
    assert desk.row(KEY).state is SkuState.GONE
    (conflict,) = desk.open.queries.conflicts()
    assert (conflict.code, conflict.theirs_exists) == ("ELB-1", True)
    desk.feed(feed.mirror(ELBOW))
    assert desk.detail(KEY).gone is False


@pytest.mark.parametrize(("answer", "left"), [("throw it away", ["ELB-1"]), (False, ["ELB-1", "TEE-9"])])
def test_an_answer_to_whether_it_is_to_be_at_all(
    desk: Desk, feed: FeedMaker, answer: object, left: list[str]
) -> None:
    """Is no value of a field: it shows at once, and among the changes there is nothing of it."""
    desk.feed(feed.created(NEW) + feed.override(NEW, "code", "TEE-9"))
    (pending,) = desk.work(lambda unit: unit.pending())
    seen = [str(pending.op_id)]
    about = UUID(int=501)
    desk.feed(feed.conflict(NEW, "deleted", about, base=None, ours=seen, theirs=False, kind="delete_vs_edit"))
    draft = OpDraft(
        kind=OpKind.RESOLVE, entity_kind=EntityKind.MATERIAL, entity_key=NEW, field="deleted",
        value=seen if answer else answer, conflict_id=about,
    )  # fmt: skip
    desk.work(lambda unit: unit.record([draft], label="Resolve"))
    assert desk.find() == left
    assert {one.field for one in desk.work(lambda unit: unit.pending())} <= {"code"}


def test_gone_and_out_of_the_mirror(desk: Desk, feed: FeedMaker) -> None:
    """After a snapshot nothing is left of it but our own value."""
    desk.start(feed.tombstone(KEY) + feed.override(KEY, "price", 99), epoch=UUID(int=78))
    assert (desk.row(KEY).state, desk.row(KEY).price) == (SkuState.GONE, Decimal(99))
    assert desk.row(KEY).kind is EntityKind.MATERIAL


def test_gone_and_in_a_snapshot_with_its_mirror(desk: Desk, feed: FeedMaker) -> None:
    """Which shows what it was, for the sake of what hangs on it; both tell of the same moment."""
    [tombstone] = feed.tombstone(KEY)
    [mirror] = feed.mirror(ELBOW)
    there = [replace(mirror, seq=tombstone.seq), tombstone, *feed.override(KEY, "price", 99)]
    desk.start(there, epoch=UUID(int=78))
    assert (desk.row(KEY).state, desk.row(KEY).code) == (SkuState.GONE, "ELB-1")


def test_an_older_tombstone_does_not_bury_what_a_newer_snapshot_has(desk: Desk) -> None:
    feed = FeedMaker()
    first = feed.mirror(ELBOW)
    later = feed.tombstone(KEY) + feed.mirror(ELBOW)
    replica = desk.open.replica
    desk.on_writer(lambda: replica.begin_snapshot(UUID(int=77)))
    desk.on_writer(lambda: replica.apply_snapshot([later[1]]))
    desk.on_writer(lambda: replica.end_snapshot(UUID(int=77), first[-1].seq, first[-1].group))
    desk.feed(later)
    assert desk.find() == ["ELB-1"]


def test_one_thing_under_two_keys(desk: Desk, feed: FeedMaker) -> None:
    """A pull met what we had created under a key of its own, and we edited it there before we knew."""
    twin = sku(77, "TEE-9", "Brass tee", price=7)
    old = key_of(twin)
    desk.feed(feed.created(NEW) + feed.mirror(twin))
    step = desk.set(old, "price", 8, label="Price").txn_id
    desk.feed(feed.override(old, "display_name", "Tee of brass", op_id=UUID(int=4)))
    group = [
        ("tombstone", old, "", {"kind": "material", "reason": "adopted", "replaced_by": str(NEW)}),
        ("mirror", NEW, "", twin),
        ("override", NEW, "display_name", _override("Tee of brass", UUID(int=4))),
    ]
    changes = desk.feed(feed.rows(group))
    assert {old, NEW} <= changes.keys
    assert desk.find() == ["ELB-1", "TEE-9"]
    row = desk.row(NEW)
    assert (row.remote_id, row.price, row.name) == (77, Decimal(8), "Tee of brass")
    assert desk.open.queries.rows_of([old]) == []
    (op,) = desk.unsent()
    assert (op.entity_key, op.seen, op.value) == (NEW, 7, 8)
    undo = desk.work(lambda unit: unit.next_undo())
    assert undo is not None
    assert (undo.txn_id, undo.ops[0].entity_key) == (step, NEW)
    assert desk.detail(old).key == NEW, "an inspector that is open goes on"
    draft = OpDraft(kind=OpKind.SET, entity_kind=EntityKind.MATERIAL, entity_key=old, field="cost", value=5)
    assert desk.work(lambda unit: unit.record([draft], label="x")).keys == {NEW}
    assert desk.row(NEW).cost == 5


def test_notes_travel_with_their_ops(desk: Desk, feed: FeedMaker) -> None:
    desk.set(KEY, "categories", [], kind=OpKind.RESOLVE, note="merged")
    desk.reopen()
    (op,) = desk.unsent()
    assert op.note == "merged"


def _override(value: Any, op_id: UUID | None = None) -> dict[str, Any]:
    return {"value": value, "base": None, "by": "Ann", "at": "2026-02-03T04:05:06Z", "op_id": str(op_id or UUID(int=1)),
            "state": "pending", "detail": ""}  # fmt: skip


def _mirror(feed: FeedMaker, key: EntityKey, payload: dict[str, Any]) -> list:
    return feed.rows([("mirror", key, "", payload)])
