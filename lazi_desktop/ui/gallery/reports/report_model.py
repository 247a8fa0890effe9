"""The lines of a report: columns that can be sorted by, with bars, pictures, and cells that lead to the gallery."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt

from lazi_desktop.ui.gallery.reports.wish import GalleryWish
from lazi_desktop.ui.push.row_model import Cells, Index, RowModel
from lazi_desktop.ui.theme.tokens import color

T = TypeVar("T")

NOT_LOOKED_AT = "–"

SHARE_ROLE = Qt.ItemDataRole.UserRole + 20
"""How long the bar is, from 0 to 1."""
ADDRESS_ROLE = Qt.ItemDataRole.UserRole + 21
"""Of the picture in the cell."""


@dataclass(frozen=True, slots=True)
class ReportCells(Cells[T]):
    """`order` is what the column is sorted by. `leads`: where a click on the cell goes, if anywhere."""

    order: Callable[[T], Any] | None = None
    share: Callable[[T], float] | None = None
    address: Callable[[T], str] | None = None
    leads: Callable[[T], GalleryWish | None] | None = None
    keeps_end: bool = False
    """Of a text that is too long the end is seen, too."""


class ReportModel(RowModel[T], Generic[T]):
    """`stays_first`: lines that no sorting moves."""

    def __init__(
        self, columns: Sequence[ReportCells[T]], stays_first: Callable[[T], bool] = lambda _: False
    ) -> None:
        super().__init__(columns)
        self.columns = columns
        self._stays_first = stays_first
        self._given: list[T] = []
        self._sorted = -1, False

    def take(self, rows: Sequence[T]) -> None:
        self._given = list(rows)
        super().take(self._arranged())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By no column: as they came."""
        self._sorted = column, order is Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self.rows[index.row()] for index in before]
        self.rows = self._arranged()
        places = {id(row): place for place, row in enumerate(self.rows)}
        after = [self.index(places[id(row)], index.column()) for row, index in zip(held, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arranged(self) -> list[T]:
        column, descending = self._sorted
        rows = list(self._given)
        order = self.columns[column].order if column >= 0 else None
        if order is not None:
            rows.sort(key=order, reverse=descending)
            rows.sort(key=lambda row: not self._stays_first(row))
        return rows

    def leads(self, index: Index) -> GalleryWish | None:
        if not index.isValid():
            return None
        leads = self.columns[index.column()].leads
        return None if leads is None else leads(self.rows[index.row()])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == SHARE_ROLE:
            return None if column.share is None else column.share(row)
        if role == ADDRESS_ROLE:
            return None if column.address is None else column.address(row)
        if role == Qt.ItemDataRole.ForegroundRole and self.leads(index) is not None:
            return color("accent")
        return super().data(index, role)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)
