"""One process's connection to the model hub: `ports.hub.Hub` with everything that can go wrong on the way.

Each call is a place where the process may die, the request or the answer be lost, the computer fall asleep, a person
cancel, or the statement commit long after who asked for it has gone.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lazi_desktop.domain.digests import Digest, bucket_of
from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Op, OpReceipt
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.hub_feed import FeedKind, FeedRow, HubState, ListedRow, SnapshotPage
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_look import HubCounts
from lazi_desktop.ports.hub_pictures import Upload
from lazi_desktop.ports.hub_pull import IngestCounts, ListCursor, PageEnd, PullCursor
from lazi_desktop.ports.hub_push import Candidate, JobEnd, PushJob, Verdict
from lazi_desktop.ports.overrides import OverrideRow
from lazi_desktop.ports.remote import ReferenceRow, RemoteEntity
from tests.simulation.model_rows import TENANT, Question

if TYPE_CHECKING:
    from tests.simulation.world import Process, World

TROUBLE = 0.05  # of all calls
SLOW = 0.12
SNAPSHOT = (
    FeedKind.MIRROR, FeedKind.CREATED, FeedKind.TOMBSTONE, FeedKind.OVERRIDE, FeedKind.CONFLICT, FeedKind.CHANGE_SET,
    FeedKind.PROPOSAL, FeedKind.HABIT, FeedKind.KIT_PART,
)  # fmt: skip


class HubClient:
    tenant_id = TENANT

    def __init__(self, world: World, process: Process, dice: Any) -> None:
        self.world = world
        self.process = process
        self.dice = dice
        self.hub = world.hub
        self.device = process.desk.device

    async def _call(self, work: Callable[..., Any], *arguments: Any, token: int | None = None) -> Any:
        process, world = self.process, self.world
        if process.dead or process.desk.asleep_until > world.loop.now:
            await process.breathe()
        world.note(process, work.__name__)
        if world.faults:
            if not process.desk.online:
                raise HubUnavailable("There is no network.")
            draw = self.dice.random()
            if draw < SLOW:
                if draw < TROUBLE:
                    return await self._troubled(draw / TROUBLE, work, arguments, token)
                await process.wait(self.dice.choice((0.01, 0.05, 0.3)))
        answer = work(*arguments)
        if token is not None:
            world.was_leader(self.device, token, work.__name__)
        return answer

    async def _troubled(
        self, draw: float, work: Callable[..., Any], arguments: tuple[Any, ...], token: int | None
    ) -> Any:
        process, world = self.process, self.world
        if draw < 0.2:
            raise HubUnavailable("The request was lost.")
        if draw < 0.3:
            process.crash()
        if draw < 0.4:
            process.cancel()
        elif draw < 0.5:  # the statement goes on at the server, whatever becomes of us
            return await self._late(work, arguments, token, self.dice.choice((0.5, 5.0, 25.0)))
        answer = work(*arguments)
        if token is not None:
            world.was_leader(self.device, token, work.__name__)
        if draw < 0.75:
            raise HubUnavailable("The answer was lost.")
        if draw < 0.88:
            process.crash()
        if draw < 0.95:
            process.sleep_for(self.dice.choice((10, 70, 200, 900)))
        await process.breathe()
        return answer

    async def _late(
        self, work: Callable[..., Any], arguments: tuple[Any, ...], token: int | None, seconds: float
    ) -> Any:
        loop = self.world.loop
        answer = loop.create_future()

        def commit() -> None:
            try:
                found = work(*arguments)
            except Exception as error:
                if not answer.done():
                    answer.set_exception(error)
                return
            if token is not None:
                self.world.was_leader(self.device, token, work.__name__)
            if not answer.done():
                answer.set_result(found)

        loop.call_later(seconds, commit)
        found = await answer
        await self.process.breathe()
        return found

    # ----------------------------------------------------------------------------------------------------- desktops

    async def state(self, cursor: int = 0) -> HubState:
        found: HubState = await self._call(self.hub.state, self.device, cursor)
        return found

    async def apply_ops(self, ops: Sequence[Op], follows: UUID | None = None) -> Sequence[OpReceipt]:
        found: Sequence[OpReceipt] = await self._call(self.hub.apply_ops, self.device, ops, follows)
        return found

    async def feed_after(
        self, cursor: int, limit: int = 1000, group: UUID | None = None
    ) -> Sequence[FeedRow]:
        found: Sequence[FeedRow] = await self._call(self.hub.feed_after, cursor, limit, group)
        return found

    async def snapshot(self) -> AsyncIterator[SnapshotPage]:
        at_seq, group = await self._call(self.hub.head)
        restores = self.world.stats["restores"]
        for part in SNAPSHOT:
            rows = await self._call(self.hub.snapshot_part, part)
            if rows:
                yield SnapshotPage(rows=rows, at_seq=at_seq, group=group)
        await self._call(_nothing)
        if self.world.stats["restores"] != restores:
            raise HubUnavailable("It was started again while it was read.")

    async def wait_for_feed(self, seconds: float) -> None:
        await self.process.wait(seconds)

    async def note_cursor(self, epoch: UUID, cursor: int) -> None:
        await self._call(_nothing)

    async def listed_rows(self, since: datetime | None = None) -> Sequence[ListedRow]:
        found: Sequence[ListedRow] = await self._call(self.hub.listed_rows, since)
        return found

    async def report_rollback(self, *, epoch: UUID, cursor: int, group: UUID | None, acked: int) -> None:
        await self._call(self.hub.report_rollback, self.device, epoch, cursor, group, acked)

    async def lacking(self, op_ids: Sequence[UUID]) -> Sequence[UUID]:
        found: Sequence[UUID] = await self._call(self.hub.lacking, op_ids)
        return found

    async def digest(self, kind: EntityKind) -> Digest:
        found: Digest = await self._call(self.hub.digest, kind)
        return found

    async def snapshot_of(self, kind: EntityKind, buckets: Sequence[int]) -> AsyncIterator[SnapshotPage]:
        at_seq, _ = await self._call(self.hub.head)
        rows = await self._call(self.hub.snapshot_part, FeedKind.MIRROR)
        yield SnapshotPage(rows=[row for row in rows if bucket_of(row.entity_key) in buckets], at_seq=at_seq)

    # ---------------------------------------------------------------------------------------------------- the lease

    async def acquire(self, name: str, seconds: int) -> Lease:
        found: Lease = await self._call(
            self.hub.acquire, self.device, self.process.incarnation, name, seconds
        )
        self.process.leads_as = self.device
        return found

    async def renew(self, lease: Lease, seconds: int) -> Lease:
        found: Lease = await self._call(self.hub.renew, self.device, lease, seconds)
        return found

    async def release(self, lease: Lease) -> None:
        await self._call(self.hub.release, self.device, lease)

    # --------------------------------------------------------------------------------------------------------- pull

    async def pull_cursor(self, kind: EntityKind) -> PullCursor:
        found: PullCursor = await self._call(self.hub.pull_cursor, kind)
        return found

    async def begin_run(self, lease: Lease, *, what: str, full: bool) -> UUID:
        found: UUID = await self._call(self.hub.begin_run, self.device, lease.token, what, token=lease.token)
        return found

    async def end_run(
        self, lease: Lease, run_id: UUID, *, state: str, counts: IngestCounts, detail: str
    ) -> None:
        await self._call(self.hub.end_run, self.device, lease.token, run_id, token=lease.token)

    async def mirror_of(
        self, kind: EntityKind, remote_ids: Sequence[int], names: Sequence[str] = ()
    ) -> Mapping[int, Fields]:
        found: Mapping[int, Fields] = await self._call(self.hub.mirror_of, kind, remote_ids, names)
        return found

    async def mirrored_count(self, kind: EntityKind) -> int:
        found: int = await self._call(self.hub.mirrored_count, kind)
        return found

    async def ingest(
        self, lease: Lease, run_id: UUID, entities: Sequence[RemoteEntity], *, kind: EntityKind,
        page_end: PageEnd | None = None,
    ) -> IngestCounts:  # fmt: skip
        found: IngestCounts = await self._call(
            self.hub.ingest, self.device, lease.token, run_id, entities, kind, page_end, token=lease.token
        )
        return found

    async def note_missing(self, lease: Lease, run_id: UUID, kind: EntityKind) -> Sequence[int]:
        found: Sequence[int] = await self._call(
            self.hub.note_missing, self.device, lease.token, run_id, kind, token=lease.token
        )
        return found

    async def bury(self, lease: Lease, run_id: UUID, kind: EntityKind, remote_ids: Sequence[int]) -> int:
        found: int = await self._call(
            self.hub.bury, self.device, lease.token, kind, remote_ids, token=lease.token
        )
        return found

    async def list_cursors(self) -> Mapping[str, ListCursor]:
        found: Mapping[str, ListCursor] = await self._call(self.hub.list_cursors)
        return found

    async def note_list_refused(self, lease: Lease, name: str, reason: str) -> None:
        await self._call(
            self.hub.note_list_refused, self.device, lease.token, name, reason, token=lease.token
        )

    async def ingest_reference(
        self,
        lease: Lease,
        run_id: UUID,
        name: str,
        rows: Sequence[ReferenceRow],
        *,
        whole: bool = True,
        watermark: datetime | None = None,
    ) -> IngestCounts:
        found: IngestCounts = await self._call(
            self.hub.ingest_reference, self.device, lease.token, run_id, name, rows, whole, watermark,
            token=lease.token,
        )  # fmt: skip
        return found

    async def missing_after(self, run_id: UUID, kind: EntityKind, last_page: Sequence[int]) -> int:
        return len(await self._call(self.hub.missing, run_id, kind, last_page))

    # --------------------------------------------------------------------------------------------------------- push

    async def claim(self, lease: Lease, limit: int) -> Sequence[PushJob]:
        found: Sequence[PushJob] = await self._call(
            self.hub.claim, self.device, lease.token, limit, token=lease.token
        )
        return found

    async def conflicted_fields(self, entity_keys: Sequence[EntityKey]) -> Mapping[EntityKey, frozenset[str]]:
        found: Mapping[EntityKey, frozenset[str]] = await self._call(self.hub.conflicted_fields, entity_keys)
        return found

    async def intend(
        self, lease: Lease, job: PushJob, *, sending: Mapping[str, Value], before: Fields, path: str
    ) -> UUID:
        found: UUID = await self._call(
            self.hub.intend, self.device, lease.token, job.job_id, sending, before, token=lease.token
        )
        return found

    async def answered(
        self, lease: Lease, job: PushJob, attempt_id: UUID, *, outcome: str, status: int | None, detail: str
    ) -> None:
        await self._call(
            self.hub.answered,
            self.device,
            lease.token,
            job.job_id,
            attempt_id,
            outcome,
            detail,
            token=lease.token,
        )

    async def settle(
        self,
        lease: Lease,
        job: PushJob,
        verdicts: Sequence[Verdict],
        *,
        end: JobEnd | None = None,
        detail: str = "",
    ) -> None:
        await self._call(
            self.hub.settle, self.device, lease.token, job.job_id, verdicts, end, detail, token=lease.token
        )

    async def put_off(
        self, lease: Lease, job: PushJob, end: JobEnd, *, seconds: float = 0, detail: str = "",
        field_details: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        await self._call(
            self.hub.put_off, self.device, lease.token, job.job_id, end, seconds, detail, field_details or {},
            token=lease.token,
        )  # fmt: skip

    async def pending(self) -> Sequence[OverrideRow]:
        found: Sequence[OverrideRow] = await self._call(self.hub.pending)
        return found

    async def made_here(self, kind: EntityKind, remote_ids: Sequence[int]) -> frozenset[int]:
        found: frozenset[int] = await self._call(self.hub.made_here, kind, remote_ids)
        return found

    async def earlier_values(self, entity_key: EntityKey, field: str) -> Sequence[Value]:
        found: Sequence[Value] = await self._call(self.hub.earlier_values, entity_key, field)
        return found

    async def adopt(self, lease: Lease, job: PushJob, remote_id: int) -> None:
        await self._call(self.hub.adopt, self.device, lease.token, job.job_id, remote_id, token=lease.token)

    async def ask_which(
        self, lease: Lease, job: PushJob, found: Sequence[Candidate], *, detail: str,
        field_details: Mapping[str, str],
    ) -> None:  # fmt: skip
        await self._call(
            self.hub.ask_which, self.device, lease.token, job.job_id, found, detail, field_details,
            token=lease.token,
        )  # fmt: skip

    async def questions(self) -> Sequence[Question]:
        found: Sequence[Question] = await self._call(self.hub.open_questions)
        return found

    async def answer_create(self, question_id: UUID, remote_id: int | None) -> bool:
        counts: bool = await self._call(self.hub.answer_create, question_id, remote_id)
        return counts

    async def not_found(self, lease: Lease, job: PushJob) -> None:
        await self._call(self.hub.not_found, self.device, lease.token, job.job_id, token=lease.token)

    async def gone(self, lease: Lease, job: PushJob) -> None:
        await self._call(self.hub.gone, self.device, lease.token, job.job_id, token=lease.token)

    # ----------------------------------------------------------------------------------------------------- pictures

    async def missing_blobs(self, digests: Collection[str]) -> frozenset[str]:
        found: frozenset[str] = await self._call(self.hub.missing_blobs, digests)
        return found

    async def keep_blob(self, digest: str, media_type: str, content: bytes) -> None:
        await self._call(self.hub.keep_blob, digest, content)

    async def blob(self, digest: str) -> bytes | None:
        found: bytes | None = await self._call(self.hub.blob, digest)
        return found

    async def picture(self, path: str) -> bytes | None:
        found: bytes | None = await self._call(self.hub.picture, path)
        return found

    async def keep_picture(self, path: str, media_type: str, content: bytes) -> None:
        await self._call(self.hub.keep_picture, path, content)

    async def uploads(self, digests: Collection[str]) -> Mapping[str, Sequence[Upload]]:
        found: Mapping[str, Sequence[Upload]] = await self._call(self.hub.uploads, digests)
        return found

    async def note_upload(self, lease: Lease, digest: str, path: str) -> None:
        await self._call(self.hub.note_upload, self.device, lease.token, digest, path, token=lease.token)

    async def forget_upload(self, lease: Lease, digest: str, path: str) -> None:
        await self._call(self.hub.forget_upload, self.device, lease.token, digest, path, token=lease.token)

    async def prove_picture(self, lease: Lease, digest: str, path: str) -> None:
        await self._call(self.hub.prove_picture, self.device, lease.token, digest, path, token=lease.token)

    async def waiting(self) -> tuple[int, float | None]:
        found: tuple[int, float | None] = await self._call(self.hub.waiting)
        return found

    async def counts(self) -> HubCounts:
        found: HubCounts = await self._call(self.hub.counts)
        return found

    async def close(self) -> None:
        return None


def _nothing() -> None:
    return None
