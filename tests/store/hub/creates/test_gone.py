"""What is gone from ServiceTitan, or may be there, while something of ours waits for it."""

from __future__ import annotations

from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.hub_push import JobEnd
from tests.store.hub.creates.making import let_time_pass, send, sending, states
from tests.store.hub.team import pull, told


async def test_a_change_of_what_is_gone_is_blocked_and_asked_about(team, hub, lease, ann):
    op = await ann.edit(1, "price", 12, seen=10)
    await ann.submit(op)
    [job] = await hub.claim(lease, 10)
    await send(hub, lease, job, "rejected")
    start = (await hub.state()).feed_seq
    await hub.gone(lease, job)
    tombstone, *_ = await hub.feed_after(start)
    assert (tombstone.kind, told(tombstone)["reason"]) == (FeedKind.TOMBSTONE, "gone")
    [conflict] = await hub.open_conflicts()
    assert (conflict.kind, conflict.ours, conflict.theirs) == ("delete_vs_edit", 12, None)
    assert await hub.claim(lease, 10) == []
    assert states(team)[team.key(1)][0] == "blocked"
    answer = ann.op(OpKind.RESOLVE, 1, "price", None, seen=12, base=None, conflict_id=conflict.conflict_id)
    assert [str(receipt.outcome) for receipt in await ann.send(answer)] == ["accepted"]
    assert await hub.claim(lease, 10) == []
    assert states(team)[team.key(1)][0] == "cancelled"


async def test_what_is_kept_of_something_gone_is_sent_when_it_returns(team, hub, lease, ann):
    op = await ann.edit(1, "price", 12, seen=10)
    await ann.submit(op)
    [job] = await hub.claim(lease, 10)
    await hub.gone(lease, job)
    assert await hub.claim(lease, 10) == []
    await pull(hub, lease, {1: {"code": "A", "price": 10, "categories": [3]}})
    assert await hub.open_conflicts() == []
    [again] = await hub.claim(lease, 10)
    assert (again.remote_id, sending(again)) == (1, {"price": 12})


async def test_what_may_be_there_and_is_taken_goes_to_a_person_whatever_was_submitted_meanwhile(
    team, hub, lease, ann, job
):
    await send(hub, lease, job, "ambiguous")
    cost = ann.op(OpKind.SET, 0, "cost", 3, key=job.entity_key)
    await ann.send(cost)
    await ann.submit(cost)
    let_time_pass(team, 301)
    [again] = await hub.claim(lease, 10)
    await hub.put_off(lease, again, JobEnd.NEEDS_HUMAN, detail="ServiceTitan already has one with this code.")
    assert await hub.claim(lease, 10) == []
    assert states(team)[job.entity_key][0] == "needs_human"


async def test_an_office_edit_of_what_a_restored_hub_does_not_know_it_sent_is_asked_about(hub, lease, job):
    """The job was never sent as far as this hub knows; what bears our mark was all the same."""
    await pull(hub, lease, {70: {"code": "NEW", "display_name": "Valve, brass", "price": 5}})
    await hub.adopt(lease, job, 70)
    [conflict] = await hub.open_conflicts()
    assert (conflict.field, conflict.ours, conflict.theirs) == ("display_name", "Valve", "Valve, brass")


async def test_a_question_about_what_stands_outlives_one_about_what_did_not_get_through(hub, lease, ann):
    await ann.edit(1, "price", 12, seen=10)
    await pull(hub, lease, {1: {"code": "A", "price": 14, "categories": [3]}})
    await ann.send(ann.set(1, "price", 13, seen=11, base=10))
    questions = {(c.ours, c.theirs) for c in await hub.open_conflicts()}
    assert questions == {(12, 14), (13, 12)}
