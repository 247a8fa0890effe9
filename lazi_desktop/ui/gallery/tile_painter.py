"""Paints a tile: the picture, what is the matter with it, the entry's name, code and state."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QStaticText

from lazi_desktop.ports.pricebook import SkuRow, SkuState
from lazi_desktop.ui.gallery.tile_matters import matter_chip
from lazi_desktop.ui.gallery.tile_pictures import Made, TilePictures
from lazi_desktop.ui.gallery.tile_places import INSET
from lazi_desktop.ui.gallery.tiles_model import cover_of, pictures_of
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pictures import chip_pixmap, tile
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import Chip, entity_state, paint_dot, state_chip
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.tokens import Role, color

_TEXTS_KEPT = 4_000
_CHIP_INSET = 5
_LONGEST = 200
_INACTIVE = 0.45


@dataclass(frozen=True, slots=True)
class TileLook:
    """How it stands now."""

    is_chosen: bool = False
    is_current: bool = False
    is_under_pointer: bool = False
    takes_drop: bool = False


_PLAIN = TileLook()


class TilePainter:
    def __init__(self, pictures: TilePictures) -> None:
        self._pictures = pictures
        self._texts: dict[tuple[str, int, bool], QStaticText] = {}
        self._name_font = ui_font(weight=QFont.Weight.Medium)
        self._code_font = ui_font(metrics.TEXT_SMALL)
        self._name_metrics = QFontMetrics(self._name_font)
        self._code_metrics = QFontMetrics(self._code_font)
        self.take_colors()

    def take_colors(self) -> None:
        self._text, self._muted = color("text"), color("text_muted")
        self._chosen, self._hover = color("selection"), color("hover")
        self._ground, self._blank = color("surface_alt"), color("neutral_soft")
        self._edge = color("border")
        self._chosen_edge = QPen(color("accent"), 1.5)
        self._ring = QPen(color("focus"), 2)
        self._drop = QPen(color("accent"), 2, Qt.PenStyle.DashLine)

    def paint(self, painter: QPainter, rect: QRect, row: SkuRow | None, side: int, look: TileLook) -> None:
        self._frame(painter, rect, look)
        square = QRect(rect.left() + (rect.width() - side) // 2, rect.top() + INSET, side, side)
        words = QRect(square.left(), square.bottom() + 5, rect.right() - INSET - square.left(), 36)
        if row is None:
            painter.fillRect(square, self._blank)
            painter.fillRect(words.left(), words.top() + 5, words.width() * 2 // 3, 8, self._blank)
            return
        if not row.active:
            painter.setOpacity(_INACTIVE)
        self._picture(painter, square, row)
        painter.setOpacity(1.0)
        self._caption(painter, words, row)

    # ---------------------------------------------------------------------------------------------------- frame

    def _frame(self, painter: QPainter, rect: QRect, look: TileLook) -> None:
        if look == _PLAIN:
            return
        inside = QRectF(rect).adjusted(1, 1, -1, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if look.is_chosen or look.is_under_pointer or look.takes_drop:
            painter.setPen(self._chosen_edge if look.is_chosen else Qt.PenStyle.NoPen)
            painter.setBrush(self._chosen if look.is_chosen else self._hover)
            painter.drawRoundedRect(inside, metrics.RADIUS, metrics.RADIUS)
        if look.is_current or look.takes_drop:
            painter.setPen(self._drop if look.takes_drop else self._ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside, metrics.RADIUS, metrics.RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # -------------------------------------------------------------------------------------------------- picture

    def _picture(self, painter: QPainter, square: QRect, row: SkuRow) -> None:
        address = cover_of(row)
        ratio = painter.device().devicePixelRatioF()
        if not address:
            painter.drawPixmap(square.topLeft(), tile(row.code, row.kind, square.width(), ratio))
            return
        found = self._pictures.picture(address)
        painter.fillRect(square, self._ground)
        known = self._pictures.known(address)
        if found is not None:
            self._put(painter, square, found)
            painter.setPen(self._edge)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(square.adjusted(0, 0, -1, -1))
        elif known is not None and known.problem is not None:
            painter.setOpacity(painter.opacity() * _INACTIVE)
            painter.drawPixmap(square.topLeft(), tile(row.code, row.kind, square.width(), ratio))
            painter.setOpacity(1.0)
        self._marks(painter, square, row, address)

    def _put(self, painter: QPainter, square: QRect, made: Made) -> None:
        """One that was made for another size stands in until there was time."""
        width, height = made.pixmap.deviceIndependentSize().toTuple()
        if made.pixels == self._pictures.pixels:
            left = square.left() + (square.width() - width) / 2
            top = square.top() + (square.height() - height) / 2
            painter.drawPixmap(QPointF(round(left), round(top)), made.pixmap)
            return
        scale = square.width() / max(width, height, 1)
        target = QRectF(0, 0, width * scale, height * scale)
        target.moveCenter(QRectF(square).center())
        painter.drawPixmap(target, made.pixmap, QRectF(made.pixmap.rect()))

    def _marks(self, painter: QPainter, square: QRect, row: SkuRow, address: str) -> None:
        """What is the matter with the picture at the lower left, how many there are at the upper right."""
        chip = matter_chip(address, self._pictures.known(address))
        room = square.width() - 2 * _CHIP_INSET
        if chip is not None:
            self._chip(painter, square.left() + _CHIP_INSET, square.bottom() - _CHIP_INSET, chip, room)
        count = len(pictures_of(row))
        if count > 1:
            one = Chip(whole(count), Role.NEUTRAL)
            pixmap = chip_pixmap(one.text, one.role, painter.device().devicePixelRatioF())
            left = square.right() - _CHIP_INSET - round(pixmap.deviceIndependentSize().width())
            painter.drawPixmap(QPointF(left, square.top() + _CHIP_INSET), pixmap)

    @staticmethod
    def _chip(painter: QPainter, left: int, bottom: int, chip: Chip, room: int) -> None:
        pixmap = chip_pixmap(chip.text, chip.role, painter.device().devicePixelRatioF())
        width, height = pixmap.deviceIndependentSize().toTuple()
        if width <= room:
            painter.drawPixmap(QPointF(left, bottom - height), pixmap)

    # -------------------------------------------------------------------------------------------------- caption

    def _caption(self, painter: QPainter, words: QRect, row: SkuRow) -> None:
        painter.setPen(self._text if row.active else self._muted)
        painter.setFont(self._name_font)
        painter.drawStaticText(words.topLeft(), self._laid_out(row.name, words.width(), is_name=True))
        below = words.top() + 18
        room = words.width()
        chip = state_chip(entity_state(row.state, row.remote_id)) if row.state is not SkuState.NONE else None
        if chip is not None:
            pixmap = chip_pixmap(chip.text, chip.role, painter.device().devicePixelRatioF())
            width = round(pixmap.deviceIndependentSize().width())
            if width + 30 <= room:
                painter.drawPixmap(QPointF(words.right() + 1 - width, below - 1), pixmap)
                room -= width + 4
            else:
                paint_dot(painter, QPointF(words.right() - 4, below + 8), chip.role)
                room -= 14
        painter.setPen(self._muted)
        painter.setFont(self._code_font)
        painter.drawStaticText(words.left(), below, self._laid_out(row.code, room, is_name=False))

    def _laid_out(self, text: str, width: int, *, is_name: bool) -> QStaticText:
        key = text, width, is_name
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) >= _TEXTS_KEPT:
                self._texts.clear()
            font, measures = (
                (self._name_font, self._name_metrics) if is_name else (self._code_font, self._code_metrics)
            )
            plain = " ".join(text[:_LONGEST].split())
            found = QStaticText(measures.elidedText(plain, Qt.TextElideMode.ElideRight, width))
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            found.prepare(font=font)
            self._texts[key] = found
        return found
