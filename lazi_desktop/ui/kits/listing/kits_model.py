"""The rows of the list, for Qt: a name and a category can be typed over, everything else is worked out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from lazi_desktop.domain.kits.book import STALE_AFTER_DAYS
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.ui.formatting import NOTHING, percent
from lazi_desktop.ui.kits.listing.arranging import COSTS, Column
from lazi_desktop.ui.kits.listing.kit_row import KitRow
from lazi_desktop.ui.kits.listing.words import (
    PATH_SIGN,
    chips_of,
    column_title,
    days_words,
    total_tip,
    total_words,
    used_words,
)
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.plain_table import LEFT, RIGHT
from lazi_desktop.ui.widgets.row_changes import change_rows

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
FIGURES = frozenset((Column.LINES, Column.COST, Column.PRICE, Column.MARGIN, Column.OLDEST))
TYPED = frozenset((Column.NAME, Column.CATEGORY))
_NO_INDEX = QModelIndex()


class KitsModel(QAbstractTableModel):
    """`typed(kit, column, text)`: over a name or a category."""

    typed = Signal(object, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[KitRow] = ()
        self.shows_costs = True
        self._places: dict[KitId, int] | None = None
        """Made when somebody asks: many kits may come and go in one go."""

    def take(self, rows: Sequence[KitRow]) -> None:
        """A kit that stays keeps what is typed into it."""
        change_rows(self, self.rows, rows, lambda row: row.key, self._put)

    def _put(self, rows: Sequence[KitRow]) -> None:
        self.rows = rows
        self._places = None

    def row_at(self, index: Index) -> KitRow | None:
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def place_of(self, kit: KitId) -> int:
        """-1 where it is not listed."""
        if self._places is None:
            self._places = {row.key: place for place, row in enumerate(self.rows)}
        return self._places.get(kit, -1)

    # ------------------------------------------------------------------------------------------------------- Qt calls

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        row = self.row_at(index)
        if row is not None and not row.gone and Column(index.column()) in TYPED:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return column_title(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if Column(section) in FIGURES else LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        column = Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self.text(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(row, column) or None
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column in FIGURES else LEFT
            case Qt.ItemDataRole.ForegroundRole:
                return color(self.ink(row, column))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._read_aloud(row) if column is Column.NAME else self.text(row, column)
        return row if role == ROW_ROLE else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index)
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        self.typed.emit(row.key, Column(index.column()), str(value))
        return True

    # ---------------------------------------------------------------------------------------------------------- words

    def text(self, row: KitRow, column: Column) -> str:
        if column in COSTS and not self.shows_costs:
            return ""
        match column:
            case Column.NAME:
                return row.name
            case Column.CATEGORY:
                return PATH_SIGN.join(row.path)
            case Column.LINES:
                return whole(row.lines)
            case Column.COST:
                return total_words(row.cost)
            case Column.PRICE:
                return total_words(row.price)
            case Column.MARGIN:
                return NOTHING if row.margin is None else percent(row.margin)
            case Column.OLDEST:
                return NOTHING if row.days is None else days_words(row.days)
            case Column.USED:
                return used_words(row)
            case Column.PROBLEMS:
                return ", ".join(words for words, _ in chips_of(row))

    def ink(self, row: KitRow, column: Column) -> str:
        total = {Column.COST: row.cost, Column.PRICE: row.price}.get(column)
        if total is not None and not total.is_complete:
            return "danger_text"
        if column is Column.MARGIN and row.margin is not None and row.margin < 0:
            return "danger_text"
        if column is Column.OLDEST and row.days is not None and row.days > STALE_AFTER_DAYS:
            return "changed_text"
        is_quiet = column in (Column.CATEGORY, Column.USED, Column.OLDEST) or row.gone or row.archived
        return "text_muted" if is_quiet else "text"

    def _tip(self, row: KitRow, column: Column) -> str:
        if column in COSTS and not self.shows_costs:
            return ""
        match column:
            case Column.COST:
                return total_tip(row.cost)
            case Column.PRICE:
                return total_tip(row.price)
            case Column.MARGIN:
                return total_tip(row.cost) or total_tip(row.price)
        return self.text(row, column)

    def _read_aloud(self, row: KitRow) -> str:
        wanted = (Column.NAME, Column.CATEGORY, Column.COST, Column.PRICE, Column.PROBLEMS)
        said = [(column_title(one), self.text(row, one)) for one in wanted if self.text(row, one)]
        return ", ".join([row.name, *(f"{title} {text}" for title, text in said[1:])])
