"""Ending a program without a window by Ctrl+C, a closing service or `kill`."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import FrameType

_SIGNALS = [signal.SIGINT, signal.SIGTERM]
_LOOK_SECONDS = 0.5


@asynccontextmanager
async def stopped_by_signal() -> AsyncIterator[asyncio.Event]:
    """The event is set by the first signal; from then on a second one ends the program the hard way."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in _SIGNALS}

    def restore() -> None:
        for number, former in before.items():
            signal.signal(number, former)

    def on_signal(number: int, frame: FrameType | None) -> None:
        restore()
        loop.call_soon_threadsafe(stop.set)

    for number in _SIGNALS:
        signal.signal(number, on_signal)
    looking = asyncio.create_task(_look_up(), name="look for signals")
    try:
        yield stop
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        restore()


async def _look_up() -> None:
    """On Windows a signal does not interrupt a selector that waits, and Python's handlers run only after it."""
    while sys.platform == "win32":  # noqa: ASYNC110
        await asyncio.sleep(_LOOK_SECONDS)
