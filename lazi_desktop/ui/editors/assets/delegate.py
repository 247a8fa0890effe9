"""How a picture, video or file is drawn in the list: small, with its name and what is known of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lazi_desktop.domain.assets import Asset
from lazi_desktop.ui.editors.assets.model import THUMBNAIL, AssetRole
from lazi_desktop.ui.shown_picture import ShownPicture
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import chip_size, paint_chip
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.icons import Glyph, paint_icon
from lazi_desktop.ui.theme.tokens import Role, color

Index = QModelIndex | QPersistentModelIndex
HEIGHT = THUMBNAIL + 12
_LEFT = 8
_GLYPHS = {"Video": Glyph.VIDEO, "VideoFile": Glyph.VIDEO, "Attachment": Glyph.FILE}


class AssetDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        asset: Asset = index.data(AssetRole.ASSET)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, state)
        self._paint_picture(painter, rect, asset, index.data(AssetRole.SHOWN))
        self._paint_words(painter, rect, asset, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        ground = QRectF(rect).adjusted(2.5, 1.5, -2.5, -1.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(color("selection"))
            painter.drawRoundedRect(ground, metrics.RADIUS_SMALL, metrics.RADIUS_SMALL)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(color("hover"))
            painter.drawRoundedRect(ground, metrics.RADIUS_SMALL, metrics.RADIUS_SMALL)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(color("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, metrics.RADIUS_SMALL, metrics.RADIUS_SMALL)

    def _paint_picture(
        self, painter: QPainter, rect: QRect, asset: Asset, shown: ShownPicture | None
    ) -> None:
        place = QRect(rect.left() + _LEFT, rect.top() + (HEIGHT - THUMBNAIL) // 2, THUMBNAIL, THUMBNAIL)
        if shown is not None and shown.pixmap is not None:
            painter.drawPixmap(place.topLeft(), shown.pixmap)
            return
        broken = shown is not None and shown.problem is not None
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("danger_soft" if broken else "neutral_soft"))
        painter.drawRoundedRect(place, 9, 9)
        glyph = Glyph.CONFLICT if broken else _GLYPHS.get(asset.type, Glyph.PICTURE)
        inner = place.adjusted(12, 12, -12, -12)
        paint_icon(painter, inner, glyph, "danger_text" if broken else "text_muted")

    def _paint_words(self, painter: QPainter, rect: QRect, asset: Asset, index: Index) -> None:
        place = words_place(rect)
        name_at = QRect(place.left(), place.top() + 8, place.width(), 20)
        if asset.is_default:
            words = self.tr("Default")
            size = chip_size(words)
            if place.width() > size.width() + 60:
                at = QRect(place.right() - size.width(), name_at.top(), size.width(), name_at.height())
                paint_chip(painter, at, words, Role.ACCENT)
                name_at.setRight(at.left() - metrics.GAP_TINY)
        font = ui_font(weight=QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(color("text"))
        _draw(painter, name_at, QFontMetrics(font), str(index.data()))
        facts, ink = index.data(AssetRole.FACTS)
        font = ui_font(metrics.TEXT_SMALL)
        painter.setFont(font)
        painter.setPen(color(ink))
        _draw(painter, QRect(place.left(), place.top() + 28, place.width(), 18), QFontMetrics(font), facts)

    # -------------------------------------------------------------------------------------------------------- naming

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setAccessibleName(self.tr("Name of the picture or file"))
        line.setPlaceholderText(self.tr("Name"))
        line.setMaxLength(200)
        return line

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        place = words_place(option.rect)
        top = place.top() + (HEIGHT - metrics.CONTROL_HEIGHT) // 2
        editor.setGeometry(place.left() - 4, top, place.width() + 4, metrics.CONTROL_HEIGHT)


def words_place(rect: QRect) -> QRect:
    return rect.adjusted(_LEFT + THUMBNAIL + 10, 0, -10, 0)


def _draw(painter: QPainter, place: QRect, letters: QFontMetrics, words: str) -> None:
    shown = letters.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
