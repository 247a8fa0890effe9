"""Push: what a person submitted goes to ServiceTitan field by field, and is believed only when read back.

Lots of SKUs: read them, decide each field by base, ours and theirs, send what is left, read back, settle.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from typing import Any

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
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.engine import Progress, PushedField, PushReport, PushResult
from lazi_desktop.ports.hub import Hub, JobEnd, PushJob, Verdict, Withdrawn
from lazi_desktop.ports.remote import RemoteEntity, RemotePricebook
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.push_plan import PushPlan, plan_push, verdicts_of
from lazi_desktop.sync.turn import Turn

LOT = 40
PREFLIGHT_SECONDS = 15.0  # what was read longer ago is read again before anything is sent
RETRY_SECONDS = 30.0
MAX_PAUSE = 60.0
LAST_LOOK_SECONDS = 10.0  # for reading back what went out before a push was cut short

CANCELLED = "Cancelled"
NOT_SHOWN_YET = "ServiceTitan has not shown the change yet. LAZI looks again."


class Push:
    """One push of everything submitted.

    Its task may be cancelled at any time: a request under way is never torn off from its record, and what was not
    sent stays submitted. `report` tells how far it came.
    """

    def __init__(
        self,
        hub: Hub,
        remote: RemotePricebook,
        turn: Turn,
        clock: Clock,
        *,
        tell: Callable[[Progress], None] = lambda progress: None,
    ) -> None:
        self._hub = hub
        self._remote = remote
        self._turn = turn
        self._clock = clock
        self._tell = tell
        self._requests = 0
        self._done = 0
        self._total = 0
        self._results: dict[tuple[EntityKey, str], PushedField] = {}
        self._started = clock.monotonic()
        self._stopped: LaziError | None = None
        self._waiting: tuple[int, float | None] = (0, None)

    def report(self) -> PushReport:
        waiting, look_again_in = self._waiting
        return PushReport(
            fields=list(self._results.values()),
            requests=self._requests,
            seconds=self._clock.monotonic() - self._started,
            stopped=self._stopped,
            waiting=waiting,
            look_again_in=look_again_in,
        )

    async def run(self) -> PushReport:
        """Errors that end the push early are in the report; what was not sent stays submitted."""
        try:
            self._total = (await self._hub.counts()).submitted_entities
            while jobs := await self._hub.claim(self._turn.lease, LOT):
                for kind, lot in _by_kind(jobs).items():
                    await self._push_lot(kind, lot)
            self._waiting = await self._hub.waiting()
        except LaziError as error:
            self._stopped = error
        except asyncio.CancelledError:
            self._stopped = LaziError(title=CANCELLED)
            raise
        return self.report()

    async def _push_lot(self, kind: EntityKind, jobs: Sequence[PushJob]) -> None:
        """Every job of the lot ends settled, put off, or marked as sent without an answer, whatever happens."""
        left = {job.job_id: job for job in jobs}
        sent: list[PushPlan] = []
        try:
            while left:
                await self._send_fresh(kind, left, sent)
            await self._read_back(kind, sent)
        except ScopeMissing as error:
            await self._finish(kind, sent, left.values(), error, JobEnd.NEEDS_HUMAN)
        except LaziError as error:
            await self._finish(kind, sent, left.values(), error, JobEnd.RETRY)
            raise
        except asyncio.CancelledError:
            cancelled = LaziError(title=CANCELLED)
            await _unbroken(self._finish(kind, sent, left.values(), cancelled, JobEnd.RETRY))
            raise

    async def _send_fresh(self, kind: EntityKind, left: dict[Any, PushJob], sent: list[PushPlan]) -> None:
        """Reads what is left and sends from it while what was read is fresh."""
        read_at = self._clock.monotonic()
        found = await self._read(kind, list(left.values()))
        for number, plan in enumerate(await self._plan(kind, list(left.values()), found)):
            if number and self._clock.monotonic() - read_at > PREFLIGHT_SECONDS:
                return
            await asyncio.sleep(0)  # a cancellation is heard here, before anything goes out
            await _unbroken(self._send_one(plan, left, sent))
            self._count(plan.job)
            await self._pause_if_asked(plan)

    async def _send_one(self, plan: PushPlan, left: dict[Any, PushJob], sent: list[PushPlan]) -> None:
        if await self._send(plan):
            sent.append(plan)
        del left[plan.job.job_id]

    async def _finish(
        self,
        kind: EntityKind,
        sent: Sequence[PushPlan],
        left: Iterable[PushJob],
        error: LaziError,
        end: JobEnd,
    ) -> None:
        """After an error: looks once at what went out, and gives back what did not."""
        unread = {plan.job.job_id: plan for plan in sent}
        try:
            async with asyncio.timeout(LAST_LOOK_SECONDS):
                await self._read_back(kind, sent, unread)
        except (LaziError, TimeoutError):
            for plan in unread.values():  # the next push reads them back before anything else
                self._report(plan, dict.fromkeys(plan.sending, PushResult.WAITING), detail=NOT_SHOWN_YET)
        for job in list(left):
            await self._put_off(job, end, detail=str(error))
            result = PushResult.FAILED if end is JobEnd.NEEDS_HUMAN else PushResult.WAITING
            self._report(PushPlan.gone(job), {field.field: result for field in job.fields}, detail=str(error))

    # ------------------------------------------------------------------------------------------------- look and plan

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

    # ---------------------------------------------------------------------------------------------------------- send

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
        try:
            attempt = await self._hub.intend(
                self._turn.lease,
                job,
                sending=plan.sending,
                before={name: plan.known.get(name) for name in plan.sending},
                path=f"{job.entity_kind}/{job.remote_id}",
            )
        except Withdrawn:
            await self._put_off(job, JobEnd.RETRY)  # what still stands of it is claimed anew
            return False
        return await self._put_on_the_wire(plan, attempt)

    async def _put_on_the_wire(self, plan: PushPlan, attempt: Any) -> bool:
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
            plan.pause = min(error.retry_after, MAX_PAUSE)
            return False
        except LaziError as error:
            await self._unsent(plan, attempt, error, seconds=RETRY_SECONDS)
            raise
        await self._hub.answered(lease, job, attempt, outcome="applied", status=200, detail="")
        return True

    async def _pause_if_asked(self, plan: PushPlan) -> None:
        if plan.pause:
            words = f"ServiceTitan asks to wait {plan.pause:.0f} s"
            self._tell(Progress("push", words, self._done, self._total))
            await self._clock.sleep(plan.pause)

    async def _unsent(self, plan: PushPlan, attempt: Any, error: LaziError, *, seconds: float) -> None:
        """ServiceTitan turned the request away before taking anything in: the same fields may go out again."""
        lease = self._turn.lease
        await self._hub.answered(lease, plan.job, attempt, outcome="rejected", status=None, detail=str(error))
        await self._put_off(plan.job, JobEnd.RETRY, seconds=seconds, detail=str(error))
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

    async def _put_off(self, job: PushJob, end: JobEnd, *, seconds: float = 0, detail: str = "") -> None:
        await self._hub.put_off(self._turn.lease, job, end, seconds=seconds, detail=detail)

    # ----------------------------------------------------------------------------------------------------- read back

    async def _read_back(
        self, kind: EntityKind, sent: Sequence[PushPlan], unread: dict[Any, PushPlan] | None = None
    ) -> None:
        if not sent:
            return
        found = await self._read(kind, [plan.job for plan in sent])
        unequal = [plan for plan in sent if not _all_verified(plan, found.get(plan.job.remote_id))]
        # A list may lag behind; what it shows unequal is believed only when it is read once more.
        if unequal:
            found |= await self._read(kind, [plan.job for plan in unequal])
        for plan in sent:
            await self._settle(plan, found.get(plan.job.remote_id))
            if unread is not None:
                del unread[plan.job.job_id]

    async def _settle(self, plan: PushPlan, entity: RemoteEntity | None) -> None:
        if entity is None or (plan.answer_lost and not _all_verified(plan, entity)):
            # A lost answer is marked ambiguous already: it is read again before anything is sent.
            self._report(plan, dict.fromkeys(plan.sending, PushResult.WAITING), detail=NOT_SHOWN_YET)
            if not plan.answer_lost:
                await self._put_off(plan.job, JobEnd.RETRY, seconds=RETRY_SECONDS, detail=NOT_SHOWN_YET)
            return
        verdicts = verdicts_of(plan, entity.fields)
        end = JobEnd.BLOCKED if plan.held else None
        await self._hub.settle(self._turn.lease, plan.job, [*plan.settled, *verdicts], end=end)
        results = {verdict.field: PushResult(verdict.result) for verdict in verdicts}
        self._report(
            plan, {**plan.settled_results, **results}, found=entity.fields, details=_sentences(verdicts)
        )

    # -------------------------------------------------------------------------------------------------------- telling

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


async def _unbroken(work: Coroutine[Any, Any, None]) -> None:
    """Runs to its end even where the caller is cancelled, who hears of it afterwards."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled() and (error := task.exception()) is not None:
            raise error from None
        raise


def _by_kind(jobs: Sequence[PushJob]) -> dict[EntityKind, list[PushJob]]:
    lots: dict[EntityKind, list[PushJob]] = defaultdict(list)
    for job in jobs:
        lots[job.entity_kind].append(job)
    return lots


def _all_verified(plan: PushPlan, entity: RemoteEntity | None) -> bool:
    if entity is None:
        return False
    return all(verdict.result is ReadBack.VERIFIED for verdict in verdicts_of(plan, entity.fields))


def _sentences(verdicts: Iterable[Verdict]) -> dict[str, str]:
    return {verdict.field: verdict.detail for verdict in verdicts}
