"""What the schedule's jobs find to do, and what is said of what went wrong."""

from __future__ import annotations

import asyncio

import pytest
import structlog

from lazi_desktop.domain.errors import HubUnavailable, LaziError
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.list_titles import LIST_TITLES
from lazi_desktop.ports.engine import EngineEvent, PullFinished, PushFinished, PushResult
from lazi_desktop.sync.brake import PausedTooLong
from lazi_desktop.sync.connections import Connections
from lazi_desktop.sync.schedule import LISTS, PUSH, SWEEP
from lazi_desktop.sync.work import Work, nothing
from tests.world import World

M = EntityKind.MATERIAL


def work_in(world: World, exchange=nothing, answer=nothing, tell=lambda event: None) -> Work:
    async def hub():
        return world.hub

    async def remote():
        return world.remote

    return Work(Connections(hub, remote), world.clock, tell=tell, exchange=exchange, answer=answer)


async def submit_one(world: World) -> int:
    """The remote id of a material whose price was changed and submitted."""
    [one] = world.some(M)
    world.edit(M, one, {"price": 4711})
    world.submit()
    await world.replicate()
    return one


def finished(told: list[EngineEvent]) -> list[EngineEvent]:
    return [event for event in told if isinstance(event, PullFinished | PushFinished)]


async def test_what_is_submitted_while_a_push_ends_is_sent_a_minute_later(world: World):
    await world.pull()
    [one] = world.some(M)
    world.edit(M, one, {"price": 4711})
    await world.replicate()
    exchanges = 0

    async def exchange() -> None:
        nonlocal exchanges
        exchanges += 1
        if exchanges == 2:  # the push has found nothing, and is about to end
            world.submit()
            await world.replicate()

    push = work_in(world, exchange).jobs[PUSH]
    await push()
    await push()
    assert float(world.simulator.item("material", one)["price"]) == 4711


async def test_what_only_waited_for_its_time_is_sent_when_it_has_come(world: World):
    await world.pull()
    one, two = world.some(M, 2)
    for remote_id in (one, two):
        world.edit(M, remote_id, {"price": 4711})
    world.submit()
    await world.replicate()
    hub, waiting = world.hub, 1

    async def how_many_wait() -> tuple[int, float | None]:
        return waiting, None

    async def none_yet(lease, limit):
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hub, "waiting", how_many_wait)
        patch.setattr(hub, "claim", none_yet)
        push = work_in(world).jobs[PUSH]
        await push()
        await push()
        waiting = 0
        patch.undo()
    await push()
    assert float(world.simulator.item("material", one)["price"]) == 4711


async def test_a_push_that_could_not_begin_is_tried_again(world: World):
    await world.pull()
    [one] = world.some(M)
    world.edit(M, one, {"price": 4711})
    world.submit()
    await world.replicate()

    async def cannot(lease, limit):
        raise LaziError("Nobody answers.")

    push = work_in(world).jobs[PUSH]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world.hub, "claim", cannot)
        with pytest.raises(LaziError):
            await push()
    await push()
    assert float(world.simulator.item("material", one)["price"]) == 4711


async def test_what_is_known_to_wait_for_a_person_is_not_tried_every_minute(world: World):
    await world.pull()
    [one] = world.some(M)
    world.edit(M, one, {"price": 4711})
    world.submit()
    await world.replicate()
    claims = 0

    async def none(lease, limit):
        nonlocal claims
        claims += 1
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world.hub, "claim", none)
        push = work_in(world).jobs[PUSH]
        for _ in range(4):
            await push()
    assert claims == 1


async def test_a_list_that_is_refused_is_said_after_the_others_were_read(world: World):
    world.simulator.inject(kind="deny_scope", scope="tn.pb.csp:r", times=9)
    with pytest.raises(LaziError, match=r"rate sheets: .*rate sheets"):
        await work_in(world).jobs[LISTS]()
    runs = {run.what: run.state for run in await world.hub.runs()}
    assert runs.pop("lists client_specific_pricing") == "refused"
    assert set(runs.values()) == {"done"}
    assert len(runs) == len(LIST_TITLES) - 1
    await work_in(world).jobs[LISTS]()  # said once


async def test_a_sweep_reads_lists_whole_too(world: World):
    work = work_in(world)
    await work.jobs[LISTS]()
    await work.jobs[LISTS]()
    await work.jobs[SWEEP]()
    runs = [run for run in await world.hub.runs(limit=500) if run.what == "lists vendors"]
    assert [run.full for run in runs] == [True, False, True]


