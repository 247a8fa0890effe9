"""Seeded chance: the same seed gives the same tenant on every machine and in every process."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from lazi_desktop.simulator.clock import TICKS, to_text, to_ticks

T = TypeVar("T")

_EARLIEST = to_ticks("2019-03-01")
_IMPORTED = to_ticks("2024-06-01")
_LATEST = to_ticks("2026-10-31")


class Chance:
    def __init__(self, seed: int, subject: str) -> None:
        self.random = Random(f"{seed}/{subject}")

    def below(self, limit: int) -> int:
        return int(self.random.random() * limit)

    def between(self, low: int, high: int) -> int:
        return low + int(self.random.random() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self.random.random() * len(choices))]

    def happens(self, share: float) -> bool:
        return self.random.random() < share

    def chosen(self, count: int, share: float, *, at_least: int = 1) -> set[int]:
        """Exactly this share of ``range(count)``."""
        wanted = min(count, max(at_least, round(count * share)))
        return set(self.random.sample(range(count), wanted))

    def uuid(self) -> str:
        digits = f"{self.random.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def stamps(self, *, clean: bool) -> tuple[str, str]:
        """createdOn and modifiedOn; in dirty data 8 % were modified before they were created."""
        created = _EARLIEST + self.below(_IMPORTED - _EARLIEST)
        modified = created + self.below(_LATEST - created)
        if not clean and self.happens(0.08):
            created, modified = modified, created
        return self._stamp(created, clean=clean), self._stamp(modified, clean=clean)

    def _stamp(self, ticks: int, *, clean: bool) -> str:
        """A fraction of 3 digits when clean, otherwise of 5 to 7, the last of them never zero."""
        digits = 3 if clean else self.between(5, 7)
        unit = 10 ** (7 - digits)
        fraction = ticks % TICKS // unit
        if fraction % 10 == 0:
            fraction += 1
        return to_text(ticks - ticks % TICKS + fraction * unit)


def money(cents: int) -> float | int:
    """The exact number for this many cents."""
    return cents // 100 if cents % 100 == 0 else cents / 100


class Ids:
    """Ascending ids with gaps, shared by all kinds so that none occurs twice."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._last = 1_011

    def next(self) -> int:
        self._last += self._chance.between(1, 23)
        return self._last
