"""The turn to talk to ServiceTitan: a lease kept alive while work goes on, and the guard before each write."""

from __future__ import annotations

import asyncio
import math
from types import TracebackType

from lazi_desktop.domain.errors import LaziError, LeaseLost
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.system import Clock

LEASE_NAME = "servicetitan"
LEASE_SECONDS = 180
RENEW_EVERY = 20.0
NEEDED_TO_SEND = 120.0  # ServiceTitan may work on one request for 100 s
CLOCKS_AGREE_TO = 5.0

Moment = tuple[float, float]
"""By the running clock, which a sleeping laptop stops, and by the one on the wall."""


def moment(clock: Clock) -> Moment:
    return clock.monotonic(), clock.now().timestamp()


class Turn:
    """`async with Turn(hub, clock) as turn:` holds the tenant's lease and renews it.

    Raises LeaseHeld on entry when somebody else is at it.
    """

    def __init__(self, hub: Hub, clock: Clock) -> None:
        self._hub = hub
        self._clock = clock
        self._lease: Lease | None = None
        self._asked: Moment = (0.0, 0.0)
        self._renewing: asyncio.Task[None] | None = None

    @property
    def lease(self) -> Lease:
        if self._lease is None:
            raise LeaseLost("The turn was given back already.")
        return self._lease

    def check_can_send(self) -> None:
        """Call before every write to ServiceTitan: enough of the lease must be left for the slowest answer.

        Raises:
            LeaseLost: too little is left; another machine may take over before the answer comes.
        """
        if LEASE_SECONDS - self.seconds_since(self._asked) < NEEDED_TO_SEND:
            raise LeaseLost("This computer was away for too long. Push again to go on.")

    def seconds_since(self, then: Moment) -> float:
        """By whichever clock says more. Where the one on the wall was set back, nobody knows how long the computer
        slept: for ever."""
        running, on_the_wall = (now - before for now, before in zip(moment(self._clock), then, strict=True))
        if on_the_wall < running - CLOCKS_AGREE_TO:
            return math.inf
        return max(running, on_the_wall)

    async def __aenter__(self) -> Turn:
        asked = moment(self._clock)
        self._note(await self._hub.acquire(LEASE_NAME, LEASE_SECONDS), asked)
        self._renewing = asyncio.create_task(self._keep(), name="renew the turn")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._renewing is not None:
            self._renewing.cancel()
            await asyncio.gather(self._renewing, return_exceptions=True)
        lease, self._lease = self._lease, None
        if lease is not None:
            try:
                await self._hub.release(lease)
            except LaziError:
                pass  # it runs out by itself

    def _note(self, lease: Lease, asked: Moment) -> None:
        """The lease counts from when it was asked for: nobody knows how long the answer was on its way."""
        self._lease = lease
        self._asked = asked

    async def _keep(self) -> None:
        while True:
            await self._clock.sleep(RENEW_EVERY)
            asked = moment(self._clock)
            try:
                self._note(await self._hub.renew(self.lease, LEASE_SECONDS), asked)
            except LeaseLost:
                return  # every write with the old token is refused from here on
            except LaziError:
                continue  # the guard before each write decides whether enough is left
