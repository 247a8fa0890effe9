"""What runs when and how fast, for all machines of a tenant together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Drawn:
    """A share of the tenant's request budget: so many requests now, or none for `wait` seconds."""

    granted: int
    wait: float


class Budget(Protocol):
    """The request budget of a tenant. Every hub is one."""

    async def draw(self, wanted: int) -> Drawn:
        """From the budget that everybody who talks to ServiceTitan for this tenant shares."""

    async def slow_down(self, seconds: float) -> None:
        """ServiceTitan wants to hear nothing for so long: nobody is granted anything, then half for a minute."""


class HubPace(Budget, Protocol):
    """What runs when, and how fast."""

    async def take_due(self, jobs: Mapping[str, float]) -> str | None:
        """Takes the scheduled job that is due and nobody else is at. `jobs`: name and the seconds until its next time.

        A job not seen before becomes due at that time. What is taken and not finished within 10 minutes is due again.
        """

    async def finish_due(self, job: str, next_in: float) -> None: ...
