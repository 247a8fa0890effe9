"""Markup by cost: dear things are marked up by less."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.domain.pricing.priced import Unpriceable
from lazi_desktop.domain.values import Value


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """Costs from `start` to `end`, both included, are raised by `percent`; without an `end`, all from there on."""

    start: Decimal
    end: Decimal | None
    percent: Decimal


class Ladder:
    """Where steps overlap, the one that begins later counts.

    ServiceTitan's steps begin and end at whole dollars: one that ends at 10 and one that begins at 11 leave no gap, and
    10.50 belongs to the lower one.
    """

    def __init__(self, steps: Iterable[Step]) -> None:
        self.steps = tuple(sorted(steps, key=lambda step: step.start))
        self._starts = [step.start for step in self.steps]

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping[str, Value]]) -> Ladder:
        """Of ServiceTitan's rows: `from`, `to`, `percent`."""
        return cls(
            Step(Decimal(row["from"]), Decimal(row["to"]), Decimal(row["percent"]))
            for row in rows
            if None not in (row.get("from"), row.get("to"), row.get("percent"))
        )

    def percent(self, cost: Decimal) -> Decimal:
        """Raises Unpriceable where no step covers the cost."""
        if not self.steps:
            raise Unpriceable("The markup ladder has no steps.")
        for place in range(bisect_right(self._starts, cost) - 1, -1, -1):
            if self._reaches(place, cost):
                return self.steps[place].percent
        raise Unpriceable(f"No step of the markup ladder covers a cost of {cost:,.2f}.")

    def _reaches(self, place: int, cost: Decimal) -> bool:
        end = self.steps[place].end
        if end is None or cost <= end:
            return True
        following = self._starts[place + 1] if place + 1 < len(self._starts) else None
        return following is not None and cost < following <= end + 1
