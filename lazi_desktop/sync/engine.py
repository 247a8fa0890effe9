"""The engine: its own thread and loop, which exchange with the hub and run pulls and pushes on demand.

Never in qasync's loop: on Windows that is a proactor loop, which psycopg refuses.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.ops import Changes
from lazi_desktop.ports.engine import (
    ActivityFailed,
    Connection,
    ConnectionChanged,
    EngineEvent,
    OpsRefused,
    Progress,
    PullFinished,
    PushFinished,
    WorkspaceChanged,
)
from lazi_desktop.ports.hub import DeviceCopied, Hub, HubState
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.ports.system import Clock
from lazi_desktop.ports.workspace import RE_ENROLLED, Replica, WriterThread
from lazi_desktop.sync.pull import Pull
from lazi_desktop.sync.push import Push
from lazi_desktop.sync.replication import Replicator
from lazi_desktop.sync.turn import Turn

log = structlog.get_logger("engine")

POLL_SECONDS = 5.0
EDIT_SECONDS = 0.15  # after an edit the window repaints first, and edits that follow each other go together
LOOK_AGAIN_MARGIN = 1.0
RECONNECT_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)


@dataclass(frozen=True, slots=True)
class EngineParts:
    """What the engine works with. The two `open_…` run inside its loop, since connections belong to a loop."""

    open_hub: Callable[[], Awaitable[Hub]]
    open_remote: Callable[[], Awaitable[RemotePricebook]]
    replica: Replica
    writer: WriterThread
    clock: Clock
    new_device: Callable[[], UUID] | None = None
    """Makes this profile another device, which `open_hub` enrols from then on."""


class EngineThread:
    """Implements `ports.engine.SyncEngine`."""

    def __init__(self, parts: EngineParts) -> None:
        self._parts = parts
        self._listeners: list[Callable[[EngineEvent], None]] = []
        self._thread = threading.Thread(target=self._run, name="sync engine", daemon=True)
        self._beginning = threading.Lock()
        self._stopped = False
        self._ready = threading.Event()
        self._asked_early: list[Callable[[], None]] = []
        self._loop: asyncio.AbstractEventLoop
        self._stopping: asyncio.Event
        self._woken: asyncio.Event
        self._exchanging: asyncio.Lock
        self._opening: asyncio.Lock
        self._one_turn: asyncio.Lock
        self._activities: dict[str, asyncio.Task[None]] = {}
        self._waking: asyncio.TimerHandle | None = None
        self._listening: asyncio.Task[None] | None = None
        self._later: asyncio.TimerHandle | None = None
        self._hub: Hub | None = None
        self._left: list[Hub] = []
        self._level = ""
        self._remote: RemotePricebook | None = None
        self._connection: Connection | None = None

    # ------------------------------------------------------------------------------------------ from any thread

    def start(self) -> None:
        """Does nothing after `stop`."""
        with self._beginning:
            if self._stopped:
                return
            self._thread.start()
        self._ready.wait()

    def listen(self, listener: Callable[[EngineEvent], None]) -> None:
        self._listeners.append(listener)

    def pull(self, *, full: bool = False, accept: bool = False) -> None:
        self._begin("pull", lambda: self._pull(full=full, accept=accept))

    def push(self) -> None:
        self._begin("push", self._push)

    def wake(self) -> None:
        self._call(self._wake_soon)

    def cancel(self, activity: str) -> None:
        self._call(lambda: self._cancel(activity))

    def stop(self) -> None:
        with self._beginning:
            self._stopped = True
            if self._thread.ident is None:
                return  # closed before it was started
        self._ready.wait()
        self._call(lambda: self._stopping.set())
        self._thread.join()

    # ------------------------------------------------------------------------------------------ on the engine's thread

    def _call(self, work: Callable[[], None]) -> None:
        with self._beginning:
            if not self._ready.is_set():
                self._asked_early.append(work)
                return
        try:
            self._loop.call_soon_threadsafe(work)
        except RuntimeError:
            pass  # it has stopped

    def _wake_soon(self) -> None:
        if self._waking is None:
            self._waking = self._loop.call_later(EDIT_SECONDS, self._wake)

    def _wake(self) -> None:
        self._waking = None
        self._woken.set()

    def _begin(self, activity: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._call(lambda: self._start_activity(activity, work))

    def _start_activity(self, activity: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if activity not in self._activities and not self._stopping.is_set():
            task = asyncio.create_task(self._activity(activity, work), name=activity)
            self._activities[activity] = task

    def _cancel(self, activity: str) -> None:
        task = self._activities.get(activity)
        if task is not None:
            task.cancel()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
            runner.run(self._main())

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        self._woken = asyncio.Event()
        self._exchanging = asyncio.Lock()
        self._opening = asyncio.Lock()
        self._one_turn = asyncio.Lock()
        with self._beginning:
            self._ready.set()
        for work in self._asked_early:
            work()
        replicating = asyncio.create_task(self._replicate(), name="replicate")
        await self._stopping.wait()
        listening = [] if self._listening is None else [self._listening]
        for task in (*self._activities.values(), replicating, *listening):
            task.cancel()
        await asyncio.gather(*self._activities.values(), replicating, *listening, return_exceptions=True)
        for closable in (self._remote, self._hub, *self._left):
            if closable is not None:
                await closable.close()

    def _tell(self, event: EngineEvent) -> None:
        for listener in self._listeners:
            listener(event)

    def _online(self, level: str) -> None:
        if (self._connection, self._level) != (Connection.ONLINE, level):
            self._connection, self._level = Connection.ONLINE, level
            self._tell(ConnectionChanged(Connection.ONLINE, level=level))

    def _offline(self, error: LaziError) -> None:
        self._connection = Connection.OFFLINE
        self._tell(ConnectionChanged(Connection.OFFLINE, error.detail or error.title, error))

    async def _replicate(self) -> None:
        failures = 0
        while True:
            try:
                state = await self._exchange()
            except LaziError as error:
                self._offline(error)
                if not error.may_retry:
                    log.warning("exchange refused", reason=type(error).__name__)
                await self._pause(RECONNECT_SECONDS[min(failures, len(RECONNECT_SECONDS) - 1)])
                failures += 1
            except Exception:
                # A defect of ours in one round: say so in the log, stay alive, try again later.
                log.exception("exchange failed")
                self._offline(LaziError("The log has the details.", title="An unexpected problem"))
                await self._pause(RECONNECT_SECONDS[-1])
            else:
                failures = 0
                self._online(state.level)
                await self._wait_for_news()

    async def _exchange(self) -> HubState:
        async with self._exchanging:
            self._woken.clear()
            try:
                return await self._replicator(await self._open_hub()).exchange()
            except DeviceCopied:
                if self._parts.new_device is None:
                    raise
                await self._re_enrol(self._parts.new_device)
                return await self._replicator(await self._open_hub()).exchange()

    def _replicator(self, hub: Hub) -> Replicator:
        return Replicator(
            hub, self._parts.replica, self._parts.writer, tell=self._tell, changed=self._replicated,
            refused=lambda refused: self._tell(OpsRefused(refused)),
        )  # fmt: skip

    async def _re_enrol(self, new_device: Callable[[], UUID]) -> None:
        """Goes on as another device, with every edit that was not yet shared."""
        log.warning("the profile was copied or restored: another device goes on")
        device_id = await asyncio.to_thread(new_device)
        await asyncio.wrap_future(self._parts.writer.submit(lambda: self._parts.replica.re_enrol(device_id)))
        async with self._opening:
            if self._hub is not None:
                self._left.append(self._hub)  # a pull or push may be at it
            self._hub = None
        self._tell(ActivityFailed("replicate", LaziError(RE_ENROLLED, title="About your local workspace")))

    def _replicated(self, changes: Changes) -> None:
        if changes:
            self._tell(WorkspaceChanged(changes))

    async def _wait_for_news(self) -> None:
        hub = await self._open_hub()
        if self._listening is None:  # it goes on while we exchange: to listen anew takes a new connection
            self._listening = asyncio.create_task(hub.wait_for_feed(POLL_SECONDS), name="listen to the hub")
        woken = asyncio.create_task(self._woken.wait())
        try:
            await asyncio.wait([woken, self._listening], return_when=asyncio.FIRST_COMPLETED)
        finally:
            woken.cancel()
            await asyncio.gather(woken, return_exceptions=True)
        if self._listening.done():
            await asyncio.gather(self._listening, return_exceptions=True)
            self._listening = None

    async def _pause(self, seconds: float) -> None:
        """An edit ends it early, but who types all the time asks a hub that is away no more than once a second."""
        await asyncio.sleep(RECONNECT_SECONDS[0])
        try:
            async with asyncio.timeout(seconds - RECONNECT_SECONDS[0]):
                await self._woken.wait()
        except TimeoutError:
            pass

    async def _open_hub(self) -> Hub:
        async with self._opening:
            if self._hub is None:
                self._hub = await self._parts.open_hub()
            return self._hub

    async def _open_remote(self) -> RemotePricebook:
        async with self._opening:
            if self._remote is None:
                self._remote = await self._parts.open_remote()
            return self._remote

    async def _activity(self, activity: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await work()
        except LaziError as error:
            self._tell(ActivityFailed(activity, error))
        except asyncio.CancelledError:
            self._tell(ActivityFailed(activity, LaziError(title="Cancelled"), cancelled=True))
        except Exception:
            log.exception("activity failed", activity=activity)
            failure = LaziError("Nothing was lost. The log has the details.", title=f"The {activity} failed")
            self._tell(ActivityFailed(activity, failure))
        finally:
            self._activities.pop(activity, None)
            self._woken.set()

    async def _pull(self, *, full: bool, accept: bool) -> None:
        hub, remote = await self._open_hub(), await self._open_remote()
        async with self._one_turn, Turn(hub, self._parts.clock) as turn:
            pull = Pull(hub, remote, turn, self._parts.clock, full=full, accept=accept, tell=self._tell_pull)
            report = await pull.run()
        await self._exchange()
        self._tell(PullFinished(report))

    def _tell_pull(self, progress: Progress) -> None:
        self._tell(progress)
        self._woken.set()  # the first pages show while the next ones are pulled

    async def _push(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None
        await self._exchange()
        hub, remote = await self._open_hub(), await self._open_remote()
        async with self._one_turn, Turn(hub, self._parts.clock) as turn:
            push = Push(hub, remote, turn, self._parts.clock, tell=self._tell)
            try:
                report = await push.run()
            except asyncio.CancelledError:
                self._tell(PushFinished(push.report()))
                raise
        await self._exchange()
        self._tell(PushFinished(report))
        if report.look_again_in is not None:
            # A person submitted it: what could not be settled now is looked at again without another word.
            self._later = self._loop.call_later(report.look_again_in + LOOK_AGAIN_MARGIN, self._look_again)

    def _look_again(self) -> None:
        self._later = None
        self._start_activity("push", self._push)
