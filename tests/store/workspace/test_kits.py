"""Kits in a real workspace: what the hub told of their parts, under what was done here since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from lazi_desktop.domain.history import NOT_TAKEN
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import Clash, KitId, KitPart, Part, PartId
from lazi_desktop.domain.ops import Aspect, Changes, OpDraft, OpKind, OpOutcome, OpReceipt
from lazi_desktop.operations.change_sets import open_change_set
from lazi_desktop.ports.hub_feed import FeedKind, FeedRow
from lazi_desktop.store.workspace.copies import Copies
from tests.fakes.feed import FeedMaker, key_of, sku
from tests.fakes.unit_of_work import FakeUnitOfWork
from tests.store.workspace.conftest import Desk
from tests.store.workspace.test_opening import damage_index

ELBOW, TEE = sku(11, "ELB-1", "Copper elbow", price=10, cost=4), sku(12, "TEE-1", "Copper tee", price=20)
KIT, OTHER = KitId(UUID(int=0xA1)), KitId(UUID(int=0xA2))
KEY = EntityKey(KIT)
LINE, SECOND, VERSION = PartId(UUID(int=0xB1)), PartId(UUID(int=0xB2)), PartId(UUID(int=0xC1))
WHEN = "2026-02-03T04:05:06Z"


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([ELBOW, TEE]))
    return feed


def whole(kind: KitPart, key: UUID, kit: KitId = KIT, **fields: Any) -> OpDraft:
    value = fields if kind is KitPart.KIT else {"kit": str(kit), **fields}
    return OpDraft(kind=OpKind.KIT, entity_kind=kind, entity_key=EntityKey(key), value=value)


def change(key: UUID, field: str, value: Any, *, seen: Any, kind: KitPart = KitPart.ITEM) -> OpDraft:
    return OpDraft(
        kind=OpKind.KIT, entity_kind=kind, entity_key=EntityKey(key), field=field, value=value, seen=seen
    )


PAD = (
    whole(KitPart.KIT, KIT, name="Pump pad", path=["Pumps"]),
    whole(KitPart.ITEM, LINE, sku=str(key_of(ELBOW)), quantity=2, note=None),
)


def do(desk: Desk, *drafts: OpDraft, label: str = "Edit a kit") -> Changes:
    changes: Changes = desk.work(lambda unit: unit.record(drafts, label=label))
    return changes


def told(
    feed: FeedMaker, key: UUID, kind: KitPart = KitPart.ITEM, kit: KitId = KIT, *, clashes: Any = None,
    op_id: UUID | None = None, **fields: Any,
) -> list[FeedRow]:  # fmt: skip
    payload = {
        "kind": kind.value, "kit": str(kit), "fields": fields, "clashes": clashes or {}, "by": "Ann", "at": WHEN,
    }  # fmt: skip
    return feed.rows([(FeedKind.KIT_PART, EntityKey(key), "", payload)], op_id)


def told_pad(feed: FeedMaker) -> list[FeedRow]:
    return [
        *told(feed, KIT, KitPart.KIT, name="Pump pad"),
        *told(feed, LINE, sku=str(key_of(ELBOW)), quantity=2),
    ]


def parts(desk: Desk, *kits: KitId) -> dict[PartId, Part]:
    return {part.key: part for part in desk.open.queries.kit_parts(kits or None)}


def fields(desk: Desk, key: PartId = LINE) -> dict[str, Any]:
    return dict(parts(desk)[key].fields)


def laid_over(desk: Desk) -> int:
    """How many parts are kept apart from what the hub told."""
    database = desk.open.workspace._db
    return desk.on_writer(lambda: int(database.value("SELECT count(*) FROM kit_part_here")))


def refuse(desk: Desk, outcome: OpOutcome = OpOutcome.REJECTED, detail: str = "No") -> Sequence[Any]:
    receipts = [
        OpReceipt(op_id=op.op_id, outcome=outcome, feed_seq=0, detail=detail) for op in desk.unsent(1_000)
    ]
    desk.on_writer(lambda: desk.open.replica.acknowledge(receipts))
    return desk.on_writer(lambda: desk.open.replica.refused(receipts))


# ---------------------------------------------------------------------------------------------------- what is done here


def test_a_kit_made_without_the_hub_is_there_at_once_and_after_a_restart(desk: Desk, feed: FeedMaker) -> None:
    changes = do(desk, *PAD)
    assert (changes.keys, changes.aspects) == (frozenset((KEY,)), frozenset((Aspect.KITS,)))
    desk.reopen()
    assert fields(desk) == {"sku": str(key_of(ELBOW)), "quantity": 2}, "without what is nothing"
    assert parts(desk)[PartId(KIT)].fields["path"] == ["Pumps"]
    assert {part.kit for part in parts(desk).values()} == {KIT}
    assert [(op.kind, op.entity_kind, op.field) for op in desk.unsent()] == [
        (OpKind.KIT, KitPart.KIT, ""),
        (OpKind.KIT, KitPart.ITEM, ""),
    ]


def test_a_change_takes_the_place_of_what_was_and_nothing_takes_it_away(desk: Desk, feed: FeedMaker) -> None:
    do(desk, *PAD)
    do(desk, change(LINE, "quantity", Decimal("2.5"), seen=2), change(LINE, "unit", "ft", seen=None))
    assert (fields(desk)["quantity"], fields(desk)["unit"]) == (Decimal("2.5"), "ft")
    do(desk, change(LINE, "unit", None, seen="ft"), change(LINE, "gone", True, seen=None))
    assert "unit" not in fields(desk)
    assert parts(desk)[LINE].is_gone
    do(desk, change(LINE, "gone", None, seen=True))
    assert not parts(desk)[LINE].is_gone


def test_a_kit_goes_under_no_change_set_and_beside_every_proposal(desk: Desk, feed: FeedMaker) -> None:
    desk.work(lambda unit: open_change_set(unit, "Now", set_id=UUID(int=42)))
    do(desk, *PAD)
    assert {op.change_set for op in desk.unsent() if op.kind is OpKind.KIT} == {None}


def test_a_step_of_a_kit_and_of_skus_is_one(desk: Desk, feed: FeedMaker) -> None:
    price = OpDraft(
        kind=OpKind.SET, entity_kind=desk.detail(key_of(TEE)).kind, entity_key=key_of(TEE), field="price", value=30,
        seen=20, base=20,
    )  # fmt: skip
    changes = do(desk, *PAD, price)
    assert changes.keys == {KEY, key_of(TEE)}
    assert changes.aspects == {Aspect.KITS, Aspect.FIELDS, Aspect.STATE}
    assert desk.row(key_of(TEE)).price == 30
    assert fields(desk)["quantity"] == 2
    step = desk.work(lambda unit: unit.next_undo())
    assert step is not None
    assert [op.entity_kind for op in step.ops][:2] == [KitPart.KIT, KitPart.ITEM]


def test_only_the_kits_that_are_asked_for_are_read(desk: Desk, feed: FeedMaker) -> None:
    do(desk, *PAD, whole(KitPart.KIT, OTHER, name="Other"), whole(KitPart.ITEM, SECOND, OTHER))
    desk.feed(told(feed, UUID(int=0xB9), kit=OTHER, quantity=1))
    assert set(parts(desk, KIT)) == {PartId(KIT), LINE}
    assert len(parts(desk, OTHER)) == 3
    assert desk.open.queries.kit_parts([]) == []
    found = desk.work(lambda unit: unit.parts([LINE, SECOND, PartId(UUID(int=1))]))
    assert {part.key for part in found} == {LINE, SECOND}


def test_what_a_version_holds_is_read_by_itself(desk: Desk, feed: FeedMaker) -> None:
    content = {"lines": [{"quantity": Decimal("1.5")}]}
    do(desk, *PAD, whole(KitPart.VERSION, VERSION, number=1, note="First", content=content))
    assert fields(desk, VERSION) == {"number": 1, "note": "First"}
    assert desk.open.queries.kit_version(VERSION) == content
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 3)
    desk.feed(
        [*told_pad(feed), *told(feed, VERSION, KitPart.VERSION, number=1, note="First", content=content)]
    )
    assert laid_over(desk) == 0
    assert fields(desk, VERSION) == {"number": 1, "note": "First"}
    assert desk.work(lambda unit: unit.kit_version(VERSION)) == content
    assert desk.open.queries.kit_version(LINE) is None


# --------------------------------------------------------------------------------------------------- what the hub tells


def test_what_others_do_arrives_by_the_kit(desk: Desk, feed: FeedMaker) -> None:
    changes = desk.feed(told_pad(feed))
    assert changes == Changes(frozenset((KEY,)), frozenset((Aspect.KITS,)))
    assert parts(desk)[LINE] == Part(
        kind=KitPart.ITEM,
        key=LINE,
        kit=KIT,
        fields={"sku": str(key_of(ELBOW)), "quantity": 2},
        by="Ann",
        at=WHEN,
    )


def test_an_older_row_changes_nothing(desk: Desk, feed: FeedMaker) -> None:
    first, second = told(feed, LINE, quantity=2), told(feed, LINE, quantity=3)
    desk.feed([*first, *second])
    desk.feed(first)
    assert fields(desk)["quantity"] == 3


def test_ours_lies_over_the_hubs_until_the_feed_shows_it(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(told_pad(feed))
    do(desk, change(LINE, "quantity", 5, seen=2))
    desk.feed(told(feed, LINE, quantity=2, note="Ann's"))
    assert fields(desk) == {"quantity": 5, "note": "Ann's"}, "another field is hers"
    [op] = desk.unsent()
    changes = desk.acknowledge([op], feed_seq=feed.seq + 1)
    assert (changes.keys, changes.aspects) == (frozenset((KEY,)), frozenset((Aspect.KITS,)))
    assert fields(desk)["quantity"] == 5
    desk.feed(told(feed, LINE, quantity=5, note="Ann's", op_id=op.op_id))
    assert (fields(desk)["quantity"], laid_over(desk), desk.unsent()) == (5, 0, [])
    desk.feed(told(feed, LINE, quantity=6))
    assert fields(desk)["quantity"] == 6


def test_two_who_change_one_field_leave_both_words_to_choose_from(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(told_pad(feed))
    do(desk, change(LINE, "quantity", 5, seen=2))
    desk.feed(told(feed, LINE, quantity=4))
    assert fields(desk)["quantity"] == 5
    changes = desk.acknowledge(desk.unsent(), OpOutcome.CONFLICT, feed_seq=feed.seq + 1)
    assert changes.keys == {KEY}
    assert fields(desk)["quantity"] == 4, "what the hub has"
    mine = {
        "quantity": [{"value": 5, "by": "Ed", "at": WHEN, "op": str(UUID(int=1)), "device": str(UUID(int=2))}]
    }
    desk.feed(told(feed, LINE, quantity=4, clashes=mine))
    assert parts(desk)[LINE].clashes == {"quantity": [Clash(value=5, by="Ed", at=WHEN)]}
    do(desk, change(LINE, "note", "Look", seen=None))
    assert parts(desk)[LINE].clashes, "of another field it stays"
    do(desk, change(LINE, "quantity", 5, seen=4))
    assert (fields(desk)["quantity"], parts(desk)[LINE].clashes) == (5, {}), "chosen"
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 1)
    desk.feed(told(feed, LINE, quantity=5, note="Look"))
    assert (fields(desk)["quantity"], parts(desk)[LINE].clashes, laid_over(desk)) == (5, {}, 0)


def test_who_did_not_see_what_another_said_has_not_chosen(desk: Desk, feed: FeedMaker) -> None:
    others = [{"value": value, "by": "Ed", "at": WHEN} for value in (5, 6, 7)]
    desk.feed(told(feed, LINE, quantity=4, clashes={"quantity": others}))
    do(desk, replace(change(LINE, "quantity", 6, seen=4), base=[5]))
    assert (fields(desk)["quantity"], [one.value for one in parts(desk)[LINE].clashes["quantity"]]) == (
        6,
        [7],
    )


def test_who_makes_what_is_there_already_only_adds_to_it(desk: Desk, feed: FeedMaker) -> None:
    do(desk, *PAD)
    desk.feed(told(feed, LINE, quantity=7))
    assert fields(desk) == {"quantity": 7, "sku": str(key_of(ELBOW))}


def test_a_change_of_what_nobody_has_made_waits_for_it(desk: Desk, feed: FeedMaker) -> None:
    do(desk, change(LINE, "quantity", 5, seen=2))
    assert parts(desk) == {}
    desk.feed(told_pad(feed))
    assert fields(desk)["quantity"] == 5


@pytest.mark.parametrize(
    "odd",
    [
        {"kind": "kit_spaceship"},
        {"kit": "the pump"},
        {"kit": None},
        {"fields": ["quantity"]},
        {"clashes": {"quantity": [5]}},
        {"clashes": ["quantity"]},
        None,
    ],
)
def test_what_cannot_be_read_is_set_aside_and_holds_up_nothing(
    desk: Desk, feed: FeedMaker, odd: dict[str, Any] | None
) -> None:
    [row] = told(feed, SECOND, quantity=1)
    payload = None if odd is None else {**(row.payload or {}), **odd}
    feed.seq -= 1
    desk.feed([*feed.rows([(FeedKind.KIT_PART, row.entity_key, "", payload)]), *told_pad(feed)])
    assert set(parts(desk)) == {PartId(KIT), LINE}
    database = desk.open.workspace._db
    [(reason,)] = desk.on_writer(lambda: database.all("SELECT reason FROM quarantine"))
    assert "kit" in reason


# ------------------------------------------------------------------------------------------------ what the hub refuses


def test_what_was_refused_is_undone_and_told_by_the_kits_name(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(told_pad(feed))
    do(desk, change(LINE, "quantity", 5, seen=2))
    [one] = refuse(desk)
    assert (one.op_kind, one.kind, one.code, one.field, one.value) == (
        OpKind.KIT, KitPart.ITEM, "Pump pad", "quantity", 5,
    )  # fmt: skip
    assert (fields(desk)["quantity"], laid_over(desk)) == (2, 0)
    assert desk.work(lambda unit: unit.next_undo()) is None, "there is nothing to take back"


def test_a_new_kit_that_was_refused_is_gone_and_told_by_its_name(desk: Desk, feed: FeedMaker) -> None:
    do(desk, *PAD)
    assert [(one.kind, one.code) for one in refuse(desk)] == [
        (KitPart.KIT, "Pump pad"),
        (KitPart.ITEM, "Pump pad"),
    ]
    assert parts(desk) == {}


# ------------------------------------------------------------------------------------- snapshots, restores and recovery


def test_a_snapshot_drops_what_it_does_not_name_and_keeps_what_is_not_shared(
    desk: Desk, feed: FeedMaker
) -> None:
    desk.feed([*told_pad(feed), *told(feed, OTHER, KitPart.KIT, OTHER, name="Lost")])
    do(desk, change(LINE, "quantity", 5, seen=2), change(OTHER, "note", "?", seen=None, kind=KitPart.KIT))
    again = FeedMaker()
    desk.start([*again.mirrors([ELBOW, TEE]), *told_pad(again)], epoch=UUID(int=78))
    assert set(parts(desk)) == {PartId(KIT), LINE}
    assert fields(desk)["quantity"] == 5


def test_a_snapshot_shows_what_was_acknowledged(desk: Desk, feed: FeedMaker) -> None:
    do(desk, *PAD)
    desk.acknowledge(desk.unsent(), feed_seq=90)
    again = FeedMaker()
    desk.start([*again.mirrors([ELBOW]), *told_pad(again)], epoch=UUID(int=78))
    assert (fields(desk)["quantity"], laid_over(desk)) == (2, 0)


@pytest.mark.parametrize("how", ["rewound", "offered"])
def test_a_restored_hub_is_offered_kits_again(desk: Desk, feed: FeedMaker, how: str) -> None:
    do(desk, *PAD)
    do(desk, change(LINE, "quantity", 5, seen=2))
    sent = desk.unsent()
    desk.acknowledge(sent, feed_seq=feed.seq + 1)
    desk.feed(told(feed, KIT, KitPart.KIT, name="Pump pad"))
    desk.start(FeedMaker().mirrors([ELBOW, TEE]), epoch=UUID(int=78))
    assert parts(desk) == {}
    replica = desk.open.replica
    if how == "rewound":
        desk.on_writer(lambda: replica.rewind_to(0))
    else:
        changes = desk.on_writer(lambda: replica.offer_again([op.op_id for op in sent]))
        assert (changes.keys, changes.aspects) == (frozenset((KEY,)), frozenset((Aspect.KITS,)))
    assert [(op.op_id, op.value) for op in desk.unsent()] == [(op.op_id, op.value) for op in sent]
    assert fields(desk) == {"quantity": 5, "sku": str(key_of(ELBOW))}


@pytest.mark.parametrize("with_copy", [False, True])
def test_what_was_not_shared_outlives_a_damaged_file(desk: Desk, feed: FeedMaker, with_copy: bool) -> None:
    desk.feed(told_pad(feed))
    if with_copy:
        Copies(desk.open.path).make(datetime.now(UTC))
    do(desk, change(LINE, "quantity", 5, seen=2), whole(KitPart.ITEM, SECOND, quantity=1))
    desk.open.close()
    damage_index(desk.open.path, "sku_code")
    desk.open = desk._open()
    assert "All 2 edits" in desk.open.notice
    assert fields(desk, SECOND) == {"quantity": 1}
    assert (LINE in parts(desk)) is with_copy
    again = FeedMaker()
    desk.start([*again.mirrors([ELBOW, TEE]), *told_pad(again)])
    assert fields(desk)["quantity"] == 5


# ------------------------------------------------------------------------------------------------------------- history


def test_the_history_of_a_kit_tells_of_all_its_parts(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(told_pad(feed))
    do(desk, change(LINE, "quantity", 5, seen=2), label="Five elbows")
    refuse(desk)
    do(desk, whole(KitPart.VERSION, VERSION, number=1, content={"long": "x"}), label="Save version")
    do(desk, whole(KitPart.KIT, OTHER, name="Another"))
    new, refused = desk.open.queries.kit_history(KIT)
    assert (new.part, new.part_kind, new.message, new.shared) == (
        VERSION,
        KitPart.VERSION,
        "Save version",
        False,
    )
    assert new.after == {"kit": str(KIT), "number": 1}
    assert (refused.part, refused.field, refused.before, refused.after) == (LINE, "quantity", 2, 5)
    assert (refused.action, refused.message) == (NOT_TAKEN, "No")


# --------------------------------------------------------------------------------------------------------------- fakes


def test_kits_in_memory_are_merged_like_those_here(desk: Desk, feed: FeedMaker) -> None:
    fake = FakeUnitOfWork()
    steps = [
        PAD,
        (change(LINE, "quantity", 3, seen=2), change(LINE, "note", "n", seen=None)),
        (whole(KitPart.ITEM, LINE, quantity=9, unit="ft"), change(SECOND, "quantity", 1, seen=None)),
        (change(LINE, "gone", True, seen=None), whole(KitPart.GROUP, SECOND, name="Pipe")),
        (change(LINE, "note", None, seen="n"), whole(KitPart.VERSION, VERSION, number=1, content=[1])),
    ]
    for drafts in steps:
        changes, faked = do(desk, *drafts), fake.record(drafts, label="x")
        assert (changes.keys, changes.aspects) == (faked.keys, faked.aspects)
    there = {part.key: (part.kind, part.kit, part.fields) for part in fake.kit_parts()}
    assert there == {key: (part.kind, part.kit, part.fields) for key, part in parts(desk).items()}
    assert fake.kit_version(VERSION) == desk.open.queries.kit_version(VERSION) == [1]
