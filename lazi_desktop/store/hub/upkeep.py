"""Upkeep of the hub: the feed's floor, and what lies below it; room for the audit of the coming year."""

from __future__ import annotations

from collections.abc import Mapping

from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.store.hub.session import HubSession

LOT = 1_000
"""Rows dropped at once: the tenant's row is held for about 30 ms."""

PICTURES = 20
"""These are large."""

_DROPPED = ("feed rows", "pages", "runs", "proposals", "early answers", "uploads", "pictures")


class Upkeep(HubSession):
    async def tend(self, lease: Lease) -> Mapping[str, int]:
        """Cut off anywhere it goes on the next time."""
        await self.call("raise_floor", token=(lease.token, "bigint"))
        years: int = await self.call("make_audit_years", token=(lease.token, "bigint"))
        return {what: await self._drop(lease, what) for what in _DROPPED} | {"years of audit made": years}

    async def _drop(self, lease: Lease, what: str) -> int:
        many = PICTURES if what == "pictures" else LOT
        dropped, lot = 0, many
        place: str | None = None
        while lot == many:
            [(lot, place)] = await self.database.rows(
                "select dropped, next_place from sync.drop_lot(:tenant, :device, :token, :what, :many, :place)",
                tenant=self.tenant_id,
                device=self.device.device_id,
                token=lease.token,
                what=what,
                many=many,
                place=place,
            )
            dropped += lot
        return dropped
