"""Runs what is due: asks the hub, which gives each job to one machine, and tells it when the next time is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from lazi_desktop.domain.errors import (
    AppKeyRefused,
    ConfigurationProblem,
    LaziError,
    LeaseHeld,
    PullStopped,
    SignInFailed,
    TenantRefused,
)
from lazi_desktop.ports.engine import ActivityFailed, EngineEvent, ScheduleChanged
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.schedule import PULL, PUSH, SWEEP, TEND, Schedule
from lazi_desktop.sync.stopped_pulls import STOPPED_TO_ASK, StoppedPulls, last_pulled
from lazi_desktop.sync.waiting import first_of

log = structlog.get_logger("schedule")

LONGEST_SLEEP = 60.0  # what another machine took and did not finish is found by then
SHORTEST_SLEEP = 1.0
HELD_SECONDS, HELD_ONCE = 30.0, 3.0
TURN_WITHIN = 120.0
PREEMPTED_SECONDS = 5.0
FAILED_SECONDS, FAILED_AT_MOST = 60.0, 300.0
REFUSED_SECONDS = 1800.0  # whoever is not let in does not knock every minute
LOOK_AT_RUNS_EVERY = 300.0

_NOT_LET_IN = (SignInFailed, AppKeyRefused, TenantRefused, ConfigurationProblem)

Job = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class JobRan:
    """`error` says why it did not get through, None where it did or was cut short."""

    job: str
    seconds: float
    error: LaziError | None = None


class Scheduler:
    """One tenant's jobs on this machine. `jobs` do the work; their names are those of the schedule.

    `why_not` says why nothing may run here at the moment, "" where nothing speaks against it. `doubt` is told of every
    error, `pulled` when the team last pulled, on whichever machine. `gate` is passed before anything but a push is
    taken: nobody holds a job and waits.
    """

    def __init__(
        self,
        schedule: Schedule,
        jobs: Mapping[str, Job],
        *,
        hub: Callable[[], Awaitable[Hub]],
        clock: Clock,
        why_not: Callable[[], Awaitable[str]],
        tell: Callable[[EngineEvent], None],
        ran: Callable[[JobRan], None] = lambda ran: None,
        pulled: Callable[[datetime], None] = lambda at: None,
        doubt: Callable[[LaziError], object] = lambda error: None,
        gate: asyncio.Semaphore | None = None,
    ) -> None:
        self._schedule = schedule
        self._jobs = jobs
        self._hub = hub
        self._clock = clock
        self._why_not = why_not
        self._tell = tell
        self._ran = ran
        self._pulled = pulled
        self._doubt = doubt
        self._gate = gate
        self._stopped_pulls = StoppedPulls()
        self._poked = asyncio.Event()
        self._running: asyncio.Future[None] | None = None
        self._running_job = ""
        self._preempted = False
        self._shown: ScheduleChanged | None = None
        self._complained: dict[str, str] = {}
        self._failures: dict[str, int] = {}
        self._refused = ""
        self._refused_until = float("-inf")
        self._looked_at_runs = float("-inf")

    async def run(self) -> None:
        """Until it is cancelled; a job under way is cancelled with it, in good order."""
        while True:
            self._poked.clear()
            try:
                await self._run_round()
            except LaziError as error:
                self._doubt(error)
                log.info("the schedule waits", reason=str(error))
                self._show(error.title)
            except Exception:
                log.exception("the schedule failed")  # a defect of ours: the next round may go better
            await self._sleep()

    async def _run_round(self) -> None:
        """What people submitted does not wait at the gate behind other tenants' sweeps."""
        if self._gate is None:
            await self.run_due()
            return
        passing = asyncio.create_task(self._gate.acquire(), name="pass the gate")
        try:
            await asyncio.sleep(0)
            while not passing.done():
                self._poked.clear()
                await self.run_due(only=PUSH)
                await self._sleep(until=passing)
            await self.run_due()
        finally:
            if not passing.cancel():  # it is through
                self._gate.release()

    async def run_due(self, *, only: str = "") -> None:
        """Runs what is due until nothing is."""
        while await self._may_run():
            hub = await self._hub()
            wanted = {name: at for name, at in self._wanted().items() if only in ("", name)}
            taken = await hub.take_due(wanted)
            if taken is None:
                return
            await self._take(hub, taken)

    async def run_once(self) -> int:
        """Runs each job that is due once, and leaves. Returns how many ran.

        What this tenant has never run before is due at once, the nightly jobs aside. A turn that somebody else has is
        waited for, but not without end.
        """
        done: set[str] = set()
        held, patience = False, self._clock.monotonic() + TURN_WITHIN
        while await self._may_run():
            hub = await self._hub()
            wanted = {name: at if name in (SWEEP, TEND) else 0.0 for name, at in self._wanted().items()}
            taken = await hub.take_due({name: at for name, at in wanted.items() if name not in done})
            if taken is not None:
                error = await self._take(hub, taken, if_held=HELD_ONCE)
                if isinstance(error, LeaseHeld) and self._clock.monotonic() < patience:
                    held = True
                else:
                    done.add(taken)
            elif held:
                held = False
                await self._clock.sleep(HELD_ONCE)
            else:
                break
        return len(done)

    def poke(self) -> None:
        """Something has changed: look again now."""
        self._poked.set()

    def give_way(self) -> None:
        """A person wants to pull or push: the job under way ends and is due again soon after."""
        self._preempted = True  # also what is being taken just now is given back before it begins
        if self._running is not None:
            self._running.cancel()

    def cancel(self, job: str) -> bool:
        """A person does not want this job now. False where it is not under way."""
        if self._running is None or self._running_job != job:
            return False
        self._running.cancel()
        return True

    @property
    def running(self) -> str:
        """The name of the job under way, or ""."""
        return self._running_job

    def welcome(self) -> None:
        """ServiceTitan let us in: what was refused before may go on."""
        self._refused_until = self._looked_at_runs = float("-inf")
        self.poke()

    async def _may_run(self) -> bool:
        self._preempted = False
        reason = await self._why_not()
        if not reason and self._clock.monotonic() < self._refused_until:
            reason = self._refused
        if not reason and self._clock.monotonic() - self._looked_at_runs > LOOK_AT_RUNS_EVERY:
            await self._is_stopped(await self._hub())
        self._show(reason)
        return not reason

    def _wanted(self) -> dict[str, float]:
        coming = self._schedule.coming(self._clock.now())
        return {name: seconds for name, seconds in coming.items() if name in self._jobs}

    def _usual(self, job: str) -> float:
        return self._schedule.seconds_until(job, self._clock.now())

    async def _is_stopped(self, hub: Hub) -> bool:
        """Whoever's pull the tripwire stopped last, on whichever machine: a person decides, not the clock."""
        last_pulls = await hub.last_pulls()
        self._stopped_pulls.look_at(last_pulls)
        if (at := last_pulled(last_pulls)) is not None:
            self._pulled(at)
        self._looked_at_runs = self._clock.monotonic()
        return bool(self._stopped_pulls.reason)

    async def _take(self, hub: Hub, job: str, *, if_held: float = HELD_SECONDS) -> LaziError | None:
        """Runs what was taken, unless a person has to decide first. What went wrong with it, if anything did."""
        if job in (PULL, SWEEP) and await self._is_stopped(hub):
            await self._finish(job, self._usual(job))
            return None
        if self._preempted:
            await self._finish(job, PREEMPTED_SECONDS)
            return None
        self._running_job = job
        self._running = asyncio.ensure_future(self._jobs[job]())
        began = self._clock.monotonic()
        next_in = PREEMPTED_SECONDS  # another machine may go on with it
        error: LaziError | None = None
        try:
            await asyncio.wait([self._running])
            error = _error_of(job, self._running)
            if error is not None:
                self._doubt(error)
            next_in = self._outcome(job, error, cut_short=self._running.cancelled())
            next_in = if_held if isinstance(error, LeaseHeld) else next_in
            self._ran(JobRan(job, self._clock.monotonic() - began, error))
        except asyncio.CancelledError:
            self._running.cancel()
            await asyncio.wait([self._running])
            raise
        finally:
            self._running, self._running_job = None, ""
            await self._finish(job, next_in)
        return error

    def _outcome(self, job: str, error: LaziError | None, *, cut_short: bool) -> float:
        """In how many seconds the job is due again."""
        if cut_short:
            return PREEMPTED_SECONDS if self._preempted else self._usual(job)
        if error is None:
            self._complained.pop(job, None)
            self._failures.pop(job, None)
            return self._usual(job)
        if isinstance(error, LeaseHeld):
            return HELD_SECONDS
        self._complain(job, error)
        if isinstance(error, PullStopped):
            self._looked_at_runs = float("-inf")
        if isinstance(error, _NOT_LET_IN):
            self._refused, self._refused_until = error.title, self._clock.monotonic() + REFUSED_SECONDS
        failures = self._failures[job] = self._failures.get(job, 0) + 1
        return max(self._usual(job), min(FAILED_SECONDS * 2.0 ** min(failures - 1, 8), FAILED_AT_MOST))

    def _complain(self, job: str, error: LaziError) -> None:
        """Once for each reason. What heals by itself is in Activity, and nobody need be told."""
        log.info("a scheduled job failed", job=job, reason=str(error))
        if not error.may_retry and self._complained.get(job) != str(error):
            self._complained[job] = str(error)
            self._tell(ActivityFailed(PULL if job == SWEEP else job, error))

    async def _finish(self, job: str, next_in: float) -> None:
        try:
            await (await self._hub()).finish_due(job, next_in)
        except LaziError as error:
            log.info("a job's end was not noted; it is due again in a while", job=job, reason=str(error))

    def _show(self, reason: str) -> None:
        paused = dict.fromkeys(self._schedule.coming(self._clock.now()), reason)
        if not reason and self._stopped_pulls.reason:
            paused |= dict.fromkeys((PULL, SWEEP), f"{STOPPED_TO_ASK}: {self._stopped_pulls.reason}")
        shown = ScheduleChanged(self._schedule.shown(self._clock.now(), paused))
        if shown != self._shown:
            self._shown = shown
            self._tell(shown)

    async def _sleep(self, *, until: asyncio.Future[Any] | None = None) -> None:
        soonest = min(self._schedule.coming(self._clock.now()).values(), default=LONGEST_SLEEP)
        seconds = min(max(soonest, SHORTEST_SLEEP), LONGEST_SLEEP)
        ends = [self._clock.sleep(seconds), self._poked.wait()]
        await first_of(*ends, *([asyncio.wait([until])] if until is not None else []))


def _error_of(job: str, done: asyncio.Future[None]) -> LaziError | None:
    error = None if done.cancelled() else done.exception()
    if error is None or isinstance(error, LaziError):
        return error
    log.error("a scheduled job failed", job=job, exc_info=error)
    return LaziError("Nothing was lost. The log has the details.", title=f"The {job} failed")
