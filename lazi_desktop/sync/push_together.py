"""Changes of several SKUs in one request, for as long as ServiceTitan does what it was asked and no more.

Its document demands every member of each item and says nothing of what becomes of those left out. So the first such
request of a push carries one SKU, whose other fields must be as they were when it is read back. Refused, found to do
something else or only part of it, it is not used again in that push: all goes one by one, as it always can.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from lazi_desktop.domain.errors import (
    HubRefused,
    LaziError,
    OutcomeUnknown,
    RateLimited,
    RemoteRejected,
    ScopeMissing,
    TenantRefused,
)
from lazi_desktop.domain.field_tables import REMOTE_FIELDS, group_of
from lazi_desktop.domain.habits import Habit
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import ReadBack, agrees
from lazi_desktop.domain.push_cost import LEAST_TOGETHER, TOOK_SOME, changed_otherwise, may_go_together
from lazi_desktop.domain.values import Fields
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.ports.hub_push import JobEnd, PushJob, Withdrawn
from lazi_desktop.ports.remote import RemoteChange
from lazi_desktop.sync.push_plan import PushPlan, verdicts_of
from lazi_desktop.sync.push_sender import MAX_PAUSE, LookedTooLongAgo, Sender

_FOR_THE_ITEMS = (0, HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)
_FOLLOWING = frozenset(("calculated_price", "modified_on", "primary_vendor", "other_vendors", "cost"))
"""What ServiceTitan reckons by itself when other fields change."""


class Together(Sender):
    def __init__(self, *parts: Any, serves: bool) -> None:
        super().__init__(*parts)
        self.serves = serves
        """Whether such requests are made: allowed, not refused so far, and none did what it should not."""
        self._proved = False
        self._alone: set[UUID] = set()
        self._doubted: set[UUID] = set()

    def choose(
        self, kind: EntityKind, plans: Sequence[PushPlan], refused: Collection[UUID]
    ) -> Sequence[PushPlan]:
        """Those that go in the next request. `refused` are jobs that ServiceTitan refused by themselves."""
        self._judge_refusals({plan.job.job_id for plan in plans}, refused)
        if not self.serves or self._doubted:
            return []
        fit = [plan for plan in plans if self._fits(kind, plan)]
        if len(fit) < LEAST_TOGETHER:
            return []
        return fit if self._proved else fit[:1]

    async def send(
        self,
        kind: EntityKind,
        plans: Sequence[PushPlan],
        give_up: Callable[[PushJob, HubRefused], Awaitable[None]],
    ) -> tuple[list[PushPlan], list[PushPlan]]:
        """Those that went out and must be read back, and those that are not to be sent any more; what is in neither
        goes by itself.

        Raises:
            LaziError: it concerns more than these; nothing was sent.
        """
        self._turn.check_can_send()
        noted, over = await self._intend(plans, give_up)
        if not noted:
            return [], over
        going = [plan for plan, _ in noted]
        changes = [
            RemoteChange(plan.job.remote_id, plan.sending, plan.known)
            for plan in going
            if plan.job.remote_id is not None and plan.known is not None
        ]
        problem: LaziError | None = None
        try:
            await self._remote.patch_together(kind, changes, may_send=partial(self._about_to_send_all, going))
        except OutcomeUnknown as error:
            outcome, problem = "ambiguous", error
        except LaziError as error:
            outcome, problem = "rejected", error
        else:
            outcome = "applied"
        status = _status(problem)
        detail = "" if problem is None else problem.detail or str(problem)
        for plan, attempt in noted:
            try:
                await self.answered(plan.job, attempt, outcome, status=status, detail=detail)
            except HubRefused as error:
                await give_up(plan.job, error)
                over.append(plan)
                going.remove(plan)
        if problem is not None and outcome == "rejected":
            return [], over + await self._refused(going, problem)
        for plan in going:
            plan.together, plan.answer_lost = True, outcome == "ambiguous"
        return going, over

    def judge(self, plan: PushPlan, found: Fields) -> frozenset[str]:
        """What reading back shows of one that went together with others, or of the first, alone.

        Returns what was left out of it, which says nothing of the field: it is to be sent by itself.
        """
        if not plan.together:
            return frozenset()
        known = plan.known or {}
        sent = frozenset().union(*(group_of(plan.job.entity_kind, name) for name in plan.sending))
        others = REMOTE_FIELDS[plan.job.entity_kind].keys() - sent - _FOLLOWING
        if not all(agrees(known[name], found[name]) for name in others if name in known and name in found):
            self.serves = False
            self._tally.remarks.append(changed_otherwise(plan.job.code or plan.job.name))
        verdicts = verdicts_of(plan, found)
        left_out = frozenset(verdict.field for verdict in verdicts if verdict.habit is Habit.DROPPED)
        if left_out:
            self.serves = False
            if TOOK_SOME not in self._tally.remarks:
                self._tally.remarks.append(TOOK_SOME)
        elif all(verdict.result is ReadBack.VERIFIED for verdict in verdicts):
            self._proved = True
        return left_out

    def end_proof(self) -> None:
        """The first one was read back."""
        self.serves = self.serves and self._proved

    def _fits(self, kind: EntityKind, plan: PushPlan) -> bool:
        """A job whose answer was lost once is not mixed up with others."""
        return (
            plan.job.state == "claimed"
            and plan.known is not None
            and bool(plan.sending)
            and plan.job.job_id not in self._alone
            and may_go_together(kind, plan.sending)
        )

    async def _intend(
        self, plans: Sequence[PushPlan], give_up: Callable[[PushJob, HubRefused], Awaitable[None]]
    ) -> tuple[list[tuple[PushPlan, UUID]], list[PushPlan]]:
        """Each is written down before the one request leaves."""
        noted: list[tuple[PushPlan, UUID]] = []
        over: list[PushPlan] = []
        for plan in plans:
            try:
                noted.append((plan, await self.intend(plan)))
            except Withdrawn:
                await self.put_off(plan.job, JobEnd.RETRY)
                over.append(plan)
            except HubRefused as error:
                await give_up(plan.job, error)
                over.append(plan)
        return noted, over

    def _about_to_send_all(self, plans: Sequence[PushPlan]) -> None:
        self._turn.check_can_send()
        if any(self.is_outdated(plan) for plan in plans):
            raise LookedTooLongAgo
        self._tally.requests += 1
        for plan in plans:
            self._tally.sending(plan.job)

    async def _refused(self, plans: Sequence[PushPlan], error: LaziError) -> list[PushPlan]:
        """Nothing was taken in. Those put off for later."""
        if isinstance(error, RateLimited):
            for plan in plans:
                await self.put_off(plan.job, JobEnd.RETRY, seconds=error.retry_after, detail=str(error))
                self._tally.note(plan, dict.fromkeys(plan.sending, PushResult.WAITING), detail=str(error))
            if error.retry_after > MAX_PAUSE:
                raise error
            self._pause = error.retry_after
            return list(plans)
        self._alone |= {plan.job.job_id for plan in plans}
        if isinstance(error, LookedTooLongAgo):
            return []
        if isinstance(error, RemoteRejected) and error.status in _FOR_THE_ITEMS:
            self._doubted = {plan.job.job_id for plan in plans}
        elif isinstance(error, RemoteRejected | ScopeMissing | TenantRefused):
            self.serves = False
        else:
            raise error
        return []

    def _judge_refusals(self, left: Collection[UUID], refused: Collection[UUID]) -> None:
        """Once those of a refused request have gone by themselves: was it one of them, or the request?"""
        if self._doubted and self._doubted.isdisjoint(left):
            self.serves = self.serves and not self._doubted.isdisjoint(refused)
            self._doubted = set()


def _status(problem: LaziError | None) -> int | None:
    if problem is None:
        return HTTPStatus.OK
    return problem.status if isinstance(problem, RemoteRejected) else None
