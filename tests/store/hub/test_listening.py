"""Being woken: at once, not too often, and again after whatever cut the line."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from lazi_desktop.domain.errors import HubRefused, HubUnavailable
from lazi_desktop.store.hub import EmbeddedPostgres, listening, set_level, upgrade
from lazi_desktop.store.hub.session import NUDGE_SECONDS
from tests.store.hub.team import MIGRATIONS, Team, Typist, pull

HIS_LISTENER = (
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'bob' and query like 'listen%%'"
)


async def sees(hub, seq: int) -> None:
    """Returns when `hub`, which looks only when it is woken, has seen the feed up to there."""
    async with asyncio.timeout(30):
        while (await hub.state()).feed_seq < seq:
            await hub.wait_for_feed(60)


async def test_a_listener_that_was_cut_off_hears_the_next_change(team, hub, lease):
    await pull(hub, lease, {1: {"price": 10}})
    bob = await team.hub("bob")
    await bob.wait_for_feed(0)
    waiting = asyncio.create_task(bob.wait_for_feed(60))
    await asyncio.sleep(0)
    async with asyncio.timeout(20):
        assert len(team.sql(HIS_LISTENER)) == 1
        await waiting  # connected again, and who knows what was missed
    waiting = asyncio.create_task(sees(bob, 2))
    await Typist(team, hub).edit(1, "price", 12, seen=10)
    await waiting


async def test_what_moved_while_nobody_listened_is_not_waited_for(team, hub, lease):
    await pull(hub, lease, {1: {"price": 10}})
    bob = await team.hub("bob")
    await bob.wait_for_feed(0)
    team.sql(HIS_LISTENER)
    await Typist(team, hub).edit(1, "price", 12, seen=10)
    await sees(bob, 2)


@pytest.fixture
def server(roomy: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(roomy / "restarting").start()
    try:
        upgrade(server.admin_url, MIGRATIONS)
        yield server
    finally:
        server.destroy()


async def test_a_server_that_was_restarted_at_once_is_listened_to_again(server):
    async with Team(server) as team:
        hub, bob = await team.hub("ann"), await team.hub("bob")
        await bob.wait_for_feed(0)
        waiting = asyncio.create_task(bob.wait_for_feed(60))
        await asyncio.to_thread(
            server._call,
            server.program("pg_ctl"),
            "-D",
            str(server._data),
            "-m",
            "immediate",
            "-w",
            "restart",
        )
        async with asyncio.timeout(30):
            await waiting
        for one in (hub, bob):
            with suppress(HubUnavailable):
                await one.state()
        waiting = asyncio.create_task(sees(bob, 1))
        await pull(hub, await hub.acquire("servicetitan", 60), {1: {"price": 10}})
        await waiting


async def test_a_hub_that_is_away_is_not_hammered_at(hub, monkeypatch):
    attempts: list[float] = []

    async def refuse(_engine):
        attempts.append(time.monotonic())
        raise psycopg.OperationalError("connection refused")

    monkeypatch.setattr(AsyncEngine, "connect", refuse)
    monkeypatch.setattr(listening, "MOST_PAUSE", 0.2)
    hub._pause = 0.05
    begun = time.monotonic()
    for _ in range(4):  # it also remembers between the calls
        await hub.wait_for_feed(0.25)
    assert time.monotonic() - begun >= 1
    assert 3 <= len(attempts) <= 8
    pauses = [after - before for before, after in itertools.pairwise(attempts)]
    assert all(
        pause >= least for pause, least in zip(pauses, [0.05, 0.1, 0.2, 0.2, 0.2, 0.2, 0.2], strict=False)
    )


async def test_a_line_that_is_cut_again_and_again_is_tried_once_a_second(hub, monkeypatch):
    attempts: list[float] = []
    connect = AsyncEngine.connect

    def counting(engine):
        attempts.append(time.monotonic())
        return connect(engine)

    monkeypatch.setattr(AsyncEngine, "connect", counting)
    begun = time.monotonic()
    while time.monotonic() - begun < 2.5:
        await hub.wait_for_feed(0.2)
        await hub._stop_listening()
    assert len(attempts) == 3


async def test_who_was_dismissed_is_told_so_by_the_next_question(team, hub, hub_server):
    await hub.wait_for_feed(0)
    set_level(hub_server.admin_url, team.tenant_id, "ann", None)
    await hub.wait_for_feed(0)
    with pytest.raises(HubRefused):
        await hub.state()


@pytest.fixture
def ear(team) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(team.url("bob"), autocommit=True) as connection:
        connection.execute(f'listen "lazi_{team.tenant_id.hex}"'.encode())
        yield connection


async def test_the_first_change_is_told_at_once_and_the_next_ones_together(team, hub, lease, ear):
    begun = time.monotonic()
    for n in range(20):
        await pull(hub, lease, {1: {"price": n}})
    spent = time.monotonic() - begun
    if hub._nudge_due is not None:
        await hub._nudge_due
    heard = list(ear.notifies(timeout=0.1))
    assert 2 <= len(heard) <= 2 + spent / NUDGE_SECONDS
    assert {notice.payload for notice in heard} == {""}


async def test_a_change_while_one_is_being_told_is_told_too(hub, monkeypatch):
    told: list[str] = []
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def notify(channel):
        told.append(channel)
        begun.set()
        await go_on.wait()

    monkeypatch.setattr(hub.database, "notify", notify)
    hub.feed_moved()
    await begun.wait()
    hub.feed_moved()
    hub.feed_moved()
    go_on.set()
    await hub._nudge_due
    assert told == [hub.channel] * 2
