"""The machine's own clock and ids."""

from __future__ import annotations

import asyncio
import time
import uuid
from datetime import UTC, datetime

import uuid_utils.compat


class SystemClock:
    """Implements `ports.system.Clock`."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class OrderedIds:
    """Implements `ports.system.Ids`. Python makes UUIDv7 itself only from 3.14 on."""

    def ordered(self) -> uuid.UUID:
        return uuid_utils.compat.uuid7()
