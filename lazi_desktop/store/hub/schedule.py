"""What runs when, and how fast, over everybody who works on a tenant. The hub's clock decides."""

from __future__ import annotations

from collections.abc import Mapping

from lazi_desktop.ports.hub_pace import Drawn
from lazi_desktop.store.hub import wire
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
