"""What people make here and throw away, and what is gone: ops on entities that ServiceTitan does not have."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_feed import FeedKind
from tests.store.hub.team import Typist, pull, told, whole_feed


@pytest.fixture
async def ann(team, hub, lease):
    await pull(hub, lease, {1: {"code": "A", "price": 10}, 2: {"code": "B", "price": 20}})
    return Typist(team, hub)


@pytest.fixture
async def bob(team):
    return Typist(team, await team.hub("bob"))


async def outcomes(typist, *ops):
    return [str(receipt.outcome) for receipt in await typist.send(*ops)]


def made(typist, key, **fields):
    """The ops that make a material."""
    return [
        typist.op(OpKind.CREATE, 0, key=key),
        *(typist.op(OpKind.SET, 0, name, value, key=key) for name, value in fields.items()),
    ]


async def make(typist, **fields):
    """A material that all agree upon: its key, and the op id of each field."""
    key = uuid4()
    ops = made(typist, key, **fields)
    assert set(await outcomes(typist, *ops)) == {"accepted"}
    return key, {op.field: str(op.op_id) for op in ops if op.field}


async def standing(hub, key):
    return {row.field: row.value for row in await hub.pending() if row.entity_key == key}


def discard(typist, key, op_ids):
    return typist.op(OpKind.DISCARD, 0, value=sorted(op_ids), key=key)


# -------------------------------------------------------------------------------------------------------- creating


async def test_what_is_made_is_told_before_its_fields(ann):
    start = (await ann.hub.state()).feed_seq
    key, _ = await make(ann, code="NEW", price=5)
    first, *fields = await ann.hub.feed_after(start)
    assert (first.kind, first.entity_key, first.payload) == (FeedKind.CREATED, key, {"kind": "material"})
    assert [(row.kind, row.field) for row in fields] == [
        (FeedKind.OVERRIDE, "code"), (FeedKind.OVERRIDE, "price"),
    ]  # fmt: skip
    assert await standing(ann.hub, key) == {"code": "NEW", "price": 5}


async def test_making_it_twice_is_once(ann):
    key, _ = await make(ann, code="NEW")
    start = (await ann.hub.state()).feed_seq
    assert await outcomes(ann, ann.op(OpKind.CREATE, 0, key=key)) == ["noop"]
    assert await outcomes(ann, ann.op(OpKind.CREATE, 1)) == ["noop"]
    assert await ann.hub.feed_after(start) == []


async def test_many_are_made_by_one_action(team, ann):
    txn = uuid4()
    keys = [uuid4() for _ in range(120)]
    ops = [
        replace(op, txn_id=txn) for n, key in enumerate(keys) for op in made(ann, key, code=f"N{n}", price=n)
    ]
    start = (await ann.hub.state()).feed_seq
    receipts = await ann.send(*ops)
    assert [receipt.op_id for receipt in receipts] == [op.op_id for op in ops]
    assert {str(receipt.outcome) for receipt in receipts} == {"accepted"}
    rows = await ann.hub.feed_after(start)
    assert [row.entity_key for row in rows[:120]] == keys
    assert len({row.group for row in rows}) == 1
    assert team.sql(
        "select count(*) from crm.entities where tenant_id = %s and made_here", team.tenant_id
    ) == [(120,)]


async def test_edits_of_something_new_meet_like_any_others(ann, bob):
    key, _ = await make(ann, code="NEW", price=5)
    assert await outcomes(bob, bob.op(OpKind.SET, 0, "price", 6, seen=5, key=key)) == ["accepted"]
    assert await outcomes(ann, ann.op(OpKind.SET, 0, "price", 7, seen=5, key=key)) == ["conflict"]
    [conflict] = await ann.hub.open_conflicts()
    assert (conflict.base, conflict.ours, conflict.theirs) == (5, 7, 6)


async def test_an_op_of_an_unknown_kind_of_entity_is_rejected_alone(ann):
    odd = replace(ann.op(OpKind.CREATE, 0, key=uuid4()), entity_kind=type("Kind", (), {"value": "kit"}))
    assert await outcomes(ann, odd, ann.set(1, "price", 12, seen=10, base=10)) == ["rejected", "accepted"]


# ------------------------------------------------------------------------------------------------------- discarding


async def test_what_is_discarded_leaves_no_trace_but_the_audit(team, ann):
    key, op_ids = await make(ann, code="NEW", price=5)
    start = (await ann.hub.state()).feed_seq
    assert await outcomes(ann, discard(ann, key, op_ids.values())) == ["accepted"]
    *cleared, tombstone = await ann.hub.feed_after(start)
    assert [(row.kind, row.field, row.payload) for row in cleared] == [
        (FeedKind.OVERRIDE, "code", None), (FeedKind.OVERRIDE, "price", None),
    ]  # fmt: skip
    assert (tombstone.kind, told(tombstone)["reason"]) == (FeedKind.TOMBSTONE, "discarded")
    assert await ann.hub.pending() == []
    assert team.sql(
        "select field, before from audit.change_log where tenant_id = %s and action = 'discard' order by field",
        team.tenant_id,
    ) == [("code", "NEW"), ("price", 5)]
    assert await outcomes(ann, discard(ann, key, [])) == ["noop"]


async def test_what_others_added_is_not_thrown_away_unseen(ann, bob):
    key, op_ids = await make(ann, code="NEW")
    theirs = bob.op(OpKind.SET, 0, "price", 5, key=key)
    assert await outcomes(bob, theirs) == ["accepted"]
    [receipt] = await ann.send(discard(ann, key, op_ids.values()))
    assert receipt.outcome == "conflict"
    [conflict] = await bob.hub.open_conflicts()
    assert (conflict.conflict_id, conflict.kind, conflict.field) == (
        receipt.conflict_id, "delete_vs_edit", "deleted",
    )  # fmt: skip
    assert conflict.ours == sorted([op_ids["code"], str(theirs.op_id)])
    assert conflict.theirs is False
    assert await standing(bob.hub, key) == {"code": "NEW", "price": 5}


@pytest.fixture
async def contested(ann, bob):
    """Ann wants it thrown away, Bob went on with it."""
    key, op_ids = await make(ann, code="NEW")
    await bob.send(bob.op(OpKind.SET, 0, "price", 5, key=key))
    await ann.send(discard(ann, key, op_ids.values()))
    [conflict] = await ann.hub.open_conflicts()
    return conflict


def answer(typist, conflict, value):
    return typist.op(
        OpKind.RESOLVE, 0, conflict.field, value, key=conflict.entity_key, conflict_id=conflict.conflict_id
    )


async def test_a_contested_discard_can_be_carried_through(ann, contested):
    assert await outcomes(ann, answer(ann, contested, contested.ours)) == ["accepted"]
    assert await ann.hub.pending() == []
    assert await ann.hub.open_conflicts() == []
    kinds = [row.kind for row in await whole_feed(ann.hub)]
    assert FeedKind.TOMBSTONE in kinds


async def test_a_contested_discard_can_be_dropped(ann, contested):
    assert await outcomes(ann, answer(ann, contested, contested.theirs)) == ["accepted"]
    assert await standing(ann.hub, contested.entity_key) == {"code": "NEW", "price": 5}
    assert await ann.hub.open_conflicts() == []


async def test_a_discard_takes_nothing_that_came_since_it_was_asked_about(ann, bob, contested):
    await bob.send(bob.op(OpKind.SET, 0, "cost", 2, key=contested.entity_key))
    [now] = await ann.hub.open_conflicts()
    assert len(now.ours) == 3
    assert await outcomes(ann, answer(ann, contested, contested.ours)) == ["stale"]
    assert await outcomes(ann, answer(ann, now, now.ours)) == ["accepted"]


async def test_making_it_again_brings_it_back(team, ann):
    key, op_ids = await make(ann, code="NEW")
    await ann.send(discard(ann, key, op_ids.values()))
    start = (await ann.hub.state()).feed_seq
    assert await outcomes(ann, *made(ann, key, code="NEW")) == ["accepted"] * 2
    assert [row.kind for row in await ann.hub.feed_after(start)] == [FeedKind.CREATED, FeedKind.OVERRIDE]
    assert await standing(ann.hub, key) == {"code": "NEW"}


@pytest.fixture
async def thrown_away_first(ann, bob):
    """A restored hub hears of Bob's discard before it hears again of what Ann made."""
    key = uuid4()
    [receipt] = await bob.send(bob.op(OpKind.DISCARD, 0, value=[str(uuid4())], key=key))
    assert receipt.outcome == "accepted"
    assert await outcomes(ann, *made(ann, key, code="NEW")) == ["conflict", "conflict"]
    conflicts = {conflict.field: conflict for conflict in await ann.hub.open_conflicts()}
    assert set(conflicts) == {"deleted", "code"}
    return conflicts


