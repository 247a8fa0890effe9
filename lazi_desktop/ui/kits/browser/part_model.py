"""What the browser lists, for its view: parts, and headings between them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any
from uuid import uuid4

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from lazi_desktop.ui.formatting import money
from lazi_desktop.ui.kits.browser.found_part import FoundPart
from lazi_desktop.ui.numerals import whole

Index = QModelIndex | QPersistentModelIndex
PARTS_MIME = f"application/x-lazi-parts-{uuid4().hex}"
"""Parts that are dragged into a kit; inside this program only."""


class PartRole(IntEnum):
    PART = Qt.ItemDataRole.UserRole + 1
    DETAIL = Qt.ItemDataRole.UserRole + 2


class PartModel(QAbstractListModel):
    def __init__(self, parent: QObject, shows_costs: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._shows_costs = shows_costs
        self.entries: list[FoundPart | str] = []
        self._details: dict[int, str] = {}

    def take(self, entries: Sequence[FoundPart | str]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self._details.clear()
        self.endResetModel()

    def append(self, entries: Sequence[FoundPart]) -> None:
        """Behind those that are listed; what is listed already is left out."""
        listed = {one.identity for one in self.entries if isinstance(one, FoundPart)}
        new = [one for one in entries if one.identity not in listed]
        if new:
            first = len(self.entries)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self.entries += new
            self.endInsertRows()

    def part(self, row: int) -> FoundPart | None:
        found = self.entries[row] if 0 <= row < len(self.entries) else None
        return found if isinstance(found, FoundPart) else None

    def first_part(self) -> int:
        """The row of the first one, -1 where there is none."""
        return next((row for row, one in enumerate(self.entries) if isinstance(one, FoundPart)), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.part(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.entries):
            return None
        entry = self.entries[index.row()]
        if isinstance(entry, str):
            return (
                entry if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
            )
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.name
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{entry.name}\n{self._detail(index.row(), entry)}"
            case PartRole.PART:
                return entry
            case PartRole.DETAIL:
                return self._detail(index.row(), entry)
        return None

    def _detail(self, row: int, part: FoundPart) -> str:
        found = self._details.get(row)
        if found is None:
            found = self._details[row] = self._words(part)
        return found

    def _words(self, part: FoundPart) -> str:
        cost = ""
        if self._shows_costs():
            known = self.tr("cost {cost}").format(cost=money(part.cost))
            cost = self.tr("no cost") if part.cost is None else known
        if part.kit is not None:
            lines = self.tr("1 line") if part.lines == 1 else self.tr("{n} lines")
            return "  ·  ".join(filter(None, (self.tr("Kit"), lines.format(n=whole(part.lines)), cost)))
        return "  ·  ".join(filter(None, (part.code, cost, part.unit)))

    def mimeTypes(self) -> list[str]:
        return [PARTS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        found = [part.identity for index in indexes if (part := self.part(index.row())) is not None]
        data.setData(PARTS_MIME, QByteArray(json.dumps(found).encode()))
        return data


def parts_in(data: QMimeData) -> list[str]:
    """The identities of what is dragged."""
    found = bytes(data.data(PARTS_MIME).data())
    return [str(one) for one in json.loads(found)] if found else []
