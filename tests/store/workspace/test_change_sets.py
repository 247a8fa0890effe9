"""Change-sets and proposals in a real workspace: what the hub told, under what was done here since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from lazi_desktop.domain.keys import EntityKey, held_back_set
from lazi_desktop.domain.ops import Aspect, Changes, Op, OpKind, OpOutcome, OpReceipt
from lazi_desktop.operations.change_sets import (
    close_change_set,
    file_changes,
    hold_back,
    open_change_set,
    rename_change_set,
)
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.proposals import accept, propose, withdraw
from lazi_desktop.operations.undo import undo
from lazi_desktop.ports.change_sets import ProposalState, SetState
from lazi_desktop.ports.hub_feed import FeedKind, FeedRow
from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery
from tests.fakes.feed import TENANT, FeedMaker, category, key_of, sku
from tests.store.workspace.conftest import Desk

ELBOW, TEE = sku(11, "ELB-1", "Copper elbow", price=10), sku(12, "TEE-1", "Copper tee", price=20)
KEY, OTHER = key_of(ELBOW), key_of(TEE)
SET = UUID(int=4242)
OTHER_SET = UUID(int=4243)


@pytest.fixture
def feed(desk: Desk) -> FeedMaker:
    feed = FeedMaker()
    desk.start(feed.mirrors([category(1, "Copper"), ELBOW, TEE]))
    return feed


def edit(desk: Desk, name: str, value: object, key: EntityKey = KEY) -> UUID:
    seen = desk.detail(key).effective.get(name)
    changes: Changes = desk.work(lambda unit: edit_fields(unit, [FieldEdit(key, name, value, seen)]))
    return changes.op_ids[0]


def ask(desk: Desk, name: str, value: object) -> UUID:
    seen = desk.detail(KEY).effective.get(name)
    changes: Changes = desk.work(lambda unit: propose(unit, [FieldEdit(KEY, name, value, seen)]))
    return changes.op_ids[0]


def filed(desk: Desk) -> dict[str, UUID | None]:
    return {one.field: one.change_set for one in desk.open.queries.pending()}


def told_of_set(feed: FeedMaker, message: str, state: str = "open") -> list[FeedRow]:
    payload = {"message": message, "state": state, "by": "Ann", "at": "2026-02-03T04:05:06Z"}
    return feed.rows([(FeedKind.CHANGE_SET, EntityKey(SET), "", payload)])


def told_of_proposal(feed: FeedMaker, op_id: UUID, value: object, **more: Any) -> list[FeedRow]:
    payload = {
        "op_id": str(op_id), "entity_kind": "material", "seen": 10, "value": value, "change_set": None, "by": "Ed",
        "at": "2026-02-03T04:05:06Z", "state": "open", "reason": "", "answered_by": "", **more,
    }  # fmt: skip
    return feed.rows([(FeedKind.PROPOSAL, KEY, "price", payload)], op_id)


def states(desk: Desk) -> dict[UUID, ProposalState]:
    return {one.op_id: one.state for one in desk.open.queries.proposals()}


def kinds(ops: Sequence[Op]) -> list[OpKind]:
    return [op.kind for op in ops]


def test_what_was_opened_here_takes_edits_before_the_hub_knows_of_it(desk: Desk, feed: FeedMaker) -> None:
    desk.work(lambda unit: open_change_set(unit, "Q4 increase", set_id=SET))
    edit(desk, "price", 12)
    desk.reopen()
    [one] = desk.open.queries.change_sets()
    assert (one.set_id, one.message, one.state, one.changes) == (SET, "Q4 increase", SetState.OPEN, 1)
    assert filed(desk) == {"price": SET}
    assert desk.open.queries.current_change_set() == SET
    assert [(op.kind, op.change_set) for op in desk.unsent()] == [
        (OpKind.CHANGE_SET, None),
        (OpKind.SET, SET),
    ]


def test_the_hubs_word_on_it_counts_once_it_is_heard(desk: Desk, feed: FeedMaker) -> None:
    changes = desk.feed(told_of_set(feed, "Ann's"))
    assert changes == Changes(aspects=frozenset((Aspect.CHANGE_SETS,)))
    desk.work(lambda unit: rename_change_set(unit, SET, "Mine"))
    assert [one.message for one in desk.open.queries.change_sets()] == ["Mine"]
    [op] = desk.unsent()
    desk.acknowledge([op], feed_seq=feed.seq + 1)
    desk.feed(told_of_set(feed, "Mine"))
    desk.feed(told_of_set(feed, "Somebody else's", "closed"))
    assert [(one.message, one.state) for one in desk.open.queries.change_sets()] == [
        ("Somebody else's", SetState.CLOSED)
    ]


def test_one_that_somebody_closed_takes_no_more_edits(desk: Desk, feed: FeedMaker) -> None:
    desk.work(lambda unit: open_change_set(unit, "Mine", set_id=SET))
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 1)
    desk.feed(told_of_set(feed, "Mine", "closed"))
    edit(desk, "price", 12)
    assert filed(desk) == {"price": None}


def test_a_refused_change_of_a_change_set_is_taken_back(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(told_of_set(feed, "Ann's"))
    desk.work(lambda unit: close_change_set(unit, SET))
    changes = desk.acknowledge(desk.unsent(), outcome=OpOutcome.REJECTED, feed_seq=feed.seq)
    assert changes.aspects == {Aspect.CHANGE_SETS}
    assert [one.state for one in desk.open.queries.change_sets()] == [SetState.OPEN]


def test_filing_is_seen_at_once_and_changes_no_value(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(told_of_set(feed, "Ann's"))
    desk.feed(feed.override(KEY, "price", 15, base=10, op_id=UUID(int=99)))
    changes = desk.work(lambda unit: file_changes(unit, [UUID(int=99)], SET))
    assert changes.aspects == {Aspect.STATE, Aspect.CHANGE_SETS}
    assert (filed(desk), desk.detail(KEY).effective["price"]) == ({"price": SET}, 15)
    [op] = desk.unsent()
    assert (op.kind, op.value, op.change_set) == (OpKind.FILE, [str(UUID(int=99))], SET)
    assert desk.open.queries.change_sets()[0].changes == 1


@pytest.mark.parametrize(
    "name", ["price", "display_name"]
)  # one that is renewed by itself, one with all of its SKU
def test_an_edit_stays_where_it_is_filed(desk: Desk, feed: FeedMaker, name: str) -> None:
    op_id = edit(desk, name, 12 if name == "price" else "Elbow")
    desk.work(lambda unit: file_changes(unit, [op_id], SET))
    edit(desk, name, 13 if name == "price" else "An elbow")
    assert filed(desk) == {name: SET}


def test_what_is_held_back_is_held_back_when_it_is_edited(desk: Desk, feed: FeedMaker) -> None:
    op_id = edit(desk, "price", 12)
    desk.work(lambda unit: hold_back(unit, [op_id]))
    desk.work(lambda unit: open_change_set(unit, "Now", set_id=SET))
    edit(desk, "price", 13)
    edit(desk, "price", 23, key=OTHER)
    sets = {one.entity_key: one.change_set for one in desk.open.queries.pending()}
    assert sets == {KEY: held_back_set(TENANT), OTHER: SET}


@pytest.mark.parametrize("filed_in", [None, OTHER_SET])
def test_deciding_a_conflict_leaves_a_change_where_it_is_filed(
    desk: Desk, feed: FeedMaker, filed_in: UUID | None
) -> None:
    [row] = feed.override(KEY, "price", 12, base=10)
    desk.feed(
        [replace(row, payload={**(row.payload or {}), "change_set": str(filed_in) if filed_in else None})]
    )
    desk.work(lambda unit: open_change_set(unit, "Now", set_id=SET))
    desk.set(KEY, "price", 14, kind=OpKind.RESOLVE)
    assert filed(desk) == {"price": filed_in}


def test_a_restored_hub_is_offered_edits_as_they_are_filed_by_now(desk: Desk, feed: FeedMaker) -> None:
    op_id = edit(desk, "price", 12)
    desk.acknowledge(desk.unsent(), feed_seq=feed.seq + 1)
    rows = feed.override(KEY, "price", 12, base=10, op_id=op_id)
    payload = {**(rows[0].payload or {}), "change_set": str(SET)}  # somebody else filed it
    desk.feed([replace(rows[0], payload=payload)])
    desk.on_writer(lambda: desk.open.replica.rewind_to(0))
    [op] = desk.unsent()
    assert (op.op_id, op.change_set) == (op_id, SET)


def test_a_proposal_is_shown_and_changes_nothing(desk: Desk, feed: FeedMaker) -> None:
    op_id = ask(desk, "price", 12)
    desk.reopen()
    [one] = desk.open.queries.proposals()
    assert (one.op_id, one.code, one.seen, one.now, one.value, one.mine) == (op_id, "ELB-1", 10, 10, 12, True)
    assert (desk.detail(KEY).effective["price"], desk.open.queries.pending()) == (10, [])
    assert desk.row(KEY).changed == frozenset()


def test_another_desks_proposal_is_accepted_with_what_is_effective_now(desk: Desk, feed: FeedMaker) -> None:
    asked = UUID(int=55)
    desk.feed(told_of_proposal(feed, asked, 12, change_set=str(SET)))
    edit(desk, "price", 15)
    [shown] = desk.open.queries.proposals()
    assert (shown.now, shown.by, shown.mine) == (15, "Ed", False)
    assert desk.open.queries.counts().proposals == 1
    desk.work(lambda unit: accept(unit, [shown], reason="Fine"))
    assert desk.open.queries.counts().proposals == 0
    assert (desk.detail(KEY).effective["price"], filed(desk)) == (12, {"price": SET})
    assert states(desk) == {asked: ProposalState.ACCEPTED}
    edited, made, answer = desk.unsent()
    assert kinds([edited, made, answer]) == [OpKind.SET, OpKind.SET, OpKind.ANSWER]
    assert (made.seen, made.note, made.txn_id) == (15, "Proposed by Ed", answer.txn_id)
    desk.work(undo)
    assert desk.detail(KEY).effective["price"] == 15


@pytest.mark.parametrize(
    "outcome, detail, answered, told",
    [
        (OpOutcome.NOOP, "", "open", [OpOutcome.NOOP]),  # of the other answer the feed tells later
        (OpOutcome.NOOP, "", "rejected", [OpOutcome.NOOP]),
        (OpOutcome.NOOP, "", "accepted", []),
        (OpOutcome.ACCEPTED, "1 of 2", "open", [OpOutcome.ACCEPTED]),
        (OpOutcome.ACCEPTED, "", "open", []),
    ],
)
def test_who_accepts_what_was_answered_before_is_told(
    desk: Desk, feed: FeedMaker, outcome: OpOutcome, detail: str, answered: str, told: list[OpOutcome]
) -> None:
    desk.feed(told_of_proposal(feed, UUID(int=55), 12))
    desk.work(lambda unit: accept(unit, unit.proposals()))
    _, answer = desk.unsent()
    desk.feed(told_of_proposal(feed, UUID(int=55), 12, state=answered))
    receipt = OpReceipt(op_id=answer.op_id, outcome=outcome, feed_seq=feed.seq, detail=detail)
    desk.on_writer(lambda: desk.open.replica.acknowledge([receipt]))
    found = desk.on_writer(lambda: desk.open.replica.refused([receipt]))
    assert [(one.op_kind, one.code, one.outcome) for one in found] == [
        (OpKind.ANSWER, "ELB-1", each) for each in told
    ]
    assert desk.detail(KEY).effective["price"] == 12


def test_proposing_again_and_withdrawing_are_seen_before_the_hub_answers(desk: Desk, feed: FeedMaker) -> None:
    first, second = ask(desk, "price", 12), ask(desk, "price", 13)
    assert states(desk) == {first: ProposalState.WITHDRAWN, second: ProposalState.OPEN}
    desk.work(lambda unit: withdraw(unit, [second]))
    assert set(states(desk).values()) == {ProposalState.WITHDRAWN}


def test_a_snapshot_drops_what_it_does_not_name(desk: Desk, feed: FeedMaker) -> None:
    desk.feed([*told_of_set(feed, "Ann's"), *told_of_proposal(feed, UUID(int=55), 12)])
    desk.start(FeedMaker().mirrors([ELBOW]), epoch=UUID(int=78))
    assert (desk.open.queries.change_sets(), desk.open.queries.proposals()) == ([], [])


def test_a_proposal_that_was_reassigned_is_shown_as_the_others(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(told_of_proposal(feed, UUID(int=55), 12, by="Ann"))
    desk.feed(told_of_proposal(feed, UUID(int=55), 12, by="Bob"))
    assert [one.by for one in desk.open.queries.proposals()] == ["Bob"]


def test_a_proposal_lives_on_under_an_adopted_key(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(told_of_proposal(feed, UUID(int=55), 12))
    desk.feed(feed.tombstone(KEY, reason="adopted", replaced_by=OTHER))
    assert [one.entity_key for one in desk.open.queries.proposals()] == [OTHER]


def test_rows_that_cannot_be_read_are_set_aside(desk: Desk, feed: FeedMaker) -> None:
    desk.feed(feed.rows([(FeedKind.CHANGE_SET, EntityKey(SET), "", {"message": "x", "state": "gone"})]))
    desk.feed(feed.rows([(FeedKind.HABIT, EntityKey(UUID(int=0)), "price", {"what": "eaten"})]))
    assert desk.open.queries.change_sets() == []
    assert desk.open.queries.habits() == []


@pytest.mark.parametrize(
    "field, value",
    [
        ('a"b', 1),
        ("x['", 1),
        ("", 1),
        ("no_such_field", 1),
        ("price", "abc"),
        ("categories", 7),
        ("active", "perhaps"),
    ],
)
def test_a_proposal_of_what_no_field_holds_keeps_no_other_from_being_read(
    desk: Desk, feed: FeedMaker, field: str, value: object
) -> None:
    [odd] = told_of_proposal(feed, UUID(int=55), value)
    desk.feed([replace(odd, field=field)])
    desk.feed(told_of_proposal(feed, UUID(int=56), 12))
    assert [(one.op_id, one.now) for one in desk.open.queries.proposals()] == [(UUID(int=56), 10)]


def test_a_habit_is_known_as_it_was_seen_last(desk: Desk, feed: FeedMaker) -> None:
    for seen in (1, 2):
        payload = {
            "entity_kind": "material", "what": "rounded", "sent": 1.005, "found": 1, "seen": seen,
            "last": "2026-02-03T04:05:06Z",
        }  # fmt: skip
        desk.feed(feed.rows([(FeedKind.HABIT, EntityKey(UUID(int=0)), "price", payload)]))
    [habit] = desk.open.queries.habits()
    assert (habit.kind, habit.field, habit.habit, habit.found, habit.seen) == (
        "material",
        "price",
        "rounded",
        1,
        2,
    )


def test_rows_are_found_and_counted_by_what_is_proposed_for_them(desk: Desk, feed: FeedMaker) -> None:
    queries = desk.open.queries
    asked = SkuQuery(flags=frozenset((SkuFlag.PROPOSED,)))
    assert not queries.find(asked)
    assert queries.flag_counts(SkuQuery())[SkuFlag.PROPOSED] == 0
    op_id = ask(desk, "display_name", "Elbow")
    assert [row.key for row in queries.rows(queries.find(asked))] == [KEY]
    assert queries.flag_counts(SkuQuery())[SkuFlag.PROPOSED] == 1
    assert [facet.count for facet in queries.facets(asked, "state")] == [1]
    desk.work(lambda unit: withdraw(unit, [op_id]))
    assert not queries.find(asked)
    assert queries.flag_counts(SkuQuery())[SkuFlag.PROPOSED] == 0


def test_a_proposed_cost_is_not_found_where_costs_are_hidden(desk: Desk, feed: FeedMaker) -> None:
    queries = desk.open.queries
    ask(desk, "cost", 3)
    asked = SkuQuery(flags=frozenset((SkuFlag.PROPOSED,)))
    assert len(queries.find(asked)) == 1
    assert not queries.find(replace(asked, hides_costs=True))
    assert queries.flag_counts(SkuQuery(hides_costs=True))[SkuFlag.PROPOSED] == 0
    ask(desk, "display_name", "Elbow")
    assert len(queries.find(replace(asked, hides_costs=True))) == 1


def test_a_restored_hub_that_is_told_of_a_proposal_again_says_when(desk: Desk, feed: FeedMaker) -> None:
    """Everybody shows the one moment, also who knew of it before."""
    op_id = uuid4()
    desk.feed(told_of_proposal(feed, op_id, 12))
    desk.feed(told_of_proposal(feed, op_id, 12, at="2026-02-04T04:05:06Z"))
    [one] = desk.open.queries.proposals()
    assert one.at == "2026-02-04T04:05:06Z"
