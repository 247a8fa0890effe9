"""A list for somebody to sign, whatever it is written to: a title, facts, totals, a table, and lines for names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Exact:
    """`difference`: its sign is always shown."""

    value: Decimal | int | datetime
    is_money: bool = False
    difference: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """All of it in the words of the reader's language. `figures` are the columns that end at the right. `exact` are
    the cells that are more than their text, by row and column: what a sheet can sum, sort and filter by."""

    title: str
    facts: Sequence[tuple[str, str]]
    notes: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    figures: frozenset[int]
    signatures: Sequence[str]
    exact: Mapping[tuple[int, int], Exact] = field(default_factory=dict)

    def without_columns(self, left_out: Collection[int]) -> Paper:
        """For who is not to see what stands in them."""
        kept = [column for column in range(len(self.headings)) if column not in left_out]
        place = {column: at for at, column in enumerate(kept)}
        return replace(
            self,
            headings=[self.headings[column] for column in kept],
            rows=[[row[column] for column in kept] for row in self.rows],
            figures=frozenset(place[column] for column in self.figures if column in place),
            exact={(at, place[column]): one for (at, column), one in self.exact.items() if column in place},
        )
