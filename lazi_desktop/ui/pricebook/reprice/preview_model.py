"""The lines of a bulk price change as a table: sorted, filtered, and ticked or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.operations.reprice import RepriceLine
from lazi_desktop.ui.pricebook.reprice.preview import Preview, Sort
from lazi_desktop.ui.pricebook.reprice.preview_columns import NOTE, TICK, chip_of, preview_columns, tip_of
from lazi_desktop.ui.theme.fonts import number_font
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.chip_delegate import CHIP_ROLE
from lazi_desktop.ui.widgets.plain_table import LEFT, RIGHT

Index = QModelIndex | QPersistentModelIndex
ItemRole = Qt.ItemDataRole


class PreviewModel(QAbstractTableModel):
    """`ticks_changed()`: other lines are ticked. Ticks go by the SKU, so that they outlive other settings."""

    ticks_changed = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.columns = preview_columns()
        self.lines: Sequence[RepriceLine] = ()
        """As they are shown."""
        self.unticked: frozenset[EntityKey] = frozenset()
        self.preview: Preview | None = None
        self.shown = Sort.ALL
        self._sorting = (-1, Qt.SortOrder.AscendingOrder)
        self._bold = number_font(weight=QFont.Weight.DemiBold)

    def take(self, preview: Preview | None) -> None:
        """Other settings or other rows. Lines that stay where they are keep the selection."""
        self.preview = preview
        lines = self._arranged()
        if [line.row.number for line in lines] == [line.row.number for line in self.lines]:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self.columns) - 1))
            return
        self._show(lines)

    def show(self, sort: Sort) -> None:
        self.shown = sort
        self._show(self._arranged())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorting = (column, order)
        self._show(self._arranged())

    def _show(self, lines: Sequence[RepriceLine]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def _arranged(self) -> Sequence[RepriceLine]:
        if self.preview is None:
            return ()
        lines, (column, order) = self.preview.of(self.shown), self._sorting
        if column < 0:
            return lines
        value = self.columns[column].sorts_by
        if self.columns[column].key == TICK:
            value = lambda line: not self.is_ticked(line)  # noqa: E731
        blank = [line for line in lines if value(line) is None]
        filled = [line for line in lines if value(line) is not None] if blank else list(lines)
        filled.sort(key=value, reverse=order is Qt.SortOrder.DescendingOrder)
        return filled + blank

    # ------------------------------------------------------------------------------------------------------- ticks

    def is_ticked(self, line: RepriceLine) -> bool:
        return bool(line.edits) and line.row.key not in self.unticked

    def ticked(self) -> list[RepriceLine]:
        """What is to be changed, shown or not."""
        return [line for line in self.preview.lines if self.is_ticked(line)] if self.preview else []

    def tick(self, lines: Iterable[RepriceLine], ticked: bool) -> None:
        keys = {line.row.key for line in lines if line.edits}
        unticked = self.unticked - keys if ticked else self.unticked | keys
        if unticked == self.unticked:
            return
        self.unticked = unticked
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.columns) - 1))
        self.ticks_changed.emit()

    def tick_all(self) -> None:
        """Other rows begin with all of them."""
        self.unticked = frozenset()

    def shown_state(self) -> Qt.CheckState:
        """Whether all, some or none of the shown lines that can be are ticked."""
        states = {line.row.key not in self.unticked for line in self.lines if line.edits}
        if len(states) == 2:
            return Qt.CheckState.PartiallyChecked
        return Qt.CheckState.Checked if states == {True} else Qt.CheckState.Unchecked

    # --------------------------------------------------------------------------------------------------- Qt's reads

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ItemRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == ItemRole.DisplayRole:
            return column.title
        if role == ItemRole.TextAlignmentRole:
            return RIGHT if column.right else LEFT
        if role == ItemRole.AccessibleTextRole:
            return column.title or QCoreApplication.translate("Reprice", "Is changed")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = ItemRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], self.columns[index.column()]
        match role:
            case ItemRole.DisplayRole:
                return column.text(line)
            case ItemRole.TextAlignmentRole:
                return RIGHT if column.right else LEFT
            case ItemRole.ForegroundRole:
                return self._ink(line, column.key, column.tells_margin)
            case ItemRole.BackgroundRole:
                changed = column.key in line.edits and self.is_ticked(line)
                return color("changed_soft") if changed else None
            case ItemRole.FontRole:
                return self._bold if column.key in line.edits and self.is_ticked(line) else None
            case ItemRole.ToolTipRole:
                return tip_of(line) or column.text(line)
            case ItemRole.AccessibleTextRole:
                return self._said(line) if column.key == TICK else column.text(line)
        if role == CHIP_ROLE and column.key == NOTE:
            chip = chip_of(line)
            return None if chip is None else chip.role.value
        return None

    def _ink(self, line: RepriceLine, key: str, tells_margin: bool) -> Any:
        if tells_margin and line.below_floor:
            return color("danger_text")
        if key in line.edits and self.is_ticked(line):
            return color("changed_text")
        return color("text" if self.is_ticked(line) else "text_muted")

    def _said(self, line: RepriceLine) -> str:
        if not line.edits:
            return QCoreApplication.translate("Reprice", "Stays as it is")
        if self.is_ticked(line):
            return QCoreApplication.translate("Reprice", "Is changed")
        return QCoreApplication.translate("Reprice", "Unticked")
