"""The audit: complete, append-only, chained."""

from __future__ import annotations

from uuid import UUID

import psycopg
import pytest

from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.ports.hub_push import Verdict
from tests.store.hub.team import Typist, pull


@pytest.fixture
async def history(team, hub, lease):
    """A pull, an edit, a bulk edit, an office edit, a push."""
    ann = Typist(team, hub)
    await pull(hub, lease, {n: {"code": f"C{n}", "price": 10} for n in range(1, 301)})
    op = await ann.edit(1, "price", 12, seen=10)
    await ann.send(*(ann.set(n, "price", 11, seen=10, base=10, txn=UUID(int=7)) for n in range(2, 301)))
    await pull(hub, lease, {1: {"hours": 3}})
    await ann.submit(op)
    [job] = await hub.claim(lease, 5)
    await hub.settle(lease, job, [Verdict(field="price", op_id=op.op_id, result=ReadBack.VERIFIED, found=12)])
    return ann


async def first_broken(hub):
    return await hub.database.value("select audit.first_broken_link(:tenant)", tenant=hub.tenant_id)


def without_guard(team, statement, *values):
    """A superuser who switches the triggers off: what a chain is for."""
    with psycopg.connect(team.server.admin_url, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(statement.encode(), values)


async def test_every_change_after_first_sight_has_an_entry(team, history):
    assert team.sql(
        "select action, count(*)::int from audit.change_log where tenant_id = %s group by 1 order by 1",
        team.tenant_id,
    ) == [("pull", 1), ("pushed", 1), ("set", 300), ("submit", 1)]
    assert team.sql("select count(*)::int from audit.links where tenant_id = %s", team.tenant_id) == [(5,)]


async def test_the_chain_holds(hub, history):
    assert await first_broken(hub) is None


@pytest.mark.parametrize(
    "tampering, broken",
    [
        ("update audit.change_log set after = '99' where tenant_id = %s and n = 5", 2),
        ("update audit.change_log set actor = 'Bob' where tenant_id = %s and n = 1", 1),
        ("delete from audit.change_log where tenant_id = %s and n = 5", 2),
        ("delete from audit.links where tenant_id = %s and link = 3", 3),
        ("delete from audit.change_log where tenant_id = %s and link = 5", 5),
        ("update audit.links set hash = sha256('x') where tenant_id = %s and link = 5", 5),
        ("update sync.tenants set audit_hash = sha256('x') where tenant_id = %s", 6),
    ],
)
async def test_tampering_is_found(team, hub, history, tampering, broken):
    without_guard(team, tampering, team.tenant_id)
    assert await first_broken(hub) == broken


@pytest.mark.parametrize("table", ["audit.change_log", "audit.links", "sync.op_log", "raw.st_records"])
@pytest.mark.parametrize("verb", ["delete from", "truncate"])
async def test_history_is_append_only_even_for_the_owner(team, history, table, verb):
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
        team.sql(f"{verb} {table}")
