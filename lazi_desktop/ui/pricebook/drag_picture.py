"""What hangs at the pointer while something is dragged: a word on a card."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap

from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.tokens import color

_WIDEST = 260


def drag_picture(words: str, ratio: float) -> QPixmap:
    font = ui_font(metrics.TEXT_SMALL)
    letters = QFontMetrics(font)
    shown = letters.elidedText(words, Qt.TextElideMode.ElideRight, _WIDEST)
    width, height = letters.horizontalAdvance(shown) + 2 * metrics.CELL_PADDING, metrics.TREE_ROW_HEIGHT
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(color("accent"))
    painter.setBrush(color("accent_soft"))
    box = QRectF(0.5, 0.5, width - 1, height - 1)
    painter.drawRoundedRect(box, metrics.RADIUS_SMALL, metrics.RADIUS_SMALL)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    painter.end()
    return picture
