"""A create without an answer, and one that is thrown away meanwhile."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.errors import HubRefused
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.hub_push import JobEnd, Withdrawn
from tests.store.hub.creates.making import arrive, claimed, let_time_pass, send, sending, states, verified
from tests.store.hub.team import pull


async def test_a_lost_create_is_not_looked_for_before_it_must_show(team, hub, lease, job):
    await send(hub, lease, job, "ambiguous")
    let_time_pass(team, 299)
    assert await hub.claim(lease, 10) == []
    let_time_pass(team, 2)
    [again] = await hub.claim(lease, 10)
    assert (again.state, sending(again)) == ("ambiguous", sending(job))


async def test_a_lost_create_is_sent_again_after_two_looks(team, hub, lease, job):
    await send(hub, lease, job, "ambiguous")
    await hub.not_found(lease, job)  # too early to count
    let_time_pass(team, 301)
    [job] = await hub.claim(lease, 10)
    await hub.not_found(lease, job)
    assert await hub.claim(lease, 10) == []
    let_time_pass(team, 59)
    assert await hub.claim(lease, 10) == []
    await hub.not_found(lease, job)  # too soon after the first
    assert states(team)[job.entity_key][0] == "ambiguous"
    let_time_pass(team, 2)
    [job] = await hub.claim(lease, 10)
    assert job.state == "ambiguous"
    await hub.not_found(lease, job)
    [job] = await hub.claim(lease, 10)
    assert (job.state, job.attempt) == ("claimed", 1)
    await arrive(hub, lease, job, 50)


async def test_what_may_be_there_is_not_sent_again(team, hub, lease, job):
    await send(hub, lease, job, "ambiguous")
    with pytest.raises(HubRefused, match="looked for"):
        await hub.intend(lease, job, sending=sending(job), before={}, path="material")
    assert states(team)[job.entity_key][0] == "ambiguous"


async def test_a_new_attempt_begins_a_new_count(team, hub, lease, job):
    for _ in range(2):
        await send(hub, lease, job, "ambiguous")
        for seconds in (301, 61):
            let_time_pass(team, seconds)
            [job] = await hub.claim(lease, 10)
            assert job.state == "ambiguous"
            await hub.not_found(lease, job)
        [job] = await hub.claim(lease, 10)
        assert job.state == "claimed"


async def test_what_is_thrown_away_meanwhile_is_still_looked_for(team, hub, lease, ann, job):
    await send(hub, lease, job, "ambiguous")
    seen = [str(field.op_id) for field in job.fields]
    await ann.send(ann.op(OpKind.DISCARD, 0, value=seen, key=job.entity_key))
    await hub.put_off(lease, job, JobEnd.RETRY)
    let_time_pass(team, 301)
    [again] = await hub.claim(lease, 10)
    assert (again.state, sending(again)) == ("ambiguous", sending(job))
    start = (await hub.state()).feed_seq
    await hub.adopt(lease, again, 50)
    assert (await hub.feed_after(start))[0].kind == FeedKind.CREATED
    await pull(hub, lease, {50: sending(job)})
    await hub.settle(lease, again, verified(again))
    assert states(team)[job.entity_key][0] == "done"


async def test_what_was_thrown_away_and_never_arrived_is_over(team, hub, lease, ann, job):
    await send(hub, lease, job, "ambiguous")
    seen = [str(field.op_id) for field in job.fields]
    await ann.send(ann.op(OpKind.DISCARD, 0, value=seen, key=job.entity_key))
    for seconds in (301, 61):
        let_time_pass(team, seconds)
        [again] = await hub.claim(lease, 10)
        await hub.not_found(lease, again)
    assert await hub.claim(lease, 10) == []
    assert states(team)[job.entity_key][0] == "cancelled"


async def test_what_was_never_sent_is_cancelled_with_it(team, hub, lease, maker, ann):
    key = await maker.make(code="NEW")
    seen = [str(op.op_id) for op in maker.ops[key].values()]
    await ann.send(ann.op(OpKind.DISCARD, 0, value=seen, key=key))
    assert states(team)[key][0] == "cancelled"


async def test_a_claimed_create_is_not_sent_once_thrown_away(team, hub, lease, ann, job):
    seen = [str(field.op_id) for field in job.fields]
    await ann.send(ann.op(OpKind.DISCARD, 0, value=seen, key=job.entity_key))
    with pytest.raises(Withdrawn):
        await hub.intend(lease, job, sending=sending(job), before={}, path="material")
    await hub.put_off(lease, job, JobEnd.RETRY)
    assert await hub.claim(lease, 10) == []
    assert states(team)[job.entity_key][0] == "cancelled"


async def test_while_it_is_open_whether_to_keep_it_nothing_is_sent(team, hub, lease, maker, ann, job):
    other = await maker.make(code="LATER")
    for key in (job.entity_key, other):
        [receipt] = await ann.send(ann.op(OpKind.DISCARD, 0, value=[], key=key))
        assert receipt.outcome == "conflict"
    assert await hub.conflicted_fields([job.entity_key]) == {}
    with pytest.raises(Withdrawn):
        await hub.intend(lease, job, sending=sending(job), before={}, path="material")
    assert await hub.claim(lease, 10) == []
    assert states(team)[other] == ("blocked", "Waits until it is decided whether to keep it.")
    conflicts = {conflict.entity_key: conflict for conflict in await hub.open_conflicts()}
    await ann.send(ann.op(
        OpKind.RESOLVE, 0, "deleted", False, key=other, conflict_id=conflicts[other].conflict_id
    ))  # fmt: skip
    assert set(await claimed(hub, lease)) == {other}
