"""The lease: the right to talk to ServiceTitan for this tenant."""

from __future__ import annotations

from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.store.hub.session import HubSession

LEAST_SECONDS, MOST_SECONDS = 10, 300  # the hub gives no less and no more


class Leases(HubSession):
    async def acquire(self, name: str, seconds: int) -> Lease:
        token = await self.call(
            "acquire", incarnation=self.device.incarnation, name=(name, "text"), seconds=(seconds, "int")
        )
        return Lease(name, token, _given(seconds))

    async def renew(self, lease: Lease, seconds: int) -> Lease:
        await self.call(
            "renew", name=(lease.name, "text"), token=(lease.token, "bigint"), seconds=(seconds, "int")
        )
        return Lease(lease.name, lease.token, _given(seconds))

    async def release(self, lease: Lease) -> None:
        await self.call("release", name=(lease.name, "text"), token=(lease.token, "bigint"))


def _given(seconds: int) -> int:
    return min(max(seconds, LEAST_SECONDS), MOST_SECONDS)
