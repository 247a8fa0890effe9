"""The scheduler: due jobs run once among all machines, give way to a person, and failures neither storm nor nag."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest

from lazi_desktop.domain.errors import (
    HubRefused,
    HubUnavailable,
    LaziError,
    LeaseHeld,
    PullStopped,
    RemoteUnavailable,
    SignInFailed,
)
from lazi_desktop.domain.keys import TenantId
from lazi_desktop.ports.engine import ActivityFailed, EngineEvent, ScheduleChanged
from lazi_desktop.ports.hub_runs import RunRow
from lazi_desktop.sync.schedule import LISTS, PULL, PUSH, SWEEP, TEND, Schedule
from lazi_desktop.sync.scheduler import Scheduler
from tests.sync.clocks import HandClock

LINES = {
    PUSH: "* * * * *",
    PULL: "*/5 * * * *",
    LISTS: "*/15 * * * *",
    SWEEP: "30 2 * * *",
    TEND: "15 3 * * *",
}
START = datetime(2026, 6, 1, 12, 0, 30, tzinfo=UTC)


class JumpingClock:
    """Time passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(0)


class Timetable:
    """What the hub does about due jobs, and nothing else of it."""

    def __init__(self, clock: JumpingClock | HandClock) -> None:
        self.clock = clock
        self.due: dict[str, float] = {}
        self.taken: dict[str, float] = {}
        self.rows: list[RunRow] = []
        self.asked = 0
        self.away: LaziError | None = None

    async def take_due(self, jobs: Mapping[str, float]) -> str | None:
        self.asked += 1
        if self.away is not None:
            raise self.away
        now = self.clock.seconds
        for name, seconds in jobs.items():
            self.due.setdefault(name, now + seconds)
        for name in jobs:
            if self.due[name] <= now and self.taken.get(name, float("-inf")) + 600 <= now:
                self.taken[name] = now
                return name
        return None

    async def finish_due(self, job: str, next_in: float) -> None:
        self.due[job] = self.clock.seconds + next_in
        self.taken.pop(job, None)

    async def last_pulls(self) -> Sequence[RunRow]:
        words = [row for row in self.rows if row.state in ("done", "stopped")]
        return list({row.what: row for row in reversed(words)}.values())

    def ran(self, what: str, state: str, detail: str = "") -> None:
        row = RunRow(
            run_id=uuid4(), what=what, full=True, by="dana", device="PC-2", started=self.clock.now(),
            finished=self.clock.now(), state=state, counts={}, detail=detail,
        )  # fmt: skip
        self.rows.insert(0, row)


class Machine:
    """One scheduler with jobs that note when they ran. `troubles` are raised by the next runs, `lasting` holds up."""

    def __init__(
        self, timetable: Timetable, device: int = 1, *, tenant: int = 1, gate: asyncio.Semaphore | None = None
    ) -> None:
        self.clock = timetable.clock
        self.ran: list[tuple[str, float]] = []
        self.heard: list[EngineEvent] = []
        self.troubles: dict[str, list[BaseException]] = {}
        self.lasting: dict[str, asyncio.Event] = {}
        self.started = asyncio.Event()
        self.why_not = ""
        self.doubted: list[LaziError] = []
        self.pulled: list[datetime] = []

        async def hub() -> Timetable:
            return timetable

        async def why_not() -> str:
            return self.why_not

        self.scheduler = Scheduler(
            Schedule(LINES, UTC, UUID(int=device), TenantId(UUID(int=tenant))),
            {name: self._job(name) for name in LINES},
            hub=hub,  # type: ignore[arg-type]
            clock=self.clock,
            why_not=why_not,
            tell=self.heard.append,
            doubt=self.doubted.append,
            pulled=self.pulled.append,
            gate=gate,
        )

    def _job(self, name: str):
        async def job() -> None:
            self.ran.append((name, self.clock.seconds))
            self.started.set()
            if name in self.lasting:
                await self.lasting[name].wait()
            if self.troubles.get(name):
                raise self.troubles[name].pop(0)

        return job

    def times(self, name: str) -> list[float]:
        return [at for job, at in self.ran if job == name]

    def complaints(self) -> list[str]:
        return [event.error.title for event in self.heard if isinstance(event, ActivityFailed)]

    def paused(self, name: str) -> str:
        shown = [event for event in self.heard if isinstance(event, ScheduleChanged)][-1]
        return next(job.paused for job in shown.jobs if job.name == name)


