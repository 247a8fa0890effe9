"""The exchange with the hub, over and over: after an edit, when the hub moved, and every few seconds in any case."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import structlog

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.engine import ActivityFailed, Connection, ConnectionChanged, EngineEvent
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_feed import DeviceCopied, HubState
from lazi_desktop.ports.replica import RE_ENROLLED, FeedGap, Replica
from lazi_desktop.ports.system import Clock
from lazi_desktop.ports.workspace import WriterThread
from lazi_desktop.sync.connections import Connections
from lazi_desktop.sync.replication import Replicator
from lazi_desktop.sync.waiting import first_of

log = structlog.get_logger("exchange")

POLL_SECONDS = 5.0
EXCHANGE_ANYWAY_EVERY = 60.0
EDIT_SECONDS = 0.15  # after an edit the window repaints first, and edits that follow each other go together
RECONNECT_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)
LEAST_SECONDS = 1.0  # between two attempts, however often a person edits meanwhile
CLOCK_MOVED_SECONDS = 60.0


class Exchange:
    """Belongs to the engine's loop. `replicator` makes what does one exchange, `tidy` closes what was given up."""

    def __init__(
        self,
        connections: Connections,
        replicator: Callable[[Hub], Replicator],
        replica: Replica,
        writer: WriterThread,
        clock: Clock,
        *,
        tell: Callable[[EngineEvent], None],
        tidy: Callable[[], Awaitable[None]],
        new_device: Callable[[], UUID] | None,
    ) -> None:
        self._connections = connections
        self._replicator = replicator
        self._replica = replica
        self._writer = writer
        self._clock = clock
        self._tell = tell
        self._tidy = tidy
        self._new_device = new_device
        self._one_at_a_time = asyncio.Lock()
        self._woken = asyncio.Event()
        self._waking: asyncio.Task[None] | None = None
        self._listening: asyncio.Task[None] | None = None
        self._told: ConnectionChanged | None = None
        self._asked_at = clock.now()
        self._exchange_anyway_at = float("-inf")
        self.state: HubState | None = None
        """How the hub stood at the last exchange; None while there is none."""

    async def run(self, ready: Callable[[], Awaitable[None]]) -> None:
        """Until it is cancelled. `ready` is called after each exchange."""
        failures = 0
        try:
            while True:
                error = await self._try()
                async with self._one_at_a_time:
                    await self._tidy()
                if error is None:
                    failures = 0
                    await ready()
                    await self._wait_for_news()
                    while await self._is_quiet():
                        await self._wait_for_news()
                    continue
                await self._pause(RECONNECT_SECONDS[min(failures, len(RECONNECT_SECONDS) - 1)])
                failures += 1
        finally:
            if self._waking is not None:
                self._waking.cancel()
            await self._stop_listening()

    async def once(self) -> HubState:
        """One exchange now.

        Raises any LaziError that stands against it.
        """
        async with self._one_at_a_time:
            self._woken.clear()
            try:
                return await self._exchange()
            except DeviceCopied:
                if self._new_device is None:
                    raise
                await self._re_enrol(self._new_device)
                return await self._exchange()

    async def compare(self) -> None:
        """Proves that the mirror here is the hub's, and mends it where it is not.

        Raises any LaziError that stands against it.
        """
        async with self._one_at_a_time:
            try:
                mended = await self._replicator(await self._connections.hub()).compare()
            except FeedGap as gap:
                log.error("feed gap", after=gap.cursor, found=gap.found)
                return
        log.info(
            "compared with the hub", mended={str(kind): count for kind, count in mended.items() if count}
        )

    def wake_soon(self) -> None:
        """A person edited something."""
        if self._waking is None or self._waking.done():
            self._waking = asyncio.create_task(self._wake_soon(), name="an edit")

    def wake(self) -> None:
        self._woken.set()

    async def _try(self) -> LaziError | None:
        try:
            state = await self.once()
        except LaziError as error:
            if not error.may_retry:
                log.warning("exchange refused", reason=type(error).__name__)
            if self._connections.doubt(error):
                await self._stop_listening()
            problem = error
        except Exception:
            # A defect of ours in one round: say so in the log, stay alive, try again later.
            log.exception("exchange failed")
            problem = LaziError("The log has the details.", title="An unexpected problem")
        else:
            self._online(state)
            return None
        self.state = None
        self._say(ConnectionChanged(Connection.OFFLINE, problem.detail or problem.title, problem))
        return problem

    async def _exchange(self) -> HubState:
        hub = await self._connections.hub()
        asked_at = self._clock.now()
        state = await self._replicator(hub).exchange()
        self.state = state
        self._asked_at = asked_at
        self._exchange_anyway_at = self._clock.monotonic() + EXCHANGE_ANYWAY_EVERY
        return state

    def _online(self, state: HubState) -> None:
        ahead = 0.0
        if state.server_time is not None:
            ahead = (self._asked_at - state.server_time).total_seconds()
        told = self._told
        if (
            told is None
            or (told.connection, told.level, told.me, told.team, told.owes_password)
            != (Connection.ONLINE, state.level, state.me, state.team, state.owes_password)
            or abs(told.clock_ahead - ahead) > CLOCK_MOVED_SECONDS
        ):
            self._say(
                ConnectionChanged(
                    Connection.ONLINE,
                    level=state.level,
                    me=state.me,
                    clock_ahead=ahead,
                    team=state.team,
                    owes_password=state.owes_password,
                )
            )

    def _say(self, event: ConnectionChanged) -> None:
        self._told = event
        self._tell(event)

    async def _re_enrol(self, new_device: Callable[[], UUID]) -> None:
        """Goes on as another device, with every edit that was not yet shared."""
        log.warning("the profile was copied or restored: another device goes on")
        device_id = await asyncio.to_thread(new_device)
        await asyncio.wrap_future(self._writer.submit(lambda: self._replica.re_enrol(device_id)))
        self._connections.leave_hub()
        await self._stop_listening()
        self._tell(ActivityFailed("replicate", LaziError(RE_ENROLLED, title="About your local workspace")))

    async def _stop_listening(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def _wait_for_news(self) -> None:
        if self._listening is None:  # it goes on while we exchange: to listen anew takes a new connection
            try:
                hub = await self._connections.hub()
            except LaziError:
                return  # it was given up after a sleep; the next exchange says what is the matter
            self._listening = asyncio.create_task(hub.wait_for_feed(POLL_SECONDS), name="listen to the hub")
        listening, woken = self._listening, asyncio.create_task(self._woken.wait())
        try:
            await asyncio.wait([woken, listening], return_when=asyncio.FIRST_COMPLETED)
        finally:
            woken.cancel()
            await asyncio.gather(woken, return_exceptions=True)
        if listening.done():
            [problem] = await asyncio.gather(listening, return_exceptions=True)
            self._listening = None
            if problem is not None:
                await self._pause(POLL_SECONDS)

    async def _is_quiet(self) -> bool:
        """Whether a look at the hub shows that an exchange would bring nothing. Now and then it is done anyway."""
        last = self.state
        if last is None or self._woken.is_set() or self._clock.monotonic() > self._exchange_anyway_at:
            return False
        try:
            now = await (await self._connections.hub()).state()
        except LaziError:
            return False  # the exchange says what is the matter
        return all(
            getattr(now, name) == getattr(last, name)
            for name in (
                "epoch", "feed_seq", "last_op_no", "level", "me", "lists_at", "team", "owes_password",
            )
        )  # fmt: skip

    async def _pause(self, seconds: float) -> None:
        """Until it is time to try again, or a person edited something; but never at once."""
        await self._clock.sleep(LEAST_SECONDS)
        await first_of(self._clock.sleep(seconds - LEAST_SECONDS), self._woken.wait())

    async def _wake_soon(self) -> None:
        await self._clock.sleep(EDIT_SECONDS)
        self._woken.set()
