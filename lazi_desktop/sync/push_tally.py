"""What a push has done so far: requests, results by field, and how far it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.engine import Progress
from lazi_desktop.ports.hub_push import PushJob
from lazi_desktop.ports.push import PushedField, PushMoved, PushReport, PushResult, PushStep, SkuPush
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.push_plan import PushPlan

TOLD_EVERY = 0.2  # seconds between two words about single entities

_WORST = (
    PushResult.FAILED, PushResult.CONFLICT, PushResult.DIFFERS,
    PushResult.HELD, PushResult.WAITING, PushResult.VERIFIED,
)  # fmt: skip
_NOT_SENT = (PushResult.HELD, PushResult.WAITING)


class Tally:
    def __init__(
        self, clock: Clock, tell: Callable[[Progress], None], steps: Callable[[PushMoved], None]
    ) -> None:
        self._clock = clock
        self._tell = tell
        self._hear_steps = steps
        self._started = clock.monotonic()
        self._results: dict[tuple[EntityKey, str], PushedField] = {}
        self._of_entity: dict[EntityKey, dict[str, PushResult]] = {}
        self._steps: dict[EntityKey, PushStep] = {}
        self._told_at = float("-inf")
        self._created: set[EntityKey] = set()
        self._done = 0
        self.total = 0
        self.requests = 0
        self.remarks: list[str] = []
        """What a person should know of the push as a whole."""

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
        ops = {field.field: field.op_id for field in job.fields}
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
                detail=(details or {}).get(name, "") or plan.waits_for.get(name, detail),
                created=job.remote_id is None,
                op_id=ops.get(name),
            )
        if results:
            of_entity = self._of_entity.setdefault(job.entity_key, {})
            of_entity.update(results)
            worst = min(of_entity.values(), key=_WORST.index)
            self._step(job, SkuPush.SKIPPED if worst in _NOT_SENT else SkuPush(worst), detail)

    def sending(self, job: PushJob) -> None:
        self._step(job, SkuPush.SENDING)

    def _step(self, job: PushJob, state: SkuPush, detail: str = "") -> None:
        self._steps[job.entity_key] = PushStep(
            job.entity_key, job.entity_kind, job.code, job.name, state, detail
        )
        if self._clock.monotonic() - self._told_at > TOLD_EVERY:
            self.tell_steps()

    def tell_steps(self) -> None:
        """What was not told yet."""
        if not self._steps:
            return
        steps, self._steps = list(self._steps.values()), {}
        self._told_at = self._clock.monotonic()
        self._hear_steps(PushMoved(steps, self._done, self.total, self.requests))

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
            remarks=tuple(self.remarks),
        )
