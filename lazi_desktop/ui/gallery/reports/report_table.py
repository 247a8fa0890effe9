"""A report as a table: bars, small pictures, and cells that a click follows to the gallery."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ui.cell_pictures import CellPictures
from lazi_desktop.ui.gallery.reports.report_model import ADDRESS_ROLE, SHARE_ROLE, ReportModel
from lazi_desktop.ui.gallery.reports.wish import GalleryWish
from lazi_desktop.ui.push.row_model import Index
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.plain_table import BothEndsDelegate, PlainDelegate, SharedRoom, dress

_SIDE = 40
_TALL = 48
_BAR = 8
_FIGURES = 64  # where the bar's own figure stands


class ReportTable(QTableView):
    """`wanted(wish)`: what a cell stands for is to be shown in the gallery."""

    wanted = Signal(object)

    def __init__(self, model: ReportModel[Any], name: str, pictures: Pictures | None) -> None:
        super().__init__()
        self.report = model
        self.setModel(model)
        dress(self)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._pictures: CellPictures | None = None
        self._dress_columns(pictures)
        SharedRoom(self, {place: column.heading for place, column in enumerate(model.columns)})
        self.clicked.connect(self._follow)
        self.entered.connect(self._show_hand)

    def _dress_columns(self, pictures: Pictures | None) -> None:
        for place, column in enumerate(self.report.columns):
            if column.keeps_end:
                self.setItemDelegateForColumn(place, BothEndsDelegate(self))
            if column.share is not None:
                self.setItemDelegateForColumn(place, _Bars(self))
            if column.address is not None:
                self.verticalHeader().setDefaultSectionSize(_TALL)
                if pictures is not None:
                    self._pictures = cells = CellPictures(pictures, _SIDE, self._on_screen, self)
                    cells.changed.connect(self._repaint)
                    self.verticalScrollBar().valueChanged.connect(cells.look)
                self.setItemDelegateForColumn(place, _Pictures(self._pictures, self))

    def arrange_as_given(self) -> None:
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.report.sort(-1)

    # --------------------------------------------------------------------------------------------------- following

    def follow_current(self) -> None:
        """Where the row leads, by the keyboard: its current cell, else the first that leads anywhere."""
        index = self.currentIndex()
        if index.isValid():
            cells: Sequence[Index] = [
                index,
                *(self.report.index(index.row(), place) for place in range(self.report.columnCount())),
            ]
            self._follow(next((one for one in cells if self.report.leads(one) is not None), index))

    def _follow(self, index: Index) -> None:
        wish: GalleryWish | None = self.report.leads(index)
        if wish is not None:
            self.wanted.emit(wish)

    def _show_hand(self, index: QModelIndex) -> None:
        leads = self.report.leads(index) is not None
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    # ---------------------------------------------------------------------------------------------------- pictures

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not seen keeps no other picture waiting."""
        super().hideEvent(event)
        if self._pictures is not None:
            self._pictures.look()

    def _rows_on_screen(self) -> range:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height())
        if first < 0 or not self.isVisible():
            return range(0)
        return range(first, (self.report.rowCount() - 1 if last < 0 else last) + 1)

    def _address(self, row: int) -> tuple[int, str]:
        """And the column where it stands."""
        place = next(at for at, column in enumerate(self.report.columns) if column.address is not None)
        return place, self.report.index(row, place).data(ADDRESS_ROLE)

    def _on_screen(self) -> list[str]:
        return [self._address(row)[1] for row in self._rows_on_screen()]

    def _repaint(self, addresses: Collection[str]) -> None:
        for row in self._rows_on_screen():
            place, address = self._address(row)
            if address in addresses:
                self.update(self.report.index(row, place))


class _Bars(PlainDelegate):
    """A bar as long as the share, and the share in figures behind it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        share = index.data(SHARE_ROLE)
        room = option.rect.adjusted(metrics.CELL_PADDING, 0, -_FIGURES - metrics.CELL_PADDING, 0)
        if share is None or room.width() < 3 * _BAR:
            return
        line = QRect(room.left(), room.center().y() - _BAR // 2 + 1, room.width(), _BAR)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("border"))
        painter.drawRoundedRect(line, _BAR / 2, _BAR / 2)
        if share > 0:
            line.setWidth(max(round(line.width() * min(share, 1.0)), _BAR))
            painter.setBrush(color("proved" if share >= 1 else "accent"))
            painter.drawRoundedRect(line, _BAR / 2, _BAR / 2)
        painter.restore()


class _Pictures(PlainDelegate):
    def __init__(self, pictures: CellPictures | None, parent: QTableView) -> None:
        super().__init__(parent)
        self._pictures = pictures

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        place = QRect(0, 0, _SIDE, _SIDE)
        place.moveCenter(option.rect.center())
        ratio = painter.device().devicePixelRatioF()
        address = index.data(ADDRESS_ROLE)
        pixmap = self._pictures.pixmap(address, ratio) if self._pictures is not None else None
        if pixmap is not None:
            painter.drawPixmap(place.topLeft(), pixmap)
        else:
            paint_icon(painter, place.adjusted(10, 10, -10, -10), Glyph.PICTURE, "text_disabled")
