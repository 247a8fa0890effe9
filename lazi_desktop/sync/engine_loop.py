"""What happens inside the engine's loop: the exchange, what people ask for, and what runs by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.engine import (
    ActivityEnded,
    ActivityFailed,
    EngineEvent,
    OpsRefused,
    Progress,
    WorkspaceChanged,
)
from lazi_desktop.ports.hub import EDITING_LEVELS, Hub
from lazi_desktop.sync.answers import Answers
from lazi_desktop.sync.automatic import AutomaticAnswers
from lazi_desktop.sync.connections import Connections
from lazi_desktop.sync.engine_parts import EngineParts
from lazi_desktop.sync.exchange import Exchange
from lazi_desktop.sync.given_pictures import keep_giving
from lazi_desktop.sync.pictures import PictureFetches
from lazi_desktop.sync.previews import PREVIEW, Previews
from lazi_desktop.sync.replication import Replicator
from lazi_desktop.sync.schedule import LISTS, PULL, PUSH, SWEEP, TEND, Schedule, role_reason
from lazi_desktop.sync.scheduler import JobRan, Scheduler
from lazi_desktop.sync.sleeping import watch_for_sleep
from lazi_desktop.sync.supervision import keep_going
from lazi_desktop.sync.work import Work

log = structlog.get_logger("engine")

LOOK_AGAIN_MARGIN = 1.0
SIGN_IN_AGAIN_SECONDS = 300.0
NIGHT_TICK = 600.0

_JOBS_OF = {PULL: (PULL, SWEEP), PUSH: (PUSH,), LISTS: (LISTS,)}


@dataclass(slots=True)
class _Activity:
    task: asyncio.Task[None] | None = None
    once_more: bool = False
    """Cancelled because the computer slept: begins again with new connections and a new lease."""
    given_up: bool = False
    """Cancelled by a person: does not begin again, whether the computer slept before or sleeps after."""
    then: dict[Hashable, _Asked] = field(default_factory=dict)
    """What was asked for meanwhile and this will not have done: begins when it ends."""


_Asked = Callable[[], Coroutine[Any, Any, None]]


class EngineLoop:
    """Made and used inside the loop it belongs to."""

    def __init__(self, parts: EngineParts, tell: Callable[[EngineEvent], None]) -> None:
        self._parts = parts
        self._clock = parts.clock
        self._tell = tell
        self._connections = Connections(parts.open_hub, parts.open_remote)
        self.stopping = asyncio.Event()
        self.answers = Answers(self._connections.hub, tell, lambda: self.exchange.wake())
        self.exchange = Exchange(
            self._connections, self._replicator, parts.replica, parts.writer, parts.clock,
            tell=tell, tidy=self._tidy, new_device=parts.new_device,
        )  # fmt: skip
        self._activities: dict[str, _Activity] = {}
        self._asked: set[asyncio.Task[None]] = set()
        self._later: asyncio.TimerHandle | None = None
        self._no_sign_in = ""
        self._asked_for_sign_in = float("-inf")
        self._exchanging: asyncio.Task[None] | None = None
        self._replicate_soon = True
        self._automatic: AutomaticAnswers | None = None
        if parts.workspace is not None and parts.queries is not None:
            self._automatic = AutomaticAnswers(
                self._connections.hub, parts.workspace, parts.queries, parts.writer
            )
        self._news = True
        self._work = Work(
            self._connections,
            parts.clock,
            tell=self._tell_of_work,
            exchange=self.exchange.once,
            answer=self._answer_at_work,
            compare=self.exchange.compare,
            tools=parts.picture_tools,
        )
        self._previews = Previews(self._connections, self.exchange.once, parts, tell)
        self._pictures = PictureFetches(
            self._connections, parts.clock, added=parts.added_pictures, open_web=parts.open_web
        )
        self._scheduler: Scheduler | None = None
        if parts.schedule is not None:
            self._scheduler = Scheduler(
                parts.schedule, self._work.jobs, hub=self._connections.hub, clock=parts.clock,
                why_not=self._why_not, tell=tell,
                ran=self._ran,
            )  # fmt: skip

    async def run(self) -> None:
        """Until `stopping` is set; then everything ends in good order."""
        parts: dict[str, Callable[[], Awaitable[None]]] = {
            "replicate": self._exchange_between_sleeps,
            "watch for sleep": partial(watch_for_sleep, self._clock, self._awoke),
        }
        if self._scheduler is not None and self._parts.schedule is not None:
            parts["schedule"] = self._scheduler.run
            parts["nightly"] = partial(self._nightly, self._parts.schedule)
        if (added := self._parts.added_pictures) is not None and (queries := self._parts.queries) is not None:
            parts["give pictures"] = partial(
                keep_giving, self._connections, added, queries.named_pictures, self._clock
            )
        always = [
            asyncio.create_task(keep_going(part, self._clock), name=name) for name, part in parts.items()
        ]
        await self.stopping.wait()
        if self._later is not None:
            self._later.cancel()
        working = [activity.task for activity in self._activities.values() if activity.task is not None]
        ending = [*working, *always, *self._asked, *self._previews.under_way, *self._pictures.under_way]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)
        await self._pictures.close()
        await self._connections.close()

    # ------------------------------------------------------------------------------------------- what people ask for

    def pull(self, *, full: bool, accept: bool) -> None:
        """While one is under way, another follows where that one would not do what is asked."""
        again = (full, accept) if full or accept else None
        self._start(PULL, partial(self._pull, full=full, accept=accept), again)

    def push(self) -> None:
        """While one is under way, another follows: that one may have looked already at what is submitted."""
        self._start(PUSH, self._push, PUSH)

    def preview(self, op_ids: frozenset[UUID]) -> None:
        """A new one ends the last: nobody waits for that any more."""
        self._previews.cancel()
        if not self.stopping.is_set():
            self._previews.begin(op_ids)

    def pause(self, activity: str) -> None:
        if activity == PUSH and PUSH in self._activities:
            self._work.brake.pull()

    def resume(self, activity: str) -> None:
        if activity == PUSH:
            self._work.brake.release()

    def cancel(self, activity: str) -> None:
        if activity == PREVIEW:
            self._previews.cancel()
            return
        found = self._activities.get(activity)
        if found is not None and found.task is not None:
            found.then.clear()
            found.given_up = True
            found.task.cancel()
        elif self._scheduler is not None and any(
            self._scheduler.cancel(job) for job in _JOBS_OF.get(activity, ())
        ):
            self._tell(ActivityFailed(activity, LaziError(title="Cancelled"), cancelled=True))

    def ask(self, question: Coroutine[Any, Any, None]) -> None:
        if self.stopping.is_set():
            question.close()
            return
        task = asyncio.create_task(question, name="question")
        self._asked.add(task)
        task.add_done_callback(self._asked.discard)

    def fetch_picture(self, address: str, answer: Future[bytes]) -> None:
        if self.stopping.is_set():
            answer.cancel()
        elif not answer.cancelled():
            self._pictures.begin(address, answer)

    def _start(self, name: str, work: _Asked, again: Hashable | None) -> None:
        """`again` tells what is asked apart, None where what is under way already is enough."""
        if self.stopping.is_set():
            return
        if name in self._activities:
            if again is not None:
                self._activities[name].then.setdefault(again, work)
            return
        activity = self._activities[name] = _Activity()
        activity.task = asyncio.create_task(self._run_activity(name, work, activity), name=name)
        activity.task.add_done_callback(lambda _: self._never_began(name, activity))
        if self._scheduler is not None:
            self._scheduler.give_way()

    def _never_began(self, name: str, activity: _Activity) -> None:
        """Cancelled before its first step."""
        if self._activities.get(name) is activity:
            del self._activities[name]
            self._tell(ActivityFailed(name, LaziError(title="Cancelled"), cancelled=True))

    async def _run_activity(self, name: str, work: _Asked, activity: _Activity) -> None:
        try:
            while True:
                await self._do(name, work, activity)
                if not activity.then or self.stopping.is_set():
                    break
                work = activity.then.pop(next(iter(activity.then)))
        finally:
            self._activities.pop(name, None)
            self.exchange.wake()

    async def _do(self, name: str, work: _Asked, activity: _Activity) -> None:
        activity.given_up = False
        try:
            while True:
                activity.once_more = False
                try:
                    await work()
                except asyncio.CancelledError:
                    if activity.given_up or not activity.once_more or self.stopping.is_set():
                        raise
                else:
                    break
        except LaziError as error:
            self._tell(ActivityFailed(name, error))
        except asyncio.CancelledError:
            self._tell(ActivityFailed(name, LaziError(title="Cancelled"), cancelled=True))
        except Exception:
            log.exception("activity failed", activity=name)
            failure = LaziError("Nothing was lost. The log has the details.", title=f"The {name} failed")
            self._tell(ActivityFailed(name, failure))
        else:
            if self._scheduler is not None:
                self._scheduler.welcome()

    async def _pull(self, *, full: bool, accept: bool) -> None:
        await self._work.pull(full=full, accept=accept)

    async def _push(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None
        report = await self._work.push()
        if report.look_again_in is not None:
            # A person submitted it: what could not be settled now is looked at again without another word.
            wait = report.look_again_in + LOOK_AGAIN_MARGIN
            self._later = asyncio.get_running_loop().call_later(wait, self._look_again)

    def _look_again(self) -> None:
        self._later = None
        self.push()

    # ---------------------------------------------------------------------------------------------- what runs by itself

    async def _exchange_between_sleeps(self) -> None:
        """A sleep cuts it off: it begins again when it has ended, never before."""
        while True:
            self._exchanging = asyncio.create_task(self.exchange.run(self._exchanged), name="exchange")
            try:
                await asyncio.wait([self._exchanging])
            except asyncio.CancelledError:
                self._exchanging.cancel()
                await asyncio.wait([self._exchanging])
                raise
            if not self._exchanging.cancelled():
                self._exchanging.result()

    async def _answer_at_work(self) -> None:
        """After a pull or push: whoever did it answers, too, what ServiceTitan's changes ran into.

        The hub has the answers afterwards, also those that an exchange beside this had given first.
        """
        await self._answer(standing=True)
        unsent = self._parts.writer.submit(partial(self._parts.replica.unsent, 1))
        if await asyncio.wrap_future(unsent):
            await self.exchange.once()

    async def _answer(self, *, standing: bool) -> bool:
        """Whether conflicts were answered without a person."""
        state = self.exchange.state
        if self._automatic is None or state is None or state.level not in EDITING_LEVELS:
            return False
        try:
            changes = await self._automatic.give(standing=standing)
        except LaziError as error:
            log.info("conflicts are not answered now", reason=str(error))
            return False
        self._replicated(changes)
        return bool(changes)

    async def _exchanged(self) -> None:
        if self._news:
            self._news = False
            if await self._answer(standing=False):
                self.exchange.wake()
        if self._scheduler is not None and self._replicate_soon:
            self._replicate_soon = False
            self._scheduler.poke()

    async def _tidy(self) -> None:
        """Closes what was given up, unless somebody may still be at work with it."""
        working = self._activities or self._asked or self._pictures.under_way
        if not (working or (self._scheduler is not None and self._scheduler.running)):
            await self._connections.tidy()

    async def _why_not(self) -> str:
        """Why nothing may run by itself now."""
        state = self.exchange.state
        if state is None:
            self._replicate_soon = True
            return "no connection to the shared database"
        if reason := role_reason(state.level):
            return reason
        if self._activities:
            return "until your pull or push is through"
        return self._parts.pauses.reason() or await self._why_no_sign_in()

    async def _why_no_sign_in(self) -> str:
        """Only who has ServiceTitan's secrets does the scheduled work. A keyring may ask a person: seldom."""
        if self._no_sign_in and self._clock.monotonic() - self._asked_for_sign_in < SIGN_IN_AGAIN_SECONDS:
            return self._no_sign_in
        self._asked_for_sign_in = self._clock.monotonic()
        try:
            await self._connections.remote()
        except LaziError as error:
            log.info("nothing runs by itself here", reason=str(error))
            self._no_sign_in = "no ServiceTitan keys on this computer"
        else:
            self._no_sign_in = ""
        return self._no_sign_in

    async def _nightly(self, schedule: Schedule) -> None:
        """What every desktop does for its own copy, whoever looks after the hub."""
        due = schedule.next_at(TEND, self._clock.now())
        while due is None or self._clock.now() < due:
            left = NIGHT_TICK if due is None else (due - self._clock.now()) / timedelta(seconds=1)
            await self._clock.sleep(min(max(left, 1.0), NIGHT_TICK))
        try:
            await self.exchange.compare()
        except LaziError as error:
            log.info("the nightly comparison waits for tomorrow", reason=str(error))

    def _awoke(self, seconds: float) -> None:
        """The computer slept: old connections are dead, and leases are asked for anew."""
        log.info("awake again", after=round(seconds))
        self._connections.leave_all()
        for activity in self._activities.values():
            if activity.task is not None:
                activity.once_more = True
                activity.task.cancel()
        if self._scheduler is not None:
            self._scheduler.give_way()
            self._scheduler.poke()
        if self._exchanging is not None:
            self._exchanging.cancel()
            # What a cut exchange has written, it could not tell any more.
            self._tell(WorkspaceChanged(Changes(aspects=frozenset((Aspect.EVERYTHING,)))))

    # ---------------------------------------------------------------------------------------------------------- telling

    def _ran(self, ran: JobRan) -> None:
        self._tell(ActivityEnded(PULL if ran.job == SWEEP else ran.job))

    def _replicator(self, hub: Hub) -> Replicator:
        return Replicator(
            hub, self._parts.replica, self._parts.writer, tell=self._tell, changed=self._replicated,
            refused=lambda refused: self._tell(OpsRefused(refused)), restored=self._tell,
            added=self._parts.added_pictures,
        )  # fmt: skip

    def _replicated(self, changes: Changes) -> None:
        if changes:
            self._news = True
            self._tell(WorkspaceChanged(changes))

    def _tell_of_work(self, event: EngineEvent) -> None:
        self._tell(event)
        if isinstance(event, Progress) and event.activity == PULL:
            self.exchange.wake()  # the first pages show while the next ones are pulled
