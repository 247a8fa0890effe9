"""The fields of a push as a table: what was there before, what was sent, what reading back found."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from lazi_desktop.domain.pushed import Pushed, Result
from lazi_desktop.ui.activity.push_words import result_chip
from lazi_desktop.ui.formatting import NOTHING, field_title, is_right_aligned
from lazi_desktop.ui.sync.difference import CategoryPaths, whole_value
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.chip_delegate import CHIP_ROLE

Index = QModelIndex | QPersistentModelIndex


class ResultColumn(IntEnum):
    CODE = 0
    FIELD = 1
    BEFORE = 2
    SENT = 3
    FOUND = 4
    RESULT = 5


_VALUES = (ResultColumn.BEFORE, ResultColumn.SENT, ResultColumn.FOUND)


class ResultsModel(QAbstractTableModel):
    """Texts are worked out for what is on the screen, and once."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[Pushed] = []
        self._categories: CategoryPaths = {}
        self._has_figures = False
        self._text = lru_cache(maxsize=4096)(self._made_text)

    def take(self, results: Sequence[Pushed], categories: CategoryPaths) -> None:
        """Known by entry and field: what is read again keeps its place."""
        self._text.cache_clear()
        self._categories = categories
        figures = sum(is_right_aligned(one.entity_kind, one.field) for one in results)
        self._has_figures = figures * 2 > len(results)  # headings stand over most of what is below them
        places = [(one.entity_key, one.field) for one in results]
        if places == [(one.entity_key, one.field) for one in self.results]:
            self.results = list(results)
            if results:
                self.dataChanged.emit(self.index(0, 0), self.index(len(results) - 1, len(ResultColumn) - 1))
            return
        self.beginResetModel()
        self.results = list(results)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.results)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(ResultColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _VALUES and self._has_figures:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            ResultColumn.CODE: QCoreApplication.translate("PushLedger", "Code"),
            ResultColumn.FIELD: QCoreApplication.translate("PushLedger", "Field"),
            ResultColumn.BEFORE: QCoreApplication.translate("PushLedger", "Before"),
            ResultColumn.SENT: QCoreApplication.translate("PushLedger", "Sent"),
            ResultColumn.FOUND: QCoreApplication.translate("PushLedger", "Found"),
            ResultColumn.RESULT: QCoreApplication.translate("PushLedger", "Result"),
        }[ResultColumn(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one, column = self.results[index.row()], ResultColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(self._text(index.row(), column).split())
            case Qt.ItemDataRole.ToolTipRole:
                return one.detail or self._text(index.row(), column)
            case Qt.ItemDataRole.TextAlignmentRole:
                if column in _VALUES and is_right_aligned(one.entity_kind, one.field):
                    return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                quiet = column in (ResultColumn.FIELD, ResultColumn.BEFORE)
                return color("text_muted" if quiet else "text")
        if role == CHIP_ROLE and column is ResultColumn.RESULT:
            return result_chip(one).role.value
        return None

    def _made_text(self, row: int, column: ResultColumn) -> str:
        one = self.results[row]
        match column:
            case ResultColumn.CODE:
                return "  ".join(filter(None, (one.code, one.name))) or NOTHING
            case ResultColumn.FIELD:
                return field_title(one.entity_kind, one.field)
            case ResultColumn.RESULT:
                return result_chip(one).text
            case ResultColumn.BEFORE:
                return NOTHING if one.created else self._value(one, one.before)
            case ResultColumn.SENT:
                return self._value(one, one.sent) if one.on_wire else NOTHING
            case ResultColumn.FOUND:
                unknown = one.result in (Result.WAITING, Result.REJECTED)
                return NOTHING if unknown else self._value(one, one.found)

    def _value(self, one: Pushed, value: Any) -> str:
        return whole_value(one.entity_kind, one.field, value, self._categories)

    def words(self, one: Pushed) -> str:
        """What a filter looks through."""
        title = field_title(one.entity_kind, one.field)
        return f"{one.code} {one.name} {title} {result_chip(one).text} {one.detail} {one.by}".lower()
