"""The parts as rows of a table, and those among them that are searched for."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from lazi_desktop.domain.parts import Part

Index = QModelIndex | QPersistentModelIndex


class PartColumn(IntEnum):
    NAME = 0
    VERSION = 1
    LICENCE = 2


_HEADINGS = {
    PartColumn.NAME: QT_TRANSLATE_NOOP("About", "Part"),
    PartColumn.VERSION: QT_TRANSLATE_NOOP("About", "Version"),
    PartColumn.LICENCE: QT_TRANSLATE_NOOP("About", "Licence"),
}


def heading(column: PartColumn) -> str:
    return QCoreApplication.translate("About", str(_HEADINGS[column]))


class PartsModel(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._parts: Sequence[Part] = ()

    def show(self, parts: Sequence[Part]) -> None:
        self.beginResetModel()
        self._parts = parts
        self.endResetModel()

    def part(self, row: int) -> Part:
        return self._parts[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._parts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(PartColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return heading(PartColumn(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        part = self._parts[index.row()]
        text = (part.name, part.version, part.licence)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{text} ({part.brought_by})" if index.column() == 0 and part.brought_by else text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{heading(PartColumn(index.column()))}: {text}"
        return None


class FoundParts(QSortFilterProxyModel):
    """Those that hold every word, in whatever is said of them."""

    def __init__(self, model: PartsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._words: list[str] = []
        self.setSourceModel(model)

    def search(self, text: str) -> None:
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange()

    def part(self, index: Index) -> Part:
        return self._model.part(self.mapToSource(index).row())

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        part = self._model.part(row)
        inside = " ".join(one.name for one in part.inside)
        said = f"{part.name} {part.version} {part.licence} {part.brought_by} {inside}".casefold()
        return all(word in said for word in self._words)
