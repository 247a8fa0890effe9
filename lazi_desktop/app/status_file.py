"""What a `sync` does, in files: one that `status` reads, and with `--status-file` one for monitoring and containers.

They are replaced whole at each change and every few seconds by the loop that does the work: of one that hangs they grow
old.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from lazi_desktop import __version__
from lazi_desktop.app.output import plain
from lazi_desktop.app.stopped_words import words_of
from lazi_desktop.domain.errors import ConfigurationProblem, LaziError, LeaseHeld
from lazi_desktop.ports.engine import EngineEvent, Progress, ScheduleChanged, ScheduledJob
from lazi_desktop.sync.schedule import ON_BATTERY, ON_METERED, PULL, PUSH, SWEEP
from lazi_desktop.sync.scheduler import JobRan

log = structlog.get_logger("status file")

FORMAT = 1
BEAT_SECONDS = 10.0
TOO_OLD = timedelta(seconds=60)
STARTING, IDLE, WORKING, PAUSED, PROBLEM, STOPPED = (
    "starting",
    "idle",
    "working",
    "paused",
    "problem",
    "stopped",
)
_WORST_FIRST = (PROBLEM, WORKING, PAUSED, STARTING, IDLE)
_PULLS = (PULL, SWEEP)


@dataclass(slots=True)
class TenantStatus:
    """What is known of one tenant's work. `changed` is called whenever that is something else than before."""

    tenant: str
    environment: str
    changed: Callable[[], None]
    since: datetime
    state: str = STARTING
    doing: str = ""
    last_pull: datetime | None = None
    """The team's, on whichever machine."""
    last_push: datetime | None = None
    next: dict[str, datetime | None] = field(default_factory=dict)
    waits: dict[str, str] = field(default_factory=dict)
    """Why each job that waits does so."""
    not_known: Sequence[str] = ()
    """What the settings ask for and this computer does not tell, in sentences."""
    problem_since: datetime | None = None
    _problems: dict[str, str] = field(default_factory=dict)
    _paused: str = ""

    @property
    def problem(self) -> str:
        """In words: why nothing runs, else what went wrong with a job and has not gone well since."""
        return self._problems.get("", "") or next(iter(self._problems.values()), "")

    def comes(self, jobs: Sequence[ScheduledJob]) -> None:
        self.next = {job.name: job.next_at for job in jobs}
        self.waits = {job.name: job.paused for job in jobs if job.paused}
        reason = next((job.paused for job in jobs if job.name == PULL), "")
        chosen = reason in (ON_BATTERY, ON_METERED)
        self._paused = reason if chosen else ""
        self._trouble("", "" if chosen else reason)
        self._settle()

    def tell(self, event: EngineEvent) -> None:
        match event:
            case Progress(activity=activity) if activity != self.doing:
                self.doing = activity
                self._settle()
            case ScheduleChanged(jobs):
                self.comes(jobs)
            case _:
                pass  # how a job ended is told by `ran`

    def ran(self, ran: JobRan) -> None:
        self.doing = ""
        if ran.error is None:
            self._trouble(ran.job, "")
            self.last_pull = _now() if ran.job in _PULLS else self.last_pull
            self.last_push = _now() if ran.job == PUSH else self.last_push
        elif not isinstance(ran.error, LeaseHeld):  # somebody else is at it
            self._trouble(ran.job, words_of(ran.error))
        self._settle()

    def pulled(self, at: datetime) -> None:
        """By anybody in the team: whichever machine takes it pulls for all."""
        if self.last_pull is None or at > self.last_pull:
            self.last_pull = at
            self.changed()

    def failed(self, error: LaziError) -> None:
        """Nothing could be done at all."""
        self._trouble("", words_of(error))
        self._settle()

    def told(self) -> dict[str, Any]:
        return {
            "tenant": self.tenant,
            "environment": self.environment,
            "state": self.state,
            "since": self.since,
            "doing": self.doing,
            "paused": self._paused,
            "problem": self.problem,
            "problem_since": self.problem_since,
            "last_pull": self.last_pull,
            "last_push": self.last_push,
            "next": self.next,
            "waits": self.waits,
            "not_known": self.not_known,
        }

    def _trouble(self, job: str, words: str) -> None:
        if words:
            self._problems[job] = words
        else:
            self._problems.pop(job, None)
        self.problem_since = (self.problem_since or _now()) if self._problems else None

    def _settle(self) -> None:
        state = PROBLEM if self._problems else WORKING if self.doing else PAUSED if self._paused else IDLE
        if state != self.state:
            self.state, self.since = state, _now()
        self.changed()


