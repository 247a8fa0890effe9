"""The rows behind the grid, without Qt: which SKUs are listed, and those of them that are in memory.

The list is an array of row numbers; the rows themselves come in pieces around what is looked at, and go again.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.pricebook import SkuRow

KEPT_ROWS = 4_000
_AROUND = 200


class SkuRows:
    """`numbers` lists all rows in order. `at` answers from memory alone; `lacking` says what to fetch."""

    def __init__(self, *, keep: int = KEPT_ROWS) -> None:
        self._numbers: array[int] = array("q")
        self._listed: set[int] | None = None
        self._looked_at = 0
        self._keep = keep
        self._rows: dict[int, SkuRow] = {}
        self._number_of: dict[EntityKey, int] = {}
        self._gone: set[int] = set()
        self._expired: set[int] = set()

    @property
    def numbers(self) -> array[int]:
        return self._numbers

    @numbers.setter
    def numbers(self, numbers: array[int]) -> None:
        self._numbers = numbers
        self._listed = None

    def __len__(self) -> int:
        return len(self._numbers)

    def at(self, position: int) -> SkuRow | None:
        return self._rows.get(self._numbers[position])

    def is_gone(self, position: int) -> bool:
        """The workspace no longer has this row; asking again is no use."""
        return self._numbers[position] in self._gone

    def of_key(self, key: EntityKey) -> SkuRow | None:
        number = self._number_of.get(key)
        return None if number is None else self._rows.get(number)

    def position_of(self, number: int) -> int:
        """Where a row number is listed, or -1. What is looked at is found quickly."""
        first = max(self._looked_at - _AROUND, 0)
        for start, stop in ((first, first + 3 * _AROUND), (0, len(self._numbers))):
            try:
                return self._numbers.index(number, start, stop)
            except ValueError:
                continue
        return -1

    def listed(self, numbers: Iterable[int]) -> set[int]:
        """Those of the numbers that are in the list."""
        if self._listed is None:
            self._listed = set(self._numbers)
        return self._listed.intersection(numbers)

    def lacking(self, first: int, last: int) -> list[int]:
        """The numbers from position `first` to `last` whose rows are not in memory, or may be out of date there."""
        self._looked_at = max(first, 0)
        rows, gone, expired = self._rows, self._gone, self._expired
        window = self._numbers[max(first, 0) : last + 1]
        return [
            number for number in window if number in expired or (number not in rows and number not in gone)
        ]

    def put(self, rows: Iterable[SkuRow], *, asked: Sequence[int] = (), near: int = 0) -> None:
        """Keeps rows that came; of the numbers `asked` for, those without a row are gone.

        What is far from position `near` is forgotten first when there are too many.
        """
        for row in rows:
            self._rows[row.number] = row
            self._number_of[row.key] = row.number
            self._gone.discard(row.number)
            self._expired.discard(row.number)
        self._expired.difference_update(asked)
        self._gone.update(number for number in asked if number not in self._rows)
        if len(self._rows) > self._keep:
            self._thin_out(near)

    def forget(self, keys: Iterable[EntityKey]) -> None:
        for key in keys:
            number = self._number_of.pop(key, None)
            if number is not None:
                self._rows.pop(number, None)

    def expire_all(self) -> None:
        """What is in memory may be out of date. It is shown until it was read again."""
        self._expired = set(self._rows)
        self._gone.clear()

    def cached(self) -> Sequence[SkuRow]:
        return list(self._rows.values())

    def _thin_out(self, near: int) -> None:
        half = self._keep // 4
        window = set(self._numbers[max(near - half, 0) : near + half])
        for number in [number for number in self._rows if number not in window]:
            if len(self._rows) <= self._keep // 2:
                break
            del self._number_of[self._rows.pop(number).key]
            self._expired.discard(number)
