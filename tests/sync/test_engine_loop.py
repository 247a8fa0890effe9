"""What the engine's loop makes of what people ask while it works, of sleeps, and of its own defects."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
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

SLEEP, PERSON = "sleep", "person"


class Work:
    """In place of the real one: notes what was asked, and lasts until it is let go.

    Cut short, it takes a last look, however often somebody says stop, which lasts while `looked` is not set.
    """

    def __init__(self) -> None:
        self.did: list[object] = []
        self.go = asyncio.Event()
        self.looked = asyncio.Event()
        self.looked.set()
        self.troubles: list[BaseException] = []

    async def pull(self, *, full: bool = False, accept: bool = False) -> None:
        self.did.append((full, accept))
        await self._last()

    async def push(self) -> SimpleNamespace:
        self.did.append(PUSH)
        await self._last()
        return SimpleNamespace(look_again_in=None)

    async def _last(self) -> None:
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            while not self.looked.is_set():
                with suppress(asyncio.CancelledError):
                    await self.looked.wait()
            raise
        if self.troubles:
            raise self.troubles.pop(0)


class Place:
    def __init__(self) -> None:
        self.clock = HandClock()
        self.told: list[EngineEvent] = []
        self.work = Work()
        self.loop = EngineLoop(parts(self.clock), self.told.append)
        self.loop._work = self.work  # type: ignore[assignment]

    def begin(self, activity: str) -> None:
        if activity == PUSH:
            self.loop.push()
        else:
            self.loop.pull(full=False, accept=False)

    async def cut_short(self, activity: str, by: Sequence[str]) -> None:
        """What is under way takes its last look and ends when all of them have cut it short."""
        self.work.looked.clear()
        for who in by:
            if who == SLEEP:
                self.loop._awoke(600)
            else:
                self.loop.cancel(activity)
            await self.clock.pass_time(0)

    async def look(self) -> None:
        self.work.looked.set()
        await self.clock.pass_time(1)

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


@pytest.mark.parametrize("activity", [PULL, PUSH])
@pytest.mark.parametrize("by", [(SLEEP, PERSON), (PERSON, SLEEP), (SLEEP, PERSON, SLEEP)])
async def test_what_a_person_cancels_does_not_begin_again_though_the_computer_slept(activity, by):
    async with at_work() as place:
        place.begin(activity)
        await place.clock.pass_time(1)
        await place.cut_short(activity, by)
        await place.look()
        assert len(place.work.did) == 1
        assert place.failures() == [(activity, True)]


@pytest.mark.parametrize("activity", [PULL, PUSH])
async def test_what_began_again_after_a_sleep_can_be_cancelled(activity):
    async with at_work() as place:
        place.begin(activity)
        await place.clock.pass_time(1)
        await place.cut_short(activity, (SLEEP,))
        await place.look()
        assert (len(place.work.did), place.failures()) == (2, [])
        place.loop.cancel(activity)
        await place.clock.pass_time(1)
        assert (len(place.work.did), place.failures()) == (2, [(activity, True)])


async def test_what_is_asked_for_after_a_cancel_is_cut_by_the_next_sleep_and_begins_again():
    async with at_work() as place:
        place.loop.push()
        await place.clock.pass_time(1)
        await place.cut_short(PUSH, (PERSON,))
        place.loop.push()
        await place.look()
        assert (place.work.did, place.failures()) == ([PUSH] * 2, [(PUSH, True)])
        place.loop._awoke(600)
        await place.clock.pass_time(1)
        assert (place.work.did, place.failures()) == ([PUSH] * 3, [(PUSH, True)])


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
