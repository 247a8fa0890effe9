"""Paints the headings: the word, the arrow of a sorting with its number, and what is being done with them."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from lazi_desktop.ui.pricebook.column_widths import SORT_ARROW, heading_width
from lazi_desktop.ui.pricebook.header_geometry import HEADING_HEIGHT, HeaderGeometry
from lazi_desktop.ui.pricebook.header_keys import HeaderKeys
from lazi_desktop.ui.pricebook.header_pointer import HeaderPointer
from lazi_desktop.ui.pricebook.sku_columns import CELL_PADDING, SkuColumn
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import number_font, ui_font
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import color

_ARROW = 12
_UP = "caret-up"


class HeaderPainter:
    def __init__(self, header: HeaderGeometry, pointer: HeaderPointer, keys: HeaderKeys) -> None:
        self._header = header
        self._pointer = pointer
        self._keys = keys
        self._font = ui_font(metrics.TEXT_SMALL, weight=QFont.Weight.DemiBold)
        self._metrics = QFontMetrics(self._font)
        self._digit = number_font()
        self._digit.setPixelSize(9)

    def paint(self) -> None:
        header = self._header
        painter = QPainter(header.viewport())
        whole = header.viewport().rect()
        painter.fillRect(whole, color("surface"))
        pinned, edge = header.pinned, header.pinned_width
        painter.setClipRect(self._scrolling(whole, edge))
        for place in range(pinned, header.count()):
            self._heading(painter, place)
        painter.setClipping(False)
        for place in range(pinned):
            painter.fillRect(header.box(place), color("surface"))
            self._heading(painter, place)
        painter.fillRect(0, HEADING_HEIGHT - 1, whole.width(), 1, color("border"))
        painter.fillRect(0, whole.bottom(), whole.width(), 1, color("border"))
        if pinned:
            self._pin_edge(painter, whole, edge)
        self._doings(painter)
        painter.end()

    def _scrolling(self, whole: QRect, edge: int) -> QRect:
        return (
            whole.adjusted(0, 0, -edge, 0) if self._header.isRightToLeft() else whole.adjusted(edge, 0, 0, 0)
        )

    def _pin_edge(self, painter: QPainter, whole: QRect, edge: int) -> None:
        x = whole.width() - edge if self._header.isRightToLeft() else edge - 1
        painter.fillRect(x, 0, 1, whole.height(), color("border_strong"))

    def _heading(self, painter: QPainter, place: int) -> None:
        header = self._header
        box = header.box(place)
        if not box.intersects(header.viewport().rect()):
            return
        column = header.arrangement.columns[place]
        hovered = self._pointer.hovered == place
        if hovered:
            painter.fillRect(box, color("hover"))
        sorting = header.arrangement.sorting_of(column.key)
        self._word(painter, box, column, "text" if hovered else "text_muted", sorting is not None)
        if sorting is not None:
            self._arrow(painter, box, column, *sorting)

    def _word(self, painter: QPainter, box: QRect, column: SkuColumn, ink: str, is_sorted: bool) -> None:
        room = box.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        spare = room.width() - self._metrics.horizontalAdvance(column.heading)
        if is_sorted and spare < SORT_ARROW:
            at_left = column.number != self._header.isRightToLeft()
            cut = min(SORT_ARROW, room.width() // 2)
            room.adjust(cut if at_left else 0, 0, 0 if at_left else -cut, 0)
        side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
        text = self._metrics.elidedText(column.heading, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(self._font)
        painter.setPen(color(ink))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _arrow(self, painter: QPainter, box: QRect, column: SkuColumn, number: int, descending: bool) -> None:
        """Beside the word, on its inner side."""
        word = min(heading_width(column) - SORT_ARROW, box.width() - SORT_ARROW + CELL_PADDING)
        at_left = column.number != self._header.isRightToLeft()
        x = max(box.right() - word - _ARROW + 3, box.left()) if at_left else box.left() + word - 4
        sign = QRect(x, box.center().y() - _ARROW // 2, _ARROW, _ARROW)
        paint_icon(painter, sign, Glyph.DOWN if descending else _UP, "accent")
        if len(self._header.arrangement.order) > 1:
            painter.setFont(self._digit)
            painter.setPen(color("accent"))
            beside = (
                QRect(sign.left() - 7, sign.top(), 8, 9) if at_left else QRect(sign.right(), sign.top(), 8, 9)
            )
            painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, str(number + 1))

    def _doings(self, painter: QPainter) -> None:
        """The heading that has the keyboard, and where one that is dragged would go."""
        header = self._header
        if header.hasFocus() and 0 <= self._keys.place < header.count():
            painter.setPen(QPen(color("accent"), 2))
            painter.drawRect(header.box(self._keys.place).adjusted(1, 1, -1, -2))
        if self._pointer.dragged < 0:
            return
        dragged = header.box(self._pointer.dragged)
        veil = color("accent")
        veil.setAlpha(40)
        painter.fillRect(dragged, veil)
        painter.fillRect(self._pointer.drop_x - 1, 0, 3, dragged.height(), color("accent"))
