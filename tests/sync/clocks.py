"""A clock whose time passes only where a test lets it."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from datetime import UTC, datetime, timedelta

_START = datetime(2026, 6, 1, 12, 0, 30, tzinfo=UTC)
_ROUNDS = 50
"""Turns of the loop after which everything that needs no time has happened."""


class HandClock:
    def __init__(self) -> None:
        self.seconds = 0.0
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return _START + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        over = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.seconds + seconds, next(self._order), over))
        await over

    async def pass_time(self, seconds: float) -> None:
        end = self.seconds + seconds
        await self._settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            at, _, over = heapq.heappop(self._sleepers)
            if not over.done():
                self.seconds = max(self.seconds, at)
                over.set_result(None)
                await self._settle()
        self.seconds = end

    async def _settle(self) -> None:
        for _ in range(_ROUNDS):
            await asyncio.sleep(0)
