"""Whoever is stuck holds up the others for a while, and not for good."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from lazi_desktop.domain.errors import HubUnavailable
from tests.store.hub.team import Typist, pull

HOLD = "select sync.apply_ops(%s, %s, '[]')"  # takes the tenant's row


@contextmanager
def holding(team, hub, **limits: str) -> Iterator[psycopg.Connection[Any]]:
    """A login that has the tenant's row and then does nothing more."""
    with psycopg.connect(team.url("ann"), autocommit=True) as connection:
        for name, value in limits.items():
            connection.execute(f"set {name} = '{value}'".encode())
        connection.execute("begin")
        connection.execute(HOLD, (team.tenant_id, hub.device.device_id))
        yield connection


async def test_others_give_up_after_a_while_and_say_why(team, hub, lease):
    await pull(hub, lease, {1: {"price": 10}})
    bob = Typist(team, await team.hub("bob"))
    op = bob.set(1, "price", 12, seen=10, base=10)
    with holding(team, hub):
        begun = time.monotonic()
        with pytest.raises(HubUnavailable, match="busy") as told:
            await bob.send(op)
        assert 4.5 < time.monotonic() - begun < 9  # lock_timeout
        assert told.value.may_retry
    [receipt] = await bob.send(op)
    assert receipt.outcome == "accepted"


async def test_who_holds_a_lock_and_does_nothing_is_cut_off(team, hub, lease):
    await pull(hub, lease, {1: {"price": 10}})
    bob = Typist(team, await team.hub("bob"))
    with holding(team, hub, idle_in_transaction_session_timeout="1s") as holder:
        waiting = asyncio.create_task(bob.edit(1, "price", 12, seen=10))
        await waiting
        with pytest.raises(psycopg.errors.IdleInTransactionSessionTimeout):
            holder.execute("select 1")


async def test_who_is_busy_under_a_lock_for_too_long_is_cut_off(team, hub, lease):
    await pull(hub, lease, {1: {"price": 10}})
    bob = Typist(team, await team.hub("bob"))
    with holding(team, hub, transaction_timeout="1s") as holder:
        busy = asyncio.create_task(asyncio.to_thread(holder.execute, "select pg_sleep(20)"))
        await bob.edit(1, "price", 12, seen=10)
        with pytest.raises(psycopg.errors.TransactionTimeout):
            await busy


def vanish_holding(team, hub) -> None:
    """A program that has the tenant's row, is in a call of 25 s, and is killed."""
    script = (
        "import psycopg, sys\n"
        "with psycopg.connect(sys.argv[1], autocommit=True) as c:\n"
        "    c.execute('begin')\n"
        f"    c.execute({HOLD!r}, (sys.argv[2], sys.argv[3]))\n"
        "    print('holds', flush=True)\n"
        "    c.execute('select pg_sleep(25)')\n"
    )
    arguments = [team.url("ann"), str(team.tenant_id), str(hub.device.device_id)]
    with subprocess.Popen(
        [sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True
    ) as caller:
        assert caller.stdout is not None
        assert caller.stdout.readline() == "holds\n"
        os.kill(caller.pid, signal.SIGKILL)


@pytest.mark.skipif(
    sys.platform != "linux", reason="the server notices a closed line on Linux, macOS and BSD"
)
async def test_who_vanishes_in_the_middle_of_a_long_call_frees_the_lock(team, hub, lease):
    """The server looks every 5 s whether the caller is still there, and need not come to the end for nobody."""
    await pull(hub, lease, {1: {"price": 10}})
    await asyncio.to_thread(vanish_holding, team, hub)
    bob = Typist(team, await team.hub("bob"))
    op = bob.set(1, "price", 12, seen=10, base=10)
    begun = time.monotonic()
    while True:
        try:
            [receipt] = await bob.send(op)
            break
        except HubUnavailable:
            assert time.monotonic() - begun < 12
    assert receipt.outcome == "accepted"


async def test_jobs_that_wait_for_an_answer_do_not_read_all_the_answers_of_years(team, hub, lease):
    ann, many = Typist(team, hub), 100
    await pull(hub, lease, {n: {"price": 10} for n in range(1, many + 1)})
    ops = [ann.set(n, "price", 12, seen=10, base=10) for n in range(1, many + 1)]
    await ann.send(*ops)
    await ann.submit(*ops)
    await pull(hub, lease, {n: {"price": 11} for n in range(1, many + 1)})
    team.sql("update sync.outbound_queue set state = 'blocked' where tenant_id = %s", team.tenant_id)
    team.sql(
        "insert into sync.conflicts (tenant_id, entity_key, entity_kind, field, kind, standing, base, ours, theirs,"
        " ours_by, device_id, state, resolved_at) select %s, gen_random_uuid(), 'material', 'price', 'override_vs_st',"
        " true, '1', '2', '3', 'x', gen_random_uuid(), 'resolved', now() from generate_series(1, 9999)", team.tenant_id,
    )  # fmt: skip
    with psycopg.connect(team.url("ann")) as connection:
        claimed = connection.execute(
            "select count(*) from sync.claim(%s, %s, %s, 50)",
            (team.tenant_id, hub.device.device_id, lease.token),
        ).fetchone()
        [read] = connection.execute(
            "select seq_tup_read + idx_tup_fetch from pg_stat_xact_all_tables where relid = 'sync.conflicts'::regclass"
        ).fetchone() or (None,)
    assert claimed == (0,)
    assert read < 20 * many
