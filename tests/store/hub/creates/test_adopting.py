"""A create that arrived: it is the same entity from then on."""

from __future__ import annotations

from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import HubRefused, LeaseLost
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.hub_push import JobEnd
from tests.store.hub.creates.making import MATERIAL, arrive, let_time_pass, send, sending, states, verified
from tests.store.hub.team import Typist, pull, whole_feed


async def test_what_arrived_is_adopted_and_settled(team, hub, lease, job):
    start = (await hub.state()).feed_seq
    await arrive(hub, lease, job, 50)
    assert await hub.pending() == []
    assert states(team)[job.entity_key][0] == "done"
    assert team.sql(
        "select entity_key from crm.entities where tenant_id = %s and remote_id = 50", team.tenant_id
    ) == [(job.entity_key,)]
    rows = await whole_feed(hub, start)
    assert {row.entity_key for row in rows} == {job.entity_key}
    assert rows[0].kind == FeedKind.MIRROR
    assert await hub.claim(lease, 10) == []
    assert team.sql(
        "select after from audit.change_log where tenant_id = %s and action = 'adopted'", team.tenant_id
    ) == [(50,)]


async def test_adopting_twice_is_once(hub, lease, job):
    await send(hub, lease, job)
    await hub.adopt(lease, job, 50)
    await hub.adopt(lease, job, 50)
    with pytest.raises(HubRefused, match="50 already"):
        await hub.adopt(lease, job, 51)


async def test_what_it_was_called_before_is_told_latest_first(team, hub):
    ann = Typist(team, hub)
    key = EntityKey(uuid4())
    before = None
    for code in ("A", "B", "A", "C"):
        await ann.send(ann.op(OpKind.SET, 0, "code", code, seen=before, key=key))
        before = code
    await ann.send(ann.op(OpKind.SET, 0, "display_name", "D", key=key))
    assert await hub.earlier_values(key, "code") == ["C", "A", "B"]
    assert await hub.earlier_values(EntityKey(uuid4()), "code") == []


async def test_one_number_is_not_given_to_two(hub, lease, maker, job):
    await arrive(hub, lease, job, 50)
    assert await hub.made_here(MATERIAL, [1, 50, 99]) == {50}
    await maker.make(code="OTHER")
    [other] = await hub.claim(lease, 10)
    with pytest.raises(HubRefused, match="something else"):
        await hub.adopt(lease, other, 50)


async def test_a_create_is_not_settled_before_it_is_adopted(team, hub, lease, job):
    """Nor where it was, and the hub was restored to before that: its sender stops, and the next one looks for it."""
    await send(hub, lease, job)
    with pytest.raises(LeaseLost, match="no longer this sender's"):
        await hub.settle(lease, job, verified(job))
    with pytest.raises(LeaseLost, match="no longer this sender's"):
        await hub.gone(lease, job)
    assert states(team)[job.entity_key][0] == "applied"


async def test_a_draft_made_meanwhile_stays_over_what_was_created(hub, lease, ann, job):
    await send(hub, lease, job)
    await ann.send(ann.op(OpKind.SET, 0, "price", 6, seen=5, key=job.entity_key))
    await hub.adopt(lease, job, 50)
    await pull(hub, lease, {50: sending(job)})
    await hub.settle(lease, job, verified(job))
    [row] = await hub.pending()
    assert (row.field, row.value, row.base, row.mirror, row.state) == ("price", 6, 5, 5, "pending")
    assert await hub.open_conflicts() == []


async def test_a_lease_that_died_after_the_answer_leaves_it_to_be_looked_for(team, hub, lease, job):
    await send(hub, lease, job)
    await hub.release(lease)
    again = await hub.acquire("servicetitan", 180)
    assert await hub.claim(again, 10) == []
    let_time_pass(team, 301)
    [found] = await hub.claim(again, 10)
    assert (found.job_id, found.state, found.remote_id) == (job.job_id, "ambiguous", None)
    await hub.adopt(again, found, 50)
    assert states(team)[job.entity_key][0] == "applied"


async def test_after_adopting_it_is_a_change_like_any_other(team, hub, lease, job):
    await send(hub, lease, job)
    await hub.adopt(lease, job, 50)
    await hub.put_off(lease, job, JobEnd.RETRY, seconds=30)
    let_time_pass(team, 121)
    [again] = await hub.claim(lease, 10)
    assert (again.state, again.remote_id) == ("ambiguous", 50)
