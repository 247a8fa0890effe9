"""What talks to ServiceTitan for one tenant, asked for by a person or by the schedule: one thing at a time, each in a
turn of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from lazi_desktop.ports.engine import (
    EngineEvent,
    PullFinished,
    PullReport,
    PushFinished,
    PushReport,
    PushResult,
)
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.connections import Connections
from lazi_desktop.sync.pull import Pull
from lazi_desktop.sync.push import Push
from lazi_desktop.sync.reference_lists import pull_reference_lists
from lazi_desktop.sync.schedule import LISTS, PULL, PUSH, SWEEP, TEND
from lazi_desktop.sync.stopped_pulls import must_be_full
from lazi_desktop.sync.turn import Turn
from lazi_desktop.sync.upkeep import tend_hub

PUSH_ANYWAY_EVERY = 3600.0

Step = Callable[[], Awaitable[object]]


async def nothing() -> None:
    """Where there is no workspace to bring up to date."""


class Work:
    """`exchange` goes before a push and after everything, `answer` after what may have met conflicts, `compare` after a
    sweep."""

    def __init__(
        self,
        connections: Connections,
        clock: Clock,
        *,
        tell: Callable[[EngineEvent], None],
        exchange: Step = nothing,
        answer: Step = nothing,
        compare: Step = nothing,
    ) -> None:
        self._connections = connections
        self._clock = clock
        self._tell = tell
        self._exchange = exchange
        self._answer = answer
        self._compare = compare
        self._one_at_a_time = asyncio.Lock()
        self._nothing_to_push_at: int | None = None
        self._pushed_at = float("-inf")

    @property
    def jobs(self) -> Mapping[str, Callable[[], Awaitable[None]]]:
        """What the schedule runs."""
        return {
            PUSH: self._push_what_was_submitted,
            PULL: self._pull_changes,
            LISTS: self.lists,
            SWEEP: self.sweep,
            TEND: self.tend,
        }

    async def pull(self, *, full: bool = False, accept: bool = False) -> PullReport:
        async with self._turn() as (hub, remote, turn):
            full = await must_be_full(hub, full=full, accept=accept)
            pull = Pull(hub, remote, turn, self._clock, full=full, accept=accept, tell=self._tell)
            report = await pull.run()
        await self._exchange()
        await self._answer()
        self._tell(PullFinished(report))
        return report

    async def push(self) -> PushReport:
        """Sends what people submitted. Also a push that was cancelled tells how far it came."""
        report = await self._push(asked=True)
        self._tell(PushFinished(report))
        return report

    async def _push(self, *, asked: bool) -> PushReport:
        await self._exchange()
        async with self._turn() as (hub, remote, turn):
            push = Push(hub, remote, turn, self._clock, tell=self._tell)
            try:
                report = await push.run()
            except asyncio.CancelledError:
                if asked:
                    self._tell(PushFinished(push.report()))
                raise
        await self._exchange()
        await self._answer()
        self._pushed_at = self._clock.monotonic()
        return report

    async def lists(self) -> None:
        async with self._turn() as (hub, remote, turn):
            await pull_reference_lists(hub, remote, turn, tell=self._tell)

    async def sweep(self) -> None:
        """Reads everything again, finds what is gone, and makes sure that the copies are the same."""
        await self.pull(full=True)
        await self._compare()

    async def tend(self) -> None:
        async with self._one_at_a_time, Turn(await self._connections.hub(), self._clock) as turn:
            await tend_hub(await self._connections.hub(), turn)

    async def _pull_changes(self) -> None:
        await self.pull()

    async def _push_what_was_submitted(self) -> None:
        hub = await self._connections.hub()
        if not await self._is_something_to_push(hub):
            return
        report = await self._push(asked=False)
        settled = any(field.result is not PushResult.WAITING for field in report.fields)
        self._nothing_to_push_at = None if report.fields else (await hub.state()).feed_seq
        if settled:
            self._tell(PushFinished(report))
        if report.stopped is not None:
            raise report.stopped

    async def _is_something_to_push(self, hub: Hub) -> bool:
        """Whether a push would find anything: what only waits for a conflict or its time is not tried every minute."""
        if self._clock.monotonic() - self._pushed_at > PUSH_ANYWAY_EVERY:
            return True
        waiting, _ = await hub.waiting()
        if (await hub.counts()).submitted_entities <= waiting:
            return False
        return (await hub.state()).feed_seq != self._nothing_to_push_at

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[tuple[Hub, RemotePricebook, Turn]]:
        hub, remote = await self._connections.hub(), await self._connections.remote()
        async with self._one_at_a_time, Turn(hub, self._clock) as turn:
            yield hub, remote, turn
