"""What is shown of the hub."""

from __future__ import annotations

from collections.abc import Sequence

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub import HubConflict, HubCounts
from lazi_desktop.store.hub.session import HubSession

_COUNTS = """
select
    (select coalesce(jsonb_object_agg(kind, n), '{}') from (
        select kind, count(*) as n from master.pricebook_entities
        where tenant_id = :tenant and deleted_at is null group by kind) k) as mirrored,
    (select count(*) from crm.pricebook_overrides where tenant_id = :tenant) as pending_fields,
    (select count(distinct entity_key) from crm.pricebook_overrides where tenant_id = :tenant) as pending_entities,
    (select count(distinct entity_key) from crm.pricebook_overrides
        where tenant_id = :tenant and state = 'submitted') as submitted_entities,
    (select count(*) from sync.conflicts where tenant_id = :tenant and state = 'open') as open_conflicts,
    (select count(*) from sync.outbound_queue where tenant_id = :tenant and state = 'needs_human') as needs_human,
    (select max(finished_at) from sync.inbound_log
        where tenant_id = :tenant and state = 'done' and what = any (cast(:kinds as text[]))) as last_pull,
    (select max(updated_at) from sync.outbound_queue where tenant_id = :tenant and state = 'done') as last_push,
    coalesce((select label from sync.locks
        where tenant_id = :tenant and name = 'servicetitan' and until > clock_timestamp()), '') as syncing_on
"""


class Looking(HubSession):
    async def counts(self) -> HubCounts:
        row = (await self.database.rows(_COUNTS, tenant=self.tenant_id, kinds=list(EntityKind)))[0]
        return HubCounts(**row._mapping)

    async def waiting(self) -> tuple[int, float | None]:
        row = (
            await self.database.rows(
                "select count(*), extract(epoch from min(not_before) - clock_timestamp())::float8"
                " from sync.outbound_queue"
                " where tenant_id = :tenant and state in ('ready', 'ambiguous') and not_before > clock_timestamp()",
                tenant=self.tenant_id,
            )
        )[0]
        return row[0], row[1]

    async def open_conflicts(self) -> Sequence[HubConflict]:
        rows = await self.database.rows(
            "select conflict_id, entity_key, entity_kind, field, kind, base, ours, theirs, state, ours_by, created_at"
            " from sync.conflicts where tenant_id = :tenant and state = 'open' order by created_at, conflict_id",
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
