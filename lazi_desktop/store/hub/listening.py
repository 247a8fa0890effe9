"""Being woken when the feed moves. A hint and no more: whoever hears nothing looks now and then by themselves."""

from __future__ import annotations

import asyncio
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.store.hub.connection import CALL_SECONDS, driver_of, translated
from lazi_desktop.store.hub.session import HubSession

LEAST_PAUSE: Final = 1.0
"""Seconds between two attempts to connect; twice as long after each that failed."""
MOST_PAUSE: Final = 16.0


class Listening(HubSession):
    _listener: AsyncConnection | None = None
    _may_connect_at = float("-inf")
    _pause = LEAST_PAUSE

    async def wait_for_feed(self, seconds: float) -> None:
        until = asyncio.get_running_loop().time() + seconds
        while True:
            try:
                if self._listener is None:
                    if await self._wait_to_connect(until):
                        await self._connect()
                    return  # nobody listened until now
                await self._hear(self._listener, until)
            except HubUnavailable:
                await self._stop_listening()
            except BaseException:
                await self._stop_listening()
                raise
            else:
                return

    async def _wait_to_connect(self, until: float) -> bool:
        """False when the time is over before another attempt may be made."""
        await _sleep_until(min(self._may_connect_at, until))
        return self._may_connect_at <= asyncio.get_running_loop().time()

    async def _connect(self) -> None:
        self._may_connect_at = asyncio.get_running_loop().time() + self._pause
        self._pause = min(2 * self._pause, MOST_PAUSE)
        with translated():
            async with asyncio.timeout(CALL_SECONDS):
                self._listener = await self.database.engine.connect()
                await (await driver_of(self._listener)).execute(f'listen "{self.channel}"')
        self._pause = LEAST_PAUSE

    async def _hear(self, listener: AsyncConnection, until: float) -> None:
        left = max(until - asyncio.get_running_loop().time(), 0)
        with translated():
            async for _ in (await driver_of(listener)).notifies(timeout=left, stop_after=1):
                pass

    async def _stop_listening(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            await listener.invalidate()
            await listener.close()

    async def close(self) -> None:
        await self._stop_listening()
        await super().close()


async def _sleep_until(moment: float) -> None:
    await asyncio.sleep(max(moment - asyncio.get_running_loop().time(), 0))
