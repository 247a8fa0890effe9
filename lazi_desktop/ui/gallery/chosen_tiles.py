"""Which tiles are chosen: by the rows' own numbers, so that they stay chosen wherever the list puts them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Set

from PySide6.QtCore import QObject, Signal

from lazi_desktop.ui.pricebook.sku_rows import SkuRows


class ChosenTiles(QObject):
    """`changed()`: others are chosen, or more, or fewer. What is not listed any more is not chosen either."""

    changed = Signal()

    def __init__(self, rows: SkuRows, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows
        self._numbers: set[int] = set()
        self._anchor = -1
        """The number of the row that a span begins at."""
        self._wants_all = False
        """Also those that are not listed yet."""

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, number: int) -> bool:
        return number in self._numbers

    def numbers(self) -> array[int]:
        """In the order they are shown."""
        if len(self._numbers) == 1:
            return array("q", self._numbers)
        return array("q", (number for number in self._rows.numbers if number in self._numbers))

    def positions(self, most: int) -> list[int]:
        found = []
        for position, number in enumerate(self._rows.numbers) if self._numbers else ():
            if number in self._numbers:
                found.append(position)
                if len(found) == most:
                    break
        return found

    # -------------------------------------------------------------------------------------------------- choosing

    def only(self, position: int) -> None:
        self._anchor = self._rows.numbers[position]
        self._set({self._anchor})

    def toggle(self, position: int) -> None:
        self._anchor = self._rows.numbers[position]
        self._set(self._numbers ^ {self._anchor})

    def up_to(self, position: int, *, more: bool = False) -> None:
        """From where the last one was chosen by itself; `more`: what is chosen stays so."""
        begin = self._rows.position_of(self._anchor) if self._anchor >= 0 else -1
        if begin < 0:
            begin, self._anchor = position, self._rows.numbers[position]
        first, last = sorted((begin, position))
        span = set(self._rows.numbers[first : last + 1])
        self._set(self._numbers | span if more else span)

    def put(self, numbers: Iterable[int]) -> None:
        self._set(set(numbers))

    def all(self) -> None:
        self._set(set(self._rows.numbers))
        self._wants_all = True

    def none(self) -> None:
        self._set(set())

    def held(self) -> Set[int]:
        return frozenset(self._numbers)

    def complete(self) -> None:
        """All rows of a list are there."""
        if self._wants_all:
            self.all()
            self._wants_all = False
        else:
            self._set(self._rows.listed(self._numbers))

    def _set(self, numbers: set[int]) -> None:
        self._wants_all = False
        if numbers != self._numbers:
            self._numbers = numbers
            self.changed.emit()
