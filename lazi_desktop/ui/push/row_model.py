"""A table over lines that are made elsewhere: columns are declared, cells are worked out when they are painted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import Role, color
from lazi_desktop.ui.widgets.chip_delegate import CHIP_ROLE, ChipDelegate
from lazi_desktop.ui.widgets.plain_table import LEFT, RIGHT, Heading, SharedRoom, dress

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")

_LOOKED_AT = 200
"""Lines that say whether a column's heading stands over figures: most of them decide."""


@dataclass(frozen=True, slots=True)
class Cells(Generic[T]):
    """A column. `tip` is the whole of what `text` shows in short; `chip` makes the cell one; `is_figure` ends it at the
    right."""

    heading: Heading
    text: Callable[[T], str]
    tip: Callable[[T], str] | None = None
    chip: Callable[[T], Role | None] | None = None
    ink: Callable[[T], str] | None = None
    is_figure: Callable[[T], bool] = lambda _row: False
    tells_cost: bool = False
    """Not for who does not see costs."""


class RowModel(QAbstractTableModel, Generic[T]):
    def __init__(self, columns: Sequence[Cells[T]]) -> None:
        super().__init__()
        self._columns = columns
        self.rows: list[T] = []
        self._figures: frozenset[int] = frozenset()
        self._titles: dict[int, str] = {}

    def retitle(self, section: int, title: str) -> None:
        """A column that is called as what it shows at the moment; a long title is told whole as a tip."""
        self._titles[section] = title
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, section, section)

    def take(self, rows: Sequence[T]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        shown = self.rows[:_LOOKED_AT]
        self._figures = frozenset(
            number
            for number, column in enumerate(self._columns)
            if 2 * sum(column.is_figure(row) for row in shown) > len(shown)
        )
        self.endResetModel()

    def renew(self, number: int, row: T) -> None:
        self.rows[number] = row
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._columns) - 1))

    def add(self, rows: Sequence[T]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._titles.get(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles.get(section, self._columns[section].heading.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section in self._figures else LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return (column.tip or column.text)(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column.is_figure(row) else LEFT
            case Qt.ItemDataRole.ForegroundRole:
                return color(column.ink(row)) if column.ink is not None else None
        if role == CHIP_ROLE and column.chip is not None:
            chip = column.chip(row)
            return chip.value if chip is not None and column.text(row) else None
        return None

    def fit(self, table: QTableView, columns: Collection[int]) -> None:
        """These show all that they hold, as far as there is room."""
        room = table.findChild(SharedRoom)
        if isinstance(room, SharedRoom):
            font, shown = QFontMetrics(table.font()), self.rows[:_LOOKED_AT]
            texts = {at: [self._columns[at].text(row) for row in shown] for at in columns}
            widest = {at: max(map(font.horizontalAdvance, of), default=0) for at, of in texts.items()}
            room.want({at: width + 2 * metrics.CELL_PADDING + 2 for at, width in widest.items()})

    def hide_empty(self, table: QTableView, columns: Collection[int]) -> None:
        """Those of these that hold nothing leave their room to the others."""
        room = table.findChild(SharedRoom)
        if isinstance(room, SharedRoom):
            room.hide([at for at in columns if not any(self._columns[at].text(row) for row in self.rows)])

    def hide_costs(self, table: QTableView, hidden: bool) -> None:
        room = table.findChild(SharedRoom)
        if isinstance(room, SharedRoom):
            costs = [at for at, column in enumerate(self._columns) if column.tells_cost]
            room.hide(costs if hidden else [])

    def dressed(self, name: str) -> QTableView:
        """A table that shows them."""
        table = QTableView()
        table.setModel(self)
        dress(table)
        table.setAccessibleName(name)
        table.horizontalHeader().setStretchLastSection(False)
        for number, column in enumerate(self._columns):
            if column.chip is not None:
                table.setItemDelegateForColumn(number, ChipDelegate(table))
        SharedRoom(table, dict(enumerate(column.heading for column in self._columns)))
        return table
