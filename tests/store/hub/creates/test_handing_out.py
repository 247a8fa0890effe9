"""When a create is handed out to who sends it."""

from __future__ import annotations

from dataclasses import replace

from lazi_desktop.domain.ops import OpKind
from tests.store.hub.creates.making import CATEGORY, MATERIAL, SERVICE, let_time_pass, sending, states
from tests.store.hub.team import pull


async def test_a_create_is_handed_out_whole(hub, lease, maker):
    key = await maker.make(code="NEW", display_name="Valve", price=5)
    [job] = await hub.claim(lease, 10)
    assert (job.entity_key, job.remote_id, job.code, job.name) == (key, None, "NEW", "Valve")
    assert (job.state, job.attempt) == ("claimed", 0)
    assert sending(job) == {"code": "NEW", "display_name": "Valve", "price": 5}
    assert {field.base for field in job.fields} == {None}


async def test_what_nobody_submitted_is_not_created(hub, lease, maker):
    await maker.make(submit=False, code="NEW")
    assert await hub.claim(lease, 10) == []


async def test_what_is_known_from_an_op_alone_is_not_created(team, hub, lease, ann):
    """After a restore the hub may have an edit of something that it has not pulled again."""
    op = ann.op(OpKind.SET, 77, "price", 12, seen=10, base=10)
    await ann.send(op)
    [conflict] = await hub.open_conflicts()
    await ann.send(ann.op(OpKind.RESOLVE, 77, "price", 12, conflict_id=conflict.conflict_id))
    [row] = await hub.pending()
    await ann.submit(replace(op, op_id=row.op_id))
    assert await hub.claim(lease, 10) == []
    assert [state for state, _ in states(team).values()] == ["blocked"]
    await pull(hub, lease, {77: {"price": 11}})
    assert [job.remote_id for job in await hub.claim(lease, 10)] == [77]


async def test_after_a_restore_creates_wait(team, hub, lease, maker, ann):
    await maker.make(code="NEW")
    await ann.submit(await ann.edit(1, "price", 12, seen=10))
    hold = (
        "update sync.tenants set create_hold_until = now() + make_interval(secs => %s) where tenant_id = %s"
    )
    team.sql(hold, 250, team.tenant_id)
    assert [job.remote_id for job in await hub.claim(lease, 10)] == [1]
    count, wait = await hub.waiting()
    assert count == 1
    assert 200 < wait <= 250
    team.sql(hold, -1, team.tenant_id)
    let_time_pass(team, 251)
    assert [job.remote_id for job in await hub.claim(lease, 10)] == [None]


async def test_categories_go_first(hub, lease, maker):
    order = [SERVICE, MATERIAL, CATEGORY]
    for kind in order:
        await maker.make(kind, **({"name": "C"} if kind is CATEGORY else {"code": "N"}))
    assert [job.entity_kind for job in await hub.claim(lease, 10)] == [CATEGORY, MATERIAL, SERVICE]
