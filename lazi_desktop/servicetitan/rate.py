"""How fast we may ask: one budget per tenant, shared by everything in this program that talks to it."""

from __future__ import annotations

from aiolimiter import AsyncLimiter

from lazi_desktop.ports.system import Clock

REQUESTS_PER_SECOND = 20.0
SLOW_SECONDS = 60.0


class TenantRate:
    """A budget of requests per second, halved for a minute after ServiceTitan asked to slow down.

    Belongs to one event loop.
    """

    def __init__(self, clock: Clock, *, per_second: float = REQUESTS_PER_SECOND) -> None:
        self._clock = clock
        burst = max(per_second, 2.0)  # a slow request counts twice, so two must fit in
        self._limiter = AsyncLimiter(burst, burst / per_second)
        self._slow_until = float("-inf")
        self._paused_until = float("-inf")

    async def turn(self) -> None:
        """Waits until one more request may go out."""
        while (left := self.pause_left()) > 0:
            await self._clock.sleep(left)
        await self._limiter.acquire(2 if self._clock.monotonic() < self._slow_until else 1)

    def pause_left(self) -> float:
        """Seconds in which ServiceTitan wants to hear nothing."""
        return max(0.0, self._paused_until - self._clock.monotonic())

    def slow_down(self, retry_after: float) -> None:
        now = self._clock.monotonic()
        self._paused_until = max(self._paused_until, now + retry_after)
        self._slow_until = max(self._slow_until, self._paused_until + SLOW_SECONDS)
