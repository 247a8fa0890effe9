"""The audit log as a whole."""

from __future__ import annotations

from typing import Final

from lazi_desktop.ports.hub_audit import BrokenLink, CheckedLot
from lazi_desktop.store.hub.session import HubSession

LOT: Final = 20_000
"""Lines that are checked in one call: about half a second's worth."""


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
