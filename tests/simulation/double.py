"""The real hub and the model side by side: every call goes to both, and what they answer and hold must be the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from lazi_desktop.domain.errors import LeaseLost
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Op, OpReceipt
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub_feed import FeedKind, FeedRow, ListedRow
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_pull import IngestCounts, Twins
from lazi_desktop.ports.hub_push import Candidate, JobEnd, PushJob, Verdict, Withdrawn
from lazi_desktop.ports.remote import ReferenceRow, RemoteEntity
from lazi_desktop.store.hub.hub import PostgresHub
from tests.simulation.model_hub import ModelHub

WORDED_OTHERWISE = (
    "Waits for",
    "It was sent",
)  # sentences with names and numbers that the model does not make up


class Standstill:
    """What a model hub needs of a world: time, which passes when it is told to, and nobody to tell anything."""

    def __init__(self) -> None:
        self.loop = self
        self.now = 0.0
        self.went_back = False

    def __getattr__(self, name: str) -> Any:
        return lambda *values, **named: None


class BothHubs:
    """`ports.hub.Hub` for one desk."""

    def __init__(self, real: PostgresHub, model: ModelHub) -> None:
        self.real = real
        self.model = model
        self.device = real.device.device_id

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    async def apply_ops(self, ops: Sequence[Op], follows: UUID | None = None) -> Sequence[OpReceipt]:
        before = len(self.model.feed)
        receipts = await self.real.apply_ops(ops, follows)
        expected = self.model.apply_ops(self.device, await self._in_its_ids(ops, before), follows)
        rows = await self.real.feed_after(before, 500)
        found, wanted = [_sort(row) for row in rows], [_sort(row) for row in self.model.feed[before:]]
        assert found == wanted, (
            [one for one in found if one not in wanted],
            [one for one in wanted if one not in found],
            [found.index(one) if one in found else None for one in wanted],
            [one for one, other in zip(found, wanted, strict=False) if one != other],
        )
        for op, one, other in zip(ops, receipts, expected, strict=True):
            assert _said(one) == _said(other), (op, one, other)
        return receipts

    async def _in_its_ids(self, ops: Sequence[Op], head: int) -> list[Op]:
        """Conflicts have other ids in the model; the feeds, which are compared, have both in the same places."""
        if all(op.conflict_id is None for op in ops):
            return list(ops)
        ids: dict[UUID, UUID] = {}
        cursor = 0
        while cursor < head:
            rows = await self.real.feed_after(cursor, 500)
            for row, other in zip(rows, self.model.feed[cursor:head], strict=False):
                if row.kind is FeedKind.CONFLICT and row.payload is not None and other.payload is not None:
                    ids[UUID(str(row.payload["conflict_id"]))] = UUID(str(other.payload["conflict_id"]))
            cursor = rows[-1].seq
        return [
            op if op.conflict_id is None else replace(op, conflict_id=ids.get(op.conflict_id)) for op in ops
        ]


class BothLeaders:
    """Pull and push, step by step, on both."""

    def __init__(self, real: PostgresHub, model: ModelHub) -> None:
        self.real = real
        self.model = model
        self.device = real.device.device_id
        self.lease: Lease
        self.theirs: Lease

    async def take_turn(self) -> None:
        self.lease = await self.real.acquire("servicetitan", 300)
        self.theirs = self.model.acquire(self.device, self.real.device.incarnation, "servicetitan", 1e9)

    async def ingest(self, kind: EntityKind, entities: Sequence[RemoteEntity]) -> None:
        run = await self.real.begin_run(self.lease, what=str(kind), full=False)
        counts = await self.real.ingest(self.lease, run, entities, kind=kind)
        await self.real.end_run(self.lease, run, state="done", counts=counts, detail="")
        expected = self.model.ingest(self.device, self.theirs.token, run, entities, kind, None)
        assert counts == expected

    async def bury(self, kind: EntityKind, numbers: Sequence[int]) -> None:
        run = await self.real.begin_run(self.lease, what=str(kind), full=False)
        buried = await self.real.bury(self.lease, run, kind, numbers)
        assert buried == self.model.bury(self.device, self.theirs.token, kind, numbers)

    async def ingest_reference(
        self, name: str, rows: Sequence[ReferenceRow], whole: bool, watermark: datetime | None
    ) -> None:
        run = await self.real.begin_run(self.lease, what=f"lists {name}", full=whole)
        counts = await self.real.ingest_reference(
            self.lease, run, name, rows, whole=whole, watermark=watermark
        )
        expected = self.model.ingest_reference(
            self.device, self.theirs.token, run, name, rows, whole, watermark
        )
        assert counts == expected
        assert await self.real.list_cursors() == self.model.list_cursors()

    async def note_list_refused(self, name: str, reason: str) -> None:
        await self.real.note_list_refused(self.lease, name, reason)
        self.model.note_list_refused(self.device, self.theirs.token, name, reason)
        assert await self.real.list_cursors() == self.model.list_cursors()

    async def note_twins(self, kinds: Collection[EntityKind], twins: Sequence[Twins]) -> None:
        run = await self.real.begin_run(self.lease, what="twins", full=True)
        news = await self.real.note_twins(self.lease, run, kinds, twins)
        await self.real.end_run(self.lease, run, state="done", counts=IngestCounts(), detail="")
        assert news == self.model.note_twins(self.device, self.theirs.token, kinds, twins)
        known = {(one.kind, one.mark): list(one.remote_ids) for one in await self.real.twins()}
        assert known == {place: list(one.remote_ids) for place, one in self.model.twins.items()}

    async def begin_push(self) -> tuple[UUID, UUID]:
        run = await self.real.begin_run(self.lease, what="push", full=False)
        return run, self.model.begin_run(self.device, self.theirs.token, "push")

    async def claim(self, limit: int) -> list[tuple[PushJob, PushJob]]:
        jobs = await self.real.claim(self.lease, limit)
        expected = self.model.claim(self.device, self.theirs.token, limit)
        assert [_shape(job) for job in jobs] == [_shape(job) for job in expected], (
            [_shape(job) for job in jobs],
            [_shape(job) for job in expected],
        )
        return list(zip(jobs, expected, strict=True))

    async def intend(
        self, both: tuple[PushJob, PushJob], sending: Mapping[str, Value], before: Mapping[str, Value]
    ) -> tuple[UUID, UUID] | None:
        job, twin = both
        try:
            attempt = await self.real.intend(
                self.lease, job, sending=sending, before=before, path="somewhere"
            )
        except Withdrawn:
            attempt = None
        try:
            other = self.model.intend(self.device, self.theirs.token, twin.job_id, sending, before)
        except Withdrawn:
            other = None
        assert (attempt is None) == (other is None)
        return None if attempt is None or other is None else (attempt, other)

    async def answered(
        self, both: tuple[PushJob, PushJob], attempts: tuple[UUID, UUID], outcome: str
    ) -> None:
        job, twin = both
        await self.real.answered(self.lease, job, attempts[0], outcome=outcome, status=None, detail="said")
        self.model.answered(self.device, self.theirs.token, twin.job_id, attempts[1], outcome, "said")

    async def settle(
        self, both: tuple[PushJob, PushJob], verdicts: Sequence[Verdict], end: JobEnd | None
    ) -> None:
        job, twin = both
        await self.real.settle(self.lease, job, verdicts, end=end)
        self.model.settle(self.device, self.theirs.token, twin.job_id, verdicts, end, "")

    async def put_off(self, both: tuple[PushJob, PushJob], end: JobEnd, words: Mapping[str, str]) -> None:
        job, twin = both
        await self.real.put_off(self.lease, job, end, detail="for a reason", field_details=words)
        self.model.put_off(self.device, self.theirs.token, twin.job_id, end, 0, "for a reason", words)

    async def adopt(self, both: tuple[PushJob, PushJob], number: int) -> None:
        job, twin = both
        await self.real.adopt(self.lease, job, number)
        self.model.adopt(self.device, self.theirs.token, twin.job_id, number)

    async def ask_which(self, both: tuple[PushJob, PushJob], numbers: Sequence[int]) -> None:
        job, twin = both
        found = [Candidate(remote_id=one, code="", name="", active=True) for one in numbers]
        await self.real.ask_which(self.lease, job, found, detail="Which?", field_details={})
        self.model.ask_which(self.device, self.theirs.token, twin.job_id, found, "Which?", {})

    async def questions(self) -> list[tuple[UUID, UUID, list[int]]]:
        """Those that wait, by the id they have in either hub."""
        asked = await self.real.questions()
        waiting = {one.item_key: one for one in self.model.open_questions()}
        assert {one.entity_key: [it.remote_id for it in one.found] for one in asked} == {
            key: sorted(one.found) for key, one in waiting.items()
        }
        return [
            (one.question_id, waiting[one.entity_key].question_id, sorted(waiting[one.entity_key].found))
            for one in asked
        ]

    async def answer_create(self, question: UUID, twin: UUID, remote_id: int | None) -> None:
        counts = await self.real.answer_create(question, remote_id)
        assert counts == self.model.answer_create(twin, remote_id)

    async def not_found(self, both: tuple[PushJob, PushJob]) -> None:
        job, twin = both
        await self.real.not_found(self.lease, job)
        self.model.not_found(self.device, self.theirs.token, twin.job_id)

    async def gone(self, both: tuple[PushJob, PushJob]) -> None:
        job, twin = both
        await self.real.gone(self.lease, job)
        self.model.gone(self.device, self.theirs.token, twin.job_id)

    async def refused_with_an_old_token(self, token: int) -> None:
        """I11, on the real hub."""
        try:
            await self.real.claim(Lease("servicetitan", token, 180), 1)
        except LeaseLost:
            return
        raise AssertionError("a stale token claimed jobs")


def _sort(row: FeedRow) -> Any:
    payload = row.payload or {}
    return (
        str(row.kind),
        str(row.entity_key),
        row.field,
        plain(payload.get("value")),
        payload.get("state"),
        payload.get("kind"),
    )


def _said(receipt: OpReceipt) -> Any:
    return (receipt.op_id, receipt.outcome, receipt.feed_seq, receipt.detail, receipt.conflict_id is None)


def _shape(job: PushJob) -> Any:
    return (
        job.entity_key, job.entity_kind, job.remote_id, job.state, job.attempt, job.chosen, job.dismissed,
        [(one.field, plain(one.value), plain(one.base), one.op_id, one.may_send) for one in job.fields],
    )  # fmt: skip


def plain(value: Any) -> Any:
    """Comparable, whichever side it came from."""
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, UUID):
        return str(value)
    return value


def in_order(rows: Sequence[ListedRow]) -> Any:
    """Rows of lists as they changed, without times."""
    return [
        (row.name, row.remote_id, row.title, row.active, row.payload, row.gone)
        for row in sorted(rows, key=lambda row: row.at)
    ]


def told(row: FeedRow, conflicts: dict[str, int]) -> Any:
    """A feed row without times and with the conflicts numbered as they appear."""
    payload = plain(row.payload)
    if isinstance(payload, dict):
        payload.pop("at", None)
        payload.pop("last", None)
        for others in payload.get("clashes", {}).values():
            for one in others:
                one.pop("at")
        if "conflict_id" in payload:
            payload["conflict_id"] = conflicts.setdefault(payload["conflict_id"], len(conflicts))
        for name in ("theirs_op", "other_key", "standing"):
            payload.pop(name, None)
        if str(payload.get("detail", "")).startswith(WORDED_OTHERWISE):
            payload["detail"] = "…"
    return (row.seq, row.group_last, str(row.kind), row.entity_key, row.field, payload, row.op_id)


__all__ = ["BothHubs", "BothLeaders", "EntityKey", "Standstill", "in_order", "plain", "told"]
