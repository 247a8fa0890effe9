"""What a bulk price change would come to: its lines, and how many there are of each sort. Without Qt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.pricing.repricing import Repricing
from lazi_desktop.operations.reprice import Outcome, RepriceLine, RepriceRow, RepriceTotals, add_up, plan

_LOT = 2_000


class Sort(StrEnum):
    """Which lines are shown."""

    ALL = "all"
    RAISED = "raised"
    LOWERED = "lowered"
    SAME = "same"
    BELOW_FLOOR = "below_floor"
    DYNAMIC = "dynamic"
    LOCKED = "locked"
    SKIPPED = "skipped"


_BELONGS: Mapping[Sort, Callable[[RepriceLine], bool]] = {
    Sort.ALL: lambda line: True,
    Sort.RAISED: lambda line: line.outcome is Outcome.RAISED,
    Sort.LOWERED: lambda line: line.outcome is Outcome.LOWERED,
    Sort.SAME: lambda line: line.outcome is Outcome.SAME,
    Sort.BELOW_FLOOR: lambda line: line.below_floor,
    Sort.DYNAMIC: lambda line: line.is_dynamic,
    Sort.LOCKED: lambda line: line.outcome is Outcome.LOCKED,
    Sort.SKIPPED: lambda line: line.outcome is Outcome.SKIPPED,
}


@dataclass(frozen=True, slots=True)
class Preview:
    settings: Repricing
    lines: Sequence[RepriceLine]
    counts: Mapping[Sort, int]
    totals: RepriceTotals
    """Of the lines that are ticked."""

    def of(self, sort: Sort) -> Sequence[RepriceLine]:
        belongs = _BELONGS[sort]
        return self.lines if sort is Sort.ALL else [line for line in self.lines if belongs(line)]


def preview_of(
    rows: Sequence[RepriceRow],
    settings: Repricing,
    unticked: Collection[EntityKey] = frozenset(),
    is_wanted: Callable[[], bool] = lambda: True,
) -> Preview | None:
    """None as soon as nobody wants it any more: who types on need not wait for a hundred thousand rows."""
    lines: list[RepriceLine] = []
    for start in range(0, len(rows), _LOT):
        if not is_wanted():
            return None
        lines += plan(rows[start : start + _LOT], settings)
    counts = {sort: sum(map(belongs, lines)) for sort, belongs in _BELONGS.items()}
    return Preview(settings, lines, counts, add_up(lines, unticked))
