"""Tags, notes and the review mark at the hub: the team shares them, no push and no pull knows of them."""

from __future__ import annotations

from uuid import uuid4

import pytest

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_feed import FeedKind
from tests.store.hub.team import MATERIAL, Typist, pull, told


@pytest.fixture
async def ann(team, hub, lease):
    await pull(hub, lease, {1: {"code": "A", "price": 10}})
    return Typist(team, hub)


@pytest.fixture
async def bob(team):
    return Typist(team, await team.hub("bob"))


def standing(team):
    return team.sql(
        "select field, value, state from crm.pricebook_overrides where tenant_id = %s order by field",
        team.tenant_id,
    )


def test_the_database_knows_the_same_fields_as_we(team):
    names = sorted({name for table in FIELDS.values() for name in table})
    rows = team.sql("select name, sync.is_own(name) from unnest(%s::text[]) as name", names)
    assert dict(rows) == {name: any(name in t and t[name].own for t in FIELDS.values()) for name in names}


async def test_a_note_is_kept_told_and_noted_in_the_audit(team, ann):
    start = (await ann.hub.state()).feed_seq
    op = await ann.edit(1, "note", "Ask Bob", seen=None)
    assert standing(team) == [("note", "Ask Bob", "kept")]
    [row] = await ann.hub.feed_after(start)
    assert (row.kind, row.field, told(row)["state"]) == (FeedKind.OVERRIDE, "note", "kept")
    assert team.sql(
        "select action, field, before, after, actor from audit.change_log where tenant_id = %s and op_id = %s",
        team.tenant_id, op.op_id,
    ) == [("set", "note", None, "Ask Bob", "Ann")]  # fmt: skip


async def test_it_is_none_of_the_changes_that_wait(ann):
    op = await ann.edit(1, "tags", ["winter"], seen=None)
    counts = await ann.hub.counts()
    assert (await ann.hub.pending(), counts.pending_fields, counts.pending_entities) == ([], 0, 0)
    assert (await ann.submit(op)).outcome == "noop"


async def test_a_push_of_the_rest_neither_sends_nor_clears_it(team, ann, lease):
    price = await ann.edit(1, "price", 12, seen=10)
    mark = await ann.edit(1, "review_mark", "To review", seen=None)
    await ann.submit(price, mark)
    [job] = await ann.hub.claim(lease, 5)
    assert [one.field for one in job.fields] == ["price"]
    await pull(ann.hub, lease, {1: {"code": "A", "price": 12}})
    assert standing(team) == [("review_mark", "To review", "kept")]


async def test_two_notes_of_one_thing_are_merged_by_whoever_came_second(ann, bob):
    await ann.edit(1, "note", "Ask Bob", seen=None)
    [receipt] = await bob.send(bob.set(1, "note", "Ask Ann", seen=None))
    assert receipt.outcome == "conflict"
    [conflict] = await bob.hub.open_conflicts()
    assert (conflict.kind, conflict.ours, conflict.theirs) == ("override_vs_override", "Ask Ann", "Ask Bob")
    answer = bob.op(
        OpKind.RESOLVE, 1, "note", "Ask both", seen="Ask Bob", base=None, conflict_id=conflict.conflict_id
    )
    assert [one.outcome for one in await bob.send(answer)] == ["accepted"]
    assert await ann.hub.open_conflicts() == []


async def test_an_answer_keeps_it_kept(team, ann, bob):
    await ann.edit(1, "note", "Ask Bob", seen=None)
    await bob.send(bob.set(1, "note", "Ask Ann", seen=None))
    [conflict] = await bob.hub.open_conflicts()
    await bob.send(
        bob.op(OpKind.RESOLVE, 1, "note", "Ask both", seen="Ask Bob", conflict_id=conflict.conflict_id)
    )
    assert standing(team) == [("note", "Ask both", "kept")]


async def test_emptied_it_is_gone(team, ann):
    await ann.edit(1, "note", "Ask Bob", seen=None)
    [receipt] = await ann.send(ann.op(OpKind.UNSET, 1, "note", seen="Ask Bob"))
    assert receipt.outcome == "accepted"
    assert standing(team) == []


async def test_of_what_servicetitan_deleted_nobody_is_asked_about_a_note(team, ann, lease):
    await ann.edit(1, "note", "Ask Bob", seen=None)
    run = await ann.hub.begin_run(lease, what="material", full=False)
    assert await ann.hub.bury(lease, run, MATERIAL, [1]) == 1
    assert await ann.hub.open_conflicts() == []
    assert standing(team) == [("note", "Ask Bob", "kept")]


async def test_who_starts_anew_gets_them_with_the_snapshot(ann):
    await ann.edit(1, "note", "Ask Bob", seen=None)
    rows = [row async for page in ann.hub.snapshot() for row in page.rows]
    assert [told(row)["value"] for row in rows if row.kind is FeedKind.OVERRIDE] == ["Ask Bob"]


async def make(typist, **fields):
    key = uuid4()
    ops = [typist.op(OpKind.CREATE, 0, key=key)]
    ops += [typist.op(OpKind.SET, 0, name, value, key=key) for name, value in fields.items()]
    assert {one.outcome for one in await typist.send(*ops)} == {"accepted"}
    return key, ops[1:]


async def test_a_create_goes_out_without_it_and_keeps_it(team, ann, lease):
    _, ops = await make(ann, code="NEW", price=5, note="Ask Bob", tags=["winter"])
    await ann.submit(*ops)
    [job] = await ann.hub.claim(lease, 5)
    assert sorted(one.field for one in job.fields) == ["code", "price"]
    sending = {one.field: one.value for one in job.fields}
    attempt = await ann.hub.intend(lease, job, sending=sending, before={}, path="/materials")
    await ann.hub.answered(lease, job, attempt, outcome="applied", status=200, detail="")
    await ann.hub.adopt(lease, job, 77)
    await pull(ann.hub, lease, {77: {"code": "NEW", "price": 5}})
    assert standing(team) == [("note", "Ask Bob", "kept"), ("tags", ["winter"], "kept")]
    assert await ann.hub.pending() == []


async def test_throwing_away_what_somebody_wrote_a_note_on_is_asked_about(team, ann, bob):
    key, ops = await make(ann, code="NEW")
    note = bob.op(OpKind.SET, 0, "note", "Keep this one", key=key)
    await bob.send(note)
    seen = sorted(str(op.op_id) for op in ops)
    [receipt] = await ann.send(ann.op(OpKind.DISCARD, 0, value=seen, key=key))
    assert receipt.outcome == "conflict"
    [conflict] = await ann.hub.open_conflicts()
    assert (conflict.field, conflict.ours) == ("deleted", sorted([*seen, str(note.op_id)]))
