"""A create that a pull met under a key of its own, before it was adopted."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_feed import FeedKind
from tests.store.hub.creates.making import send, sending, states, verified
from tests.store.hub.team import Typist, pull, told, whole_feed


@pytest.fixture
async def met(team, hub, lease, job):
    """The create arrived, its answer was lost, and a pull brings it in under a key of its own."""
    await send(hub, lease, job, "ambiguous")
    await pull(hub, lease, {50: {**sending(job), "cost": 2}})
    return team.key(50)


async def test_what_a_pull_met_first_goes_on_under_our_key(team, hub, lease, job, met):
    start = (await hub.state()).feed_seq
    await hub.adopt(lease, job, 50)
    tombstone, mirror, *rest = await hub.feed_after(start)
    assert (tombstone.kind, tombstone.entity_key) == (FeedKind.TOMBSTONE, met)
    assert tombstone.payload == {"kind": "material", "reason": "adopted", "replaced_by": str(job.entity_key)}
    assert (mirror.kind, mirror.entity_key) == (FeedKind.MIRROR, job.entity_key)
    assert told(mirror)["fields"] == {**sending(job), "cost": 2}
    assert {(row.kind, row.payload) for row in rest} == {(FeedKind.OVERRIDE, None)}
    assert await hub.pending() == []
    [(seq,)] = team.sql("select last_seq from master.pricebook_entities where remote_id = 50"
                        " and tenant_id = %s", team.tenant_id)  # fmt: skip
    assert seq == mirror.seq
    await hub.settle(lease, job, verified(job))
    assert states(team)[job.entity_key][0] == "done"
    await pull(hub, lease, {50: {**sending(job), "cost": 3}})
    assert (await whole_feed(hub))[-1].entity_key == job.entity_key


async def test_edits_made_under_the_pulled_key_move_over(hub, lease, ann, job, met):
    await ann.send(ann.op(OpKind.SET, 0, "cost", 4, seen=2, base=2, key=met))
    await hub.adopt(lease, job, 50)
    [row] = await hub.pending()
    assert (row.entity_key, row.field, row.value, row.base) == (job.entity_key, "cost", 4, 2)
    assert await hub.open_conflicts() == []
    # and what comes later for the key of the pull finds its way
    later = ann.op(OpKind.SET, 0, "cost", 5, seen=4, base=2, key=met)
    assert [str(receipt.outcome) for receipt in await ann.send(later)] == ["accepted"]
    [row] = await hub.pending()
    assert (row.entity_key, row.value) == (job.entity_key, 5)


async def test_edits_under_both_keys_are_asked_about(hub, lease, ann, job, met):
    await ann.send(
        ann.op(OpKind.SET, 0, "price", 6, seen=5, key=job.entity_key),
        ann.op(OpKind.SET, 0, "price", 7, seen=5, base=5, key=met),
    )
    await hub.adopt(lease, job, 50)
    [conflict] = await hub.open_conflicts()
    assert (conflict.kind, conflict.entity_key) == ("override_vs_override", job.entity_key)
    assert (conflict.base, conflict.ours, conflict.theirs) == (5, 7, 6)


async def test_what_was_submitted_under_the_pulled_key_is_sent(team, hub, lease, ann, job, met):
    op = ann.op(OpKind.SET, 0, "cost", 4, seen=2, base=2, key=met)
    await ann.send(op)
    await ann.submit(op)
    await hub.adopt(lease, job, 50)
    await hub.settle(lease, job, verified(job))
    [next_job] = await hub.claim(lease, 10)
    assert (next_job.entity_key, next_job.remote_id, sending(next_job)) == (job.entity_key, 50, {"cost": 4})
    assert states(team)[met][0] == "cancelled"


async def test_open_questions_move_over(team, hub, lease, ann, job, met):
    await ann.send(ann.op(OpKind.SET, 0, "cost", 4, seen=2, base=2, key=met))
    bob = Typist(team, await team.hub("bob"))
    await bob.send(bob.op(OpKind.SET, 0, "cost", 5, seen=2, base=2, key=met))
    [before] = await hub.open_conflicts()
    await hub.adopt(lease, job, 50)
    [after] = await hub.open_conflicts()
    assert (after.conflict_id, after.entity_key) == (before.conflict_id, job.entity_key)
    answer = bob.op(OpKind.RESOLVE, 0, "cost", 5, seen=4, base=2, key=met, conflict_id=before.conflict_id)
    assert [str(receipt.outcome) for receipt in await bob.send(answer)] == ["accepted"]


async def test_what_servicetitan_filled_in_is_nobodys_edit(hub, lease, ann, job, met):
    await ann.send(ann.op(OpKind.SET, 0, "cost", 3, key=job.entity_key))
    await hub.adopt(lease, job, 50)
    assert await hub.open_conflicts() == []
    [row] = await hub.pending()
    assert (row.field, row.value, row.base) == ("cost", 3, 2)


async def test_an_edit_there_of_what_was_sent_is_asked_about(hub, lease, ann, job, met):
    await ann.send(ann.op(OpKind.SET, 0, "price", 6, seen=5, key=job.entity_key))
    await pull(hub, lease, {50: {"price": 9}})
    await hub.adopt(lease, job, 50)
    [conflict] = await hub.open_conflicts()
    assert (conflict.kind, conflict.field, conflict.ours, conflict.theirs) == (
        "override_vs_st",
        "price",
        6,
        9,
    )


async def test_an_edit_there_before_it_was_read_back_is_asked_about(hub, lease, ann, job):
    await send(hub, lease, job)
    await hub.adopt(lease, job, 50)
    await ann.send(ann.op(OpKind.SET, 0, "price", 6, seen=5, key=job.entity_key))
    await pull(hub, lease, {50: {**sending(job), "price": 9}})
    [conflict] = await hub.open_conflicts()
    assert (conflict.kind, conflict.field, conflict.ours, conflict.theirs) == (
        "override_vs_st",
        "price",
        6,
        9,
    )
