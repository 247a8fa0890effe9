"""Paints a category: folder, name, and at the right how many SKUs are in it and below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lazi_desktop.ports.workspace import SkuState
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE, TreeRole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import paint_dot, state_chip
from lazi_desktop.ui.theme.fonts import number_font, ui_font
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import color

_ICON = 15
_GAP = 6
_RIGHT = 10
_GLYPHS = {None: Glyph.PRICEBOOK, NOWHERE: Glyph.EMPTY}


class CategoryDelegate(QStyledItemDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        inactive = bool(index.data(TreeRole.INACTIVE))
        rect = QRect(option.rect)
        ink = "text_disabled" if inactive else "accent" if selected else "text"
        quiet = "text_disabled" if inactive else "accent" if selected else "text_muted"
        glyph = _GLYPHS.get(index.data(TreeRole.KEY), Glyph.CATEGORY)
        icon = QRect(rect.left(), rect.center().y() - _ICON // 2, _ICON, _ICON)
        paint_icon(painter, icon, glyph, quiet)

        numbers = number_font(metrics.TEXT_SMALL)
        count = f"{index.data(TreeRole.COUNT):,}"
        width = QFontMetrics(numbers).horizontalAdvance(count)
        painter.setFont(numbers)
        painter.setPen(color(quiet))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -_RIGHT, 0), Qt.AlignmentFlag.AlignRight | middle, count)

        room = rect.adjusted(_ICON + _GAP, 0, -_RIGHT - width - _GAP, 0)
        room.setRight(self._mark(painter, room, index.data(TreeRole.STATE)))
        words = ui_font(weight=QFont.Weight.Medium if selected else QFont.Weight.Normal)
        painter.setFont(words)
        painter.setPen(color(ink))
        name = QFontMetrics(words).elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, name)

    def _mark(self, painter: QPainter, room: QRect, state: SkuState | None) -> int:
        """A dot for a category that is changed itself; where the name must end."""
        chip = state_chip(state) if state else None
        if chip is None:
            return room.right()
        paint_dot(painter, QPointF(room.right() - 5, room.center().y() + 1), chip.role, 3)
        return room.right() - 12

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, metrics.TREE_ROW_HEIGHT)
