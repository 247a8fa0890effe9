"""A list that both sides changed, one row at a time: Left takes ServiceTitan's row, Right keeps ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from lazi_desktop.domain.fields import Field
from lazi_desktop.domain.row_merge import MergeRow, Side, merge_rows, merged_value
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import ConflictView
from lazi_desktop.ui.formatting import NOTHING
from lazi_desktop.ui.sync.difference import entry_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.plain_table import choose_row

Index = QModelIndex | QPersistentModelIndex


class RowMergeModel(QAbstractTableModel):
    """Columns: what the row is, base, ServiceTitan, ours, result."""

    def __init__(self, field: Field, conflict: ConflictView, names: Mapping[str, str]) -> None:
        super().__init__()
        self._field = field
        self._names = names
        self.rows: Sequence[MergeRow] = merge_rows(
            field, base=conflict.base, ours=conflict.ours, theirs=conflict.theirs
        )
        self.chosen: dict[str, Side] = {}

    def choose(self, row: int, side: Side) -> None:
        self.chosen[self.rows[row].key] = side
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def side_of(self, row: MergeRow) -> Side | None:
        return self.chosen.get(row.key, row.proposed)

    @property
    def undecided(self) -> list[int]:
        return [place for place, row in enumerate(self.rows) if self.side_of(row) is None]

    def merged(self) -> Value | None:
        """None while a row waits for an answer."""
        return merged_value(self._field, self.rows, self.chosen)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (self._field.title, self.tr("Base"), "ServiceTitan", self.tr("Ours"), self.tr("Result"))
        return titles[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(row, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return color(self._ink(row, column))
        return None

    def _text(self, row: MergeRow, column: int) -> str:
        if column == 0:
            return self._names.get(row.key, row.key)
        if column == 4:
            side = self.side_of(row)
            return (
                self.tr("choose") if side is None else self._entry(row.of(side), removed=row.base is not None)
            )
        return self._entry(
            (row.base, row.theirs, row.ours)[column - 1], removed=column > 1 and row.base is not None
        )

    def _entry(self, entry: Value, *, removed: bool) -> str:
        if entry is None:
            return self.tr("removed") if removed else NOTHING
        return entry_words(self._field, entry) or "✓"

    def _ink(self, row: MergeRow, column: int) -> str:
        if column == 4:
            return "danger_text" if self.side_of(row) is None else "proved_text"
        if column == 3 and row.we_changed:
            return "changed_text"
        if column == 2 and row.they_changed:
            return "accent"
        return "text" if column == 0 else "text_muted"


class RowMergeTable(QTableView):
    """`changed()`: another row was decided. `entered()`: Enter."""

    changed = Signal()
    entered = Signal()

    def __init__(self, field: Field, conflict: ConflictView, names: Mapping[str, str]) -> None:
        super().__init__()
        self.rows_model = RowMergeModel(field, conflict, names)
        self.rows_model.setParent(self)
        self.setModel(self.rows_model)
        self.setAccessibleName(field.title)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(metrics.ROW_HEIGHT)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(metrics.ROW_HEIGHT * min(8, len(self.rows_model.rows) + 2))
        choose_row(self, (self.rows_model.undecided or [0])[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {Qt.Key.Key_Left: Side.THEIRS, Qt.Key.Key_Right: Side.OURS}
        key = Qt.Key(event.key())
        if key in sides and self.currentIndex().isValid():
            self.rows_model.choose(self.currentIndex().row(), sides[key])
            self._go_on()
            self.changed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _go_on(self) -> None:
        """To the next row that waits for an answer, or just to the next."""
        here = self.currentIndex().row()
        left = self.rows_model.undecided
        later = [row for row in left if row > here] or left
        choose_row(self, later[0] if later else min(here + 1, self.rows_model.rowCount() - 1))
