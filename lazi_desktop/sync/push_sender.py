"""What sending a change and sending a create have in common: the record of each attempt, and where a job goes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from lazi_desktop.domain.assets import local_digests
from lazi_desktop.domain.errors import (
    LaziError,
    OutcomeUnknown,
    RateLimited,
    RemoteRejected,
    RemoteUnavailable,
    ScopeMissing,
)
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_push import JobEnd, PushJob
from lazi_desktop.ports.remote import RemoteEntity, RemotePricebook
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.picture_uploads import Interrupted, NotYet
from lazi_desktop.sync.push_pictures import PushPictures
from lazi_desktop.sync.push_plan import Later, PushPlan
from lazi_desktop.sync.push_tally import Tally
from lazi_desktop.sync.turn import Turn

PREFLIGHT_SECONDS = 15.0  # what was read longer ago is read again before anything is sent
RETRY_SECONDS = 30.0
MAX_PAUSE = 60.0  # who is asked to wait longer ends the push; what is left goes out with a later one

NOT_SHOWN_YET = "ServiceTitan has not shown the change yet. LAZI looks again."


CONFLICTING = 409


class LookedTooLongAgo(LaziError):
    """Nothing was sent: what is there now may be something else."""

    title = "ServiceTitan was too slow to be sure of what it has now"
    may_retry = True


class Sender:
    """`run_id` is the push's run, to which all that is read belongs."""

    def __init__(
        self,
        hub: Hub,
        remote: RemotePricebook,
        turn: Turn,
        clock: Clock,
        tally: Tally,
        run_id: UUID,
        pictures: PushPictures,
    ) -> None:
        self._hub = hub
        self._remote = remote
        self._turn = turn
        self._clock = clock
        self._tally = tally
        self._run_id = run_id
        self._pictures = pictures
        self._pause = 0.0

    def take_pause(self) -> float:
        """Seconds that ServiceTitan asked to wait; told once."""
        pause, self._pause = self._pause, 0.0
        return pause

    async def read(self, kind: EntityKind, jobs: Mapping[int, PushJob]) -> dict[int, RemoteEntity]:
        """Reads entities and lets the hub take them in, which also finds overrides that conflict by now.

        One that cannot be read is there too, with its `problem`. What a lot does not show is read by itself: lists lag.
        `jobs` tell which pictures should be there: until it is known whether they are, the hub does not hear of the
        fields that name them.
        """
        ids = sorted(jobs)
        entities = list(await self._remote.read_many(kind, ids)) if ids else []
        self._tally.requests += len(ids) if kind is EntityKind.CATEGORY else -(-len(ids) // 50)
        shown = {entity.remote_id for entity in entities}
        for one in ids if kind.is_sku else ():
            if one not in shown:
                entities += await self._read_one(kind, one)
        taken_in: list[RemoteEntity] = []
        for entity in entities:
            if not entity.problem:
                pictures = await self._pictures.proofs.look(jobs[entity.remote_id], entity)
                fields = {name: one for name, one in entity.fields.items() if name not in pictures.not_known}
                taken_in.append(replace(entity, fields=fields) if pictures.not_known else entity)
        if taken_in:
            await self._hub.ingest(self._turn.lease, self._run_id, taken_in, kind=kind)
        return {entity.remote_id: entity for entity in entities if entity.remote_id}

    async def _read_one(self, kind: EntityKind, remote_id: int) -> Sequence[RemoteEntity]:
        self._tally.requests += 1
        entity = await self._remote.read_one(kind, remote_id)
        return [] if entity is None else [entity]

    def is_outdated(self, plan: PushPlan) -> bool:
        return self._turn.seconds_since(plan.looked_at) > PREFLIGHT_SECONDS

    def about_to_send(self, plan: PushPlan) -> None:
        """The last moment at which nothing has left. Writing down what is sent, and the way to the wire, take time.

        Raises:
            LeaseLost: another machine may take over before the answer comes.
            LookedTooLongAgo: what is there may have changed.
        """
        self._turn.check_can_send()
        if self.is_outdated(plan):
            raise LookedTooLongAgo
        self._tally.requests += 1
        self._tally.sending(plan.job)

    async def intend(self, plan: PushPlan) -> UUID:
        """Commits what is about to be sent.

        Raises:
            Withdrawn: not all of it is wanted any more.
        """
        known = plan.known or {}
        return await self._hub.intend(
            self._turn.lease,
            plan.job,
            sending=plan.sending,
            before={name: known.get(name) for name in plan.sending},
            path=f"{plan.job.entity_kind}/{plan.job.remote_id}",
        )

    async def answered(
        self, job: PushJob, attempt: UUID, outcome: str, *, status: int | None = None, detail: str = ""
    ) -> None:
        await self._hub.answered(
            self._turn.lease, job, attempt, outcome=outcome, status=status, detail=detail
        )

    async def not_taken_in(self, plan: PushPlan, attempt: UUID, error: LaziError) -> None:
        """Records an answer that says, or a failure that means, that ServiceTitan took nothing in.

        Raises:
            LaziError: `error` itself, where it concerns more than this job.
        """
        if isinstance(error, OutcomeUnknown):
            raise AssertionError("nobody knows whether this was taken in")
        status = error.status if isinstance(error, RemoteRejected) else None
        await self.answered(plan.job, attempt, "rejected", status=status, detail=error.detail or str(error))
        if isinstance(error, RemoteRejected):
            return
        if isinstance(error, ScopeMissing):
            raise error  # the same for every job of this kind
        await self._not_now(plan, error)

    async def _not_now(self, plan: PushPlan, error: LaziError) -> None:
        """
        Raises:
            LaziError: `error` itself, where it concerns more than this job.
        """
        seconds = error.retry_after if isinstance(error, RateLimited) else RETRY_SECONDS
        await self.wait(plan, str(error), seconds)
        if isinstance(error, LookedTooLongAgo):
            return
        if not isinstance(error, RateLimited) or error.retry_after > MAX_PAUSE:
            raise error
        self._pause = error.retry_after

    async def wait(self, plan: PushPlan, detail: str, seconds: float) -> None:
        """Nothing of it was sent now; it is tried again then."""
        await self.put_off(plan.job, JobEnd.RETRY, seconds=seconds, detail=detail)
        self._tally.note(plan, dict.fromkeys(plan.sending, PushResult.WAITING), detail=detail)

    async def upload(self, plan: PushPlan) -> Mapping[str, str] | None:
        """Under which addresses ServiceTitan has the pictures that are sent. None where the job goes no further.

        A field whose pictures cannot be had or uploaded now is not sent any more.

        Raises:
            LaziError: it concerns more than this job.
        """
        paths: dict[str, str] = {}
        try:
            for name, value in list(plan.sending.items()):
                try:
                    paths |= await self._pictures.uploads.paths(plan.job, {name: value})
                except NotYet as reason:
                    plan.apart[name] = Later(str(reason), reason.seconds)
                    plan.sending = {other: sent for other, sent in plan.sending.items() if other != name}
            return paths
        except Interrupted:
            await self.wait(plan, "", 0)
        except (RemoteRejected, ScopeMissing) as error:
            said = f"The picture could not be uploaded. {error.detail or error}"
            fields = [name for name, value in plan.sending.items() if local_digests(name, value)]
            await self.park(plan, said, dict.fromkeys(fields, said))
        except RemoteUnavailable as error:
            await self._not_now(plan, error)
        return None

    async def park(
        self,
        plan: PushPlan,
        detail: str,
        field_details: Mapping[str, str],
        end: JobEnd = JobEnd.NEEDS_HUMAN,
    ) -> None:
        """A person must look. Words for fields that are not submitted are told with those that are."""
        words = self.field_words(plan, detail, field_details)
        await self._hub.put_off(self._turn.lease, plan.job, end, detail=detail, field_details=words)
        self.note_failed(plan, detail, field_details)

    def field_words(self, plan: PushPlan, detail: str, field_details: Mapping[str, str]) -> Mapping[str, str]:
        """What is said at the fields that were submitted."""
        return _named(plan, field_details) or {field.field: detail for field in plan.job.fields}

    def note_failed(self, plan: PushPlan, detail: str, field_details: Mapping[str, str]) -> None:
        results = {field.field: PushResult.FAILED for field in plan.job.fields}
        self._tally.note(plan, results, detail=detail, details=_named(plan, field_details))

    async def put_off(self, job: PushJob, end: JobEnd, *, seconds: float = 0, detail: str = "") -> None:
        await self._hub.put_off(self._turn.lease, job, end, seconds=seconds, detail=detail)

    async def settle_without_sending(self, plan: PushPlan) -> None:
        wanted = {one.field for one in plan.job.fields if one.may_send}
        has_arrived = any(one.result is ReadBack.VERIFIED and one.field in wanted for one in plan.settled)
        if plan.apart and not has_arrived and not plan.is_sure_again:
            await self.wait_for_pictures(plan)
            return
        end = JobEnd.BLOCKED if plan.held else None
        if plan.apart:  # it is claimed anew, by itself or with what was submitted since, and then put off
            end = None if plan.is_sure_again else JobEnd.RETRY
        await self._hub.settle(self._turn.lease, plan.job, plan.settled, end=end)
        self._tally.note(plan, plan.settled_results)
        self.note_apart(plan)

    async def wait_for_pictures(self, plan: PushPlan) -> None:
        """Nothing else of it goes out now."""
        soonest = min(plan.apart.values(), key=lambda one: one.seconds)
        await self.wait(plan, soonest.detail, soonest.seconds)
        self._tally.note(plan, {name: plan.settled_results[name] for name in plan.held})
        self.note_apart(plan)

    def note_apart(self, plan: PushPlan) -> None:
        for name, later in plan.apart.items():
            self._tally.note(plan, {name: PushResult.WAITING}, detail=later.detail)


def _named(plan: PushPlan, field_details: Mapping[str, str]) -> dict[str, str]:
    names = {field.field for field in plan.job.fields}
    return {name: said for name, said in field_details.items() if said and name in names}
