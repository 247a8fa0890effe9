"""A list that both sides changed: what each side did to each row, and the list that a person makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lazi_desktop.domain.fields import Field, Strategy
from lazi_desktop.domain.merge import agrees
from lazi_desktop.domain.values import Value


class Side(StrEnum):
    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRow:
    """One entry of the list on each side; None where a side does not have it."""

    key: str
    base: Value
    ours: Value
    theirs: Value

    @property
    def we_changed(self) -> bool:
        return not agrees(self.ours, self.base)

    @property
    def they_changed(self) -> bool:
        return not agrees(self.base, self.theirs)

    @property
    def is_clash(self) -> bool:
        """Both changed it, each to something else: nobody but a person can say which counts."""
        return self.we_changed and self.they_changed and not agrees(self.ours, self.theirs)

    @property
    def proposed(self) -> Side | None:
        """The side that changed it; None where a person must choose."""
        if self.is_clash:
            return None
        return Side.OURS if self.we_changed and not self.they_changed else Side.THEIRS

    def of(self, side: Side) -> Value:
        return self.ours if side is Side.OURS else self.theirs


def has_rows(field: Field) -> bool:
    """Whether conflicts of this field can be merged row by row."""
    return field.strategy is Strategy.SET


def merge_rows(field: Field, *, base: Value, ours: Value, theirs: Value) -> Sequence[MergeRow]:
    """Every entry that any side has: as the base has them, then what ServiceTitan added, then what we did."""
    before, mine, there = (_by_key(field, side) for side in (base, ours, theirs))
    keys = {**before, **there, **mine}
    return [
        MergeRow(key=key, base=before.get(key), ours=mine.get(key), theirs=there.get(key)) for key in keys
    ]


def merged_value(field: Field, rows: Sequence[MergeRow], chosen: Mapping[str, Side]) -> Value | None:
    """The list of the rows chosen, by what was proposed where nothing was; None while a clash is undecided."""
    entries = []
    for row in rows:
        side = chosen.get(row.key, row.proposed)
        if side is None:
            return None
        entry = row.of(side)
        if entry is not None:
            entries.append(entry)
    return field.canonical(entries)


def _by_key(field: Field, value: Value) -> dict[str, Value]:
    return {str(entry[field.entry_key] if field.entry_key else entry): entry for entry in value or ()}
