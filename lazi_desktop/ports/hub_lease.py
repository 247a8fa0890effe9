"""The lease: one machine at a time talks to ServiceTitan for a tenant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to talk to ServiceTitan for one tenant. The hub's clock decides; `token` fences every write."""

    name: str
    token: int
    seconds: float


class HubLeases(Protocol):
    """Who may talk to ServiceTitan."""

    async def acquire(self, name: str, seconds: int) -> Lease:
        """A new token each time: what still works under this device's former one is fenced off.

        Raises:
            LeaseHeld: with the holder's label.
        """

    async def renew(self, lease: Lease, seconds: int) -> Lease: ...

    async def release(self, lease: Lease) -> None: ...
