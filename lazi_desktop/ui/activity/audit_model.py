"""Lines of the audit log as a table."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from lazi_desktop.ui.activity.audit_lines import AuditLine
from lazi_desktop.ui.theme.tokens import color

Index = QModelIndex | QPersistentModelIndex


class AuditColumn(IntEnum):
    WHEN = 0
    WHO = 1
    ABOUT = 2
    FIELD = 3
    BEFORE = 4
    AFTER = 5
    HAPPENED = 6


_VALUES = (AuditColumn.BEFORE, AuditColumn.AFTER)
_QUIET = (AuditColumn.WHEN, AuditColumn.FIELD, AuditColumn.BEFORE)


def heading_words(column: AuditColumn) -> str:
    return {
        AuditColumn.WHEN: _tr("When"),
        AuditColumn.WHO: _tr("Who"),
        AuditColumn.ABOUT: _tr("Entry"),
        AuditColumn.FIELD: _tr("Field"),
        AuditColumn.BEFORE: _tr("Before"),
        AuditColumn.AFTER: _tr("After"),
        AuditColumn.HAPPENED: _tr("What happened"),
    }[column]


def text_of(line: AuditLine, column: AuditColumn, *, whole: bool = False) -> str:
    return {
        AuditColumn.WHEN: line.when,
        AuditColumn.WHO: line.who,
        AuditColumn.ABOUT: line.about,
        AuditColumn.FIELD: line.field,
        AuditColumn.BEFORE: line.all_before if whole else line.before,
        AuditColumn.AFTER: line.all_after if whole else line.after,
        AuditColumn.HAPPENED: line.happened,
    }[column]


class AuditModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[AuditLine] = []

    def begin(self, lines: Sequence[AuditLine]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def add(self, lines: Sequence[AuditLine]) -> None:
        if lines:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(lines) - 1)
            self.lines += lines
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(AuditColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return heading_words(AuditColumn(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], AuditColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(text_of(line, column).split())
            case Qt.ItemDataRole.ToolTipRole:
                return text_of(line, column, whole=True)
            case Qt.ItemDataRole.ForegroundRole:
                return color("text_muted" if column in _QUIET else "text")
        return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Audit", text)
