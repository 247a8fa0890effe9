"""The queue: from what a person submitted to what reading back proved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lazi_desktop.domain.errors import LeaseLost
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.hub_push import JobEnd, PushField, Verdict
from tests.store.hub.team import Typist, pull, told, whole_feed


@pytest.fixture
async def ann(team, hub, lease):
    await pull(
        hub, lease, {1: {"code": "A", "display_name": "Valve", "price": 10, "cost": 4}, 2: {"price": 20}}
    )
    return Typist(team, hub)


@pytest.fixture
async def op(ann):
    """A price of 12 over 10, submitted."""
    op = await ann.edit(1, "price", 12, seen=10)
    await ann.submit(op)
    return op


@pytest.fixture
async def job(hub, lease, op):
    [job] = await hub.claim(lease, 10)
    return job


async def send(hub, lease, job, outcome="applied", status=200, **sending):
    sending = sending or {"price": 12}
    attempt = await hub.intend(lease, job, sending=sending, before={"price": 10}, path="materials/1")
    await hub.answered(lease, job, attempt, outcome=outcome, status=status, detail="")
    return attempt


def state(team):
    return team.sql(
        "select state, attempt from sync.outbound_queue where tenant_id = %s order by created_at",
        team.tenant_id,
    )


def verdict(op, result, found, field="price", detail=""):
    return Verdict(field=field, op_id=op.op_id, result=result, found=found, detail=detail)


def let_time_pass(team, seconds):
    """For the jobs: everything that was set for later or happened lately is that much earlier."""
    team.sql(
        "update sync.outbound_queue set not_before = not_before - make_interval(secs => %s),"
        " sent_at = sent_at - make_interval(secs => %s) where tenant_id = %s",
        seconds, seconds, team.tenant_id,
    )  # fmt: skip


async def test_only_what_was_submitted_is_claimed(team, ann, hub, lease):
    assert await hub.claim(lease, 10) == []
    price = await ann.edit(1, "price", 12, seen=10)
    await ann.edit(1, "cost", 5, seen=4)
    await ann.edit(2, "price", 21, seen=20)
    await ann.submit(price)
    [job] = await hub.claim(lease, 10)
    assert job.entity_key == team.key(1)
    assert (job.remote_id, job.code, job.name, job.attempt, job.state) == (1, "A", "Valve", 0, "claimed")
    assert job.fields == [PushField(field="price", value=12, base=10, op_id=price.op_id)]
    assert await hub.claim(lease, 10) == []


async def test_a_claimed_job_is_frozen(ann, hub, lease, job):
    await send(hub, lease, job)
    await ann.edit(1, "price", 13, seen=12, base=10)
    await hub.settle(lease, job, [verdict(ann_op(job), ReadBack.VERIFIED, 12)])
    [row] = await hub.pending()
    assert (row.value, row.base, row.state) == (13, 12, "pending")


def ann_op(job):
    return type("Op", (), {"op_id": job.fields[0].op_id})


async def test_verified_is_cleared(team, hub, lease, op, job):
    attempt = await send(hub, lease, job)
    start = (await hub.state()).feed_seq
    await hub.settle(lease, job, [verdict(op, ReadBack.VERIFIED, 12)])
    assert await hub.pending() == []
    [row] = await hub.feed_after(start)
    assert (row.kind, row.field, row.payload, row.op_id) == (FeedKind.OVERRIDE, "price", None, op.op_id)
    assert state(team) == [("done", 1)]
    assert team.sql(
        "select n, path, request, preimage, outcome, status, by from sync.push_attempt where attempt_id = %s",
        attempt,
    ) == [(1, "materials/1", {"price": 12}, {"price": 10}, "applied", 200, "Ann")]
    assert team.sql(
        "select actor, field, before, after, cause from audit.change_log where tenant_id = %s and action = 'pushed'",
        team.tenant_id,
    ) == [("Ann", "price", 10, 12, job.job_id)]
    assert (await hub.counts()).last_push is not None


async def test_reading_back_may_clear_first(team, hub, lease, op, job):
    """The read-back is taken in like a pull, before the verdict: both ways end the same."""
    await send(hub, lease, job)
    assert (await pull(hub, lease, {1: {"price": 12}})).cleared == 1
    await hub.settle(lease, job, [verdict(op, ReadBack.VERIFIED, 12)])
    assert await hub.pending() == []
    assert state(team) == [("done", 1)]


async def test_differs_is_shown_and_not_sent_again(team, ann, hub, lease, op, job):
    await send(hub, lease, job)
    await hub.settle(lease, job, [verdict(op, ReadBack.DIFFERS, 10, detail="kept its old value")])
    [row] = await hub.pending()
    assert (row.state, row.detail, row.value) == ("differs", "kept its old value", 12)
    assert state(team) == [("done", 1)]
    assert await hub.claim(lease, 10) == []
    await ann.submit(op)  # a person may insist
    assert len(await hub.claim(lease, 10)) == 1


async def test_a_conflict_found_by_reading_back(team, hub, lease, op, job):
    await send(hub, lease, job)
    await hub.settle(lease, job, [verdict(op, ReadBack.CONFLICT, 11)])
    [conflict] = await hub.open_conflicts()
    assert (conflict.kind, conflict.base, conflict.ours, conflict.theirs) == ("override_vs_st", 10, 12, 11)
    assert (await hub.pending())[0].state == "submitted"
    assert state(team) == [("done", 1), ("blocked", 0)]
    assert await hub.claim(lease, 10) == []


async def test_each_field_has_a_verdict_of_its_own(ann, hub, lease):
    ops = {
        name: await ann.edit(1, name, value, seen=seen)
        for name, value, seen in [("price", 12, 10), ("cost", 5, 4), ("display_name", "Ball valve", "Valve")]
    }
    await ann.submit(*ops.values())
    [job] = await hub.claim(lease, 10)
    assert [field.field for field in job.fields] == ["cost", "display_name", "price"]
    await send(hub, lease, job, price=12, cost=5, display_name="Ball valve")
    verdicts = [
        verdict(ops["price"], ReadBack.VERIFIED, 12),
        verdict(ops["cost"], ReadBack.CONFLICT, 6, "cost"),
        verdict(ops["display_name"], ReadBack.DIFFERS, "Valve", "display_name"),
    ]
    await hub.settle(lease, job, verdicts)
    assert {row.field: str(row.state) for row in await hub.pending()} == {
        "cost": "submitted", "display_name": "differs",
    }  # fmt: skip
    assert [conflict.field for conflict in await hub.open_conflicts()] == ["cost"]


async def test_what_was_submitted_meanwhile_becomes_a_job_of_its_own(team, ann, hub, lease, op, job):
    await ann.submit(await ann.edit(1, "cost", 5, seen=4))
    await send(hub, lease, job)
    await hub.settle(lease, job, [verdict(op, ReadBack.VERIFIED, 12)])
    assert state(team) == [("done", 1), ("ready", 0)]
    [next_job] = await hub.claim(lease, 10)
    assert [field.field for field in next_job.fields] == ["cost"]


async def test_a_blocked_job_waits_for_the_answer(team, ann, hub, lease, op, job):
    await pull(hub, lease, {1: {"price": 11}})
    [conflict] = await hub.open_conflicts()
    await hub.settle(lease, job, [], end=JobEnd.BLOCKED)
    assert state(team) == [("blocked", 0)]
    assert await hub.claim(lease, 10) == []
    answer = ann.op(
        OpKind.RESOLVE, 1, "price", 12, seen=12, base=11, conflict_id=conflict.conflict_id
    )  # fmt: skip
    assert (await ann.send(answer))[0].outcome == "accepted"
    assert await hub.claim(lease, 10) == []  # the answer is a draft of its own
    assert state(team) == [("cancelled", 0)]
    await ann.submit(answer)
    [again] = await hub.claim(lease, 10)
    assert again.fields == [PushField(field="price", value=12, base=11, op_id=answer.op_id)]


async def test_a_job_blocked_by_a_neighbouring_field_is_not_offered_again_at_once(team, ann, hub, lease):
    """The conflict is on a field that nobody submitted; the group of fields holds the other one back."""
    await ann.edit(1, "cost", 5, seen=4)
    await pull(hub, lease, {1: {"cost": 6}})
    op = await ann.edit(1, "price", 12, seen=10)
    await ann.submit(op)
    [job] = await hub.claim(lease, 10)
    await hub.settle(lease, job, [], end=JobEnd.BLOCKED)
    assert await hub.claim(lease, 10) == []
    await ann.send(ann.op(OpKind.UNSET, 1, "cost", seen=5, base=6))
    assert len(await hub.claim(lease, 10)) == 1


async def test_what_waited_for_a_conflict_that_ended_while_it_was_claimed_waits_for_no_other(
    team, ann, hub, lease
):
    await ann.edit(1, "cost", 5, seen=4)
    await ann.edit(1, "hours", 2, seen=None)
    await pull(hub, lease, {1: {"cost": 6, "hours": 3}})
    assert len(await hub.open_conflicts()) == 2
    await ann.submit(await ann.edit(1, "price", 12, seen=10))
    [job] = await hub.claim(lease, 10)
    await ann.send(ann.op(OpKind.UNSET, 1, "cost", seen=5, base=6))
    await hub.settle(lease, job, [], end=JobEnd.BLOCKED)
    [again] = await hub.claim(lease, 10)
    await hub.settle(lease, again, [], end=JobEnd.BLOCKED)
    assert await hub.claim(lease, 10) == []
    assert len(await hub.open_conflicts()) == 1


async def test_a_conflict_that_was_answered_meanwhile_holds_nothing_back(team, ann, hub, lease):
    """The price was perhaps sent, and its frozen request still asks for what nobody asks for any more."""
    price, member_price = (
        await ann.edit(1, "price", 12, seen=10),
        await ann.edit(1, "member_price", 9, seen=None),
    )
    await ann.submit(price, member_price)
    [job] = await hub.claim(lease, 10)
    await ann.edit(1, "hours", 2, seen=None)
    await pull(hub, lease, {1: {"price": 11, "hours": 3}})
    [conflict] = [one for one in await hub.open_conflicts() if one.field == "price"]
    await ann.send(ann.op(OpKind.RESOLVE, 1, "price", 12, seen=12, base=11, conflict_id=conflict.conflict_id))
    assert [one.field for one in await hub.open_conflicts()] == ["hours"]
    await hub.settle(lease, job, [verdict(price, ReadBack.CONFLICT, 11)], end=JobEnd.BLOCKED)
    assert state(team) == [("ready", 0)]
    [again] = await hub.claim(lease, 10)
    assert [field.field for field in again.fields] == ["member_price"]
    await hub.settle(lease, again, [], end=JobEnd.BLOCKED)
    assert await hub.claim(lease, 10) == []


async def test_a_withdrawn_edit_is_not_sent(team, ann, hub, lease, op):
    await ann.send(ann.op(OpKind.UNSET, 1, "price", seen=12, base=10))
    assert await hub.claim(lease, 10) == []
    assert state(team) == [("cancelled", 0)]


async def test_a_refusal_waits_for_a_person_with_servicetitans_words(team, ann, hub, lease, op, job):
    await send(hub, lease, job, "rejected", 400)
    await hub.put_off(
        lease, job, JobEnd.NEEDS_HUMAN, detail="invalid", field_details={"price": "Price must be positive"}
    )
    [row] = await hub.pending()
    assert (row.state, row.detail) == ("failed", "Price must be positive")
    assert state(team) == [("needs_human", 1)]
    assert (await hub.counts()).needs_human == 1
    assert await hub.claim(lease, 10) == []
    assert told((await whole_feed(hub))[-1])["detail"] == "Price must be positive"

    await ann.submit(op)
    assert len(await hub.claim(lease, 10)) == 1


async def test_editing_a_refused_value_takes_the_job_back(team, ann, hub, lease, job):
    await send(hub, lease, job, "rejected", 400)
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN, detail="invalid")
    await ann.edit(1, "price", 14, seen=12, base=10)
    assert state(team) == [("cancelled", 1)]


async def test_what_was_refused_is_no_echo_later(hub, lease, ann, job):
    await send(hub, lease, job, "rejected", 400)
    await hub.put_off(lease, job, JobEnd.RETRY)
    await ann.edit(1, "price", 13, seen=12, base=10)
    assert (await pull(hub, lease, {1: {"price": 12}})).conflicts == 1


async def test_a_retry_waits_its_time(team, hub, lease, job):
    await hub.put_off(lease, job, JobEnd.RETRY, seconds=30, detail="busy")
    assert await hub.claim(lease, 10) == []
    let_time_pass(team, 31)
    [again] = await hub.claim(lease, 10)
    assert (again.job_id, again.state, again.fields) == (job.job_id, "claimed", job.fields)


async def test_putting_off_twice_is_once(team, ann, hub, lease, job):
    await ann.send(ann.op(OpKind.UNSET, 1, "price", seen=12, base=10))
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN)
    await hub.put_off(lease, job, JobEnd.RETRY)
    assert state(team) == [("needs_human", 0)]


# -------------------------------------------------------------------------------------------------- lost answers


async def test_a_lost_answer_is_settled_by_reading_back(team, hub, lease, op, job):
    await send(hub, lease, job, "ambiguous", None)
    assert state(team) == [("ambiguous", 1)]
    await hub.settle(lease, job, [verdict(op, ReadBack.VERIFIED, 12)])
    assert state(team) == [("done", 1)]
    assert await hub.pending() == []


async def test_a_lost_answer_is_not_taken_up_before_servicetitan_must_be_through(team, hub, lease, job):
    await send(hub, lease, job, "ambiguous", None)
    assert await hub.claim(lease, 10) == []
    let_time_pass(team, 119)
    assert await hub.claim(lease, 10) == []
    let_time_pass(team, 2)
    [again] = await hub.claim(lease, 10)
    assert (again.state, again.attempt, again.fields) == ("ambiguous", 1, job.fields)
    assert again.fields[0].may_send
    await send(hub, lease, again)
    assert state(team) == [("applied", 2)]


async def test_a_sender_that_died_leaves_an_ambiguous_job(team, hub, lease, job):
    await hub.intend(lease, job, sending={"price": 12}, before={"price": 10}, path="")
    bob = await team.hub("bob")
    team.sql("update sync.locks set until = '-infinity' where tenant_id = %s", team.tenant_id)
    theirs = await bob.acquire("servicetitan", 180)
    assert await bob.claim(theirs, 10) == []
    assert state(team) == [("ambiguous", 1)]
    let_time_pass(team, 121)
    [again] = await bob.claim(theirs, 10)
    assert (again.job_id, again.state) == (job.job_id, "ambiguous")
    with pytest.raises(LeaseLost):
        await hub.settle(lease, job, [])
    with pytest.raises(LeaseLost):
        await hub.put_off(lease, job, JobEnd.RETRY)
    assert state(team) == [("ambiguous", 1)]


async def test_a_claim_that_died_is_ready_again(team, hub, lease, job):
    bob = await team.hub("bob")
    await hub.release(lease)
    theirs = await bob.acquire("servicetitan", 180)
    [again] = await bob.claim(theirs, 10)
    assert (again.job_id, again.state) == (job.job_id, "claimed")


async def test_a_write_that_nobody_saw_is_never_ready(team, hub, lease, job):
    await send(hub, lease, job)
    await hub.put_off(lease, job, JobEnd.RETRY, seconds=30)
    assert state(team) == [("ambiguous", 1)]


async def test_submitting_again_does_not_hide_a_lost_answer(team, ann, hub, lease, op, job):
    await send(hub, lease, job, "ambiguous", None)
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN, detail="cannot tell")
    await ann.submit(op)
    assert state(team) == [("ambiguous", 1)]


async def test_a_job_out_of_turn_is_refused(team, hub, lease, job):
    with pytest.raises(LeaseLost, match="no longer this sender"):
        await hub.answered(lease, job, job.job_id, outcome="applied", status=200, detail="")
    stale = replace(lease, token=lease.token + 1)
    with pytest.raises(LeaseLost):
        await hub.intend(stale, job, sending={}, before={}, path="")
    assert state(team) == [("claimed", 0)]


async def test_only_one_live_job_per_entity(team, ann, hub, lease, job):
    await ann.submit(await ann.edit(1, "cost", 5, seen=4))
    assert state(team) == [("claimed", 0)]
