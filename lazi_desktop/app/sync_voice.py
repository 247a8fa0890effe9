"""What `lazi-desktop sync` says while it works: a line for each thing that happened, for people or for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from lazi_desktop.app.by_itself import local_zone, zone_words
from lazi_desktop.app.exit_codes import DONE, FAILED, WAITS, code_of
from lazi_desktop.app.output import print_json
from lazi_desktop.app.status_file import TenantStatus
from lazi_desktop.app.stopped_words import stopped_words, words_of
from lazi_desktop.domain.errors import LaziError, LeaseHeld
from lazi_desktop.domain.list_titles import list_title
from lazi_desktop.ports.engine import (
    EngineEvent,
    Progress,
    PullFinished,
    PullReport,
    PushFinished,
    PushReport,
    PushResult,
    ScheduleChanged,
    ScheduledJob,
)
from lazi_desktop.sync.schedule import LISTS, PULL, PUSH
from lazi_desktop.sync.scheduler import JobRan
from lazi_desktop.sync.stopped_pulls import STOPPED_TO_ASK


class SyncVoice:
    """One tenant's. `code` is what its work so far means for the end of the program; `kept` hears the same."""

    def __init__(self, tenant: str, environment: str, *, as_json: bool, kept: TenantStatus) -> None:
        self._kept = kept
        self._tenant = tenant
        self._environment = environment
        self._as_json = as_json
        self._under_way = ""
        self._paused = ""
        self._sent = False
        self._ran = False
        self.code = DONE

    def begins(self, hub: str, device: str, jobs: Sequence[ScheduledJob], *, once: bool) -> None:
        """`hub` and `device`: for which database, and on whose machine."""
        self._kept.next = {job.name: job.next_at for job in jobs}
        coming = sorted(
            (job.next_at, job.name) for job in jobs if job.next_at is not None and job.name != PUSH
        )
        times = ", ".join(f"{name} {at.astimezone(local_zone()):%H:%M}" for at, name in coming)
        then = "what is due now, once" if once else f"next: {times or 'only what people submit'}"
        self._say(
            "begins",
            f"Serving tenant {self._tenant} of {hub} from {device}; {then}; times are those of {zone_words()}.",
            hub=hub,
            device=device,
            once=once,
            next={job.name: job.next_at for job in jobs},
        )

    def ends(self, *, stopped: bool) -> None:
        if stopped:
            self._say("stopped", "Stopped. What was not done is done the next time.")
        elif not (self._ran or self._paused or self.code):
            self._say("idle", "Nothing was due.")

    def tell(self, event: EngineEvent) -> None:
        self._kept.tell(event)
        match event:
            case Progress(activity, text, done, total):
                self._progress(activity, text, done, total)
            case PullFinished(report):
                if any(kind.refused for kind in report.kinds):
                    self.code = max(self.code, FAILED)
                self._say("pull", pull_words(report), report=report, counts=report.counts)
            case PushFinished(report):
                counts = {str(result): report.count(result) for result in PushResult}
                self._sent = True
                self._say("push", push_words(report), report=report, counts=counts)
            case ScheduleChanged(jobs):
                self._pause(next((job.paused for job in jobs if job.name == PULL), ""))
            case _:
                pass  # a failure is told with its job's end

    def ran(self, ran: JobRan) -> None:
        self._kept.ran(ran)
        self._under_way = ""
        if ran.error is not None and not isinstance(ran.error, LeaseHeld):  # somebody else is at it
            self.code = max(self.code, code_of(ran.error))
        self._ran = True
        sent, self._sent = self._sent, False
        if ran.job == PUSH and ran.error is None and not sent and not self._as_json:
            return  # it looked, and there was nothing
        words = f"{ran.job}: {words_of(ran.error) if ran.error else 'done'} ({ran.seconds:.1f} s)"
        self._say("job", words, job=ran.job, seconds=round(ran.seconds, 3), error=ran.error)

    def failed(self, error: LaziError) -> None:
        """Nothing could be done at all."""
        self._kept.failed(error)
        self.code = max(self.code, code_of(error))
        self._say("failed", str(error), error=error)

    def _progress(self, activity: str, text: str, done: int, total: int | None) -> None:
        """People read one line for each part; a program gets them all."""
        part = f"{activity}: {list_title(text) if activity == LISTS else text}"
        if self._as_json:
            self._say("progress", "", activity=activity, text=text, done=done, total=total)
        elif text and part != self._under_way and activity != "push":
            self._say("progress", f"{part} …")
        self._under_way = part

    def _pause(self, reason: str) -> None:
        if reason != self._paused:
            self._paused = reason
            words = f"waits: {reason}"
            if reason.startswith(STOPPED_TO_ASK):
                self.code = max(self.code, WAITS)
                found = reason.removeprefix(f"{STOPPED_TO_ASK}: ")
                words = f"waits: {STOPPED_TO_ASK}: {stopped_words(found)}"
            self._say("paused", words if reason else "goes on", reason=reason)

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
