"""Push: what a person submitted goes to ServiceTitan field by field, and is believed only when read back.

Lots of SKUs: read them, decide each field by base, ours and theirs, send what is left, read back, settle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from lazi_desktop.domain.errors import (
    LaziError,
    OutcomeUnknown,
    RateLimited,
    RemoteGone,
    RemoteRejected,
    ScopeMissing,
)
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.engine import Progress, PushedField, PushReport, PushResult
from lazi_desktop.ports.hub import Hub, JobEnd, PushJob
from lazi_desktop.ports.remote import RemoteEntity, RemotePricebook
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.push_plan import PushPlan, plan_push, verdicts_of
from lazi_desktop.sync.turn import Turn

LOT = 40  # read together, at most 15 s before they are written
RETRY_SECONDS = 30.0
MAX_PAUSE = 60.0


class Push:
    """One push of everything submitted. `cancelled` is asked between requests."""

    def __init__(
        self,
        hub: Hub,
        remote: RemotePricebook,
        turn: Turn,
        clock: Clock,
        *,
        tell: Callable[[Progress], None] = lambda progress: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._hub = hub
        self._remote = remote
        self._turn = turn
        self._clock = clock
        self._tell = tell
        self._cancelled = cancelled
        self._requests = 0
        self._done = 0
        self._total = 0
        self._results: dict[tuple[EntityKey, str], PushedField] = {}

    async def run(self) -> PushReport:
        """Errors that end the push early are in the report; what was not sent stays submitted."""
        started = self._clock.monotonic()
        stopped: LaziError | None = None
        waiting, look_again_in = 0, None
        self._total = (await self._hub.counts()).submitted_entities
        try:
            while not self._cancelled():
                jobs = await self._hub.claim(self._turn.lease, LOT)
                if not jobs:
                    break
                for kind, lot in _by_kind(jobs).items():
                    await self._push_lot(kind, lot)
            waiting, look_again_in = await self._hub.waiting()
        except LaziError as error:
            stopped = error
        return PushReport(
            fields=list(self._results.values()),
            requests=self._requests,
            seconds=self._clock.monotonic() - started,
            stopped=stopped,
            waiting=waiting,
            look_again_in=look_again_in,
        )

    async def _push_lot(self, kind: EntityKind, jobs: Sequence[PushJob]) -> None:
        left = {job.job_id: job for job in jobs}
        try:
            found = await self._read(kind, jobs)
            plans = await self._plan(kind, jobs, found)
            sent = []
            for plan in plans:
                if self._cancelled():
                    break
                if await self._send(plan):
                    sent.append(plan)
                else:
                    self._count(plan.job)
                del left[plan.job.job_id]
            await self._read_back(kind, sent)
        except ScopeMissing as error:
            await self._give_back(left.values(), error, JobEnd.NEEDS_HUMAN)
        except LaziError as error:
            await self._give_back(left.values(), error, JobEnd.RETRY)
            raise
        else:
            await self._give_back(left.values(), None, JobEnd.RETRY)

    async def _read(self, kind: EntityKind, jobs: Sequence[PushJob]) -> dict[int, RemoteEntity]:
        """Reads the entities and lets the hub take them in, which also finds overrides that conflict by now."""
        ids = sorted({job.remote_id for job in jobs})
        entities = await self._remote.read_many(kind, ids)
        self._requests += len(ids) if kind is EntityKind.CATEGORY else -(-len(ids) // 50)
        readable = [entity for entity in entities if not entity.problem]
        if readable:
            run_id = await self._hub.begin_run(self._turn.lease, what=f"push {kind}", full=False)
            counts = await self._hub.ingest(self._turn.lease, run_id, readable, kind=kind)
            await self._hub.end_run(self._turn.lease, run_id, state="done", counts=counts, detail="")
        return {entity.remote_id: entity for entity in readable}

    async def _plan(
        self, kind: EntityKind, jobs: Sequence[PushJob], found: Mapping[int, RemoteEntity]
    ) -> list[PushPlan]:
        conflicted = await self._hub.conflicted_fields([job.entity_key for job in jobs])
        plans = []
        for job in jobs:
            entity = found.get(job.remote_id)
            held = conflicted.get(job.entity_key, frozenset())
            plans.append(plan_push(kind, job, entity.fields if entity is not None else None, held))
        return plans

    async def _send(self, plan: PushPlan) -> bool:
        """True when something went out and must be read back."""
        job = plan.job
        if plan.known is None:
            await self._park(plan, RemoteGone("It was deleted or cannot be read any more.", status=404))
            return False
        if not plan.sending:
            end = JobEnd.BLOCKED if plan.held else None
            await self._hub.settle(self._turn.lease, job, plan.settled, end=end)
            self._report(plan, plan.settled_results)
            return False
        self._turn.check_can_send()
        attempt = await self._hub.intend(
            self._turn.lease,
            job,
            sending=plan.sending,
            before={name: plan.known.get(name) for name in plan.sending},
            path=f"{job.entity_kind}/{job.remote_id}",
        )
        return await self._put_on_the_wire(plan, attempt)

    async def _put_on_the_wire(self, plan: PushPlan, attempt: UUID) -> bool:
        job, lease = plan.job, self._turn.lease
        assert plan.known is not None
        self._requests += 1
        try:
            await self._remote.patch(job.entity_kind, job.remote_id, plan.sending, plan.known)
        except OutcomeUnknown as error:
            await self._hub.answered(lease, job, attempt, outcome="ambiguous", status=None, detail=str(error))
            plan.answer_lost = True
            return True
        except RemoteRejected as error:
            await self._hub.answered(
                lease, job, attempt, outcome="rejected", status=error.status, detail=error.detail
            )
            await self._park(plan, error)
            return False
        except RateLimited as error:
            await self._unsent(plan, attempt, error, seconds=error.retry_after)
            pause = min(error.retry_after, MAX_PAUSE)
            self._tell(Progress("push", f"ServiceTitan asks to wait {pause:.0f} s", self._done, self._total))
            await self._clock.sleep(pause)
            return False
        except LaziError as error:
            await self._unsent(plan, attempt, error, seconds=RETRY_SECONDS)
            raise
        await self._hub.answered(lease, job, attempt, outcome="applied", status=200, detail="")
        return True

    async def _unsent(self, plan: PushPlan, attempt: UUID, error: LaziError, *, seconds: float) -> None:
        """ServiceTitan turned the request away before taking anything in: the same fields may go out again."""
        lease = self._turn.lease
        await self._hub.answered(lease, plan.job, attempt, outcome="rejected", status=None, detail=str(error))
        await self._hub.put_off(lease, plan.job, JobEnd.RETRY, seconds=seconds, detail=str(error))
        self._report(plan, dict.fromkeys(plan.sending, PushResult.WAITING), detail=str(error))

    async def _park(self, plan: PushPlan, error: RemoteRejected) -> None:
        details = {field.field: error.field_errors.get(field.field, "") for field in plan.job.fields}
        named = {name: detail for name, detail in details.items() if detail}
        await self._hub.put_off(
            self._turn.lease,
            plan.job,
            JobEnd.NEEDS_HUMAN,
            detail=error.detail,
            field_details=named or dict.fromkeys(details, error.detail),
        )
        self._report(plan, dict.fromkeys(details, PushResult.FAILED), detail=error.detail, details=named)

    async def _read_back(self, kind: EntityKind, sent: Sequence[PushPlan]) -> None:
        if not sent:
            return
        found = await self._read(kind, [plan.job for plan in sent])
        unequal = [plan for plan in sent if not _all_verified(plan, found.get(plan.job.remote_id))]
        # A list may lag behind; what it shows unequal is believed only when it is read once more.
        if unequal:
            found |= await self._read(kind, [plan.job for plan in unequal])
        for plan in sent:
            await self._settle(plan, found.get(plan.job.remote_id))
            self._count(plan.job)

    async def _settle(self, plan: PushPlan, entity: RemoteEntity | None) -> None:
        lost = plan.answer_lost and not _all_verified(plan, entity)
        if entity is None or lost:
            # Already marked ambiguous in the hub: the next push reads it again before anything is sent.
            detail = "ServiceTitan has not shown the change yet. The next push looks again."
            self._report(plan, dict.fromkeys(plan.sending, PushResult.WAITING), detail=detail)
            if not plan.answer_lost:
                await self._hub.put_off(
                    self._turn.lease, plan.job, JobEnd.RETRY, seconds=RETRY_SECONDS, detail=detail
                )
            return
        verdicts = verdicts_of(plan, entity.fields)
        end = JobEnd.BLOCKED if plan.held else None
        await self._hub.settle(self._turn.lease, plan.job, [*plan.settled, *verdicts], end=end)
        results = {verdict.field: PushResult(verdict.result) for verdict in verdicts}
        self._report(plan, {**plan.settled_results, **results}, found=entity.fields)

    async def _give_back(self, jobs: Iterable[PushJob], error: LaziError | None, end: JobEnd) -> None:
        for job in jobs:
            await self._hub.put_off(self._turn.lease, job, end, detail=str(error or ""))
            plan = PushPlan(job, None, {}, [], {}, frozenset())
            result = PushResult.FAILED if end is JobEnd.NEEDS_HUMAN else PushResult.WAITING
            self._report(plan, {field.field: result for field in job.fields}, detail=str(error or ""))

    def _report(
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
            )

    def _count(self, job: PushJob) -> None:
        self._done += 1
        self._total = max(self._total, self._done)
        self._tell(Progress("push", job.code or job.name, self._done, self._total))


def _by_kind(jobs: Sequence[PushJob]) -> dict[EntityKind, list[PushJob]]:
    lots: dict[EntityKind, list[PushJob]] = defaultdict(list)
    for job in jobs:
        lots[job.entity_kind].append(job)
    return lots


def _all_verified(plan: PushPlan, entity: RemoteEntity | None) -> bool:
    if entity is None:
        return False
    return all(verdict.result == "verified" for verdict in verdicts_of(plan, entity.fields))
