"""Notices that the computer slept: afterwards connections are dead and leases are gone, whatever they look like."""

from __future__ import annotations

from collections.abc import Callable

from lazi_desktop.ports.system import Clock

TICK = 10.0


async def watch_for_sleep(clock: Clock, awoke: Callable[[float], None]) -> None:
    """Calls `awoke` with the seconds that passed when a tick took more than twice its time.

    Both clocks count: the monotonic one stands still in the sleep of some systems.
    """
    while True:
        monotonic, wall = clock.monotonic(), clock.now()
        await clock.sleep(TICK)
        passed = max(clock.monotonic() - monotonic, (clock.now() - wall).total_seconds())
        if passed > 2 * TICK:
            awoke(passed)
