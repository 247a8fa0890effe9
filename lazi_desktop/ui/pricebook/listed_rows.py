"""A Qt model's list of rows that is read again and again: rows come, go and move, and keep what hangs on them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Signal

from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.pricebook.sku_rows import SkuRows

_FEW = 8


class ListedRows(QAbstractTableModel):
    """`rearranging()` and `rearranged()`: before and after rows find themselves elsewhere. `missing(position)`: a row
    was looked at that is not in memory."""

    rearranging = Signal()
    rearranged = Signal()
    missing = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = SkuRows()

    def sku(self, position: int) -> SkuRow | None:
        """From memory; a row that is not there is asked for."""
        row = self.rows.at(position)
        if row is None and not self.rows.is_gone(position):
            self.missing.emit(position)
        return row

    def put(self, rows: Sequence[SkuRow], *, asked: Sequence[int] = (), near: int = 0) -> None:
        """Rows that were read, for the first time or again."""
        self.keep(rows, asked=asked, near=near)
        self.repaint({row.number for row in rows} | set(asked))

    def repaint(self, numbers: set[int]) -> None:
        """Row by row where it is a few; where it is many, a view is quicker told that all may be others."""
        places = [0, len(self.rows) - 1]
        if len(numbers) <= _FEW:
            places = [place for place in map(self.rows.position_of, numbers) if place >= 0]
        if places and places[-1] >= 0:
            last = self.index(max(places), self.columnCount() - 1)
            self.dataChanged.emit(self.index(min(places), 0), last)

    def keep(self, rows: Sequence[SkuRow], *, asked: Sequence[int] = (), near: int = 0) -> None:
        """Rows that were read, before anybody is told."""
        self.rows.put(rows, asked=asked, near=near)

    def replace(self, numbers: array[int], rows: Sequence[SkuRow]) -> None:
        """Another query: everything anew. What is in memory stays there."""
        self.beginResetModel()
        self.rows.numbers = numbers
        self.keep(rows)
        self.endResetModel()

    def extend(self, numbers: array[int]) -> None:
        """The whole list, of which the first rows are shown already."""
        before = len(self.rows)
        if len(numbers) <= before or numbers[:before] != self.rows.numbers:
            self.rearrange(numbers)
            return
        self.beginInsertRows(QModelIndex(), before, len(numbers) - 1)
        self.rows.numbers = numbers
        self.endInsertRows()

    def rearrange(self, numbers: array[int]) -> None:
        """The same query, read again: rows keep their selection, wherever they are now."""
        old = self.rows.numbers
        if numbers == old:
            return
        self.rearranging.emit()
        self._rearrange(old, numbers)
        self.rearranged.emit()

    def _rearrange(self, old: array[int], numbers: array[int]) -> None:
        if len(numbers) > len(old):
            self.beginInsertRows(QModelIndex(), len(old), len(numbers) - 1)
            self.rows.numbers = old + numbers[len(old) :]  # any numbers do for the blink of an eye
            self.endInsertRows()
        self._permute(old, numbers)
        if len(numbers) < len(old):
            self.beginRemoveRows(QModelIndex(), len(numbers), len(old) - 1)
            self.rows.numbers = numbers
            self.endRemoveRows()

    def _permute(self, old: array[int], new: array[int]) -> None:
        """Moves what is remembered by position; the list stays as long as the longer of the two."""
        self.layoutAboutToBeChanged.emit()
        held = [index for index in self.persistentIndexList() if index.row() < len(old)]
        wanted = {old[index.row()] for index in held}
        found = (
            {number: position for position, number in enumerate(new) if number in wanted} if wanted else {}
        )
        self.rows.numbers = new if len(new) >= len(old) else new + old[len(new) :]
        places = (found.get(old[index.row()], -1) for index in held)
        moved = [
            QModelIndex() if place < 0 else self.index(place, index.column())
            for place, index in zip(places, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()
