"""What the audit log tells about one entity."""

from __future__ import annotations

from collections.abc import Sequence

from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.store.hub.session import HubSession


class History(HubSession):
    async def history(
        self, key: EntityKey, *, before: int | None = None, limit: int = 100
    ) -> Sequence[Recorded]:
        rows = await self.database.rows(
            "select n, at, actor, device, action, field, before, after, op_id, txn_id, note,"
            " change_set"
            " from sync.history_of(:tenant, :own_device, :key, cast(:page_before as bigint), :page_size)",
            tenant=self.tenant_id,
            own_device=self.device.device_id,
            key=key,
            page_before=before,
            page_size=limit,
        )
        return [
            Recorded(
                number=row.n,
                at=row.at,
                by=row.actor,
                device=row.device,
                action=row.action,
                field=row.field,
                before=row.before,
                after=row.after,
                op_id=row.op_id,
                txn_id=row.txn_id,
                message=row.note,
                change_set=row.change_set,
            )
            for row in rows
        ]
