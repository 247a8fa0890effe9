"""Keeps the parts of an engine alive."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog

from lazi_desktop.ports.system import Clock

log = structlog.get_logger("engine")

RESTART_SECONDS = 5.0


async def keep_going(work: Callable[[], Awaitable[None]], clock: Clock) -> None:
    """Nothing dies in silence: what fails by a defect of ours is logged, and whatever ends begins again."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("a part of the engine failed and begins again")
        await clock.sleep(RESTART_SECONDS)
