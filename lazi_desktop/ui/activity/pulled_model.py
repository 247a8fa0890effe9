"""What a pull found as a table, a line for each field; more of it is asked for as one scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub_runs import Pulled, PulledRow
from lazi_desktop.ui.formatting import NOTHING, field_title, is_right_aligned, kind_title
from lazi_desktop.ui.sync.difference import CategoryPaths, whole_value
from lazi_desktop.ui.theme.tokens import color

Index = QModelIndex | QPersistentModelIndex


class PulledColumn(IntEnum):
    CODE = 0
    FIELD = 1
    BEFORE = 2
    AFTER = 3


_VALUES = (PulledColumn.BEFORE, PulledColumn.AFTER)


@dataclass(frozen=True, slots=True)
class PulledLine:
    """A field of an entity; `field` is "" where the entity itself came or went."""

    key: EntityKey
    kind: EntityKind
    title: str
    field: str = ""
    before: Value = None
    after: Value = None
    pushed_at: datetime | None = None


def lines_of(rows: Sequence[PulledRow]) -> list[PulledLine]:
    made = []
    for row in rows:
        title = "  ".join(filter(None, (row.code, row.name))) or NOTHING
        names = list(dict.fromkeys((*row.before, *row.after)))
        if not names:
            made.append(PulledLine(row.entity_key, row.entity_kind, title))
        made += [
            PulledLine(
                row.entity_key,
                row.entity_kind,
                title,
                name,
                row.before.get(name),
                row.after.get(name),
                row.pushed_at,
            )
            for name in names
        ]
    return made


def set_back_words(value: str, pushed_at: datetime) -> str:
    words = QCoreApplication.translate(
        "PullReport", "ServiceTitan has set it back to {value} after the push of {time}"
    )
    return words.format(value=value, time=f"{pushed_at.astimezone():%Y-%m-%d %H:%M}")


class PulledModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[PulledLine] = []
        self.what = Pulled.CHANGED
        self._categories: CategoryPaths = {}
        self._has_figures = False

    def begin(self, what: Pulled) -> None:
        self.beginResetModel()
        self.what, self.lines = what, []
        self.endResetModel()

    def add(self, rows: Sequence[PulledRow], categories: CategoryPaths) -> None:
        self._categories = categories
        made = lines_of(rows)
        figures = sum(bool(one.field) and is_right_aligned(one.kind, one.field) for one in made)
        self._has_figures = figures * 2 > len(made)  # headings stand over most of what is below them
        if made:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(made) - 1)
            self.lines += made
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(PulledColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _VALUES and self._has_figures:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        clash = self.what is Pulled.CONFLICTS
        return {
            PulledColumn.CODE: QCoreApplication.translate("PullReport", "Code"),
            PulledColumn.FIELD: QCoreApplication.translate("PullReport", "Field"),
            PulledColumn.BEFORE: QCoreApplication.translate("PullReport", "Ours")
            if clash
            else QCoreApplication.translate("PullReport", "Before"),
            PulledColumn.AFTER: QCoreApplication.translate("PullReport", "ServiceTitan")
            if clash
            else QCoreApplication.translate("PullReport", "After"),
        }[PulledColumn(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one, column = self.lines[index.row()], PulledColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(self._text(one, column).split())
            case Qt.ItemDataRole.ToolTipRole:
                return self._text(one, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                figures = column in _VALUES and one.pushed_at is None
                if figures and one.field and is_right_aligned(one.kind, one.field):
                    return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole:
                quiet = column in (PulledColumn.FIELD, PulledColumn.BEFORE)
                return color("text_muted" if quiet else "text")
        return None

    def _text(self, one: PulledLine, column: PulledColumn) -> str:
        match column:
            case PulledColumn.CODE:
                return one.title
            case PulledColumn.FIELD:
                return field_title(one.kind, one.field) if one.field else kind_title(one.kind, 1).capitalize()
            case PulledColumn.BEFORE:
                return self._value(one, one.before)
            case PulledColumn.AFTER if one.pushed_at is not None:
                return set_back_words(self._value(one, one.after), one.pushed_at)
            case PulledColumn.AFTER:
                return self._value(one, one.after)

    def _value(self, one: PulledLine, value: Value) -> str:
        return whole_value(one.kind, one.field, value, self._categories) if one.field else ""
