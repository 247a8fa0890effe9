"""A small picture with a word above it: as it was, as it will be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from lazi_desktop.ports.pictures import Thumbnail
from lazi_desktop.ui.shown_picture import as_image
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.tokens import LIGHT, color, theme_news

WIDTH, HEIGHT = 220, 150


class Preview(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        self._image = QImage()
        self._words = ""
        self.setFixedSize(WIDTH, HEIGHT)
        self.setAccessibleName(name)
        theme_news.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def show_picture(self, image: QImage) -> None:
        self._image, self._words = image, ""
        self.update()

    def say(self, words: str) -> None:
        self._image, self._words = QImage(), words
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(color("border"))
        painter.setBrush(color("surface_alt"))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics.RADIUS, metrics.RADIUS
        )
        room = self.rect().adjusted(8, 8, -8, -8)
        if self._image.isNull():
            painter.setPen(color("text_muted"))
            painter.setFont(ui_font(metrics.TEXT_SMALL))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        else:
            fit = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(
                room.left() + (room.width() - fit.width()) / 2,
                room.top() + (room.height() - fit.height()) / 2,
                fit.width(),
                fit.height(),
            )
            painter.fillRect(place, QColor(LIGHT.surface))
            painter.drawPixmap(place.toRect(), QPixmap.fromImage(self._image))
            painter.setPen(color("border_strong"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()


def image_of(found: Thumbnail) -> QImage:
    """With pixels of its own."""
    return as_image(found).copy()
