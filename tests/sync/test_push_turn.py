"""The turn: for how long it may be counted on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import cast

import pytest

from lazi_desktop.domain.errors import LeaseLost
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.sync.turn import LEASE_SECONDS, NEEDED_TO_SEND, RENEW_EVERY, Turn


class TwoClocks:
    """The one that stops while the computer sleeps, and the one on the wall."""

    def __init__(self) -> None:
        self.running = 0.0
        self.wall = 0.0
        self.ticks: asyncio.Queue[None] = asyncio.Queue()

    def monotonic(self) -> float:
        return self.running

    def now(self) -> datetime:
        return datetime.fromtimestamp(1_800_000_000 + self.wall, UTC)

    async def sleep(self, seconds: float) -> None:
        await self.ticks.get()
        self.pass_time(seconds)

    def pass_time(self, seconds: float, *, asleep: bool = False) -> None:
        self.wall += seconds
        self.running += 0 if asleep else seconds


class SlowHub:
    """Grants at once; its answer arrives so much later."""

    def __init__(self, clock: TwoClocks, seconds: float, *, asleep: bool) -> None:
        self.clock = clock
        self.seconds = seconds
        self.asleep = asleep
        self.slow_to_acquire = False
        self.renewed = asyncio.Event()

    async def acquire(self, name: str, seconds: int) -> Lease:
        if self.slow_to_acquire:
            self.clock.pass_time(self.seconds, asleep=self.asleep)
        return Lease(name, 1, seconds)

    async def renew(self, lease: Lease, seconds: int) -> Lease:
        self.clock.pass_time(self.seconds, asleep=self.asleep)
        self.renewed.set()
        return lease

    async def release(self, lease: Lease) -> None: ...


@pytest.mark.parametrize("asleep", [False, True])
async def test_a_lease_is_as_old_as_the_question_for_it(asleep):
    clock = TwoClocks()
    hub = SlowHub(clock, LEASE_SECONDS - NEEDED_TO_SEND + 1, asleep=asleep)
    async with Turn(cast(Hub, hub), clock) as turn:
        turn.check_can_send()
        clock.ticks.put_nowait(None)
        await hub.renewed.wait()
        await asyncio.sleep(0)
        with pytest.raises(LeaseLost):
            turn.check_can_send()
    hub.slow_to_acquire = True
    async with Turn(cast(Hub, hub), clock) as turn:
        with pytest.raises(LeaseLost):
            turn.check_can_send()


@pytest.mark.parametrize(("set_back", "may_send"), [(0, True), (4, True), (600, False)])
async def test_where_the_clock_was_set_back_nobody_knows_how_long_the_computer_slept(set_back, may_send):
    clock = TwoClocks()
    hub = SlowHub(clock, 0, asleep=False)
    async with Turn(cast(Hub, hub), clock) as turn:
        clock.pass_time(10)
        clock.wall -= set_back
        if may_send:
            turn.check_can_send()
        else:
            with pytest.raises(LeaseLost):
                turn.check_can_send()
        clock.ticks.put_nowait(None)  # renewed, it counts from now on
        await hub.renewed.wait()
        await asyncio.sleep(0)
        turn.check_can_send()


async def test_a_lease_that_is_renewed_in_time_goes_on():
    clock = TwoClocks()
    hub = SlowHub(clock, 1, asleep=False)
    async with Turn(cast(Hub, hub), clock) as turn:
        for _ in range(int(LEASE_SECONDS // RENEW_EVERY) + 1):
            hub.renewed.clear()
            clock.ticks.put_nowait(None)
            await hub.renewed.wait()
            await asyncio.sleep(0)
            turn.check_can_send()