class StatusFile:
    """The same in each of its files. Without a path it keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        if path is not None and not path.parent.is_dir():
            raise ConfigurationProblem(f"There is no folder {path.parent} for the status file.")
        self._paths = [path] if path is not None else []
        self._started = self._since = _now()
        self._state = STARTING
        self._tenants: list[TenantStatus] = []
        self._complained: set[Path] = set()

    def tenant(self, tenant: str, environment: str) -> TenantStatus:
        one = TenantStatus(tenant, environment, self.write, _now())
        self._tenants.append(one)
        return one

    def also_in(self, path: Path) -> None:
        self._paths.append(path)

    def stopped(self) -> None:
        self.write(STOPPED)

    def write(self, state: str = "") -> None:
        if not self._paths:
            return
        states = {one.state for one in self._tenants}
        now = _now()
        state = state or next((one for one in _WORST_FIRST if one in states), STARTING)
        if state != self._state:
            self._state, self._since = state, now
        told = {
            "version": FORMAT,
            "program": __version__,
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "started": self._started,
            "heartbeat": now,
            "state": self._state,
            "since": self._since,
            "tenants": [one.told() for one in self._tenants],
        }
        words = json.dumps(plain(told), ensure_ascii=False, indent=1)
        for path in self._paths:
            self._replace(path, words)

    def _replace(self, path: Path, words: str) -> None:
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            beside.write_text(words, encoding="utf-8")
            beside.replace(path)
            self._complained.discard(path)
        except OSError as error:  # it grows old, which is noticed; the work goes on
            if path not in self._complained:
                log.warning("the status file cannot be written", path=str(path), reason=str(error))
            self._complained.add(path)


@dataclass(frozen=True, slots=True)
class Health:
    well: bool
    words: str


def health_of(path: Path, now: datetime, patience: timedelta) -> Health:
    """By the file alone. A problem counts once it has lasted for longer than `patience`: many heal by themselves."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        heartbeat = datetime.fromisoformat(told["heartbeat"])
        if told["state"] == STOPPED:
            return Health(False, f"It was stopped at {heartbeat:%Y-%m-%d %H:%M:%S} UTC.")
        if now - heartbeat > TOO_OLD:
            return Health(False, f"It has not been heard of since {heartbeat:%Y-%m-%d %H:%M:%S} UTC.")
        lasting = [
            f"{one['tenant']} ({one['environment']}): {one['problem']}"
            for one in told["tenants"]
            if one["problem_since"] and now - datetime.fromisoformat(one["problem_since"]) > patience
        ]
        return Health(False, " ".join(lasting)) if lasting else Health(True, f"Well: {told['state']}.")
    except FileNotFoundError:
        return Health(False, f"There is no {path}: it does not run, or has not begun yet.")
    except (OSError, ValueError, LookupError, TypeError) as error:
        return Health(False, f"{path} cannot be read: {type(error).__name__}.")


def run_health(path: Path, *, patience_minutes: float, as_json: bool) -> int:
    from lazi_desktop.app.exit_codes import DONE, FAILED
    from lazi_desktop.app.output import print_json

    health = health_of(path, _now(), timedelta(minutes=patience_minutes))
    if as_json:
        print_json("status", well=health.well, words=health.words)
    else:
        print(health.words)
    return DONE if health.well else FAILED


def _now() -> datetime:
    return datetime.now(UTC)
