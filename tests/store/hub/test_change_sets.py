"""Change-sets, proposals and habits at the hub: who may do what, and what everybody is told."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import NoEntity, Op, OpKind, OpReceipt
from lazi_desktop.ports.hub_feed import FeedKind, FeedRow
from lazi_desktop.store.hub import PostgresHub
from tests.store.hub.team import MATERIAL, Team, Typist, pull


@pytest.fixture
async def ann(team, hub, lease) -> Typist:
    """Ann, whose hub has two materials."""
    await pull(
        hub, lease, {1: {"code": "A", "price": 10, "cost": 4, "hours": 10}, 2: {"code": "B", "price": 20}}
    )
    return Typist(team, hub)


@pytest.fixture
async def ed(team, ann) -> Typist:
    return Typist(team, await team.hub("ed"))


class Said:
    """Ops of these kinds, numbered as `typist` does."""

    def __init__(self, team: Team, typist: Typist) -> None:
        self.team = team
        self.typist = typist

    def of_set(self, set_id: UUID, name: str, value: Any) -> Op:
        return self.about(OpKind.CHANGE_SET, EntityKey(set_id), name, value, subject=NoEntity.CHANGE_SET)

    def file(self, op_ids: Sequence[UUID], set_id: UUID | None) -> Op:
        named = [str(one) for one in op_ids]
        return self.about(OpKind.FILE, self.team.key(1), "", named, change_set=set_id)

    def propose(self, field: str, value: Any, *, seen: Any = None, remote_id: int = 1, **more: Any) -> Op:
        return self.about(OpKind.PROPOSE, self.team.key(remote_id), field, value, seen=seen, **more)

    def answer(self, op_ids: Sequence[UUID], verdict: str, reason: str = "") -> Op:
        value = {"ops": [str(one) for one in op_ids], "verdict": verdict, "reason": reason}
        return self.about(OpKind.ANSWER, self.team.key(1), "", value)

    def set(self, field: str, value: Any, *, seen: Any, change_set: UUID | None = None) -> Op:
        return self.about(
            OpKind.SET, self.team.key(1), field, value, seen=seen, base=seen, change_set=change_set
        )

    def about(
        self, kind: OpKind, key: EntityKey, field: str, value: Any, *, subject: Any = MATERIAL, **more: Any
    ) -> Op:
        return Op(
            kind=kind, entity_kind=subject, entity_key=key, field=field, value=value, op_id=uuid4(),
            op_no=next(self.typist._numbers), txn_id=uuid4(), wall="2026-11-21T10:00:00Z", **more,
        )  # fmt: skip


async def sent(said: Said, *ops: Op) -> list[tuple[str, str]]:
    return [_told(one) for one in await said.typist.send(*ops)]


def _told(receipt: OpReceipt) -> tuple[str, str]:
    return str(receipt.outcome), receipt.detail


def _renumbered(said: Said, *ops: Op) -> list[Op]:
    return [replace(op, op_no=next(said.typist._numbers)) for op in ops]


async def snapshot(hub: PostgresHub, part: FeedKind) -> list[FeedRow]:
    return [row async for page in hub.snapshot() for row in page.rows if row.kind is part]


async def proposals(hub: PostgresHub) -> dict[UUID, tuple[Any, ...]]:
    rows = await snapshot(hub, FeedKind.PROPOSAL)
    return {
        UUID(str(one.payload["op_id"])): (
            one.payload["state"], one.payload["reason"], one.payload["answered_by"],
        )
        for one in rows
        if one.payload is not None
    }  # fmt: skip


async def test_a_change_set_is_founded_renamed_and_told_to_everybody(team, ann):
    said, set_id = Said(team, ann), uuid4()
    start = (await ann.hub.state()).feed_seq
    assert await sent(said, said.of_set(set_id, "message", "Q4 increase")) == [("accepted", "")]
    assert await sent(said, said.of_set(set_id, "message", "Q4 increase")) == [("noop", "")]
    assert await sent(said, said.of_set(set_id, "state", "closed")) == [("accepted", "")]
    rows = [row for row in await ann.hub.feed_after(start) if row.kind is FeedKind.CHANGE_SET]
    assert [(row.entity_key, row.payload["message"], row.payload["state"]) for row in rows] == [
        (set_id, "Q4 increase", "open"), (set_id, "Q4 increase", "closed"),
    ]  # fmt: skip
    [row] = await snapshot(ann.hub, FeedKind.CHANGE_SET)
    assert row.payload is not None
    assert row.payload == rows[-1].payload
    assert row.payload["by"] == "Ann"


@pytest.mark.parametrize(
    "name, value", [("message", 5), ("state", "gone"), ("colour", "red"), ("message", "x" * 201)]
)
async def test_what_a_change_set_does_not_know_is_refused(team, ann, name, value):
    said = Said(team, ann)
    assert await sent(said, said.of_set(uuid4(), name, value)) == [
        ("rejected", "unknown word of a change-set")
    ]


async def test_an_edit_says_under_which_it_goes_and_stays_there(team, ann):
    said, first, second = Said(team, ann), uuid4(), uuid4()
    await ann.send(said.set("price", 11, seen=10, change_set=first))
    await ann.send(said.set("price", 12, seen=11))
    [row] = await ann.hub.pending()
    assert (row.value, row.change_set) == (12, first)
    again = said.set("price", 13, seen=12, change_set=second)
    await ann.send(again)
    [row] = await ann.hub.pending()
    assert (row.change_set, row.held) == (second, False)
    assert [one.change_set for one in await ann.hub.history(team.key(1)) if one.op_id == again.op_id] == [
        second
    ]


async def test_filing_moves_it_and_changes_no_value(team, ann):
    said, held = Said(team, ann), uuid4()
    op = said.set("price", 11, seen=10)
    await ann.send(op, said.of_set(held, "state", "held"))
    start = (await ann.hub.state()).feed_seq
    assert await sent(said, said.file([op.op_id], held)) == [("accepted", "")]
    [row] = await ann.hub.feed_after(start)
    assert (row.kind, row.payload["value"], row.payload["change_set"]) == (FeedKind.OVERRIDE, 11, str(held))
    [pending] = await ann.hub.pending()
    assert (pending.value, pending.change_set, pending.held) == (11, held, True)
    assert await sent(said, said.file([op.op_id, uuid4()], None)) == [("accepted", "1 of 2")]
    assert [one.change_set for one in await ann.hub.pending()] == [None]
    assert await sent(said, said.file([uuid4()], held)) == [("noop", "")]


async def test_of_several_filings_at_once_the_last_counts(team, ann):
    said, first, second = Said(team, ann), uuid4(), uuid4()
    op = said.set("price", 11, seen=10)
    outcomes = await sent(said, op, said.file([op.op_id], first), said.file([op.op_id], second))
    assert [one for one, _ in outcomes] == ["accepted"] * 3
    assert [one.change_set for one in await ann.hub.pending()] == [second]


async def test_an_estimator_proposes_and_changes_nothing(team, ann, ed):
    said = Said(team, ed)
    op = said.propose("hours", 12, seen=10)
    assert await sent(said, op) == [("accepted", "")]
    assert await ann.hub.pending() == []
    [row] = await snapshot(ann.hub, FeedKind.PROPOSAL)
    assert (row.entity_key, row.field) == (team.key(1), "hours")
    for one in (ann, ed):
        counts = await one.hub.counts()
        assert (counts.pending_fields, counts.open_proposals) == (0, 1)
    assert row.payload is not None
    assert {name: row.payload[name] for name in ("value", "seen", "by", "state")} == {
        "value": 12, "seen": 10, "by": "Ed", "state": "open",
    }  # fmt: skip


async def test_an_estimator_may_neither_edit_nor_decide_nor_touch_what_is_anothers(team, ann, ed):
    anns, eds, set_id = Said(team, ann), Said(team, ed), uuid4()
    edit = anns.set("price", 11, seen=10)
    await ann.send(anns.of_set(set_id, "message", "Ann's"), edit)
    asked = eds.propose("cost_type_id", 5, seen=4)
    words = "Your role (estimator) can propose but not change."
    assert await sent(
        eds, asked, eds.set("price", 12, seen=11), eds.answer([asked.op_id], "accepted"),
        eds.of_set(set_id, "message", "Ed's"), eds.of_set(uuid4(), "state", "held"), eds.file([edit.op_id], set_id),
        eds.file([asked.op_id], set_id),
    ) == [
        ("accepted", ""), ("rejected", words), ("rejected", words),
        ("rejected", "Only who founded a change-set, or a manager, may change it."),
        ("rejected", "Your role (estimator) cannot hold back."), ("rejected", words), ("accepted", ""),
    ]  # fmt: skip
    assert [(one.value, one.change_set) for one in await ann.hub.pending()] == [(11, None)]
    mine = uuid4()
    assert await sent(eds, eds.of_set(mine, "message", "Ed's")) == [("accepted", "")]
    assert await sent(eds, eds.of_set(mine, "message", "Mine")) == [("accepted", "")]
    assert await sent(anns, anns.of_set(mine, "message", "Of Ed")) == [("accepted", "")]


@pytest.mark.parametrize("field", ["price", "cost", "taxable", "primary_vendor"])
async def test_an_estimator_proposes_no_prices(team, ann, ed, field):
    said = Said(team, ed)
    assert await sent(said, said.propose(field, None), said.propose("hours", 2)) == [
        ("rejected", "Prices are set by managers: your role (estimator) can propose everything else."),
        ("accepted", ""),
    ]  # fmt: skip
    assert len(await proposals(ann.hub)) == 1
    anns = Said(team, ann)
    assert await sent(anns, anns.propose(field, None)) == [("accepted", "")]


async def test_a_viewer_may_not_even_propose(team, ann):
    vera = Said(team, Typist(team, await team.hub("vera")))
    assert await sent(vera, vera.propose("price", 5)) == [
        ("rejected", "Your role (viewer) can look but not change.")
    ]


async def test_the_first_answer_counts(team, ann, ed):
    anns, eds = Said(team, ann), Said(team, ed)
    first, second = eds.propose("hours", 12, seen=10), eds.propose("cost_type_id", 5, seen=4)
    await ed.send(first, second)
    both = [first.op_id, second.op_id]
    assert await sent(anns, anns.answer(both[:1], "rejected", "Too dear")) == [("accepted", "")]
    assert await sent(anns, anns.answer(both, "accepted")) == [("accepted", "1 of 2")]
    assert await sent(anns, anns.answer(both, "rejected", "No")) == [("noop", "")]
    assert await sent(anns, anns.answer(both, "perhaps")) == [("rejected", "unknown answer")]
    assert await proposals(ann.hub) == {
        first.op_id: ("rejected", "Too dear", "Ann"), second.op_id: ("accepted", "", "Ann"),
    }  # fmt: skip
    told = [(one.action, one.before, one.after) for one in await ann.hub.history(team.key(1))]
    assert ("answer: rejected", 12, "Too dear") in told
    assert ("propose", 10, 12) in told


async def test_only_who_proposed_it_takes_it_back(team, ann, ed):
    anns, eds = Said(team, ann), Said(team, ed)
    op = eds.propose("hours", 12, seen=10)
    await ed.send(op)
    assert await sent(anns, anns.answer([op.op_id], "withdrawn")) == [("noop", "")]
    assert await sent(eds, eds.answer([op.op_id], "withdrawn")) == [("accepted", "")]
    assert await proposals(ann.hub) == {op.op_id: ("withdrawn", "", "Ed")}


async def test_proposing_something_else_takes_back_what_the_same_person_proposed(team, ann, ed):
    anns, eds = Said(team, ann), Said(team, ed)
    first, second, third = eds.propose("hours", 12), eds.propose("hours", 13), anns.propose("hours", 14)
    assert await sent(eds, first, second) == [("accepted", "")] * 2
    await ann.send(third)
    states = {op_id: state for op_id, (state, *_) in (await proposals(ann.hub)).items()}
    assert states == {first.op_id: "withdrawn", second.op_id: "open", third.op_id: "open"}


async def test_an_answer_that_a_restored_hub_is_offered_first_counts(team, ann, ed):
    anns, eds = Said(team, ann), Said(team, ed)
    op, other = (replace(one, op_no=0) for one in (eds.propose("hours", 12), eds.propose("cost_type_id", 5)))
    ed._numbers = itertools.count(1)
    assert await sent(anns, anns.answer([op.op_id], "rejected", "Too dear")) == [("noop", "")]
    assert await sent(eds, eds.answer([other.op_id], "withdrawn")) == [("noop", "")]
    await ed.send(*_renumbered(eds, op, other))
    assert await proposals(ann.hub) == {
        op.op_id: ("rejected", "Too dear", "Ann"), other.op_id: ("withdrawn", "", "Ed"),
    }  # fmt: skip


async def test_who_has_left_the_company_is_named_and_answered_all_the_same(team, ann, ed):
    anns, eds = Said(team, ann), Said(team, ed)
    accepted, refused, filed = (
        eds.propose("hours", 12, seen=10), eds.propose("cost_type_id", 5, seen=4), eds.propose("display_name", "Tee")
    )  # fmt: skip
    await ed.send(accepted, refused, filed)
    team.sql("delete from sync.members where tenant_id = %s and role_name like %s", team.tenant_id, "ed%")
    q4 = uuid4()
    told = await sent(
        anns, anns.set("price", 12, seen=10), anns.answer([accepted.op_id], "accepted"),
        anns.answer([refused.op_id], "rejected", "Too low"), anns.file([filed.op_id], q4),
    )  # fmt: skip
    assert told == [("accepted", "")] * 4
    assert await proposals(ann.hub) == {
        accepted.op_id: ("accepted", "", "Ann"), refused.op_id: ("rejected", "Too low", "Ann"),
        filed.op_id: ("open", "", ""),
    }  # fmt: skip
    rows = [row.payload for row in await snapshot(ann.hub, FeedKind.PROPOSAL) if row.payload is not None]
    assert {row["by"] for row in rows} == {"Ed"}
    assert [row["change_set"] for row in rows if row["op_id"] == str(filed.op_id)] == [str(q4)]
    assert [one.value for one in await ann.hub.pending()] == [12]
    asked = [one for one in await ann.hub.history(team.key(1)) if one.action == "propose"]
    assert {one.by for one in asked} == {"Ed"}


@pytest.mark.parametrize("is_filed", [True, False])
async def test_deciding_a_conflict_leaves_a_change_where_it_is_filed(team, ann, is_filed):
    first, second = uuid4(), uuid4()
    said = Said(team, ann)
    await ann.send(said.set("price", 12, seen=10, change_set=first if is_filed else None))
    bob = Typist(team, await team.hub("bob"))
    [receipt] = await bob.send(bob.set(1, "price", 15, seen=10, base=10))  # without seeing the other
    decided = ann.op(OpKind.RESOLVE, 1, "price", 14, seen=12, base=10, conflict_id=receipt.conflict_id)
    assert await sent(said, replace(decided, change_set=second)) == [("accepted", "")]
    assert [(one.value, one.change_set) for one in await ann.hub.pending()] == [
        (14, first if is_filed else None)
    ]
