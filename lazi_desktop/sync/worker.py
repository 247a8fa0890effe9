"""The engine without a window and without a workspace: one tenant's scheduled work, on a machine of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

import structlog

from lazi_desktop.ports.engine import EngineEvent
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.pictures import PictureTools
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.ports.system import Clock, Ids
from lazi_desktop.sync.automatic import StandingAnswers
from lazi_desktop.sync.connections import Connections
from lazi_desktop.sync.known_hub import KnownHub
from lazi_desktop.sync.schedule import Pauses, Schedule, role_reason
from lazi_desktop.sync.scheduler import JobRan, Scheduler
from lazi_desktop.sync.sleeping import watch_for_sleep
from lazi_desktop.sync.supervision import keep_going
from lazi_desktop.sync.work import Work

log = structlog.get_logger("worker")


class Worker:
    """`gate` is shared by the tenants of one program: so many of them work at once."""

    def __init__(
        self,
        open_hub: Callable[[], Awaitable[Hub]],
        open_remote: Callable[[], Awaitable[RemotePricebook]],
        clock: Clock,
        ids: Ids,
        schedule: Schedule,
        pauses: Pauses,
        gate: asyncio.Semaphore,
        *,
        tell: Callable[[EngineEvent], None],
        ran: Callable[[JobRan], None],
        pulled: Callable[[datetime], None] = lambda at: None,
        tools: PictureTools | None = None,
    ) -> None:
        self._connections = Connections(open_hub, open_remote)
        self._clock = clock
        self._answers = StandingAnswers(ids, clock)
        self._known = KnownHub()
        self._pauses = pauses
        self._gate = gate
        self._scheduler = Scheduler(
            schedule,
            Work(self._connections, clock, tell=tell, answer=self._answer, tools=tools).jobs,
            hub=self._connections.hub,
            clock=clock,
            why_not=self._why_not,
            tell=tell,
            ran=ran,
            pulled=pulled,
            doubt=self._connections.doubt,
            gate=gate,
        )

    async def run(self) -> None:
        """Until it is cancelled; what is under way ends in good order."""
        watching = asyncio.create_task(
            keep_going(partial(watch_for_sleep, self._clock, self._awoke), self._clock),
            name="watch for sleep",
        )
        try:
            await self._scheduler.run()
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            await self._connections.close()

    async def once(self) -> None:
        """What is due now, and no more.

        Raises any LaziError for which nothing could be done at all.
        """
        try:
            await self._connections.remote()
            async with self._gate:
                await self._scheduler.run_once()
        finally:
            await self._connections.close()

    async def _why_not(self) -> str:
        if not self._scheduler.running:
            await self._connections.tidy()
        state = await self._known.look(await self._connections.hub())
        reason = role_reason(state.level) or self._pauses.reason()
        if not reason:
            await self._connections.remote()
        return reason

    async def _answer(self) -> None:
        await self._answers.give(await self._connections.hub())

    def _awoke(self, seconds: float) -> None:
        log.info("awake again", after=round(seconds))
        self._connections.leave_all()
        self._scheduler.give_way()
        self._scheduler.poke()
