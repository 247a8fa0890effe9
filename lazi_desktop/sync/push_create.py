"""Creating one entity: looked for first, sent once, adopted under the number that ServiceTitan gave it.

What may have arrived is never sent again before it was looked for, for as long as it could still appear.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from lazi_desktop.domain.assets import readdressed
from lazi_desktop.domain.errors import (
    BadAnswer,
    LaziError,
    OutcomeUnknown,
    RemoteRejected,
    RemoteUnavailable,
)
from lazi_desktop.domain.values import Fields, same
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.ports.hub_push import Candidate, JobEnd, PushJob, Withdrawn
from lazi_desktop.ports.remote import Look, RemoteEntity
from lazi_desktop.sync.create_plan import (
    CreateDecision,
    CreateStep,
    decide_create,
    missing_words,
    naming,
    perhaps_renamed,
    taken,
    why_not_yet,
    without_dismissed,
)
from lazi_desktop.sync.push_plan import PushPlan, plan_create
from lazi_desktop.sync.push_sender import CONFLICTING, NOT_SHOWN_YET, RETRY_SECONDS, Sender
from lazi_desktop.sync.turn import moment

EARLIER_NAMES = 5  # looked for at most: each look at categories reads them all


class Creates(Sender):
    async def make(self, job: PushJob, conflicted: frozenset[str]) -> PushPlan | None:
        """The plan of what was made or found, to be read back; None where there is nothing to read."""
        plan = plan_create(job, conflicted)
        if job.chosen is not None and await self._can_be(job, job.chosen):
            return await self._adopt(plan, job.chosen)
        sent = job.state == "ambiguous"
        if not sent and not await self._may_be_made(plan):
            return None
        if not sent and await self._upload_all(plan) is None:  # it may take longer than a look is good for
            return None
        look = await self._look(plan)
        if look is None:
            return None
        if sent:
            look = await self._without_our_others(job, look)
        decision = decide_create(
            job.entity_kind, look, plan.sending, sent=sent, perhaps_made=job.perhaps_made
        )
        if decision.step is CreateStep.SEND:
            return await self._send(plan)
        if decision.step is CreateStep.DOUBTFUL:
            renamed = await self._under_earlier_names(plan)
            if renamed is None:
                return None
            decision = perhaps_renamed(job.entity_kind, renamed) if renamed else decision
        return await self._follow(plan, decision)

    async def _upload_all(self, plan: PushPlan) -> Mapping[str, str] | None:
        """What is made is made whole: were its answer lost, nobody could tell what of it was sent."""
        paths = await self.upload(plan)
        if plan.apart and paths is not None:
            await self.wait_for_pictures(plan)
            return None
        return paths

    async def _under_earlier_names(self, plan: PushPlan) -> list[RemoteEntity] | None:
        """What bears a name that this had before the hub went back. None where looking was of no use."""
        job, name = plan.job, naming(plan.job.entity_kind)
        earlier = [
            value
            for value in await self._hub.earlier_values(job.entity_key, name)
            if value is not None and not same(value, plan.sending.get(name))
        ]
        found: dict[int, RemoteEntity] = {}
        for value in earlier[:EARLIER_NAMES]:
            look = await self._look(plan, {**plan.sending, name: value})
            if look is None:
                return None
            look = await self._without_our_others(job, look)
            found |= {entity.remote_id: entity for entity in look.alike}
        return list(found.values())

    async def _may_be_made(self, plan: PushPlan) -> bool:
        kind, wanted = plan.job.entity_kind, {**plan.sending}
        for field in plan.job.fields:
            if field.field in plan.held:
                wanted[field.field] = field.value
        reasons = why_not_yet(kind, wanted)
        if reasons:
            await self.park(plan, missing_words(kind, reasons), reasons)
        elif why_not_yet(kind, plan.sending):  # what it needs waits for a conflict
            await self.put_off(plan.job, JobEnd.BLOCKED)
            self._tally.note(plan, {field.field: PushResult.CONFLICT for field in plan.job.fields})
        else:
            return True
        return False

    async def _look(self, plan: PushPlan, wanted: Fields | None = None) -> Look | None:
        """None where the answer was of no use for this one; the others go on."""
        job = plan.job
        try:
            look = await self._remote.look_for(job.entity_kind, job.entity_key, wanted or plan.sending)
        except (BadAnswer, RemoteRejected) as error:
            await self.put_off(job, JobEnd.RETRY, seconds=RETRY_SECONDS, detail=str(error))
            self._note_waiting(plan, str(error))
            return None
        self._tally.requests += 2 if look.can_mark else 1
        plan.looked_at = moment(self._clock)  # a whole list may have been read: only what comes after counts
        return without_dismissed(look, job.dismissed)

    async def _can_be(self, job: PushJob, chosen: int) -> bool:
        """What a person chose may be gone by now, or be something else that was made here."""
        if await self._hub.made_here(job.entity_kind, [chosen]):
            return False
        self._tally.requests += 1
        there = await self._remote.read_one(job.entity_kind, chosen)
        return there is not None and not there.problem

    async def _without_our_others(self, job: PushJob, look: Look) -> Look:
        """What something else that was made here became is not what this became."""
        if look.can_mark or not look.alike:
            return look
        ours = await self._hub.made_here(job.entity_kind, [entity.remote_id for entity in look.alike])
        return replace(look, alike=[entity for entity in look.alike if entity.remote_id not in ours])

    async def _follow(self, plan: PushPlan, decision: CreateDecision) -> PushPlan | None:
        match decision.step:
            case CreateStep.ADOPT:
                assert decision.remote_id is not None
                return await self._adopt(plan, decision.remote_id)
            case CreateStep.WAIT:
                await self._hub.not_found(self._turn.lease, plan.job)
                self._note_waiting(plan, NOT_SHOWN_YET)
            case CreateStep.UNSURE | CreateStep.DUPLICATE:
                await self.ask_which(plan, decision)
            case step:
                end = JobEnd.IN_DOUBT if step is CreateStep.DOUBTFUL else JobEnd.NEEDS_HUMAN
                await self.park(plan, decision.detail, decision.field_details, end)
        return None

    async def _send(self, plan: PushPlan) -> PushPlan | None:
        job = plan.job
        paths = await self._upload_all(plan)
        if paths is None:
            return None
        self._turn.check_can_send()
        try:
            attempt = await self._hub.intend(
                self._turn.lease, job, sending=plan.sending, before={}, path=str(job.entity_kind)
            )
        except Withdrawn:
            await self.put_off(job, JobEnd.RETRY)  # what still stands of it is claimed anew
            return None
        self._pictures.uploads.named(paths.values())
        try:
            remote_id = await self._remote.create(
                job.entity_kind,
                job.entity_key,
                {name: readdressed(name, value, paths) for name, value in plan.sending.items()},
                may_send=partial(self.about_to_send, plan),
            )
        except OutcomeUnknown as error:
            await self.answered(job, attempt, "ambiguous", detail=str(error))
            return await self._look_after_it(plan)
        except LaziError as error:
            await self.not_taken_in(plan, attempt, error)
            return await self._refused(plan, error)
        await self.answered(job, attempt, "applied", status=201)
        return await self._adopt(plan, remote_id)

    async def _look_after_it(self, plan: PushPlan) -> PushPlan | None:
        """One look at once: seeing it proves that it arrived, not seeing it proves nothing yet."""
        job = plan.job
        try:
            look = await self._remote.look_for(job.entity_kind, job.entity_key, plan.sending)
            self._tally.requests += 2 if look.can_mark else 1
            look = await self._without_our_others(job, without_dismissed(look, job.dismissed))
        except RemoteUnavailable:
            look = None  # the hub has it down as one to look for
        if look is not None and (look.marked or look.alike):
            decision = decide_create(job.entity_kind, look, plan.sending, sent=True)
            if decision.step is CreateStep.ADOPT:
                return await self._follow(plan, decision)
        self._note_waiting(plan, NOT_SHOWN_YET)
        return None

    async def _refused(self, plan: PushPlan, error: LaziError) -> PushPlan | None:
        if not isinstance(error, RemoteRejected):
            return None
        if await self._pictures.uploads.start_over(plan.job, plan.sending, error):
            return await self._send(plan)
        if error.status != CONFLICTING:
            await self.park(plan, error.detail, error.field_errors)
            return None
        look = await self._look(plan)  # something like it is there: ours, or somebody else's
        if look is None:
            return None
        kind = plan.job.entity_kind
        decision = decide_create(kind, look, plan.sending, sent=False)
        return await self._follow(plan, taken(kind) if decision.step is CreateStep.SEND else decision)

    async def _adopt(self, plan: PushPlan, remote_id: int) -> PushPlan:
        await self._hub.adopt(self._turn.lease, plan.job, remote_id)
        self._tally.note_created(plan.job)
        plan.adopted = remote_id
        return plan

    async def ask_which(self, plan: PushPlan, decision: CreateDecision) -> None:
        found = [
            Candidate(
                remote_id=one.remote_id,
                code=str(one.fields.get("code") or ""),
                name=str(one.fields.get("display_name") or one.fields.get("name") or ""),
                active=one.fields.get("active") is not False,
            )
            for one in sorted(decision.found, key=lambda one: one.remote_id)
        ]
        words = self.field_words(plan, decision.detail, decision.field_details)
        await self._hub.ask_which(
            self._turn.lease, plan.job, found, detail=decision.detail, field_details=words
        )
        self.note_failed(plan, decision.detail, decision.field_details)

    def _note_waiting(self, plan: PushPlan, detail: str) -> None:
        results = {field.field: PushResult.WAITING for field in plan.job.fields}
        self._tally.note(plan, results, detail=detail)
