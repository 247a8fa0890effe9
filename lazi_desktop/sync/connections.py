"""The engine's connections: opened when they are first needed, given up after a sleep, closed at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from lazi_desktop.domain.errors import HubRefused, HubSchemaMismatch, HubStopped, LaziError
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.remote import RemotePricebook

log = structlog.get_logger("connections")


class Connections:
    """Belongs to one event loop, and so do the connections. What is given up is closed by `tidy` or `close`."""

    def __init__(
        self,
        open_hub: Callable[[], Awaitable[Hub]],
        open_remote: Callable[[], Awaitable[RemotePricebook]],
    ) -> None:
        self._open_hub = open_hub
        self._open_remote = open_remote
        self._opening_hub = asyncio.Lock()
        self._opening_remote = asyncio.Lock()
        self._hub: Hub | None = None
        self._remote: RemotePricebook | None = None
        self._left: list[Hub | RemotePricebook] = []

    async def hub(self) -> Hub:
        async with self._opening_hub:
            if self._hub is None:
                self._hub = await self._open_hub()
            return self._hub

    async def remote(self) -> RemotePricebook:
        async with self._opening_remote:
            if self._remote is None:
                self._remote = await self._open_remote()
            return self._remote

    def leave_hub(self) -> None:
        """The next one who asks gets another; who has this one may end what it does with it."""
        if self._hub is not None:
            self._left.append(self._hub)
            self._hub = None

    def doubt(self, error: LaziError) -> bool:
        """Leaves a hub that refused: it may have been updated, or restored without this device, and connecting anew
        tells. And one that stopped: opening it starts it again. Whether it did."""
        if not isinstance(error, HubRefused | HubSchemaMismatch | HubStopped):
            return False
        self.leave_hub()
        return True

    def leave_all(self) -> None:
        self.leave_hub()
        if self._remote is not None:
            self._left.append(self._remote)
            self._remote = None

    async def tidy(self) -> None:
        """Closes what was given up. Call it while nobody works with it any more."""
        while self._left:
            await _close(self._left.pop())

    async def close(self) -> None:
        self.leave_all()
        await self.tidy()


async def _close(connection: Hub | RemotePricebook) -> None:
    try:
        await connection.close()
    except (LaziError, OSError) as error:
        log.info("a connection did not close well", reason=str(error))
