"""The box of a yes-or-no cell, ticked or empty, drawn once and painted again and again."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import color, theme_news

CHECK_SIDE = 16


@lru_cache(maxsize=32)
def check_mark(ticked: bool, active: bool, ratio: float) -> QPixmap:
    side = round(CHECK_SIDE * ratio)
    pixmap = QPixmap(side, side)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = "text_disabled" if not active else "accent"
    painter.setPen(QPen(color(ink if ticked else "border_strong"), 1))
    painter.setBrush(color("accent_soft" if ticked and active else "surface"))
    painter.drawRoundedRect(QRectF(0.5, 0.5, CHECK_SIDE - 1, CHECK_SIDE - 1), 4, 4)
    if ticked:
        paint_icon(painter, QRect(2, 2, CHECK_SIDE - 4, CHECK_SIDE - 4), Glyph.ACCEPT, ink)
    painter.end()
    return pixmap


theme_news.theme_changed.connect(check_mark.cache_clear)
