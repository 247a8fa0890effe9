"""How long the rest of a first pull takes, from what was measured. Without Qt."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

LEAST_SECONDS = 2.0
LEAST_SHARE = 0.02


@dataclass(slots=True)
class Estimate:
    """Counts entries whose number is known beforehand; the others, such as categories, only while they come."""

    totals: Mapping[str, int | None] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    _began: float | None = None
    _before: int = 0
    """What had come when the clock was started."""

    def note(self, kind: str, done: int, total: int | None, now: float) -> None:
        if total is not None:
            self.totals = {**self.totals, kind: total}
        self.done[kind] = done
        if self._began is None and self.totals.get(kind):
            self._began, self._before = now, self._come

    @property
    def _come(self) -> int:
        return sum(min(self.done.get(kind, 0), total) for kind, total in self.totals.items() if total)

    @property
    def whole(self) -> int:
        return sum(total for total in self.totals.values() if total)

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self._come / self.whole if self.whole else 0.0

    def seconds_left(self, now: float) -> float | None:
        """None before enough was measured to tell."""
        if self._began is None or not self.whole:
            return None
        took, came = now - self._began, self._come - self._before
        if took < LEAST_SECONDS or came < LEAST_SHARE * self.whole:
            return None
        return (self.whole - self._come) * took / came


def rounded(seconds: float) -> tuple[int, str]:
    """As nobody can know it better: 5, 10, 20 … seconds, whole minutes; and which of them."""
    if seconds < 90:
        step = 5 if seconds < 20 else 10
        return max(step, math.ceil(seconds / step) * step), "s"
    return math.ceil(seconds / 60), "min"
