"""What every part of the hub's adapter stands on: the database, the tenant, the device."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from lazi_desktop.domain.keys import TenantId
from lazi_desktop.ports.hub import DeviceInfo
from lazi_desktop.store.hub.connection import Database

NUDGE_SECONDS: Final = 0.25
LAST_NUDGE_SECONDS: Final = 2 * NUDGE_SECONDS + 1
BREAKING_OFF_SECONDS: Final = 2.0
"""For the server to say that it has. A connection that comes back later is not kept open either."""


class HubSession:
    def __init__(self, database: Database, tenant_id: TenantId, device: DeviceInfo) -> None:
        self.database = database
        self.tenant_id = tenant_id
        self.device = device
        self._nudge_due: asyncio.Task[None] | None = None
        self._nudged_at = float("-inf")
        self._untold = False

    @property
    def channel(self) -> str:
        """Where desktops of this tenant listen. What is sent there is a hint and carries nothing."""
        return f"lazi_{self.tenant_id.hex}"

    async def call(self, function: str, *, at_length: bool = False, **values: Any) -> Any:
        """Calls a function of `sync` whose first two arguments are tenant and device; `values` go by place.

        A value that needs a type is given as (value, "type"). `at_length`: megabytes go along.
        """
        statement, bound = self.asked(function, **values)
        ask = self.database.value_at_length if at_length else self.database.value
        return await ask(statement, **bound)

    def asked(self, function: str, **values: Any) -> tuple[str, dict[str, Any]]:
        """The statement that calls it, with what goes along."""
        places = ["cast(:t as uuid)", "cast(:d as uuid)"]
        bound: dict[str, Any] = {"t": self.tenant_id, "d": self.device.device_id}
        for name, value in values.items():
            if isinstance(value, tuple):
                bound[name], type_name = value
                places.append(f"cast(:{name} as {type_name})")
            else:
                bound[name] = value
                places.append(f":{name}")
        return f"select sync.{function}({', '.join(places)})", bound

    def feed_moved(self) -> None:
        """Wakes the other desktops, outside of any transaction: at once, then at most every 250 ms."""
        self._untold = True
        if self._nudge_due is None or self._nudge_due.done():
            self._nudge_due = asyncio.get_running_loop().create_task(
                self._nudge(), name="wake the other desktops"
            )

    async def _nudge(self) -> None:
        loop = asyncio.get_running_loop()
        while self._untold:
            wait = self._nudged_at + NUDGE_SECONDS - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
            self._untold = False  # what moves from here on may not be seen by whom this wakes
            self._nudged_at = loop.time()
            try:
                await self.database.notify(self.channel)
            except Exception:
                return  # they look by themselves

    async def close(self) -> None:
        try:
            if self._nudge_due is not None:
                await _end(self._nudge_due)
        finally:
            await self.database.close()


async def _end(nudge: asyncio.Task[None]) -> None:
    """What hangs is broken off, and gives its connection back."""
    try:
        await asyncio.wait([nudge], timeout=LAST_NUDGE_SECONDS)
    finally:
        nudge.cancel()
        await asyncio.wait([nudge], timeout=BREAKING_OFF_SECONDS)
