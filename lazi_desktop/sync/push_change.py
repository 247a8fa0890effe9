"""Sending the change of one entity, and what its answer means."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from lazi_desktop.domain.assets import readdressed
from lazi_desktop.domain.errors import LaziError, OutcomeUnknown, RemoteGone, RemoteRejected
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.ports.hub_push import JobEnd, PushJob, Withdrawn
from lazi_desktop.sync.push_plan import PushPlan, plan_push
from lazi_desktop.sync.push_sender import CONFLICTING, RETRY_SECONDS, Sender
from lazi_desktop.sync.turn import moment

GONE = "ServiceTitan does not have it any more."
UNREADABLE = "ServiceTitan shows it in a way that this program cannot read."


class Changes(Sender):
    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.refused: set[UUID] = set()
        """Jobs to which ServiceTitan said no."""

    async def plan(self, kind: EntityKind, jobs: Sequence[PushJob]) -> list[PushPlan]:
        """Reads their entities and decides."""
        looked_at = moment(self._clock)
        found = await self.read(kind, {job.remote_id: job for job in jobs if job.remote_id is not None})
        conflicted = await self._hub.conflicted_fields([job.entity_key for job in jobs])
        plans = []
        for job in jobs:
            entity = found.get(job.remote_id) if job.remote_id is not None else None
            known = entity.fields if entity is not None and not entity.problem else None
            held = conflicted.get(job.entity_key, frozenset())
            plan = plan_push(kind, job, known, held, self._pictures.proofs.of(job))
            plan.unreadable = entity is not None and bool(entity.problem)
            plan.looked_at = looked_at
            plans.append(plan)
        return plans

    async def send(self, plan: PushPlan, *, once_more: bool = True) -> PushPlan | None:
        """The plan that went out and must be read back; None where nothing did."""
        job = plan.job
        assert job.remote_id is not None
        if plan.known is None:
            await self._without_a_look(plan)
            return None
        paths = await self.upload(plan)
        if paths is None:
            return None
        if not plan.sending:
            await self.settle_without_sending(plan)
            return None
        if once_more and self.is_outdated(plan):
            return await self.send(await self._planned_anew(job), once_more=False)
        self._turn.check_can_send()
        try:
            attempt = await self.intend(plan)
        except Withdrawn:
            await self.put_off(job, JobEnd.RETRY)  # what still stands of it is claimed anew
            return None
        self._pictures.uploads.named(paths.values())
        try:
            plan.answered = await self._remote.patch(
                job.entity_kind,
                job.remote_id,
                {name: readdressed(name, value, paths) for name, value in plan.sending.items()},
                plan.known,
                may_send=partial(self.about_to_send, plan),
            )
        except OutcomeUnknown as error:
            await self.answered(job, attempt, "ambiguous", detail=str(error))
            plan.answer_lost = True
            return plan
        except LaziError as error:
            await self.not_taken_in(plan, attempt, error)
            return await self._refused(plan, error, once_more)
        await self.answered(job, attempt, "applied", status=200)
        return plan

    async def _refused(self, plan: PushPlan, error: LaziError, once_more: bool) -> PushPlan | None:
        if isinstance(error, RemoteGone):
            await self._perhaps_gone(plan, error)
        elif isinstance(error, RemoteRejected):
            if await self._may_serve_once_more(plan, error, once_more):
                return await self.send(await self._planned_anew(plan.job), once_more=False)
            self.refused.add(plan.job.job_id)
            await self.park(plan, error.detail, error.field_errors)
        return None

    async def _may_serve_once_more(self, plan: PushPlan, error: RemoteRejected, once_more: bool) -> bool:
        if once_more and error.status == CONFLICTING:
            return True
        return await self._pictures.uploads.start_over(plan.job, plan.sending, error)

    async def _planned_anew(self, job: PushJob) -> PushPlan:
        [plan] = await self.plan(job.entity_kind, [job])
        return plan

    async def _without_a_look(self, plan: PushPlan) -> None:
        if plan.unreadable:
            await self.park(plan, UNREADABLE, {})
        else:
            await self._gone(plan)

    async def _perhaps_gone(self, plan: PushPlan, error: RemoteGone) -> None:
        """ServiceTitan says so to a change; believed only when reading it says the same."""
        job = plan.job
        assert job.remote_id is not None
        if not await self.read(job.entity_kind, {job.remote_id: job}):
            await self._gone(plan)
            return
        await self.put_off(job, JobEnd.RETRY, seconds=RETRY_SECONDS, detail=str(error))
        self._tally.note(plan, {field.field: PushResult.WAITING for field in job.fields}, detail=str(error))

    async def _gone(self, plan: PushPlan) -> None:
        await self._hub.gone(self._turn.lease, plan.job)
        self._tally.note(plan, {field.field: PushResult.CONFLICT for field in plan.job.fields}, detail=GONE)
