"""Small pictures that delegates paint again and again, drawn once: tiles that stand for a missing image, and chips."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ui.kind_looks import glyph_of, hue_of
from lazi_desktop.ui.theme.chips import chip_size, paint_chip
from lazi_desktop.ui.theme.icons import paint_icon
from lazi_desktop.ui.theme.tokens import Role, current_tokens, theme_news

_HUES = 12


def tile(code: str, kind: EntityKind, side: int, ratio: float) -> QPixmap:
    """A calm coloured square with the kind's icon; the colour tells one code from the next."""
    return _tile(hue_of(code) * _HUES // 360, kind, side, ratio, current_tokens().is_dark)


@lru_cache(maxsize=512)
def _tile(step: int, kind: EntityKind, side: int, ratio: float, dark: bool) -> QPixmap:
    pixmap = _blank(QSize(side, side), ratio)
    hue = step * 360 // _HUES
    ground = QColor.fromHsl(hue, 48, 56) if dark else QColor.fromHsl(hue, 100, 233)
    ink = QColor.fromHsl(hue, 62, 168) if dark else QColor.fromHsl(hue, 82, 112)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    radius = 5 if side < 40 else 9
    painter.drawRoundedRect(QRectF(0, 0, side, side), radius, radius)
    glyph = round(side * (0.62 if side < 40 else 0.5))
    inset = (side - glyph) // 2
    _paint_glyph(painter, QRect(inset, inset, glyph, glyph), kind, ink)
    painter.end()
    return pixmap


def _paint_glyph(painter: QPainter, rect: QRect, kind: EntityKind, ink: QColor) -> None:
    """In a colour that no token has: painted in black, then tinted."""
    ratio = painter.device().devicePixelRatioF()
    glyph = _blank(rect.size(), ratio)
    inner = QPainter(glyph)
    paint_icon(inner, QRect(0, 0, rect.width(), rect.height()), glyph_of(kind), "text")
    inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    inner.fillRect(QRect(0, 0, rect.width(), rect.height()), ink)
    inner.end()
    painter.drawPixmap(rect.topLeft(), glyph)


@lru_cache(maxsize=256)
def chip_pixmap(text: str, role: Role, ratio: float) -> QPixmap:
    size = chip_size(text)
    pixmap = _blank(size, ratio)
    painter = QPainter(pixmap)
    paint_chip(painter, QRect(0, 0, size.width(), size.height()), text, role)
    painter.end()
    return pixmap


def _blank(size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _forget() -> None:
    _tile.cache_clear()
    chip_pixmap.cache_clear()


theme_news.theme_changed.connect(_forget)
