"""Paints the rows of a review: two pictures to compare, two lines of words, a bar for how sure it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from lazi_desktop.ui.formatting import NOTHING
from lazi_desktop.ui.gallery.matching.matches_model import Column, MatchesModel
from lazi_desktop.ui.gallery.matching.words import confidence_role, percent, state_of
from lazi_desktop.ui.gallery.tile_pictures import TilePictures
from lazi_desktop.ui.kind_looks import word_of
from lazi_desktop.ui.pictures import tile
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import paint_chip
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import color
from lazi_desktop.ui.widgets.wrapped_text import wrapped_lines

SIDE = 48
ROW = 64
_LINE = 18
_BAR = 4
Index = QModelIndex | QPersistentModelIndex


class MatchDelegate(QStyledItemDelegate):
    def __init__(self, model: MatchesModel, pictures: TilePictures, view: QTableView) -> None:
        super().__init__(view)
        self._model = model
        self._pictures = pictures
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, index)
        row = index.row()
        inside = option.rect.adjusted(metrics.CELL_PADDING, 0, -metrics.GAP_SMALL, -1)
        match Column(index.column()):
            case Column.FILE:
                self._file(painter, inside, row)
            case Column.SKU:
                self._sku(painter, inside, row)
            case Column.CONFIDENCE:
                self._confidence(painter, inside, row)
            case Column.WHY:
                self._why(painter, inside, row)
            case Column.STATE:
                chip = state_of(self._model.line(row))
                paint_chip(painter, inside, chip.text, chip.role)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, color("selection"))
        elif self._model.line(index.row()).is_accepted:
            painter.fillRect(option.rect, color("surface_alt"))
        painter.setPen(color("border"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if index.row() == self._view.currentIndex().row() and self._view.hasFocus():
            painter.setPen(QPen(color("focus"), 2))
            top, bottom = option.rect.top() + 1, option.rect.bottom() - 1
            painter.drawLine(option.rect.left(), top, option.rect.right(), top)
            painter.drawLine(option.rect.left(), bottom, option.rect.right(), bottom)

    # ---------------------------------------------------------------------------------------------------- the cells

    def _file(self, painter: QPainter, inside: QRect, row: int) -> None:
        line = self._model.line(row)
        square = self._square(inside)
        address = self._model.address(row)
        if address:
            self._picture(painter, square, address)
        else:
            self._sign(painter, square, Glyph.CONFLICT)
        folder = " › ".join(line.proposal.photo.folders[1:])
        self._words(painter, self._beside(inside), line.proposal.photo.name, folder)

    def _sku(self, painter: QPainter, inside: QRect, row: int) -> None:
        sku = self._model.sku(row)
        if sku is None:
            painter.setPen(color("text_disabled"))
            painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, NOTHING)
            return
        square, cover = self._square(inside), self._model.cover(row)
        if cover:
            self._picture(painter, square, cover)
        else:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(square.topLeft(), tile(sku.code, sku.kind, SIDE, ratio))
        detail = " · ".join(filter(None, (sku.code, word_of(sku.kind))))
        self._words(painter, self._beside(inside), sku.name or sku.code, detail)

    def _confidence(self, painter: QPainter, inside: QRect, row: int) -> None:
        share = self._model.line(row).confidence
        if share is None:
            return
        role = confidence_role(share)
        middle = inside.center().y()
        painter.setFont(ui_font(metrics.TEXT, weight=QFont.Weight.DemiBold))
        painter.setPen(color(role.ink))
        words = QRect(inside.left(), middle - _LINE, inside.width(), _LINE)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, percent(share))
        bar = QRectF(inside.left(), middle + 4, min(inside.width(), 72), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("neutral_soft"))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        painter.setBrush(color(role.ink))
        painter.drawRoundedRect(
            QRectF(bar.topLeft(), bar.size() * 1).adjusted(0, 0, -bar.width() * (1 - share), 0), 2, 2
        )

    def _why(self, painter: QPainter, inside: QRect, row: int) -> None:
        line = self._model.line(row)
        painter.setFont(ui_font(metrics.TEXT_SMALL))
        painter.setPen(color("danger_text" if line.problem else "text_muted"))
        lines = wrapped_lines(self._model.text(row, Column.WHY), painter.font(), inside.width(), 3)
        top = inside.center().y() - len(lines) * _LINE // 2
        for place, text in enumerate(lines):
            at = QRect(inside.left(), top + place * _LINE, inside.width(), _LINE)
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    # ------------------------------------------------------------------------------------------------------- pieces

    def _square(self, inside: QRect) -> QRect:
        return QRect(inside.left(), inside.center().y() - SIDE // 2, SIDE, SIDE)

    def _beside(self, inside: QRect) -> QRect:
        return inside.adjusted(SIDE + metrics.GAP, 0, 0, 0)

    def _picture(self, painter: QPainter, square: QRect, address: str) -> None:
        painter.setPen(color("border"))
        painter.setBrush(color("surface_alt"))
        painter.drawRect(square.adjusted(0, 0, -1, -1))
        found, known = self._pictures.picture(address), self._pictures.known(address)
        if found is not None:
            size = found.pixmap.deviceIndependentSize().toSize()
            size.scale(square.size(), Qt.AspectRatioMode.KeepAspectRatio)
            corner = square.center() - QPoint(size.width() // 2, size.height() // 2)
            painter.drawPixmap(QRect(corner, size), found.pixmap)
        elif known is not None and known.problem is not None:
            self._sign(painter, square, Glyph.CONFLICT)

    def _sign(self, painter: QPainter, square: QRect, glyph: str) -> None:
        paint_icon(painter, square.adjusted(14, 14, -14, -14), glyph, "text_disabled")

    def _words(self, painter: QPainter, room: QRect, title: str, detail: str) -> None:
        top = room.center().y() - (_LINE if detail else _LINE // 2)
        for place, (text, font, ink) in enumerate((
            (title, ui_font(metrics.TEXT, weight=QFont.Weight.Medium), "text"),
            (detail, ui_font(metrics.TEXT_SMALL), "text_muted"),
        )):  # fmt: skip
            painter.setFont(font)
            painter.setPen(color(ink))
            elide = Qt.TextElideMode.ElideMiddle if place == 0 else Qt.TextElideMode.ElideRight
            shown = QFontMetrics(font).elidedText(text, elide, room.width())
            at = QRect(room.left(), top + place * _LINE, room.width(), _LINE)
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
