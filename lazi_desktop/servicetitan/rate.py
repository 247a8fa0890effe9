"""How fast we may ask: one budget per tenant, shared by everybody who talks to it, on this machine and on others."""

from __future__ import annotations

import asyncio
from collections import deque

import structlog
from aiolimiter import AsyncLimiter

from lazi_desktop.domain.errors import LaziError, RateLimited
from lazi_desktop.domain.push_cost import REQUESTS_PER_SECOND
from lazi_desktop.ports.hub_pace import Budget
from lazi_desktop.ports.system import Clock

SLOW_SECONDS = 60.0
LOT = 10  # requests drawn from the shared budget at once, when it is busy
LOT_KEEPS = 1.0  # seconds; what was not used by then is not saved up
ANSWER_SECONDS = 2.0
BUSY_SECONDS = 5.0  # how long who did not get a turn in time leaves the others alone
ALONE_SECONDS = 30.0  # how long the shared budget is left alone after it did not answer

log = structlog.get_logger("rate")


class TenantRate:
    """A budget of requests per second, halved for a minute after ServiceTitan asked to slow down.

    With a shared `budget`, requests are drawn from it in lots; while it does not answer, the own limit holds alone.
    Reads that somebody waits for go before those of long lists. Belongs to one event loop.
    """

    def __init__(
        self, clock: Clock, *, per_second: float = REQUESTS_PER_SECOND, budget: Budget | None = None
    ) -> None:
        self._clock = clock
        self.per_second = per_second
        burst = max(per_second, 2.0)  # a slow request counts twice, so two must fit in
        self._limiter = AsyncLimiter(burst, burst / per_second)
        self._slow_until = float("-inf")
        self._paused_until = float("-inf")
        self._shared = _SharedBudget(budget, clock) if budget is not None else None
        self._busy = False
        self._waiting: tuple[deque[asyncio.Future[None]], deque[asyncio.Future[None]]] = (deque(), deque())

    async def turn(self, *, bulk: bool = False, patience: float | None = None) -> None:
        """Waits until one more request may go out.

        Raises:
            RateLimited: that would take longer than `patience` seconds.
        """
        try:
            async with asyncio.timeout(patience):
                await self._queue(bulk)
                try:
                    await self._first_in_line(patience)
                finally:
                    self._next()
        except TimeoutError:
            pause = max(BUSY_SECONDS, self.pause_left())
            raise RateLimited("Too many requests are waiting.", retry_after=pause) from None

    async def _first_in_line(self, patience: float | None) -> None:
        until = float("inf") if patience is None else self._clock.monotonic() + patience
        while self.pause_left() > 0:
            self.check_pause(until - self._clock.monotonic())
            await self._clock.sleep(self.pause_left())
        await self._limiter.acquire(2 if self._clock.monotonic() < self._slow_until else 1)
        if self._shared is not None:
            await self._shared.turn(1 + sum(map(len, self._waiting)), until)

    def check_pause(self, patience: float = 0.0) -> None:
        """Raises RateLimited where ServiceTitan wants to hear nothing for longer than `patience`."""
        _check_wait(self.pause_left(), patience)

    def pause_left(self) -> float:
        """Seconds in which ServiceTitan wants to hear nothing."""
        return max(0.0, self._paused_until - self._clock.monotonic())

    async def slow_down(self, retry_after: float) -> None:
        now = self._clock.monotonic()
        self._paused_until = max(self._paused_until, now + retry_after)
        self._slow_until = max(self._slow_until, self._paused_until + SLOW_SECONDS)
        if self._shared is not None:
            await self._shared.slow_down(retry_after)

    async def _queue(self, bulk: bool) -> None:
        if not self._busy:
            self._busy = True
            return
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[bulk].append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._next()  # it was our turn already
            raise

    def _next(self) -> None:
        for lane in self._waiting:
            while lane:
                place = lane.popleft()
                if not place.done():
                    place.set_result(None)
                    return
        self._busy = False


class _SharedBudget:
    """Draws more at once the faster requests follow each other, so that the budget is not asked for each of them."""

    def __init__(self, budget: Budget, clock: Clock) -> None:
        self._budget = budget
        self._clock = clock
        self._left = 0
        self._last_lot = 0
        self._drawn_at = float("-inf")
        self._alone_until = float("-inf")

    async def turn(self, wanted: int, until: float) -> None:
        while self._clock.monotonic() >= self._alone_until:
            if self._clock.monotonic() - self._drawn_at > LOT_KEEPS:
                self._left = self._last_lot = 0
            if self._left:
                self._left -= 1
                return
            wait = await self._draw(min(max(wanted, 2 * self._last_lot), LOT))
            if wait:
                _check_wait(wait, until - self._clock.monotonic())
                await self._clock.sleep(wait)

    async def _draw(self, wanted: int) -> float:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                drawn = await self._budget.draw(wanted)
        except (LaziError, TimeoutError) as error:
            log.info("the shared budget does not answer: the own limit holds alone", reason=str(error))
            self._alone_until = self._clock.monotonic() + ALONE_SECONDS
            return 0.0
        self._left, self._last_lot, self._drawn_at = drawn.granted, drawn.granted, self._clock.monotonic()
        return drawn.wait if not drawn.granted else 0.0

    async def slow_down(self, seconds: float) -> None:
        self._left = 0
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._budget.slow_down(seconds)
        except (LaziError, TimeoutError) as error:
            log.info("others could not be told to slow down", reason=str(error))


def _check_wait(seconds: float, patience: float) -> None:
    if seconds > patience:
        raise RateLimited(f"It wants to be left alone for another {seconds:.0f} s.", retry_after=seconds)
