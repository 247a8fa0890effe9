"""The pictures of one part of the review as rows: the file, the SKU, how sure, why, what was made of it."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from lazi_desktop.domain.matching.review import Line, Part, Review
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.gallery.matching.file_pictures import file_address
from lazi_desktop.ui.gallery.matching.folder_files import FolderFiles
from lazi_desktop.ui.gallery.matching.shown_skus import ShownSkus
from lazi_desktop.ui.gallery.matching.words import percent, state_of, why_of
from lazi_desktop.ui.gallery.tiles_model import cover_of
from lazi_desktop.ui.said import said
from lazi_desktop.ui.widgets.row_changes import change_rows

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    FILE = 0
    SKU = 1
    CONFIDENCE = 2
    WHY = 3
    STATE = 4


class MatchesModel(QAbstractTableModel):
    def __init__(self, skus: ShownSkus, parent: QObject) -> None:
        super().__init__(parent)
        self._skus = skus
        self._review = Review((), {})
        self._files: FolderFiles | None = None
        self.part = Part.PROPOSED
        self.places: list[int] = []
        skus.changed.connect(lambda _: self._tell())

    # ----------------------------------------------------------------------------------------------------- the rows

    def use(self, review: Review, files: FolderFiles) -> None:
        self.beginResetModel()
        self._review, self._files = review, files
        self.places = review.of(self.part)
        self.endResetModel()

    def show_part(self, part: Part) -> None:
        self.beginResetModel()
        self.part = part
        self.places = self._review.of(part)
        self.endResetModel()

    def follow(self) -> None:
        """Something was decided: rows come and go, the others stay."""
        change_rows(self, self.places, self._review.of(self.part), lambda place: place, self._put)

    def _put(self, places: list[int]) -> None:
        self.places = list(places)

    def _tell(self) -> None:
        if self.places:
            last = self.index(len(self.places) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def line(self, row: int) -> Line:
        return self._review.lines[self.places[row]]

    def sku(self, row: int) -> SkuRow | None:
        return self._skus.row(self.line(row).sku)

    def address(self, row: int) -> str:
        """Of the file's picture; "" of one that cannot be read."""
        if self._files is None or self.line(row).problem:
            return ""
        return file_address(self._files.paths[self.places[row]])

    def cover(self, row: int) -> str:
        sku = self.sku(row)
        return "" if sku is None else cover_of(sku)

    # ---------------------------------------------------------------------------------------------------- Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.titles()[Column(section)]
        return None

    def titles(self) -> dict[Column, str]:
        return {
            Column.FILE: self.tr("File"),
            Column.SKU: self.tr("SKU and the picture it has"),
            Column.CONFIDENCE: self.tr("Confidence"),
            Column.WHY: self.tr("Why"),
            Column.STATE: self.tr("Decision"),
        }

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.places):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self.text(index.row(), Column(index.column()))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index.row(), Column(index.column()))
        return None

    def text(self, row: int, column: Column) -> str:
        line, sku = self.line(row), self.sku(row)
        match column:
            case Column.FILE:
                return "/".join(line.proposal.photo.path[1:])
            case Column.SKU:
                return "" if sku is None else " · ".join(filter(None, (sku.name, sku.code)))
            case Column.CONFIDENCE:
                return "" if line.confidence is None else percent(line.confidence)
            case Column.WHY:
                return said(why_of(line))
            case Column.STATE:
                return state_of(line).text

    def _spoken(self, row: int, column: Column) -> str:
        """Of the first column the whole row: it is what the keyboard stands on."""
        if column is not Column.FILE:
            return self.text(row, column)
        return ", ".join(words for one in Column if (words := self.text(row, one)))
