"""Cells that show their text as a chip."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import chip_size, paint_chip

CHIP_ROLE = Qt.ItemDataRole.UserRole + 7
"""The item's chip role, as text; an item without it is drawn as usual."""

Index = QModelIndex | QPersistentModelIndex


class ChipDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        role = index.data(CHIP_ROLE)
        if not role:
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        text, shown.text = shown.text, ""
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        room = shown.rect.adjusted(metrics.GAP_SMALL, 0, -metrics.GAP_TINY, 0)
        paint_chip(painter, room, text, role)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if not index.data(CHIP_ROLE):
            return super().sizeHint(option, index)
        size = chip_size(str(index.data()))
        return QSize(size.width() + 2 * metrics.GAP_SMALL, metrics.ROW_HEIGHT)
