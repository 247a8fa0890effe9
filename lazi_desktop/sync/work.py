"""What talks to ServiceTitan for one tenant, asked for by a person or by the schedule: one thing at a time, each in a
turn of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from uuid import UUID

import structlog

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.list_titles import list_title
from lazi_desktop.ports.engine import (
    EngineEvent,
    PullFinished,
    PullReport,
    PushFinished,
    PushReport,
    PushResult,
)
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.pictures import PictureTools
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.brake import Brake
from lazi_desktop.sync.connections import Connections
from lazi_desktop.sync.pull import Pull
from lazi_desktop.sync.push import CANCELLED, Push
from lazi_desktop.sync.reference_lists import pull_reference_lists
from lazi_desktop.sync.schedule import LISTS, PULL, PUSH, SWEEP, TEND
from lazi_desktop.sync.stopped_pulls import must_be_full
from lazi_desktop.sync.turn import Turn
from lazi_desktop.sync.twins import look_for_twins
from lazi_desktop.sync.upkeep import tend_hub

log = structlog.get_logger("work")

PUSH_ANYWAY_EVERY = 3600.0

Step = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class _Submitted:
    """How what is submitted stands: a push that found nothing to send finds nothing until this changes."""

    epoch: UUID
    feed_seq: int
    waiting: int


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
        tools: PictureTools | None = None,
    ) -> None:
        self._connections = connections
        self._clock = clock
        self._tell = tell
        self._exchange = exchange
        self._answer = answer
        self._compare = compare
        self._tools = tools
        self.brake = Brake()
        self._one_at_a_time = asyncio.Lock()
        self._nothing_in: _Submitted | None = None
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
        await self._follow_up()
        self._tell(PullFinished(report))
        return report

    async def push(self) -> PushReport:
        """Sends what people submitted. Also a push that was cancelled tells how far it came."""
        self.brake.release()
        try:
            report = await self._push(asked=True)
        finally:
            self.brake.end_pause()  # also one that was asked for after the last request
        self._tell(PushFinished(report))
        return report

    async def _push(self, *, asked: bool) -> PushReport:
        await self._exchange()
        push: Push | None = None
        try:
            async with self._turn() as (hub, remote, turn):
                push = Push(
                    hub, remote, turn, self._clock, tell=self._tell, steps=self._tell, brake=self.brake,
                    tools=self._tools,
                )  # fmt: skip
                report = await push.run()
            self._pushed_at = self._clock.monotonic()
            await self._follow_up()
        except asyncio.CancelledError:
            if asked and push is not None:
                came = push.report()
                stopped = came.stopped or LaziError(title=CANCELLED)
                self._tell(PushFinished(replace(came, stopped=stopped)))
            raise
        return report

    async def _follow_up(self) -> None:
        """What was pulled or pushed stays so, whatever becomes of what follows: it is done another time."""
        if await _goes_through(self._exchange, otherwise="the next exchange brings it"):
            await _goes_through(self._answer, otherwise="conflicts are answered another time")

    async def lists(self, *, full: bool = False) -> None:
        """Raises LaziError also for lists that were refused, after all the others were read: once for each reason."""
        async with self._turn() as (hub, remote, turn):
            came = await pull_reference_lists(hub, remote, turn, full=full, tell=self._tell)
        if came.news:
            words = "; ".join(f"{list_title(name)}: {came.refused[name]}" for name in came.news)
            raise LaziError(words, title="ServiceTitan refused some lists")

    async def sweep(self) -> None:
        """Reads everything again, finds what is gone or there twice, and makes sure that the copies are the same."""
        await self.pull(full=True)
        async with self._turn() as (hub, remote, turn):
            await look_for_twins(hub, remote, turn)
        await self._compare()
        await self.lists(full=True)

    async def tend(self) -> None:
        async with self._one_at_a_time, Turn(await self._connections.hub(), self._clock) as turn:
            await tend_hub(await self._connections.hub(), turn)

    async def _pull_changes(self) -> None:
        await self.pull()

    async def _push_what_was_submitted(self) -> None:
        """What only waits for a conflict or its time is not tried every minute, but now and then."""
        if self.brake.is_on:
            return  # a person has stopped it here
        hub = await self._connections.hub()
        anyway = self._clock.monotonic() - self._pushed_at > PUSH_ANYWAY_EVERY
        submitted = await self._look_for_submitted(hub)
        if not anyway and submitted in (None, self._nothing_in):
            return
        report = await self._push(asked=False)
        settled = any(field.result not in (PushResult.WAITING, PushResult.HELD) for field in report.fields)
        # As it stood before: what was submitted while the push went on is tried the next time.
        self._nothing_in = None if report.fields or report.stopped is not None else submitted
        if settled:
            self._tell(PushFinished(report))
        if report.stopped is not None:
            raise report.stopped

    async def _look_for_submitted(self, hub: Hub) -> _Submitted | None:
        """None where nothing is submitted that is due."""
        state = await hub.state()
        waiting, _ = await hub.waiting()
        submitted = (await hub.counts()).submitted_entities
        return _Submitted(state.epoch, state.feed_seq, waiting) if submitted > waiting else None

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[tuple[Hub, RemotePricebook, Turn]]:
        hub, remote = await self._connections.hub(), await self._connections.remote()
        async with self._one_at_a_time, Turn(hub, self._clock) as turn:
            yield hub, remote, turn


async def _goes_through(step: Step, *, otherwise: str) -> bool:
    try:
        await step()
    except LaziError as error:
        log.warning(otherwise, reason=str(error))
    except Exception:
        log.exception(otherwise)
    else:
        return True
    return False