async def let_pass(seconds: float, *machines: Machine) -> None:
    end = machines[0].clock.seconds + seconds
    tasks = [asyncio.create_task(machine.scheduler.run()) for machine in machines]
    while machines[0].clock.seconds < end:
        await asyncio.sleep(0)
        for task in tasks:
            assert not task.done(), task.exception()
    await ended(*tasks)


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(100_000):
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to that")


async def ended(*tasks: asyncio.Task) -> None:
    for task in tasks:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture
def timetable(clock: JumpingClock) -> Timetable:
    return Timetable(clock)


async def test_each_job_runs_at_its_times(timetable: Timetable):
    machine = Machine(timetable)
    await let_pass(3600, machine)
    assert len(machine.times(PULL)) == 12
    assert len(machine.times(LISTS)) == 4
    assert len(machine.times(PUSH)) == 60
    assert not machine.times(SWEEP)
    await let_pass(24 * 3600, machine)
    assert len(machine.times(SWEEP)) == len(machine.times(TEND)) == 1


async def test_among_many_machines_each_job_still_runs_once():
    clock = HandClock()
    timetable = Timetable(clock)
    machines = [Machine(timetable, device) for device in range(1, 9)]
    running = [asyncio.create_task(machine.scheduler.run()) for machine in machines]
    await clock.pass_time(3600)
    await ended(*running)
    pulls = sorted(at for machine in machines for at in machine.times(PULL))
    assert 11 <= len(pulls) <= 13
    # five minutes, less what one is late by itself and what it takes the other to look
    assert all(later - earlier >= 300 - 60 - 60 for earlier, later in pairwise(pulls))


async def test_another_machine_goes_on_where_one_was_switched_off(timetable: Timetable):
    timetable.due[PULL], timetable.taken[PULL] = 0, 0  # taken, and never heard of again
    machine = Machine(timetable)
    await let_pass(900, machine)
    assert 600 <= machine.times(PULL)[0] <= 660


async def test_a_job_that_somebody_else_is_at_is_tried_again_soon_and_nobody_is_told(timetable: Timetable):
    machine = Machine(timetable)
    machine.troubles[PULL] = [LeaseHeld("It is being done on PC-2.")]
    await let_pass(600, machine)
    first, second = machine.times(PULL)[:2]
    assert 30 <= second - first <= 95
    assert machine.complaints() == []


async def test_a_job_gives_way_to_a_person_and_goes_on_after(timetable: Timetable):
    machine = Machine(timetable)
    machine.lasting[PULL] = asyncio.Event()
    running = asyncio.create_task(machine.scheduler.run())
    await until(lambda: bool(machine.times(PULL)))
    assert machine.scheduler.running == PULL
    machine.scheduler.give_way()
    await until(lambda: not machine.scheduler.running)
    given_way = machine.clock.seconds
    machine.lasting[PULL].set()
    await until(lambda: len(machine.times(PULL)) == 2)
    assert machine.times(PULL)[1] - given_way <= 65
    await ended(running)
    assert machine.complaints() == []


async def test_a_job_that_a_person_cancels_waits_for_its_usual_time(timetable: Timetable):
    machine = Machine(timetable)
    machine.lasting[LISTS] = asyncio.Event()
    running = asyncio.create_task(machine.scheduler.run())
    await until(lambda: bool(machine.times(LISTS)))
    assert not machine.scheduler.cancel(PULL)
    assert machine.scheduler.cancel(LISTS)
    await until(lambda: not machine.scheduler.running)
    assert timetable.due[LISTS] - machine.clock.seconds > 600
    await ended(running)


