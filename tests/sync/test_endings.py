"""A run's end that the hub cannot be told of takes the place of nothing; and how long a pull may be gone on with."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import psycopg
import pytest

from lazi_desktop.domain.errors import BadAnswer, HubUnavailable, PullStopped, RemoteUnavailable
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.sync.reference_lists import pull_reference_lists
from lazi_desktop.sync.turn import Turn
from lazi_desktop.sync.upkeep import tend_hub
from tests.world import World, a_world

M = EntityKind.MATERIAL


@pytest.fixture(scope="module")
def running_simulator(larger_simulator: RunningSimulator) -> RunningSimulator:
    return larger_simulator


@pytest.fixture
def deaf(world: World, monkeypatch) -> World:
    """Its hub cannot be told of a run's end where that is a bad one."""
    end_run = world.hub.end_run

    async def unheard(*arguments, state: str, **more):
        if state != "done":
            raise HubUnavailable("The connection is lost.")
        await end_run(*arguments, state=state, **more)

    monkeypatch.setattr(world.hub, "end_run", unheard)
    return world


async def test_what_the_tripwire_says_comes_through(world: World, request):
    await world.pull()
    for item in world.simulator.items("material"):
        world.simulator.office_edit("material", item["id"], {"active": False})
    request.getfixturevalue("deaf")
    with pytest.raises(PullStopped):
        await world.pull()


async def test_a_pull_that_is_cancelled_is_cancelled(deaf: World):
    deaf.simulator.inject(match={"path_contains": "/categories"}, kind="slow", seconds=60, times=1)
    pulling = asyncio.create_task(deaf.pull())
    for _ in range(600):
        if deaf.simulator.requests():
            break
        await asyncio.sleep(0.05)
    pulling.cancel()
    await asyncio.wait([pulling])
    assert pulling.cancelled()


async def test_so_do_lists_and_upkeep(deaf: World, monkeypatch):
    async def away(*arguments, **more):
        raise RemoteUnavailable("Nobody answers.")

    async def lost(*arguments, **more):
        raise asyncio.CancelledError

    monkeypatch.setattr(deaf.remote, "reference_rows", away)
    monkeypatch.setattr(deaf.hub, "tend", lost)
    async with Turn(deaf.hub, deaf.clock) as turn:
        with pytest.raises(RemoteUnavailable):
            await pull_reference_lists(deaf.hub, deaf.remote, turn)
        with pytest.raises(asyncio.CancelledError):
            await tend_hub(deaf.hub, turn)


async def test_a_run_is_not_called_done_where_nobody_noted_it(world: World, monkeypatch):
    async def unheard(*arguments, **more):
        raise HubUnavailable("The connection is lost.")

    monkeypatch.setattr(world.hub, "end_run", unheard)
    with pytest.raises(HubUnavailable):
        await world.pull()


# ------------------------------------------------------------------------------- how long a pull may be gone on with


@pytest.fixture
async def cut_off(simulator, server, tmp_path) -> AsyncIterator[World]:
    """Two pages of the materials are in."""
    async with a_world(simulator, server, tmp_path / "desk", page_size=20) as world:
        for _ in range(20):
            simulator.inject(
                match={"path_contains": "/materials", "query_contains": "page=3"}, kind="truncate", times=1
            )
        with pytest.raises(BadAnswer):
            await world.pull()
        simulator.clear_faults()
        simulator.clear_requests()
        yield world


def pages(world: World) -> list[str]:
    calls = [call for call in world.simulator.requests() if call["path"].endswith("/materials")]
    return [str(call["query"]) for call in calls]


@pytest.mark.parametrize("hours", [-9, 9])
async def test_a_machine_whose_clock_is_off_goes_on_with_a_pull(cut_off: World, monkeypatch, hours: int):
    now = cut_off.clock.now
    monkeypatch.setattr(cut_off.clock, "now", lambda: now() + timedelta(hours=hours))
    await cut_off.pull()
    assert "page=3" in pages(cut_off)[0]


@pytest.mark.parametrize("hours, goes_on", [(5, True), (7, False), (-1, False)])
async def test_a_pull_that_began_too_long_ago_by_the_hubs_clock_starts_over(
    cut_off: World, server, hours: int, goes_on: bool
):
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        whose = (cut_off.hub.tenant_id, str(M))
        [(text,)] = admin.execute(
            "select token from sync.pull_cursor where tenant_id = %s and kind = %s", whose
        ).fetchall()
        token = json.loads(text)
        token["started"] = (datetime.fromisoformat(token["started"]) - timedelta(hours=hours)).isoformat()
        statement = "update sync.pull_cursor set token = %s where tenant_id = %s and kind = %s"
        admin.execute(statement, (json.dumps(token), *whose))
    await cut_off.pull()
    assert ("page=3" in pages(cut_off)[0]) is goes_on
