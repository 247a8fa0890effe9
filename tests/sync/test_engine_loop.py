"""What the engine's loop makes of what people ask while it works, of sleeps, and of its own defects."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from types import SimpleNamespace

import pytest

from lazi_desktop.domain.errors import HubUnavailable, LaziError
from lazi_desktop.ports.engine import ActivityFailed, EngineEvent
from lazi_desktop.sync import engine_loop
from lazi_desktop.sync.engine import EngineThread
from lazi_desktop.sync.engine_loop import EngineLoop
from lazi_desktop.sync.engine_parts import EngineParts
from lazi_desktop.sync.schedule import PULL, PUSH
from tests.sync.clocks import HandClock


class Work:
    """In place of the real one: notes what was asked, and lasts until it is let go."""

    def __init__(self) -> None:
        self.did: list[object] = []
        self.go = asyncio.Event()
        self.troubles: list[BaseException] = []

    async def pull(self, *, full: bool = False, accept: bool = False) -> None:
        self.did.append((full, accept))
        await self._last()

    async def push(self) -> SimpleNamespace:
        self.did.append(PUSH)
        await self._last()
        return SimpleNamespace(look_again_in=None)

    async def _last(self) -> None:
        await self.go.wait()
        if self.troubles:
            raise self.troubles.pop(0)


class Place:
    def __init__(self) -> None:
        self.clock = HandClock()
        self.told: list[EngineEvent] = []
        self.work = Work()
        self.loop = EngineLoop(parts(self.clock), self.told.append)
        self.loop._work = self.work  # type: ignore[assignment]

    def failures(self) -> list[tuple[str, bool]]:
        return [(event.activity, event.cancelled) for event in self.told if isinstance(event, ActivityFailed)]


def parts(clock: HandClock) -> EngineParts:
    async def nobody():
        raise HubUnavailable("Nobody answers.")

    return EngineParts(nobody, nobody, None, None, clock)  # type: ignore[arg-type]


@asynccontextmanager
async def at_work() -> AsyncIterator[Place]:
    place = Place()
    running = asyncio.create_task(place.loop.run())
    await place.clock.pass_time(0)
    try:
        yield place
    finally:
        place.loop.stopping.set()
        await running


async def test_what_a_pull_under_way_would_not_do_is_done_after_it():
    async with at_work() as place:
        place.loop.pull(full=False, accept=False)
        await place.clock.pass_time(1)
        place.loop.pull(full=False, accept=True)
        place.loop.pull(full=False, accept=True)
        place.loop.pull(full=True, accept=False)
        place.loop.pull(full=False, accept=False)  # that is what is being done
        place.work.go.set()
        await place.clock.pass_time(1)
        assert place.work.did == [(False, False), (False, True), (True, False)]


async def test_what_is_submitted_while_a_push_goes_on_is_pushed_after_it_also_where_that_failed():
    async with at_work() as place:
        place.loop.push()
        await place.clock.pass_time(1)
        place.loop.push()
        place.loop.push()
        place.work.troubles = [HubUnavailable("Nobody answers.")]
        place.work.go.set()
        await place.clock.pass_time(1)
        assert place.work.did == [PUSH, PUSH]
        assert place.failures() == [(PUSH, False)]
        place.loop.push()
        await place.clock.pass_time(1)
        assert place.work.did == [PUSH, PUSH, PUSH]


async def test_who_cancels_cancels_also_what_was_to_follow():
    async with at_work() as place:
        place.loop.push()
        await place.clock.pass_time(1)
        place.loop.push()
        place.loop.cancel(PUSH)
        await place.clock.pass_time(1)
        assert place.work.did == [PUSH]
        assert place.failures() == [(PUSH, True)]


async def test_what_is_cancelled_before_its_first_step_can_be_asked_for_again():
    async with at_work() as place:
        place.loop.pull(full=False, accept=False)
        place.loop.cancel(PULL)
        await place.clock.pass_time(1)
        assert (place.work.did, place.failures()) == ([], [(PULL, True)])
        place.loop.pull(full=False, accept=False)
        await place.clock.pass_time(1)
        assert place.work.did == [(False, False)]


async def test_after_two_sleeps_in_a_row_one_exchange_goes_on(monkeypatch):
    async with at_work() as place:
        began, under_way, most = 0, 0, 0

        async def run(ready) -> None:
            nonlocal began, under_way, most
            began, under_way = began + 1, under_way + 1
            most = max(most, under_way)
            try:
                await asyncio.Event().wait()
            finally:
                await asyncio.sleep(0)  # it takes a while to stop
                await asyncio.sleep(0)
                under_way -= 1

        monkeypatch.setattr(place.loop.exchange, "run", run)
        place.loop._awoke(600)
        await place.clock.pass_time(0)
        place.loop._awoke(600)
        place.loop._awoke(600)
        await place.clock.pass_time(0)
        assert (began, under_way, most) == (2, 1, 1)


async def test_what_watches_for_sleep_goes_on_after_a_defect(monkeypatch):
    monkeypatch.setattr(engine_loop, "watch_for_sleep", _nods_off)
    awoke = []

    def defect(self: EngineLoop, seconds: float) -> None:
        awoke.append(seconds)
        raise ZeroDivisionError

    monkeypatch.setattr(EngineLoop, "_awoke", defect)
    async with at_work() as place:
        await place.clock.pass_time(60)
    assert len(awoke) >= 2


async def _nods_off(clock, awoke) -> None:
    await clock.sleep(10)
    awoke(600)


def test_an_engine_that_cannot_be_made_says_so_and_nobody_waits_for_it():
    broken = EngineThread(replace(parts(HandClock()), schedule=SimpleNamespace()))  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:

        def cannot(*arguments: object, **more: object) -> None:
            raise LaziError("Not this way.")

        patch.setattr(engine_loop, "Scheduler", cannot)
        broken.push()
        with pytest.raises(LaziError, match="Not this way"):
            broken.start()
    broken.pull()
    broken.stop()