@pytest.mark.parametrize("trouble", [LaziError("Nobody answers."), KeyError("an entity")])
async def test_a_pull_or_push_is_as_good_without_answers_to_its_conflicts(world: World, trouble: Exception):
    async def answer() -> None:
        raise trouble

    work = work_in(world, answer=answer)
    with structlog.testing.capture_logs() as said:
        report = await work.pull()
        await work.push()
    assert report.counts.added
    assert [line["event"] for line in said if line["event"].startswith("conflicts")] == [
        "conflicts are answered another time"
    ] * 2


@pytest.mark.parametrize("trouble", [HubUnavailable("It does not answer."), KeyError("an entity")])
async def test_what_arrived_is_told_also_where_the_hub_goes_away_right_after(
    world: World, trouble: Exception
):
    await world.pull()
    await submit_one(world)
    told: list[EngineEvent] = []
    answered: list[bool] = []
    exchanges = 0

    async def exchange() -> None:
        nonlocal exchanges
        exchanges += 1
        if exchanges > 1:
            raise trouble

    async def answer() -> None:
        answered.append(True)

    async def a_minute() -> tuple[int, float | None]:
        return 1, 60.0

    work = work_in(world, exchange, answer, told.append)
    with pytest.MonkeyPatch.context() as patch, structlog.testing.capture_logs() as said:
        patch.setattr(world.hub, "waiting", a_minute)
        pushed = await work.push()
        pulled = await work.pull()
    assert [field.result for field in pushed.fields] == [PushResult.VERIFIED]
    assert pushed.look_again_in == 60.0
    assert finished(told) == [PushFinished(pushed), PullFinished(pulled)]
    assert not answered  # they would be those to what stood before
    assert [line["event"] for line in said if "exchange" in line["event"]] == [
        "the next exchange brings it"
    ] * 2


async def test_a_push_that_sent_something_before_the_hub_went_away_was_a_push(world: World):
    await world.pull()
    await submit_one(world)
    exchanges = claims = 0

    async def exchange() -> None:
        nonlocal exchanges
        exchanges += 1
        if exchanges == 2:
            raise HubUnavailable("It does not answer.")

    work = work_in(world, exchange)
    await work.push()
    claim = world.hub.claim

    async def counting(lease, limit):
        nonlocal claims
        claims += 1
        return await claim(lease, limit)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world.hub, "claim", counting)
        await work.jobs[PUSH]()
    assert claims == 0


async def test_a_push_that_cannot_exchange_before_it_sends_fails(world: World):
    await world.pull()
    one = await submit_one(world)
    told: list[EngineEvent] = []

    async def exchange() -> None:
        raise HubUnavailable("It does not answer.")

    with pytest.raises(HubUnavailable):
        await work_in(world, exchange, tell=told.append).push()
    assert not finished(told)
    assert float(world.simulator.item("material", one)["price"]) != 4711


@pytest.mark.parametrize("step", ["exchange", "answer"])
async def test_a_push_that_is_cancelled_after_its_last_request_tells_what_arrived(world: World, step: str):
    await world.pull()
    await submit_one(world)
    told: list[EngineEvent] = []
    reached = asyncio.Event()
    exchanges = 0

    async def exchange() -> None:
        nonlocal exchanges
        exchanges += 1
        if exchanges == 2 and step == "exchange":
            await for_ever()

    async def for_ever() -> None:
        reached.set()
        await asyncio.Event().wait()

    pushing = asyncio.create_task(work_in(world, exchange, for_ever, told.append).push())
    await reached.wait()
    pushing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await pushing
    [end] = finished(told)
    assert isinstance(end, PushFinished)
    assert [field.result for field in end.report.fields] == [PushResult.VERIFIED]
    assert str(end.report.stopped) == "Cancelled"


async def test_a_pause_that_comes_after_the_last_request_ends_with_its_push(world: World):
    await world.pull()
    one, two = world.some(M, 2)
    world.edit(M, one, {"price": 4711})
    world.submit()
    await world.replicate()

    async def answer() -> None:
        work.brake.pull()

    work = work_in(world, answer=answer)
    await work.push()
    world.edit(M, two, {"price": 4712})
    world.submit()
    await world.replicate()
    await work.jobs[PUSH]()
    assert float(world.simulator.item("material", two)["price"]) == 4712


async def test_what_was_paused_for_too_long_goes_on_only_when_a_person_says_so(world: World):
    await world.pull()
    [one] = world.some(M)
    world.edit(M, one, {"price": 4711})
    world.submit()
    await world.replicate()

    async def pause() -> None:
        if not paused:
            work.brake.pull()
            paused.append(True)

    paused: list[bool] = []
    work = work_in(world, exchange=pause)
    report = await work.push()
    assert isinstance(report.stopped, PausedTooLong)
    await work.jobs[PUSH]()
    assert float(world.simulator.item("material", one)["price"]) != 4711
    work.brake.release()
    await work.jobs[PUSH]()
    assert float(world.simulator.item("material", one)["price"]) == 4711
