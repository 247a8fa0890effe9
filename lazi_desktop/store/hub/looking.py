"""What is shown of the hub."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pushed import Result
from lazi_desktop.ports.hub_look import HubCounts
from lazi_desktop.ports.hub_pull import Twins
from lazi_desktop.ports.hub_runs import AttemptRow, RunRow
from lazi_desktop.ports.overrides import HubConflict
from lazi_desktop.store.hub.session import HubSession

_COUNTS = """
select
    (select coalesce(jsonb_object_agg(kind, n), '{}') from (
        select kind, count(*) as n from master.entities
        where tenant_id = :tenant and deleted_at is null group by kind) k) as mirrored,
    (select count(*) from crm.overrides where tenant_id = :tenant and state <> 'kept') as pending_fields,
    (select count(distinct entity_key) from crm.overrides
        where tenant_id = :tenant and state <> 'kept') as pending_entities,
    (select count(distinct entity_key) from crm.overrides
        where tenant_id = :tenant and state = 'submitted') as submitted_entities,
    (select count(*) from sync.clashes where tenant_id = :tenant and state = 'open') as open_conflicts,
    (select count(*) from sync.jobs where tenant_id = :tenant and state = 'needs_human') as needs_human,
    (select case when bool_and(last.done_at is not null) then min(last.done_at) end from (
        select (select max(r.finished_at) from sync.inbound_log r
                where r.tenant_id = :tenant and r.what = kind and r.state = 'done') as done_at,
            (select r.state from sync.inbound_log r
                where r.tenant_id = :tenant and r.what = kind and r.state <> 'running'
                order by r.started_at desc limit 1) as state
        from unnest(cast(:kinds as text[])) as kind) as last
        where last.state is distinct from 'refused') as last_pull,
    (select max(updated_at) from sync.jobs where tenant_id = :tenant and state = 'done') as last_push,
    coalesce((select label from sync.locks
        where tenant_id = :tenant and name = 'servicetitan' and until > clock_timestamp()), '') as syncing_on,
    (select count(*) from crm.proposals where tenant_id = :tenant and state = 'open') as open_proposals
"""

# The turn of a program that was killed lasts until its time is over: whoever knows that it is dead need not wait.
_RUNS = """
select run_id, what, is_full, by, device_label, started_at, finished_at,
    case when state = 'running' and :alone and exists (
        select from sync.locks l where l.tenant_id = r.tenant_id and l.name = 'servicetitan'
            and l.device_id = :device and l.incarnation <> :incarnation) then 'interrupted' else state end as state,
    counts, detail
from sync.runs r
where tenant_id = :tenant and started_at < coalesce(cast(:before as timestamptz), 'infinity')
order by started_at desc, run_id limit :limit
"""

_LAST_PULLS = """
select r.* from unnest(cast(:kinds as text[])) as k (kind) cross join lateral (
    select run_id, what, is_full, by, device_label, started_at, finished_at, state, counts, detail
    from sync.inbound_log
    where tenant_id = :tenant and what = k.kind and state in ('done', 'stopped')
    order by started_at desc limit 1) r
"""


_ATTEMPTS = """
with told as materialized (
    select attempt_id, array_agg(result) as results from sync.results
    where tenant_id = :tenant and run_id = :run and attempt_id is not null group by attempt_id)
select a.attempt_id, a.entity_key, a.entity_kind, a.code, a.name, a.path, a.request, a.sent_at, a.finished_at,
    a.outcome, a.status, a.detail, coalesce(told.results, '{}') as results
from sync.attempts a left join told on told.attempt_id = a.attempt_id
where a.tenant_id = :tenant and a.run_id = :run order by a.sent_at, a.attempt_id
"""
_WORST_FIRST = (Result.WAITING, Result.REJECTED, Result.CONFLICT, Result.DIFFERS, Result.VERIFIED)


class Looking(HubSession):
    async def counts(self) -> HubCounts:
        row = (await self.database.rows(_COUNTS, tenant=self.tenant_id, kinds=list(EntityKind)))[0]
        return HubCounts(**row._mapping)

    async def twins(self) -> Sequence[Twins]:
        rows = await self.database.rows(
            "select kind, mark, remote_ids, codes, since from sync.twins"
            " where tenant_id = :tenant order by since, kind, mark",
            tenant=self.tenant_id,
        )
        return [
            Twins(
                kind=EntityKind(row.kind),
                mark=row.mark,
                remote_ids=row.remote_ids,
                codes=row.codes,
                since=row.since,
            )
            for row in rows
        ]

    async def waiting(self) -> tuple[int, float | None]:
        row = (
            await self.database.rows(
                "select count(*), extract(epoch from min(not_before) - clock_timestamp())::float8"
                " from sync.jobs"
                " where tenant_id = :tenant and state in ('ready', 'ambiguous') and not_before > clock_timestamp()",
                tenant=self.tenant_id,
            )
        )[0]
        return row[0], row[1]

    async def open_conflicts(self) -> Sequence[HubConflict]:
        rows = await self.database.rows(
            "select conflict_id, entity_key, entity_kind, field, kind, base, ours, theirs, state, ours_by, created_at"
            " from sync.clashes where tenant_id = :tenant and state = 'open' order by created_at, conflict_id",
            tenant=self.tenant_id,
        )
        return [
            HubConflict(
                conflict_id=row.conflict_id,
                entity_key=EntityKey(row.entity_key),
                entity_kind=EntityKind(row.entity_kind),
                field=row.field,
                kind=row.kind,
                base=row.base,
                ours=row.ours,
                theirs=row.theirs,
                state=row.state,
                by=row.ours_by,
                at=row.created_at,
            )
            for row in rows
        ]

    async def runs(self, *, before: datetime | None = None, limit: int = 100) -> Sequence[RunRow]:
        rows = await self.database.rows(
            _RUNS,
            tenant=self.tenant_id,
            before=before,
            limit=limit,
            device=self.device.device_id,
            incarnation=self.device.incarnation,
            alone=self.device.alone,
        )
        return [run_of(row) for row in rows]

    async def last_pulls(self) -> Sequence[RunRow]:
        rows = await self.database.rows(_LAST_PULLS, tenant=self.tenant_id, kinds=list(EntityKind))
        return [run_of(row) for row in rows]

    async def attempts(self, run_id: UUID) -> Sequence[AttemptRow]:
        rows = await self.database.rows(_ATTEMPTS, tenant=self.tenant_id, run=run_id)
        return [
            AttemptRow(
                attempt_id=row.attempt_id,
                entity_key=EntityKey(row.entity_key),
                entity_kind=EntityKind(row.entity_kind),
                code=row.code,
                name=row.name,
                path=row.path,
                fields=row.request,
                sent=row.sent_at,
                finished=row.finished_at,
                outcome=row.outcome,
                status=row.status,
                detail=row.detail,
                settled=next((one for one in _WORST_FIRST if one in row.results), Result.WAITING),
            )
            for row in rows
        ]


def run_of(row: Row[Any]) -> RunRow:
    return RunRow(
        run_id=row.run_id,
        what=row.what,
        full=row.is_full,
        by=row.by,
        device=row.device_label,
        started=row.started_at,
        finished=row.finished_at,
        state=row.state,
        counts=row.counts,
        detail=row.detail,
    )
