"""What the database breaks at as it takes ops: an odd one holds up no other; what is nobody's fault refuses none."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from lazi_desktop.domain.errors import HubRefused, HubSchemaMismatch, HubUnavailable
from tests.store.hub.team import Typist, pull

UNBEARABLE = 6_666


@pytest.fixture
async def ann(team, hub, lease):
    """Ann, whose hub has materials 1 and 2, and breaks at a certain price, as nobody foresaw."""
    await pull(hub, lease, {1: {"code": "A", "price": 10, "cost": 4}, 2: {"code": "B", "price": 20}})
    team.sql(
        f"alter table crm.pricebook_overrides add constraint unforeseen check (value <> '{UNBEARABLE}') not valid"
    )
    yield Typist(team, hub)
    team.sql("alter table crm.pricebook_overrides drop constraint unforeseen")


async def outcomes(typist, *ops):
    return [str(receipt.outcome) for receipt in await typist.send(*ops)]


async def overrides(hub):
    """Of what has no code by the number of the entity, in its place."""
    return {(row.code, row.field if row.code else row.entity_key): row.value for row in await hub.pending()}


@pytest.mark.parametrize("beside", [0, 300], ids=["a few", "staged"])
@pytest.mark.parametrize("together", [True, False], ids=["one step", "steps"])
async def test_an_op_at_which_the_database_breaks_is_refused_and_those_beside_it_count(
    team, ann, together, beside
):
    ops = [
        ann.set(1, "price", 12, seen=10),
        ann.set(2, "price", UNBEARABLE, seen=20),
        ann.set(2, "code", "C", seen="B"),
        ann.set(1, "cost", 5, seen=4),
        *(ann.set(number + 10, "price", number, seen=None) for number in range(beside)),
    ]
    if together:
        ops = [replace(op, txn_id=ops[0].txn_id) for op in ops]
    receipts = await ann.send(*ops)
    assert [str(one.outcome) for one in receipts[:4]] == ["accepted", "rejected", "accepted", "accepted"]
    assert "unforeseen" in receipts[1].detail
    held = await overrides(ann.hub)
    assert {place: held[place] for place in held if place[0]} == {
        ("A", "price"): 12,
        ("A", "cost"): 5,
        ("B", "code"): "C",
    }
    assert len(held) == 3 + beside
    assert await ann.send(*ops) == receipts
    assert await outcomes(ann, ann.set(1, "price", 13, seen=12)) == ["accepted"]
    assert team.sql("select audit.first_broken_link(%s)", team.tenant_id) == [(None,)]


async def test_where_it_breaks_at_op_after_op_it_is_a_defect_and_nothing_is_refused(team, ann):
    """Else a mistake in the database would refuse everything that everybody edits, one by one."""
    ops = [ann.set(number, "price", UNBEARABLE, seen=None) for number in range(3, 25)]
    with pytest.raises(HubRefused, match="unforeseen"):
        await ann.send(*ops)
    assert (await ann.hub.state()).last_op_no == 0
    assert await overrides(ann.hub) == {}
    assert set(await outcomes(ann, *ops[:20])) == {"rejected"}


async def test_what_is_nobodys_fault_refuses_no_op(team, ann):
    """Another schema, here: the op comes again when the database is in order."""
    op = ann.set(1, "price", 12, seen=10)
    team.sql("alter function sync.tend_jobs(uuid, uuid[]) rename to gone")
    with pytest.raises(HubSchemaMismatch):
        await ann.send(op)
    team.sql("alter function sync.gone(uuid, uuid[]) rename to tend_jobs")
    assert await outcomes(ann, op) == ["accepted"]


@pytest.mark.parametrize("kept", [0, 100])
async def test_a_large_step_that_was_forgotten_before_it_was_whole_is_sent_again(team, ann, kept):
    """A server that was killed has forgotten what was laid ready."""
    txn_id = uuid4()
    ops = [replace(ann.set(number, "price", number, seen=None), txn_id=txn_id) for number in range(1, 302)]
    await ann.hub._stage(ops[:-kept] if kept else ops)
    team.sql("delete from sync.op_stage where tenant_id = %s", team.tenant_id)
    if kept:
        await ann.hub._stage(ops[-kept:])
    with pytest.raises(HubUnavailable):
        await ann.hub._apply_staged(ops, None)
    assert (await ann.hub.state()).last_op_no == 0
    assert len(await ann.send(*ops)) == len(ops)
