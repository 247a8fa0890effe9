"""What happened to one entity, read from the audit log."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from lazi_desktop.domain.history import Happened, timeline, values_before
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_push import Verdict
from tests.store.hub.team import Typist, pull


@pytest.fixture
async def ann(team, hub, lease):
    await pull(hub, lease, {1: {"code": "A", "price": 10, "cost": 5}, 2: {"code": "B", "price": 20}})
    return Typist(team, hub)


async def happened(hub, key):
    return [
        (one.happened, one.field, one.before, one.after, one.by) for one in timeline(await hub.history(key))
    ]


async def test_edits_and_changes_of_servicetitan_are_on_one_line(team, ann, lease):
    bob = Typist(team, await team.hub("bob"))
    await ann.edit(1, "price", 12, seen=10)
    await pull(ann.hub, lease, {1: {"code": "A", "price": 10, "cost": 6}})
    await bob.edit(1, "price", 13, seen=12, base=10)
    await bob.edit(2, "price", 21, seen=20)
    assert await happened(ann.hub, team.key(1)) == [
        (Happened.CHANGED, "price", 12, 13, "Bob"),
        (Happened.CHANGED_THERE, "cost", 5, 6, "Ann"),
        (Happened.CHANGED, "price", 10, 12, "Ann"),
    ]
    newest = (await ann.hub.history(team.key(1)))[0]
    assert newest.device == "bob's PC"
    assert newest.shared


async def test_a_step_is_told_by_its_name(team, ann):
    txn = uuid4()
    ops = [
        replace(ann.set(n, "price", 30 + n, seen=10 * n, base=10 * n), txn_id=txn, note="Spring")
        for n in (1, 2)
    ]
    await ann.send(*ops)
    [told] = await ann.hub.history(team.key(2))
    assert (told.message, told.txn_id, told.op_id) == ("Spring", txn, ops[1].op_id)


async def test_it_is_read_page_by_page(team, ann):
    for price in range(11, 18):
        await ann.edit(1, "price", price, seen=price - 1, base=10)
    pages, before = [], None
    while page := await ann.hub.history(team.key(1), before=before, limit=3):
        pages.append([one.after for one in page])
        before = page[-1].number
    assert pages == [[17, 16, 15], [14, 13, 12], [11]]


async def test_a_push_and_its_read_back_lead_back_to_the_start(team, ann, lease):
    op = await ann.edit(1, "price", 12, seen=10)
    await ann.submit(op)
    [job] = await ann.hub.claim(lease, 5)
    attempt = await ann.hub.intend(
        lease, job, sending={"price": 12}, before={"price": 10}, path="/materials/1"
    )
    await ann.hub.answered(lease, job, attempt, outcome="applied", status=200, detail="")
    await pull(ann.hub, lease, {1: {"code": "A", "price": 12, "cost": 5}})
    verdict = Verdict(field="price", op_id=op.op_id, result=ReadBack.VERIFIED, found=12)
    await ann.hub.settle(lease, job, [verdict])
    records = await ann.hub.history(team.key(1))
    assert [(one.happened, one.before, one.after) for one in timeline(records)] == [
        (Happened.ARRIVED, 10, 12),
        (Happened.SUBMITTED, 10, 12),
        (Happened.CHANGED, 10, 12),
    ]
    assert values_before(records, mirror={"price": 12}, ours={}) == {"price": 10}


async def test_what_was_adopted_has_the_history_of_both_its_keys(team, ann):
    key = uuid4()
    await ann.send(ann.op(OpKind.CREATE, 0, key=key), ann.op(OpKind.SET, 0, "code", "NEW", key=key))
    await ann.edit(1, "price", 12, seen=10)
    team.sql(
        "update crm.entities set replaced_by = %s where tenant_id = %s and entity_key = %s",
        key, team.tenant_id, team.key(1),
    )  # fmt: skip
    assert [one[:2] for one in await happened(ann.hub, key)] == [
        (Happened.CHANGED, "price"), (Happened.CHANGED, "code"), (Happened.MADE, ""),
    ]  # fmt: skip


async def test_who_may_only_look_sees_it(team, ann):
    await ann.edit(1, "price", 12, seen=10)
    vera = await team.hub("vera")
    assert len(await vera.history(team.key(1))) == 1
