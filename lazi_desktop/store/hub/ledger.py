"""The push ledger, and what pulls found: read, never written from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pushed import Pushed, Result
from lazi_desktop.ports.hub_runs import FAILED, Pulled, PulledRow, PushRow
from lazi_desktop.store.hub.looking import run_of
from lazi_desktop.store.hub.session import HubSession


class LedgerReading(HubSession):
    async def pushes(self, *, before: datetime | None = None, limit: int = 100) -> Sequence[PushRow]:
        rows = await self.database.rows(
            "select run_id, what, is_full, by, device_label, started_at, finished_at, state, counts, detail,"
            " skus, fields, requests, results, change_sets"
            " from sync.pushes where tenant_id = :tenant"
            " and started_at < coalesce(cast(:before as timestamptz), 'infinity')"
            " order by started_at desc, run_id limit :limit",
            tenant=self.tenant_id,
            before=before,
            limit=limit,
        )
        return [
            PushRow(
                run=run_of(row),
                skus=row.skus,
                fields=row.fields,
                requests=row.requests,
                results=row.results,
                change_sets=row.change_sets,
            )
            for row in rows
        ]

    async def push_results(
        self, run_id: UUID, *, only_failed: bool = False, limit: int | None = None
    ) -> Sequence[Pushed]:
        rows = await self.database.rows(
            "select entity_key, entity_kind, code, name, field, before, sent, found, result, created, op_id, op_by,"
            " change_set, attempt_id is not null as on_wire, status, detail, at"
            " from sync.results where tenant_id = :tenant and run_id = :run and result = any(cast(:wanted as text[]))"
            " order by code, entity_key, field limit cast(:limit as bigint)",
            tenant=self.tenant_id,
            run=run_id,
            wanted=[str(result) for result in (FAILED if only_failed else Result)],
            limit=limit,
        )
        return [
            Pushed(
                entity_key=EntityKey(row.entity_key),
                entity_kind=EntityKind(row.entity_kind),
                code=row.code,
                name=row.name,
                field=row.field,
                before=row.before,
                sent=row.sent,
                found=row.found,
                result=Result(row.result),
                created=row.created,
                op_id=row.op_id,
                by=row.op_by,
                change_set=row.change_set,
                on_wire=row.on_wire,
                status=row.status,
                detail=row.detail,
                at=row.at,
            )
            for row in rows
        ]

    async def pulled_counts(self, run_ids: Sequence[UUID]) -> Mapping[Pulled, int]:
        rows = await self.database.rows(
            "select what, many from sync.pulled_counts(:tenant, :device, cast(:runs as uuid[]))",
            tenant=self.tenant_id,
            device=self.device.device_id,
            runs=list(run_ids),
        )
        return {Pulled(row.what): row.many for row in rows}

    async def pulled(
        self, run_ids: Sequence[UUID], what: Pulled, *, skip: int = 0, limit: int = 200
    ) -> Sequence[PulledRow]:
        rows = await self.database.rows(
            "select entity_key, entity_kind, code, name, field, before, after, pushed_at"
            " from sync.pulled(:tenant, :device, cast(:runs as uuid[]), :what, :skip, :limit)",
            tenant=self.tenant_id,
            device=self.device.device_id,
            runs=list(run_ids),
            what=what.value,
            skip=skip,
            limit=limit,
        )
        return [
            PulledRow(
                entity_key=EntityKey(row.entity_key),
                entity_kind=EntityKind(row.entity_kind),
                code=row.code,
                name=row.name,
                before={row.field: row.before} if row.field else row.before or {},
                after={row.field: row.after} if row.field else row.after or {},
                pushed_at=row.pushed_at,
            )
            for row in rows
        ]
