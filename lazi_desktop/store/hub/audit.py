"""The audit log as a whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from lazi_desktop.domain.audit import actions_of
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_audit import (
    AuditFilter,
    AuditPerson,
    AuditPlace,
    AuditRow,
    BrokenLink,
    CheckedLot,
)
from lazi_desktop.store.hub.connection import AnyRow
from lazi_desktop.store.hub.session import HubSession

LOT: Final = 20_000
"""Lines that are checked in one call: about half a second's worth."""

_SEARCH = (
    "select * from sync.audit_search(:tenant, :own_device, cast(:wanted as jsonb), cast(:before_at as timestamptz),"
    " cast(:before_n as bigint), :page_size)"
)


class Audit(HubSession):
    async def check_audit(self, after: int = 0) -> CheckedLot:
        [row] = await self.database.rows(
            "select * from sync.audit_check(:tenant, :own_device, cast(:after as bigint), :lot)",
            tenant=self.tenant_id,
            own_device=self.device.device_id,
            after=after,
            lot=LOT,
        )
        broken = None
        if row.broken is not None:
            broken = BrokenLink(
                link=row.broken,
                first_line=row.from_n,
                last_line=row.to_n,
                found=row.found,
                first_at=row.first_at,
                last_at=row.last_at,
            )
        return CheckedLot(
            link=row.link if row.link is not None else after,
            line=row.n or 0,
            lines=row.lines,
            hash=row.hash or b"",
            at_end=row.at_end,
            broken=broken,
        )

    async def audit_hash(self, link: int) -> bytes | None:
        digest: bytes | None = await self.call("audit_hash", of_link=(link, "bigint"))
        return digest

    async def audit(
        self, wanted: AuditFilter, *, after: AuditPlace | None = None, limit: int = 100
    ) -> Sequence[AuditRow]:
        rows = await self.database.rows(
            _SEARCH,
            tenant=self.tenant_id,
            own_device=self.device.device_id,
            wanted=json.dumps(_told(wanted)),
            before_at=after.at if after is not None else None,
            before_n=after.number if after is not None else None,
            page_size=limit,
        )
        return [_row(row) for row in rows]

    async def audit_people(self) -> Sequence[AuditPerson]:
        rows = await self.database.rows(
            "select login, label from sync.audit_people(:tenant, :own_device)",
            tenant=self.tenant_id,
            own_device=self.device.device_id,
        )
        return [AuditPerson(row.login, row.label) for row in rows]


def _told(wanted: AuditFilter) -> dict[str, Any]:
    told: dict[str, Any] = {
        "person": wanted.person,
        "code": wanted.code.strip(),
        "field": wanted.field,
        "actions": sorted(actions_of(wanted.origin)) if wanted.origin is not None else None,
        "since": wanted.since.isoformat() if wanted.since is not None else None,
        "until": wanted.until.isoformat() if wanted.until is not None else None,
    }
    return {name: value for name, value in told.items() if value}


def _row(row: AnyRow) -> AuditRow:
    recorded = Recorded(
        number=row.n,
        at=row.at,
        by=row.actor,
        device=row.device,
        action=row.action,
        field=row.field,
        before=row.before,
        after=row.after,
        op_id=row.op_id,
        message=row.note,
        change_set=row.change_set,
    )
    return AuditRow(
        recorded=recorded,
        number=row.n,
        link=row.link,
        entity_key=EntityKey(row.entity_key) if row.entity_key is not None else None,
        kind=EntityKind(row.entity_kind) if row.entity_kind is not None else None,
        code=row.code,
        name=row.name,
    )
