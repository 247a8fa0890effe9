"""The queue: claiming what a person submitted, saying what is about to be sent, settling what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_push import JobEnd, PushField, PushJob, Verdict, Withdrawn
from lazi_desktop.ports.overrides import OverrideRow, OverrideState
from lazi_desktop.store.hub import wire
from lazi_desktop.store.hub.connection import AnyRow
from lazi_desktop.store.hub.session import HubSession

_UNREADABLE = "This version of the program cannot read it. Update the program, then submit it again."


class Pushes(HubSession):
    async def pending(self) -> Sequence[OverrideRow]:
        rows = await self.database.rows(
            "select entity_key, entity_kind, remote_id, code, name, field, value, base, mirror, by, set_at, op_id,"
            " state, detail, change_set, is_held"
            " from sync.pending_overrides where tenant_id = :tenant order by entity_kind, code, entity_key, field",
            tenant=self.tenant_id,
        )
        return [
            OverrideRow(
                entity_key=EntityKey(row.entity_key),
                entity_kind=EntityKind(row.entity_kind),
                remote_id=row.remote_id,
                code=row.code,
                name=row.name,
                field=row.field,
                value=row.value,
                base=row.base,
                mirror=row.mirror,
                by=row.by,
                at=row.set_at,
                op_id=row.op_id,
                state=OverrideState(row.state),
                detail=row.detail,
                change_set=row.change_set,
                held=row.is_held,
            )
            for row in rows
        ]

    async def claim(self, lease: Lease, limit: int) -> Sequence[PushJob]:
        rows = await self.database.rows(
            "select job_id, entity_key, entity_kind, remote_id, code, name, request, attempt, state, perhaps_made,"
            " chosen, dismissed"
            " from sync.claim(:tenant, :device, :token, :limit)",
            tenant=self.tenant_id,
            device=self.device.device_id,
            token=lease.token,
            limit=limit,
        )
        jobs = []
        for row in rows:
            try:
                jobs.append(_job(row))
            except (LookupError, TypeError, ValueError):
                await self._put_off(lease, row.job_id, JobEnd.NEEDS_HUMAN, 0, _UNREADABLE, {})
        return jobs

    async def conflicted_fields(self, entity_keys: Sequence[EntityKey]) -> Mapping[EntityKey, frozenset[str]]:
        rows = await self.database.rows(
            "select entity_key, field from sync.clashes"
            " where tenant_id = :tenant and state = 'open' and entity_key = any (cast(:keys as uuid[]))"
            " and field <> 'deleted'",  # whether to keep the entity: no field, and the queue holds it back
            tenant=self.tenant_id,
            keys=list(entity_keys),
        )
        found: dict[EntityKey, set[str]] = defaultdict(set)
        for key, field in rows:
            found[EntityKey(key)].add(field)
        return {key: frozenset(fields) for key, fields in found.items()}

    async def intend(
        self, lease: Lease, job: PushJob, *, sending: Mapping[str, Value], before: Fields, path: str
    ) -> UUID:
        attempt_id: UUID | None = await self.call(
            "intend",
            token=(lease.token, "bigint"),
            job=job.job_id,
            sending=(wire.encode(sending), "jsonb"),
            before=(wire.encode(before), "jsonb"),
            path=(path, "text"),
        )
        if attempt_id is None:
            raise Withdrawn
        return attempt_id

    async def answered(
        self,
        lease: Lease,
        job: PushJob,
        attempt_id: UUID,
        *,
        outcome: str,
        status: int | None,
        detail: str,
    ) -> None:
        await self.call(
            "answered",
            token=(lease.token, "bigint"),
            job=job.job_id,
            attempt=attempt_id,
            outcome=(outcome, "text"),
            status=(status, "int"),
            detail=(detail, "text"),
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
        told = [
            {
                "field": verdict.field,
                "op_id": verdict.op_id,
                "result": verdict.result.value,
                "found": verdict.found,
                "detail": verdict.detail,
                "habit": verdict.habit.value if verdict.habit is not None else None,
                "is_answer": verdict.is_answer,
            }
            for verdict in verdicts
        ]
        await self.call(
            "settle",
            token=(lease.token, "bigint"),
            job=job.job_id,
            verdicts=(wire.encode(told), "jsonb"),
            ended=(end.value if end else None, "text"),
            detail=(detail, "text"),
        )
        self.feed_moved()

    async def made_here(self, kind: EntityKind, remote_ids: Sequence[int]) -> frozenset[int]:
        rows = await self.database.rows(
            "select remote_id from crm.entities where tenant_id = :tenant and kind = :kind and made_here"
            " and remote_id = any (cast(:remote_ids as bigint[]))",
            tenant=self.tenant_id,
            kind=str(kind),
            remote_ids=list(remote_ids),
        )
        return frozenset(row.remote_id for row in rows)

    async def earlier_values(self, entity_key: EntityKey, field: str) -> Sequence[Value]:
        rows = await self.database.rows(
            "select o.value from sync.op_log o where o.tenant_id = :tenant and o.entity_key = :entity_key"
            " and o.field = :field and o.kind = 'set' and o.outcome <> 'rejected'"
            " group by o.value order by max(o.feed_seq) desc, o.value::text",
            tenant=self.tenant_id,
            entity_key=entity_key,
            field=field,
        )
        return [row.value for row in rows]

    async def adopt(self, lease: Lease, job: PushJob, remote_id: int) -> None:
        await self.call(
            "adopt", token=(lease.token, "bigint"), job=job.job_id, remote_id=(remote_id, "bigint")
        )
        self.feed_moved()

    async def not_found(self, lease: Lease, job: PushJob) -> None:
        await self.call("not_found", token=(lease.token, "bigint"), job=job.job_id)

    async def gone(self, lease: Lease, job: PushJob) -> None:
        await self.call("gone", token=(lease.token, "bigint"), job=job.job_id)
        self.feed_moved()

    async def put_off(
        self,
        lease: Lease,
        job: PushJob,
        end: JobEnd,
        *,
        seconds: float = 0,
        detail: str = "",
        field_details: Mapping[str, str] | None = None,
    ) -> None:
        await self._put_off(lease, job.job_id, end, seconds, detail, field_details or {})

    async def _put_off(
        self, lease: Lease, job_id: UUID, end: JobEnd, seconds: float, detail: str, words: Mapping[str, str]
    ) -> None:
        await self.call(
            "put_off",
            token=(lease.token, "bigint"),
            job=job_id,
            ended=(end.value, "text"),
            seconds=(seconds, "float8"),
            detail=(detail, "text"),
            words=(wire.encode(words), "jsonb"),
        )
        self.feed_moved()


def _job(row: AnyRow) -> PushJob:
    """Raises LookupError, TypeError or ValueError where this version does not understand the job."""
    return PushJob(
        job_id=row.job_id,
        entity_key=EntityKey(row.entity_key),
        entity_kind=EntityKind(row.entity_kind),
        remote_id=row.remote_id,
        code=row.code,
        name=row.name,
        fields=[
            PushField(
                field=one["field"],
                value=one["value"],
                base=one["base"],
                op_id=UUID(one["op_id"]),
                may_send=one["may_send"],
            )
            for one in row.request
        ],
        attempt=row.attempt,
        state=row.state,
        perhaps_made=row.perhaps_made,
        chosen=row.chosen,
        dismissed=frozenset(row.dismissed),
    )
