"""A push that stands still between two requests because a person said so."""

from __future__ import annotations

import asyncio

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.system import Clock
from lazi_desktop.sync.waiting import first_of

LONGEST = 15 * 60.0  # nobody else of the team can pull or push meanwhile


class PausedTooLong(LaziError):
    title = "The push was paused for 15 minutes and has made way for others"
    may_retry = True


class Brake:
    """Belongs to the engine's loop."""

    def __init__(self) -> None:
        self._released = asyncio.Event()
        self._released.set()
        self._ran_out = False

    @property
    def is_on(self) -> bool:
        return not self._released.is_set()

    def pull(self) -> None:
        self._released.clear()

    def release(self) -> None:
        self._ran_out = False
        self._released.set()

    def end_pause(self) -> None:
        """The push that was paused is over. One that made way for others stays paused until a person goes on."""
        if not self._ran_out:
            self.release()

    async def until_released(self, clock: Clock) -> None:
        """
        Raises:
            PausedTooLong: nobody released it in time; it stays on.
        """
        await first_of(clock.sleep(LONGEST), self._released.wait())
        if self.is_on:
            self._ran_out = True
            raise PausedTooLong("What was not sent stays submitted. Push again to go on.")
