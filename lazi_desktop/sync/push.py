"""Push: what a person submitted goes to ServiceTitan field by field, and is believed only when read back.

Lots of SKUs: read them, decide each field by base, ours and theirs, send what is left, read back, settle. What
ServiceTitan does not have yet is created first, categories before what hangs in them.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterable, Sequence
from uuid import UUID

from lazi_desktop.domain.errors import HubRefused, LaziError, RateLimited, ScopeMissing
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.push_cost import LOT, ORDER
from lazi_desktop.ports.engine import Progress
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_push import JobEnd, PushJob
from lazi_desktop.ports.pictures import PictureTools
from lazi_desktop.ports.push import PushMoved, PushPaused, PushReport, PushResult
from lazi_desktop.ports.remote import RemoteEntity, RemotePricebook
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.brake import Brake
from lazi_desktop.sync.push_change import Changes
from lazi_desktop.sync.push_create import Creates
from lazi_desktop.sync.push_pictures import PushPictures
from lazi_desktop.sync.push_plan import PushPlan, all_verified, found_of, verdicts_of
from lazi_desktop.sync.push_sender import NOT_SHOWN_YET, RETRY_SECONDS
from lazi_desktop.sync.push_tally import Tally
from lazi_desktop.sync.push_together import Together
from lazi_desktop.sync.turn import Turn

LAST_LOOK_SECONDS = 10.0  # for reading back what went out before a push was cut short

PICTURE_SECONDS = 3.0  # until a picture that is not given out is asked for once more

CANCELLED = "Cancelled"

LEFT_OUT = "ServiceTitan left it out of several that were sent together. It is sent again by itself."


class Push:
    """One push of everything submitted.

    Its task may be cancelled at any time: a request under way is never torn off from its record, and what was not
    sent stays submitted. `report` tells how far it came. `together` lets changes of several SKUs share a request.
    `steps` hears of single entities. `tools` compare the pictures that ServiceTitan shows with those that were sent.
    """

    def __init__(
        self,
        hub: Hub,
        remote: RemotePricebook,
        turn: Turn,
        clock: Clock,
        *,
        tell: Callable[[Progress], None] = lambda progress: None,
        steps: Callable[[PushMoved | PushPaused], None] = lambda event: None,
        together: bool = True,
        brake: Brake | None = None,
        tools: PictureTools | None = None,
    ) -> None:
        self._hub = hub
        self._remote = remote
        self._turn = turn
        self._clock = clock
        self._tally = Tally(clock, tell, steps)
        self._steps = steps
        self._may_go_together = together
        self._brake = brake or Brake()
        self._tools = tools
        self._is_cut_short = False
        self._stopped: LaziError | None = None
        self._waiting: tuple[int, float | None] = (0, None)
        self._refused: dict[EntityKind, ScopeMissing] = {}

    def report(self) -> PushReport:
        return self._tally.report(self._stopped, self._waiting)

    async def run(self) -> PushReport:
        """Errors that end the push early are in the report; what was not sent stays submitted."""
        run_id: UUID | None = None
        try:
            self._tally.total = (await self._hub.counts()).submitted_entities
            while jobs := await self._hub.claim(self._turn.lease, LOT):
                if run_id is None:
                    run_id = await self._hub.begin_run(self._turn.lease, what="push", full=False)
                    self._begin(run_id)
                for kind, lot in _by_kind(jobs).items():
                    await self._push_lot(kind, lot)
                    self._tally.tell_steps()
            self._waiting = await self._hub.waiting()
        except LaziError as error:
            self._stopped = error
        except asyncio.CancelledError:
            self._stopped = self._stopped or LaziError(title=CANCELLED)
            if run_id is not None:
                await self._unbroken(self._end_run(run_id, "cancelled"))
            raise
        if run_id is not None:
            await self._unbroken(self._end_run(run_id, "failed" if self._stopped is not None else "done"))
        return self.report()

    def _begin(self, run_id: UUID) -> None:
        common = (self._hub, self._remote, self._turn, self._clock, self._tally)
        self._pictures = PushPictures.of(
            *common,
            tools=self._tools,
            may_go_on=lambda: not (self._brake.is_on or self._is_cut_short),
        )
        parts = (*common, run_id, self._pictures)
        self._changes, self._creates = Changes(*parts), Creates(*parts)
        self._together = Together(*parts, serves=self._may_go_together and self._remote.may_send_together)

    async def _end_run(self, run_id: UUID, state: str) -> None:
        detail = str(self._stopped) if state == "failed" else ""
        try:
            await self._hub.end_run(
                self._turn.lease, run_id, state=state, counts=self._tally.counts(), detail=detail
            )
        except LaziError as error:  # the next push's run ends this one
            self._stopped = self._stopped or error

    async def _push_lot(self, kind: EntityKind, jobs: Sequence[PushJob]) -> None:
        """Every job of the lot ends settled, put off, or marked as sent without an answer, whatever happens."""
        left = {job.job_id: job for job in jobs}
        sent: list[PushPlan] = []
        self._pictures.proofs.forget_what_may_change()
        try:
            if kind in self._refused:
                raise self._refused[kind]
            await self._create(left, sent)
            while left:
                await self._send_fresh(kind, left, sent)
            await self._read_back(kind, sent)
        except ScopeMissing as error:
            self._refused[kind] = error
            await self._unbroken(self._finish(kind, sent, left.values(), error, JobEnd.NEEDS_HUMAN))
        except LaziError as error:
            self._stopped = error
            await self._unbroken(self._finish(kind, sent, left.values(), error, JobEnd.RETRY))
            raise
        except asyncio.CancelledError:
            cancelled = LaziError(title=CANCELLED)
            try:
                await self._unbroken(self._finish(kind, sent, left.values(), cancelled, JobEnd.RETRY))
            except LaziError as error:  # the jobs are taken back when the lease is given anew
                self._stopped = error
            raise

    async def _unbroken(self, work: Coroutine[object, object, None]) -> None:
        """Runs to its end even where the caller is cancelled, who hears of it afterwards: nothing takes its place.

        Raises:
            CancelledError: the caller was cancelled meanwhile. What went wrong with the work is noted.
        """
        task = asyncio.ensure_future(work)
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            self._is_cut_short = True
            while not task.done():
                with contextlib.suppress(asyncio.CancelledError):  # however often somebody says stop
                    await asyncio.wait([task])
            if not task.cancelled() and (error := task.exception()) is not None:
                if not isinstance(error, LaziError):
                    raise error from None
                self._stopped = error
            raise

    # ---------------------------------------------------------------------------------------------------------- send

    async def _create(self, left: dict[UUID, PushJob], sent: list[PushPlan]) -> None:
        creates = [job for job in left.values() if job.remote_id is None]
        if not creates:
            return
        conflicted = await self._hub.conflicted_fields([job.entity_key for job in creates])
        for job in creates:
            await self._between_requests(job.entity_kind, sent)
            held = conflicted.get(job.entity_key, frozenset())
            await self._one(job, self._creates.make(job, held), left, sent)

    async def _send_fresh(self, kind: EntityKind, left: dict[UUID, PushJob], sent: list[PushPlan]) -> None:
        """Reads what is left and sends from it while what was read is fresh."""
        await self._between_requests(kind, sent)
        plans = await self._changes.plan(kind, list(left.values()))
        if several := self._together.choose(kind, plans, self._changes.refused):
            await self._send_together(kind, several, left, sent)
            return
        for number, plan in enumerate(plans):
            if number and self._changes.is_outdated(plan):
                return
            await self._between_requests(kind, sent)
            await self._one(plan.job, self._changes.send(plan), left, sent)

    async def _between_requests(self, kind: EntityKind, sent: list[PushPlan]) -> None:
        """A cancellation is heard here, before anything goes out, and so is a pause: what went out is settled first."""
        await asyncio.sleep(0)
        if not self._brake.is_on:
            return
        await self._read_back(kind, sent)
        sent.clear()
        self._tally.tell_steps()
        self._steps(PushPaused(True))
        await self._brake.until_released(self._clock)
        self._steps(PushPaused(False))

    async def _send_together(
        self, kind: EntityKind, plans: Sequence[PushPlan], left: dict[UUID, PushJob], sent: list[PushPlan]
    ) -> None:
        went_out: list[PushPlan] = []

        async def whole() -> None:
            out, over = await self._together.send(kind, plans, self._not_this_one)
            went_out.extend(out)
            sent.extend(out)
            for plan in (*out, *over):
                del left[plan.job.job_id]

        await self._unbroken(whole())
        for plan in plans:
            if plan.job.job_id not in left:
                self._tally.count(plan.job)
        await self._pause_as_asked()
        if len(went_out) == 1:  # nothing else goes that way before this one is seen to have arrived
            await self._read_back(kind, went_out)
            sent.remove(went_out[0])
            self._together.end_proof()

    async def _one(
        self,
        job: PushJob,
        sending: Coroutine[object, object, PushPlan | None],
        left: dict[UUID, PushJob],
        sent: list[PushPlan],
    ) -> None:
        async def whole() -> None:
            try:
                went_out = await sending
            except HubRefused as error:
                await self._not_this_one(job, error)
                went_out = None
            if went_out is not None:
                sent.append(went_out)
            del left[job.job_id]

        await self._unbroken(whole())
        self._tally.count(job)
        await self._pause_as_asked()

    async def _pause_as_asked(self) -> None:
        senders = (self._changes, self._creates, self._together)
        if pause := max(sender.take_pause() for sender in senders):
            self._tally.say(f"ServiceTitan asks to wait {pause:.0f} s")
            await self._clock.sleep(pause)

    async def _not_this_one(self, job: PushJob, error: HubRefused) -> None:
        """The hub refused what was found for one job: a person must look, the others go on.

        Raises:
            HubRefused: it refuses that too, so it is not about this job.
        """
        await self._changes.park(PushPlan.gone(job), error.detail or str(error), {})

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
                self._tally.note(plan, dict.fromkeys(plan.sending, PushResult.WAITING), detail=NOT_SHOWN_YET)
        seconds = error.retry_after if isinstance(error, RateLimited) else 0
        for job in list(left):
            await self._changes.put_off(job, end, seconds=seconds, detail=str(error))
            result = PushResult.FAILED if end is JobEnd.NEEDS_HUMAN else PushResult.WAITING
            results = {field.field: result for field in job.fields}
            self._tally.note(PushPlan.gone(job), results, detail=str(error))

    # ----------------------------------------------------------------------------------------------------- read back

    async def _read_back(
        self, kind: EntityKind, sent: Sequence[PushPlan], unread: dict[UUID, PushPlan] | None = None
    ) -> None:
        if not sent:
            return
        found = await self._read(kind, sent)
        unequal = [plan for plan in sent if not all_verified(plan, found_of(plan, found))]
        # A list may lag behind; what it shows unequal is believed only when it is read once more.
        if unequal:
            if any(plan.pictures.doubts or plan.unseen for plan in unequal):
                await self._clock.sleep(PICTURE_SECONDS)
            found |= await self._read(kind, unequal)
        for plan in sent:
            try:
                await self._settle(plan, found_of(plan, found))
            except HubRefused as error:
                await self._not_this_one(plan.job, error)
            if unread is not None:
                del unread[plan.job.job_id]

    async def _read(self, kind: EntityKind, plans: Sequence[PushPlan]) -> dict[int, RemoteEntity]:
        jobs = {plan.remote_id: plan.job for plan in plans if plan.remote_id is not None}
        self._pictures.proofs.forget_what_may_change()
        found = await self._changes.read(kind, jobs)
        for plan in plans:
            plan.pictures = self._pictures.proofs.of(plan.job)
        return found

    async def _settle(self, plan: PushPlan, entity: RemoteEntity | None) -> None:
        unseen = plan.unseen
        verdicts = [] if entity is None else verdicts_of(plan, entity.fields)
        if entity is None or not verdicts or (plan.answer_lost and not all_verified(plan, entity)):
            # A lost answer is marked ambiguous already: it is read again before anything is sent.
            detail = next(iter(unseen.values()), NOT_SHOWN_YET)
            self._tally.note(plan, dict.fromkeys(plan.sending, PushResult.WAITING), detail=detail)
            self._changes.note_apart(plan)
            if not plan.answer_lost:
                await self._changes.put_off(plan.job, JobEnd.RETRY, seconds=RETRY_SECONDS, detail=detail)
            return
        left_out = self._together.judge(plan, entity.fields)
        verdicts = [one for one in verdicts if one.field not in left_out]
        end = JobEnd.BLOCKED if plan.held else None
        if unseen:  # it may have arrived: only looked at from now on
            [detail, *_] = unseen.values()
            await self._changes.put_off(plan.job, JobEnd.RETRY, seconds=RETRY_SECONDS, detail=detail)
        if unseen or plan.apart:
            end = JobEnd.RETRY
        if left_out:  # it is claimed anew, and goes by itself
            end = JobEnd.RETRY
            self._tally.note(plan, dict.fromkeys(left_out, PushResult.WAITING), detail=LEFT_OUT)
        await self._hub.settle(self._turn.lease, plan.job, [*plan.settled, *verdicts], end=end)
        results = {verdict.field: PushResult(verdict.result) for verdict in verdicts}
        self._tally.note(
            plan,
            {**plan.settled_results, **results},
            found=entity.fields,
            details={verdict.field: verdict.detail for verdict in verdicts},
        )
        self._changes.note_apart(plan)
        for name, said in unseen.items():
            self._tally.note(plan, {name: PushResult.WAITING}, detail=said)


def _by_kind(jobs: Sequence[PushJob]) -> dict[EntityKind, list[PushJob]]:
    lots: dict[EntityKind, list[PushJob]] = defaultdict(list)
    for job in sorted(jobs, key=lambda job: ORDER.index(job.entity_kind)):
        lots[job.entity_kind].append(job)
    return lots
