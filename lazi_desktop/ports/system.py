"""Clock, ids and messages: what makes a run differ from the next one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from lazi_desktop.domain.errors import LaziError


class Clock(Protocol):
    def now(self) -> datetime:
        """The wall clock in UTC. For showing and for talking to ServiceTitan; nothing is decided by it."""

    def monotonic(self) -> float:
        """Seconds that never go back. For timeouts and pauses."""

    async def sleep(self, seconds: float) -> None: ...


class Ids(Protocol):
    def ordered(self) -> UUID:
        """A UUIDv7. Its time is never read."""


class Surroundings(Protocol):
    """What this computer is on, as far as it can be told; where it cannot, the harmless answer."""

    def on_battery(self) -> bool: ...

    def metered(self) -> bool: ...

    def offline(self) -> bool: ...


class Secrets(Protocol):
    """Where ServiceTitan's and the hub's secrets are kept, by name."""

    def read(self, name: str) -> str | None: ...

    def write(self, name: str, secret: str) -> None: ...

    def forget(self, name: str) -> None: ...


class Notifier(Protocol):
    """The one way to tell a person something."""

    def done(self, text: str, *, undo: Callable[[], None] | None = None) -> None: ...

    def problem(self, error: LaziError) -> None: ...
