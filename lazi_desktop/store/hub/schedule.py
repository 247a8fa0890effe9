"""What runs when, and how fast, over everybody who works on a tenant. The hub's clock decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from lazi_desktop.domain.keys import TenantId
from lazi_desktop.ports.hub import Drawn
from lazi_desktop.store.hub import wire
from lazi_desktop.store.hub.connection import Database
from lazi_desktop.store.hub.session import HubSession


class Schedule(HubSession):
    async def take_due(self, jobs: Mapping[str, float]) -> str | None:
        job: str | None = await self.call("take_due", jobs=(wire.encode(jobs), "jsonb"))
        return job

    async def finish_due(self, job: str, next_in: float) -> None:
        await self.call("finish_due", job=(job, "text"), next_in=(next_in, "float8"))

    async def draw(self, wanted: int) -> Drawn:
        rows = await self.database.rows(
            "select granted, wait from sync.draw(:tenant, :device, :wanted)",
            tenant=self.tenant_id,
            device=self.device.device_id,
            wanted=wanted,
        )
        return Drawn(*rows[0])

    async def slow_down(self, seconds: float) -> None:
        await self.call("slow_down", seconds=(seconds, "float8"))


async def take_due_of(
    database: Database, device_id: UUID, tenants: Sequence[TenantId], jobs: Mapping[str, float]
) -> tuple[TenantId, str] | None:
    """`Hub.take_due` over many tenants in one statement, for a login that is a member of all of them.

    The device must be registered in each, by `PostgresHub.connect`; tenants where it may not work are passed over. What
    was taken is finished by that tenant's `finish_due`.
    """
    rows = await database.rows(
        "select tenant_id, job from sync.take_due_of(cast(:tenants as uuid[]), :device, cast(:jobs as jsonb))",
        tenants=list(tenants),
        device=device_id,
        jobs=wire.encode(jobs),
    )
    return (TenantId(rows[0].tenant_id), rows[0].job) if rows else None
