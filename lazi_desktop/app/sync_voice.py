"""What `lazi-desktop sync` says while it works: a line for each thing that happened, for people or for programs."""

from __future__ import annotations

from datetime import UTC, datetime

from lazi_desktop.app.by_itself import local_zone
from lazi_desktop.app.exit_codes import DONE, FAILED, code_of
from lazi_desktop.app.output import print_json
from lazi_desktop.domain.errors import LaziError, LeaseHeld
from lazi_desktop.ports.engine import (
    EngineEvent,
    Progress,
    PullFinished,
    PullReport,
    PushFinished,
    PushReport,
    PushResult,
    ScheduleChanged,
)
from lazi_desktop.sync.schedule import PULL
from lazi_desktop.sync.scheduler import JobRan


class SyncVoice:
    """One tenant's. `code` is what its work so far means for the end of the program."""

    def __init__(self, tenant: str, environment: str, *, as_json: bool) -> None:
        self._tenant = tenant
        self._environment = environment
        self._as_json = as_json
        self._under_way = ""
        self._paused = ""
        self.code = DONE

    def tell(self, event: EngineEvent) -> None:
        match event:
            case Progress(activity, text, done, total):
                self._progress(activity, text, done, total)
            case PullFinished(report):
                if any(kind.refused for kind in report.kinds):
                    self.code = max(self.code, FAILED)
                self._say("pull", pull_words(report), report=report, counts=report.counts)
            case PushFinished(report):
                counts = {str(result): report.count(result) for result in PushResult}
                self._say("push", push_words(report), report=report, counts=counts)
            case ScheduleChanged(jobs):
                self._pause(next((job.paused for job in jobs if job.name == PULL), ""))
            case _:
                pass  # a failure is told with its job's end

    def ran(self, ran: JobRan) -> None:
        self._under_way = ""
        if ran.error is not None and not isinstance(ran.error, LeaseHeld):  # somebody else is at it
            self.code = max(self.code, code_of(ran.error))
        words = f"{ran.job}: {ran.error or 'done'} ({ran.seconds:.1f} s)"
        self._say("job", words, job=ran.job, seconds=round(ran.seconds, 3), error=ran.error)

    def failed(self, error: LaziError) -> None:
        """Nothing could be done at all."""
        self.code = max(self.code, code_of(error))
        self._say("failed", str(error), error=error)

    def _progress(self, activity: str, text: str, done: int, total: int | None) -> None:
        """People read one line for each part; a program gets them all."""
        part = f"{activity}: {text}"
        if self._as_json:
            self._say("progress", "", activity=activity, text=text, done=done, total=total)
        elif text and part != self._under_way and activity != "push":
            self._say("progress", f"{part} …")
        self._under_way = part

    def _pause(self, reason: str) -> None:
        if reason != self._paused:
            self._paused = reason
            self._say("paused", f"waits: {reason}" if reason else "goes on", reason=reason)

    def _say(self, event: str, words: str, **members: object) -> None:
        at = datetime.now(UTC)
        if self._as_json:
            print_json(
                "sync", event=event, at=at, tenant=self._tenant, environment=self._environment, **members
            )
        else:
            print(
                f"{at.astimezone(local_zone()):%H:%M:%S}  {self._tenant} ({self._environment})  {words}",
                flush=True,
            )


def pull_words(report: PullReport) -> str:
    counts = report.counts
    parts = [f"{counts.received:,} read", f"{counts.added:,} new", f"{counts.changed:,} changed"]
    parts += [f"{counts.conflicts:,} in conflict"] if counts.conflicts else []
    parts += [f"{kind.refused}" for kind in report.kinds if kind.refused is not None]
    return f"pull: {', '.join(parts)}"


def push_words(report: PushReport) -> str:
    found = [(report.count(result), str(result)) for result in PushResult]
    return "push: " + (", ".join(f"{count:,} {word}" for count, word in found if count) or "nothing to send")
