"""What a push has done so far: requests, results by field, and how far it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.engine import Progress, PushedField, PushReport, PushResult
from lazi_desktop.ports.hub_push import PushJob
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.push_plan import PushPlan


class Tally:
    def __init__(self, clock: Clock, tell: Callable[[Progress], None]) -> None:
        self._clock = clock
        self._tell = tell
        self._started = clock.monotonic()
        self._results: dict[tuple[EntityKey, str], PushedField] = {}
        self._created: set[EntityKey] = set()
        self._done = 0
        self.total = 0
        self.requests = 0

    def note(
        self,
        plan: PushPlan,
        results: Mapping[str, PushResult],
        *,
        found: Fields | None = None,
        detail: str = "",
        details: Mapping[str, str] | None = None,
    ) -> None:
        job = plan.job
        ours: dict[str, Value] = {field.field: field.value for field in job.fields}
        there = found or plan.known or {}
        for name, result in results.items():
            self._results[job.entity_key, name] = PushedField(
                entity_key=job.entity_key,
                kind=job.entity_kind,
                code=job.code,
                name=job.name,
                field=name,
                result=result,
                ours=ours.get(name),
                found=there.get(name),
                detail=(details or {}).get(name, detail),
                created=job.remote_id is None,
            )

    def note_created(self, job: PushJob) -> None:
        self._created.add(job.entity_key)

    def count(self, job: PushJob) -> None:
        self._done += 1
        self.total = max(self.total, self._done)
        self.say(job.code or job.name)

    def say(self, words: str) -> None:
        self._tell(Progress("push", words, self._done, self.total))

    def counts(self) -> Mapping[str, int]:
        """By result, for the run's record."""
        by_result = Counter(field.result.value for field in self._results.values())
        return {**by_result, "created": len(self._created), "requests": self.requests}

    def report(self, stopped: LaziError | None, waiting: tuple[int, float | None]) -> PushReport:
        many, look_again_in = waiting
        return PushReport(
            fields=list(self._results.values()),
            requests=self.requests,
            seconds=self._clock.monotonic() - self._started,
            stopped=stopped,
            waiting=many,
            look_again_in=look_again_in,
        )