async def test_stopping_in_the_middle_of_a_job_leaves_it_to_others_at_once(timetable: Timetable):
    machine = Machine(timetable)
    machine.lasting[PULL] = asyncio.Event()
    running = asyncio.create_task(machine.scheduler.run())
    await until(lambda: bool(machine.times(PULL)))
    await ended(running)
    assert PULL not in timetable.taken
    assert timetable.due[PULL] - machine.clock.seconds <= 5


async def test_after_the_tripwire_nobody_pulls_until_a_person_has_decided(timetable: Timetable):
    machine, other = Machine(timetable), Machine(timetable, 2)
    stopped = PullStopped("40 of 100 materials are missing.")
    timetable.ran("material", "done")

    async def trips() -> None:
        machine.ran.append((PULL, machine.clock.seconds))
        timetable.ran("material", "stopped", str(stopped))
        raise stopped

    for one in (machine, other):
        one.scheduler._jobs = {**one.scheduler._jobs, PULL: trips}
    await let_pass(3600, machine, other)
    assert len(machine.times(PULL)) == 1
    assert (machine.complaints() + other.complaints()).count(stopped.title) == 1
    assert "40 of 100" in machine.paused(PULL)
    assert "40 of 100" in other.paused(SWEEP)
    assert machine.times(PUSH) or other.times(PUSH)
    timetable.ran("material", "done")  # somebody accepted
    await let_pass(600, machine)
    assert len(machine.times(PULL)) == 2


async def test_who_is_not_let_in_does_not_knock_every_minute_and_says_so_once(timetable: Timetable):
    machine = Machine(timetable)
    for job in (PUSH, PULL, LISTS):
        machine.troubles[job] = [SignInFailed("The secret is wrong.") for _ in range(99)]
    await let_pass(3600, machine)
    assert len(machine.ran) <= 3
    assert machine.paused(PULL) == SignInFailed.title
    assert machine.complaints().count(SignInFailed.title) <= 3
    machine.troubles.clear()
    machine.scheduler.welcome()  # a person's own pull went through
    before = len(machine.times(PULL))
    await let_pass(600, machine)
    assert len(machine.times(PULL)) > before


async def test_what_heals_by_itself_is_tried_less_and_less_often_and_nobody_is_told(timetable: Timetable):
    machine = Machine(timetable)
    machine.troubles[PUSH] = [RemoteUnavailable("503") for _ in range(999)]
    await let_pass(3600, machine)
    assert 10 <= len(machine.times(PUSH)) <= 18
    assert machine.complaints() == []


async def test_a_defect_in_one_job_does_not_end_the_others(timetable: Timetable):
    machine = Machine(timetable)
    machine.troubles[PULL] = [ZeroDivisionError() for _ in range(99)]
    await let_pass(3600, machine)
    assert len(machine.times(LISTS)) == 4
    assert machine.complaints() == ["The pull failed"]


async def test_while_it_is_paused_nothing_is_taken_and_the_reason_is_shown(timetable: Timetable):
    machine = Machine(timetable)
    machine.why_not = "on battery"
    await let_pass(3600, machine)
    assert (machine.ran, timetable.asked) == ([], 0)
    assert machine.paused(PULL) == "on battery"
    machine.why_not = ""
    await let_pass(600, machine)
    assert machine.times(PULL)
    assert machine.paused(PULL) == ""


async def test_without_a_hub_it_waits_and_says_why(timetable: Timetable):
    machine = Machine(timetable)
    timetable.away = HubUnavailable("Nobody answers.")
    await let_pass(3600, machine)
    assert timetable.asked <= 130
    assert machine.paused(PULL) == HubUnavailable.title
    timetable.away = None
    await let_pass(900, machine)
    assert machine.times(PULL)


async def test_once_runs_each_due_job_once_also_for_a_tenant_never_seen(timetable: Timetable):
    machine = Machine(timetable)
    assert await machine.scheduler.run_once() == 3
    assert {job for job, _ in machine.ran} == {PUSH, PULL, LISTS}
    assert await machine.scheduler.run_once() == 0
    machine.clock.seconds += 330
    await machine.scheduler.run_once()
    assert len(machine.times(PULL)) == len(machine.times(PUSH)) == 2


