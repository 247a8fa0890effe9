"""The entries as a table: the newest first, known by key, so that a refresh keeps selection and scroll."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from lazi_desktop.ui.activity.entries import Entry
from lazi_desktop.ui.activity.words import (
    duration,
    full_time,
    glyph_of,
    news_of,
    state_chip_of,
    title_of,
    took,
    who_and_where,
    why,
)
from lazi_desktop.ui.formatting import ago
from lazi_desktop.ui.theme.icons import icon
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.chip_delegate import CHIP_ROLE

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    WHAT = 0
    WHEN = 1
    NEWS = 2
    STATE = 3
    TOOK = 4
    BY = 5


class ActivityModel(QAbstractTableModel):
    def __init__(
        self, me: Collection[str] = (), *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self._me = me
        self._now = now
        self._texts: dict[Column, Callable[[Entry], str]] = {
            Column.WHAT: title_of,
            Column.WHEN: lambda entry: ago(entry.started, now=self._now()),
            Column.NEWS: news_of,
            Column.STATE: lambda entry: state_chip_of(entry).text,
            Column.TOOK: lambda entry: took(entry, now=self._now()),
            Column.BY: self._who,
        }

    def _who(self, entry: Entry) -> str:
        return who_and_where(entry, self._me)

    def text(self, entry: Entry, column: Column) -> str:
        return self._texts[column](entry)

    def take(self, entries: Sequence[Entry]) -> None:
        """Brings the rows to these entries; both lists are in the same order."""
        wanted = {entry.key for entry in entries}
        for row in range(len(self.entries) - 1, -1, -1):
            if self.entries[row].key not in wanted:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self.entries[row]
                self.endRemoveRows()
        known = {entry.key for entry in self.entries}
        row = 0
        while row < len(entries):
            if entries[row].key in known:
                self._renew(row, entries[row])
                row += 1
                continue
            last = row
            while last + 1 < len(entries) and entries[last + 1].key not in known:
                last += 1
            self.beginInsertRows(QModelIndex(), row, last)
            self.entries[row:row] = entries[row : last + 1]
            self.endInsertRows()
            row = last + 1

    def _renew(self, row: int, entry: Entry) -> None:
        if self.entries[row] != entry:
            self.entries[row] = entry
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def row_of(self, key: UUID) -> int:
        return next((row for row, entry in enumerate(self.entries) if entry.key == key), -1)

    def grow_older(self) -> None:
        """Time passes: "2 min ago" and what runs are told anew."""
        if self.entries:
            last = len(self.entries) - 1
            self.dataChanged.emit(self.index(0, Column.WHEN), self.index(last, Column.WHEN))
            self.dataChanged.emit(self.index(0, Column.TOOK), self.index(last, Column.TOOK))

    # ------------------------------------------------------------------------------------------- Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.TOOK:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.WHAT: QCoreApplication.translate("Activity", "Run"),
            Column.WHEN: QCoreApplication.translate("Activity", "When"),
            Column.NEWS: QCoreApplication.translate("Activity", "What changed"),
            Column.STATE: QCoreApplication.translate("Activity", "State"),
            Column.TOOK: QCoreApplication.translate("Activity", "Took"),
            Column.BY: QCoreApplication.translate("Activity", "By"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry, column = self.entries[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(entry, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(entry, column)
            case Qt.ItemDataRole.DecorationRole:
                return icon(glyph_of(entry.kind), "text_muted") if column is Column.WHAT else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return (
                    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    if column is Column.TOOK
                    else None
                )
            case Qt.ItemDataRole.ForegroundRole:
                quiet = column not in (Column.WHAT, Column.NEWS) or not entry.has_news
                return color("text_muted" if quiet and column is not Column.WHAT else "text")
        if role == CHIP_ROLE and column is Column.STATE:
            return state_chip_of(entry).role.value
        return None

    def _tip(self, entry: Entry, column: Column) -> str:
        if column is Column.WHEN:
            return full_time(entry.started)
        if column is Column.STATE:
            return why(entry) or self.text(entry, column)
        if column is Column.TOOK and entry.finished is not None:
            return f"{full_time(entry.finished)} ({duration(entry.finished - entry.started)})"
        return self.text(entry, column)