async def test_what_another_threw_away_does_not_come_back_unasked(ann, bob, thrown_away_first):
    whether, code = thrown_away_first["deleted"], thrown_away_first["code"]
    assert (whether.kind, whether.ours, whether.theirs, whether.by) == ("delete_vs_edit", [], False, "Bob")
    assert (code.kind, code.ours, code.theirs) == ("delete_vs_edit", "NEW", None)
    assert await ann.hub.pending() == []
    await bob.send(
        bob.op(OpKind.SET, 0, "price", 5, key=whether.entity_key)
    )  # and an edit does not settle it
    assert whether.conflict_id in {conflict.conflict_id for conflict in await ann.hub.open_conflicts()}


async def test_what_another_threw_away_can_be_kept(ann, thrown_away_first):
    start = (await ann.hub.state()).feed_seq
    assert await outcomes(ann, answer(ann, thrown_away_first["deleted"], False)) == ["accepted"]
    kinds = [row.kind for row in await ann.hub.feed_after(start)]
    assert kinds[:2] == [FeedKind.CREATED, FeedKind.CONFLICT]
    [code] = await ann.hub.open_conflicts()
    assert await outcomes(ann, answer(ann, code, "NEW")) == ["accepted"]
    assert await standing(ann.hub, code.entity_key) == {"code": "NEW"}
    assert await ann.hub.open_conflicts() == []


