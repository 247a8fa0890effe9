"""Entities that are made here and sent, as somebody who tests the hub does it."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_push import Verdict
from tests.store.hub.team import pull

CATEGORY, MATERIAL, SERVICE = EntityKind.CATEGORY, EntityKind.MATERIAL, EntityKind.SERVICE


class Maker:
    """Makes entities as one person, and submits them."""

    def __init__(self, typist):
        self.typist = typist
        self.ops = {}

    async def make(self, kind=MATERIAL, submit=True, **fields):
        key = uuid4()
        ops = [
            replace(self.typist.op(op_kind, 0, name, value, key=key), entity_kind=kind)
            for op_kind, name, value in [
                (OpKind.CREATE, "", None),
                *((OpKind.SET, name, value) for name, value in fields.items()),
            ]
        ]
        receipts = await self.typist.send(*ops)
        assert {str(receipt.outcome) for receipt in receipts} == {"accepted"}, receipts
        self.ops[key] = {op.field: op for op in ops[1:]}
        if submit:
            await self.submit(key)
        return key

    async def submit(self, key):
        assert (await self.typist.submit(*self.ops[key].values())).outcome == "accepted"


def let_time_pass(team, seconds):
    """For the jobs: everything that was set for later or happened lately is that much earlier."""
    team.sql(
        "update sync.outbound_queue set not_before = not_before - make_interval(secs => %s),"
        " sent_at = sent_at - make_interval(secs => %s), looked_at = looked_at - make_interval(secs => %s)"
        " where tenant_id = %s",
        seconds, seconds, seconds, team.tenant_id,
    )  # fmt: skip


def states(team):
    return {
        key: (state, detail)
        for key, state, detail in team.sql(
            "select entity_key, state, detail from sync.outbound_queue where tenant_id = %s", team.tenant_id
        )
    }


def sending(job):
    return {field.field: field.value for field in job.fields}


async def send(hub, lease, job, outcome="applied"):
    attempt = await hub.intend(lease, job, sending=sending(job), before={}, path=str(job.entity_kind))
    status = {"applied": 201, "rejected": 400, "ambiguous": None}[outcome]
    await hub.answered(lease, job, attempt, outcome=outcome, status=status, detail="")


def verified(job):
    return [
        Verdict(field=field.field, op_id=field.op_id, result=ReadBack.VERIFIED, found=field.value)
        for field in job.fields
    ]


async def arrive(hub, lease, job, remote_id):
    """Sent, answered, adopted, read back."""
    await send(hub, lease, job)
    await hub.adopt(lease, job, remote_id)
    await pull(hub, lease, {remote_id: sending(job)}, kind=job.entity_kind)
    await hub.settle(lease, job, verified(job))


async def claimed(hub, lease):
    return {job.entity_key: job for job in await hub.claim(lease, 10)}
