"""What the audit log tells about one entity, or one kit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import KitId, KitPart, PartId
from lazi_desktop.store.hub.connection import AnyRow
from lazi_desktop.store.hub.session import HubSession

_OF_ENTITY = (
    "select * from sync.history_of(:tenant, :own_device, :key, cast(:page_before as bigint), :page_size)"
)
_OF_KIT = (
    "select * from sync.history_of_kit(:tenant, :own_device, :key, cast(:page_before as bigint), :page_size)"
)


class History(HubSession):
    async def history(
        self, key: EntityKey, *, before: int | None = None, limit: int = 100
    ) -> Sequence[Recorded]:
        return [_recorded(row) for row in await self._rows(_OF_ENTITY, key, before, limit)]

    async def kit_history(
        self, kit: KitId, *, before: int | None = None, limit: int = 100
    ) -> Sequence[Recorded]:
        return [
            replace(_recorded(row), part=PartId(row.entity_key), part_kind=KitPart(row.part_kind))
            for row in await self._rows(_OF_KIT, kit, before, limit)
        ]

    async def _rows(self, statement: str, key: UUID, before: int | None, limit: int) -> Sequence[AnyRow]:
        return await self.database.rows(
            statement,
            tenant=self.tenant_id,
            own_device=self.device.device_id,
            key=key,
            page_before=before,
            page_size=limit,
        )


def _recorded(row: AnyRow) -> Recorded:
    return Recorded(
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