async def test_keeping_an_edit_of_it_keeps_it(ann, thrown_away_first):
    code = thrown_away_first["code"]
    assert await outcomes(ann, answer(ann, code, "NEW")) == ["accepted"]
    assert await standing(ann.hub, code.entity_key) == {"code": "NEW"}
    assert await ann.hub.open_conflicts() == []


async def test_what_another_threw_away_can_be_let_go(ann, thrown_away_first):
    assert await outcomes(ann, answer(ann, thrown_away_first["deleted"], [])) == ["accepted"]
    assert await ann.hub.open_conflicts() == []
    assert await ann.hub.pending() == []
    assert FeedKind.CREATED not in {row.kind for row in await whole_feed(ann.hub)}


async def test_what_servicetitan_has_is_not_discarded(ann):
    [receipt] = await ann.send(ann.op(OpKind.DISCARD, 1, value=[]))
    assert receipt.outcome == "rejected"
    assert "inactive" in receipt.detail


async def test_an_edit_of_something_thrown_away_is_kept_as_a_conflict(ann, bob):
    key, op_ids = await make(ann, code="NEW")
    await ann.send(discard(ann, key, op_ids.values()))
    [receipt] = await bob.send(bob.op(OpKind.SET, 0, "price", 5, key=key))
    assert receipt.outcome == "conflict"
    [conflict] = await ann.hub.open_conflicts()
    assert (conflict.kind, conflict.ours, conflict.theirs) == ("delete_vs_edit", 5, None)
    assert await ann.hub.pending() == []
    start = (await ann.hub.state()).feed_seq
    assert await outcomes(bob, answer(bob, conflict, 5)) == ["accepted"]
    assert await standing(ann.hub, key) == {"price": 5}
    assert [row.kind for row in await ann.hub.feed_after(start)] == [
        FeedKind.CREATED, FeedKind.OVERRIDE, FeedKind.CONFLICT,
    ]  # fmt: skip


