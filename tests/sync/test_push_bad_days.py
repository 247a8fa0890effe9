"""Bad days in the middle of a push, over real parts: nothing is lost, nothing goes out twice, somebody is told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from lazi_desktop.domain.errors import LeaseLost
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import PushFinished
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.ports.hub_runs import Pulled
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.push import PreviewProgress, PreviewRead, PushMoved, PushPaused, PushResult, SkuPush
from lazi_desktop.store.hub.hub import PostgresHub
from lazi_desktop.sync.brake import Brake, PausedTooLong
from lazi_desktop.sync.push import Push
from lazi_desktop.sync.turn import Turn
from lazi_desktop.ui.activity.pulled_model import lines_of, set_back_words
from tests.sync.engines import is_a
from tests.sync.making import Maker
from tests.world import World

M = EntityKind.MATERIAL
MANY = 6


class Killed(BaseException):
    """The process is gone: nothing of it runs any more."""


@pytest.fixture
async def edited(world: World) -> tuple[World, list[int]]:
    await world.pull()
    ids = world.some(M, MANY)
    for number, remote_id in enumerate(ids):
        world.edit(M, remote_id, {"price": 2000 + number})
    world.submit()
    await world.replicate()
    world.simulator.clear_requests()
    return world, ids


@pytest.fixture
def admin(server) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        yield connection


def patched(world: World) -> list[int]:
    """The numbers of what was changed there, request by request."""
    return [
        int(call["path"].rpartition("/")[2])
        for call in world.simulator.requests()
        if call["method"] == "PATCH"
    ]


def sign_ins(world: World) -> int:
    return sum("/connect/" in call["path"] for call in world.simulator.requests())


def prices(world: World, ids: list[int]) -> list[float]:
    return [float(world.simulator.item("material", one)["price"]) for one in ids]


WANTED = [float(2000 + number) for number in range(MANY)]


async def test_a_token_that_expires_in_the_middle_is_renewed_once(edited):
    world, ids = edited
    world.simulator.inject("expire_tokens", match={"method": "PATCH"}, skip=3, times=1)
    report = await world.push()
    assert report.stopped is None
    assert report.count(PushResult.VERIFIED) == MANY
    assert prices(world, ids) == WANTED
    assert sign_ins(world) == 1


async def test_a_429_on_every_third_call_slows_it_down_and_loses_nothing(edited, admin):
    world, ids = edited
    path = f"/tenant/{world.simulator.tenant}/"
    world.simulator.inject(
        "rate_limit", match={"path_contains": path}, retry_after=1, skip=2, every=3, times=None
    )
    for _ in range(12):
        report = await world.push()
        assert report.stopped is None
        Maker(world, admin).pass_time(5)
        if prices(world, ids) == WANTED and not any(world.detail(M, one).overrides for one in ids):
            break
    assert prices(world, ids) == WANTED
    assert all(world.detail(M, one).overrides == {} for one in ids)
    assert world.clock.pauses
    taken = [int(call["path"].rpartition("/")[2]) for call in world.simulator.requests()
             if call["method"] == "PATCH" and call.get("status") == 200]  # fmt: skip
    assert len(taken) == len(set(taken))


async def test_the_turn_lost_to_another_desktop_ends_it_and_the_other_sends_the_rest(edited, server, admin):
    world, ids = edited
    other = await PostgresHub.connect(
        server.member_url(world.hub.tenant_id), world.hub.tenant_id, DeviceInfo(uuid4(), uuid4(), "the other")
    )
    intend, sent = world.hub.intend, 0

    async def lose_it(lease, job, **more):
        nonlocal sent
        sent += 1
        if sent == 3:
            admin.execute(
                "update sync.locks set until = now() - interval '1 s' where tenant_id = %s",
                [world.hub.tenant_id],
            )
            await other.acquire("servicetitan", 180)
        return await intend(lease, job, **more)

    world.hub.intend = lose_it
    try:
        report = await world.push()
        assert isinstance(report.stopped, LeaseLost)
        assert str(report.stopped)
        assert len(patched(world)) == 2
        states = {
            world.detail(M, one).overrides["price"].state for one in ids if world.detail(M, one).overrides
        }
        assert states == {OverrideState.SUBMITTED}
        Maker(world, admin).pass_time()
        async with Turn(other, world.clock) as turn:
            theirs = await Push(other, world.remote, turn, world.clock).run()
        assert theirs.stopped is None
    finally:
        await other.close()
    assert prices(world, ids) == WANTED
    assert sorted(patched(world)) == sorted(ids)


async def test_a_window_killed_between_the_change_and_the_look_after_it_sends_nothing_twice(edited, admin):
    world, ids = edited
    read_many, reads = world.remote.read_many, 0

    async def killed(kind, remote_ids):
        nonlocal reads
        reads += 1
        if reads == 2:
            raise Killed
        return await read_many(kind, remote_ids)

    world.remote.read_many = killed
    with pytest.raises(Killed):
        await world.push()
    assert prices(world, ids) == WANTED
    assert sorted(patched(world)) == sorted(ids)
    assert all(world.detail(M, one).overrides["price"].state is OverrideState.SUBMITTED for one in ids)
    Maker(world, admin).pass_time()
    report = await world.push()
    assert report.count(PushResult.VERIFIED) == MANY
    assert sorted(patched(world)) == sorted(ids)
    assert all(world.detail(M, one).overrides == {} for one in ids)


# --------------------------------------------------------------------------------------------- paused, and looked at


async def test_a_paused_push_settles_what_went_out_and_goes_on_when_told(edited, start):
    world, ids = edited
    engine, listener = start()
    world.simulator.inject("slow", match={"method": "PATCH"}, seconds=0.15, times=None)
    engine.push()
    listener.wait(lambda event: isinstance(event, PushMoved))
    engine.pause("push")
    listener.wait(is_a(PushPaused, paused=True))
    so_far = patched(world)
    assert 0 < len(so_far) < MANY
    await world.replicate()
    proved = [one for one in so_far if world.detail(M, one).overrides == {}]
    assert proved == so_far
    await asyncio.sleep(0)
    assert patched(world) == so_far
    engine.resume("push")
    finished = listener.wait(is_a(PushFinished))
    assert isinstance(finished, PushFinished)
    assert finished.report.count(PushResult.VERIFIED) == MANY
    assert sorted(patched(world)) == sorted(ids)
    steps = [step for event in listener.heard if isinstance(event, PushMoved) for step in event.steps]
    assert {step.state for step in steps} >= {SkuPush.SENDING, SkuPush.VERIFIED}
    assert {step.entity_key for step in steps} == {world.key(M, one) for one in ids}


async def test_a_push_that_is_paused_for_too_long_makes_way_for_others(edited):
    world, ids = edited
    brake = Brake()
    brake.pull()
    async with Turn(world.hub, world.clock) as turn:
        report = await Push(world.hub, world.remote, turn, world.clock, brake=brake).run()
    assert isinstance(report.stopped, PausedTooLong)
    assert patched(world) == []
    await world.replicate()
    assert all(world.detail(M, one).overrides["price"].state is OverrideState.SUBMITTED for one in ids)


async def test_a_preview_reads_and_sends_nothing(edited, start):
    world, ids = edited
    world.simulator.office_edit("material", ids[2], {"price": 5.5})
    engine, listener = start()
    ops = [world.detail(M, one).overrides["price"].op_id for one in ids]
    engine.preview([op for op in ops if op is not None])
    event = listener.wait(is_a(PreviewRead))
    assert isinstance(event, PreviewRead)
    preview = event.preview
    assert preview is not None
    assert {one.op_id for one in preview.fields} == set(ops)
    results = {one.entity_key: one.result for one in preview.fields}
    assert results[world.key(M, ids[2])] is PushResult.CONFLICT
    assert list(results.values()).count(PushResult.WAITING) == MANY - 1
    assert preview.requests == MANY - 1 + 2
    assert preview.seconds == preview.requests / 20
    assert any(isinstance(one, PreviewProgress) and one.done == MANY for one in listener.heard)
    assert patched(world) == []


async def test_a_new_preview_ends_the_last_and_a_cancelled_one_says_so(edited, start):
    world, _ = edited
    engine, listener = start()
    world.simulator.inject(
        "slow", match={"method": "GET", "path_contains": "/materials"}, seconds=0.3, times=None
    )
    first, second = frozenset({uuid4()}), frozenset({uuid4(), uuid4()})
    pending = frozenset(change.op_id for change in world.desk.queries.pending())
    engine.preview(pending | first)
    engine.preview(pending | second)
    listener.wait(is_a(PreviewRead, op_ids=pending | first, preview=None, error=None))
    engine.cancel("preview")
    listener.wait(is_a(PreviewRead, op_ids=pending | second, preview=None, error=None))


async def test_what_servicetitan_takes_and_sets_back_later_is_told_by_the_next_pull(edited):
    world, ids = edited
    before = {one: world.simulator.item("material", one)["price"] for one in ids}
    report = await world.push()
    assert report.count(PushResult.VERIFIED) == MANY
    world.simulator.office_edit("material", ids[1], {"price": before[ids[1]]})
    world.simulator.office_edit("material", ids[2], {"price": 777})
    await world.pull()
    [run] = [one for one in await world.hub.runs(limit=5) if one.what == str(M)][:1]
    counts = await world.hub.pulled_counts([run.run_id])
    assert (counts[Pulled.SET_BACK], counts[Pulled.CHANGED]) == (1, 2)
    [row] = await world.hub.pulled([run.run_id], Pulled.SET_BACK)
    assert row.entity_key == world.key(M, ids[1])
    assert row.before == {"price": 2001}
    assert float(row.after["price"]) == float(before[ids[1]])
    assert row.pushed_at is not None
    [line] = lines_of([row])
    words = set_back_words("3.87", row.pushed_at)
    assert words.startswith("ServiceTitan has set it back to 3.87 after the push of ")
    assert line.pushed_at == row.pushed_at