async def test_once_waits_for_a_turn_that_somebody_else_has_but_not_without_end(timetable: Timetable):
    machine = Machine(timetable)
    machine.troubles[PULL] = [LeaseHeld("It is being done on PC-2.") for _ in range(3)]
    assert await machine.scheduler.run_once() == 3
    assert len(machine.times(PULL)) == 4
    assert len(machine.times(LISTS)) == 1
    machine.clock.seconds += 3600
    machine.troubles[PULL] = [LeaseHeld("It is being done on PC-2.") for _ in range(999)]
    began = machine.clock.seconds
    await machine.scheduler.run_once()
    assert 100 < machine.clock.seconds - began < 140


async def test_a_job_that_was_being_taken_when_a_person_came_is_given_back_before_it_begins(
    timetable: Timetable,
):
    machine = Machine(timetable)
    take_due, takes = timetable.take_due, 0

    async def taken_meanwhile(jobs: Mapping[str, float]) -> str | None:
        nonlocal takes
        taken = await take_due(jobs)
        if taken == PULL and not takes:
            takes += 1
            machine.why_not = "until your push is through"
            machine.scheduler.give_way()
        return taken

    timetable.take_due = taken_meanwhile  # type: ignore[method-assign]
    await let_pass(600, machine)
    assert (takes, machine.times(PULL), timetable.taken) == (1, [], {})
    machine.why_not = ""
    await let_pass(90, machine)
    assert len(machine.times(PULL)) == 1


async def test_a_tenants_pushes_do_not_wait_behind_the_sweep_of_another(clock: JumpingClock):
    gate = asyncio.Semaphore(1)
    busy, other = Machine(Timetable(clock), gate=gate), Machine(Timetable(clock), tenant=2, gate=gate)
    busy.lasting[PULL] = asyncio.Event()
    running = asyncio.create_task(busy.scheduler.run())
    await until(lambda: busy.scheduler.running == PULL)
    began = clock.seconds
    waiting = asyncio.create_task(other.scheduler.run())
    await until(lambda: clock.seconds - began > 1200)
    assert len(other.times(PUSH)) >= 19
    assert other.times(PULL) == other.times(LISTS) == []
    busy.lasting.clear()
    busy.scheduler.cancel(PULL)
    await until(lambda: bool(other.times(PULL)) and bool(other.times(LISTS)))
    await ended(running, waiting)
    assert not gate.locked()


async def test_stopping_at_the_gate_leaves_it_to_the_next(clock: JumpingClock):
    gate = asyncio.Semaphore(1)
    machine = Machine(Timetable(clock), gate=gate)
    await gate.acquire()
    running = asyncio.create_task(machine.scheduler.run())
    await until(lambda: bool(machine.times(PUSH)))
    await ended(running)
    gate.release()
    assert not gate.locked()
    await let_pass(600, machine)
    assert machine.times(PULL)


async def test_every_error_is_told_to_whoever_keeps_the_connections(timetable: Timetable):
    machine = Machine(timetable)
    refused, restored = HubRefused("Not this device."), HubRefused("Nor this job.")
    timetable.away = refused
    await let_pass(90, machine)
    assert refused in machine.doubted
    timetable.away = None
    machine.troubles[PUSH] = [restored]
    await let_pass(120, machine)
    assert restored in machine.doubted


async def test_what_another_machine_pulled_is_told(timetable: Timetable):
    machine = Machine(timetable)
    timetable.ran("material", "done")
    timetable.ran("service", "failed")
    [at] = {row.finished for row in timetable.rows if row.state == "done"}
    await let_pass(30, machine)
    assert set(machine.pulled) == {at}


async def test_a_stop_is_remembered_however_many_runs_came_after_it(timetable: Timetable):
    machine = Machine(timetable)
    timetable.ran("material", "stopped", "40 of 100 materials are missing.")
    for _ in range(500):
        timetable.ran("lists markup", "done")
    timetable.ran("material", "failed")  # who accepted it came to no end
    await let_pass(900, machine)
    assert machine.times(PULL) == []
    assert "40 of 100" in machine.paused(PULL)