async def test_what_got_lost_of_others_outlives_a_discard(ann, bob):
    key, op_ids = await make(ann, code="NEW", price=5)
    changed = ann.op(OpKind.SET, 0, "price", 6, seen=5, key=key)
    await ann.send(changed)
    await bob.send(bob.op(OpKind.SET, 0, "price", 7, seen=5, key=key))
    await ann.send(discard(ann, key, [op_ids["code"], str(changed.op_id)]))
    [conflict] = await ann.hub.open_conflicts()
    assert (conflict.kind, conflict.ours, conflict.theirs) == ("delete_vs_edit", 7, None)


# ------------------------------------------------------------------------------------------------------------- gone


@pytest.fixture
async def gone(team, ann, lease):
    """Material 1, whose price Ann had changed, is not in ServiceTitan any more."""
    await ann.edit(1, "price", 12, seen=10)
    run = await ann.hub.begin_run(lease, what="material", full=True)
    assert await ann.hub.bury(lease, run, EntityKind.MATERIAL, [1]) == 1
    [conflict] = await ann.hub.open_conflicts()
    return conflict


async def test_an_edit_that_stands_on_what_is_gone_is_asked_about(ann, gone):
    assert (gone.kind, gone.field, gone.base, gone.ours, gone.theirs) == (
        "delete_vs_edit", "price", 10, 12, None,
    )  # fmt: skip


@pytest.mark.parametrize("base", [10, None])
@pytest.mark.parametrize("value, left", [(None, {}), (12, {"price": 12}), (13, {"price": 13})])
async def test_an_edit_that_stands_on_what_is_gone_can_be_kept_or_dropped(team, ann, gone, base, value, left):
    op = ann.op(OpKind.RESOLVE, 1, "price", value, seen=12, base=base, conflict_id=gone.conflict_id)
    assert await outcomes(ann, op) == ["accepted"]
    assert await ann.hub.open_conflicts() == []
    assert await standing(ann.hub, team.key(1)) == left


async def test_an_edit_of_what_is_gone_is_a_conflict(ann, gone):
    [receipt] = await ann.send(ann.set(1, "code", "Z", seen="A", base="A"))
    assert receipt.outcome == "conflict"
    kinds = {conflict.field: conflict.kind for conflict in await ann.hub.open_conflicts()}
    assert kinds == {"price": "delete_vs_edit", "code": "delete_vs_edit"}
    assert await outcomes(ann, ann.set(1, "price", 13, seen=12, base=10)) == ["accepted"]
    assert await outcomes(ann, ann.op(OpKind.UNSET, 1, "price", seen=13, base=10)) == ["accepted"]
    assert [conflict.field for conflict in await ann.hub.open_conflicts()] == ["code"]


async def test_a_return_settles_what_agrees_and_asks_about_the_rest(ann, gone, lease):
    await ann.send(ann.set(1, "code", "Z", seen="A", base="A"))
    await pull(ann.hub, lease, {1: {"code": "A", "price": 10}})
    [conflict] = await ann.hub.open_conflicts()
    assert (conflict.field, conflict.kind, conflict.ours, conflict.theirs) == (
        "code",
        "override_vs_st",
        "Z",
        "A",
    )


# ------------------------------------------------------------------------------------------------------ equal codes


async def test_a_code_that_another_has_is_asked_about_and_both_stand(ann, bob):
    mine, _ = await make(ann, code="X-1")
    theirs, _ = await make(bob, code="x-1")
    [conflict] = await ann.hub.open_conflicts()
    assert (conflict.kind, conflict.entity_key, conflict.field) == ("unique", theirs, "code")
    assert (conflict.ours, conflict.theirs, conflict.by) == ("x-1", "X-1", "Bob")
    assert await standing(ann.hub, mine) == {"code": "X-1"}
    assert await standing(ann.hub, theirs) == {"code": "x-1"}


async def test_a_code_of_servicetitans_counts_too(team, ann):
    await ann.edit(2, "code", "a", seen="B")
    [conflict] = await ann.hub.open_conflicts()
    assert (conflict.kind, conflict.entity_key, conflict.base, conflict.theirs) == (
        "unique", team.key(2), "B", "A",
    )  # fmt: skip


async def test_two_alike_in_one_batch_ask_once(ann):
    await ann.send(*made(ann, uuid4(), code="X"), *made(ann, uuid4(), code="X"))
    assert [conflict.kind for conflict in await ann.hub.open_conflicts()] == ["unique"]


async def test_a_code_that_is_there_and_comes_twice_more_is_asked_about_once_of_each(ann):
    first, *more = sorted(uuid4() for _ in range(3))  # keys are made in the order of time
    await ann.send(*made(ann, first, code="X"))
    await ann.send(*(op for key in more for op in made(ann, key, code="X")))
    asked = [row.entity_key for row in await whole_feed(ann.hub) if row.kind is FeedKind.CONFLICT]
    assert sorted(asked) == sorted(more)


async def test_another_kind_may_have_the_same_code(ann):
    key = uuid4()
    ops = [replace(op, entity_kind=EntityKind.SERVICE) for op in made(ann, key, code="A")]
    await ann.send(*ops)
    assert await ann.hub.open_conflicts() == []


@pytest.mark.parametrize("who_gives_way", ["first", "second"])
async def test_codes_that_differ_again_are_no_conflict(ann, bob, who_gives_way):
    keys = {"first": (await make(ann, code="X"))[0], "second": (await make(bob, code="X"))[0]}
    change = bob.op(OpKind.SET, 0, "code", "Y", seen="X", key=keys[who_gives_way])
    assert await outcomes(bob, change) == ["accepted"]
    assert await ann.hub.open_conflicts() == []


async def test_throwing_the_other_away_settles_it(ann, bob):
    first, op_ids = await make(ann, code="X")
    await make(bob, code="X")
    await ann.send(discard(ann, first, op_ids.values()))
    assert await ann.hub.open_conflicts() == []


async def test_equal_codes_can_be_kept_knowingly(ann, bob):
    await make(ann, code="X")
    key, _ = await make(bob, code="X")
    [conflict] = await bob.hub.open_conflicts()
    kept = bob.op(OpKind.RESOLVE, 0, "code", "X", seen="X", key=key, conflict_id=conflict.conflict_id)
    assert await outcomes(bob, kept) == ["accepted"]
    assert await bob.hub.open_conflicts() == []
    await bob.send(bob.op(OpKind.SET, 0, "price", 3, key=key))
    assert await bob.hub.open_conflicts() == []


async def test_an_answer_may_not_take_a_third_ones_code_unasked(ann, bob):
    await make(ann, code="X")
    key, _ = await make(bob, code="X")
    [conflict] = await bob.hub.open_conflicts()
    await bob.send(
        bob.op(OpKind.RESOLVE, 0, "code", "A", seen="X", key=key, conflict_id=conflict.conflict_id)
    )
    [again] = await bob.hub.open_conflicts()
    assert (again.kind, again.ours, again.theirs) == ("unique", "A", "A")
    assert again.conflict_id != conflict.conflict_id


async def test_a_code_is_still_asked_about_when_servicetitan_changed_its_own_and_changed_it_back(
    team, ann, lease
):
    await ann.edit(2, "code", "A", seen="B")
    for code, kinds in (("C", {"unique", "override_vs_st"}), ("B", {"unique"})):
        await pull(ann.hub, lease, {2: {"code": code}})
        conflicts = await ann.hub.open_conflicts()
        assert {(conflict.kind, conflict.ours, conflict.entity_key) for conflict in conflicts} == {
            (kind, "A", team.key(2)) for kind in kinds
        }


async def test_a_code_taken_while_servicetitans_is_in_dispute_is_asked_about_too(team, ann, lease):
    await ann.edit(2, "code", "D", seen="B")
    await pull(ann.hub, lease, {2: {"code": "C"}})
    await ann.edit(2, "code", "A", seen="D", base="B")
    await pull(ann.hub, lease, {2: {"code": "B"}})
    [conflict] = await ann.hub.open_conflicts()
    assert (conflict.kind, conflict.ours, conflict.theirs) == ("unique", "A", "A")
