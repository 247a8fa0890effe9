"""All pictures of an entry below the one that is shown in full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lazi_desktop.domain.assets import Asset
from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ui.gallery.tile_pictures import TilePictures
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import color, theme_news

_SIDE, _GAP, _INSET = 56, 6, 4


class Filmstrip(QWidget):
    """`chosen(place)`: this one of them."""

    chosen = Signal(int)

    def __init__(self, pictures: Pictures | None) -> None:
        super().__init__()
        self._pictures = TilePictures(pictures, self)
        self._assets: Sequence[Asset] = ()
        self._place = 0
        self._pictures.changed.connect(lambda _: self.update())
        self.setAccessibleName(self.tr("Pictures of the entry"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme_news.theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(0, _SIDE + 2 * _INSET)

    def show_pictures(self, assets: Sequence[Asset], place: int) -> None:
        self._assets, self._place = assets, place
        self.setVisible(len(assets) > 1)
        self._pictures.use(_SIDE, self.devicePixelRatioF())
        self._pictures.look_at([one.address for one in assets] if len(assets) > 1 else (), ())
        self.update()

    def rect_of(self, place: int) -> QRect:
        """The chosen one is in sight, however many there are."""
        step = _SIDE + _GAP
        whole = len(self._assets) * step - _GAP
        room = self.width() - 2 * _INSET
        if whole <= room:
            left = (self.width() - whole) // 2
        else:
            wanted = self.width() // 2 - self._place * step - _SIDE // 2
            left = max(self.width() - _INSET - whole, min(_INSET, wanted))
        return QRect(left + place * step, _INSET, _SIDE, _SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._pictures.begin_frame()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, asset in enumerate(self._assets):
            square = self.rect_of(place)
            painter.fillRect(square, color("neutral_soft"))
            made = self._pictures.picture(asset.address)
            if made is not None:
                size = made.pixmap.deviceIndependentSize()
                corner = QPointF(
                    square.left() + (_SIDE - size.width()) // 2, square.top() + (_SIDE - size.height()) // 2
                )
                painter.drawPixmap(corner, made.pixmap)
            if place == self._place:
                painter.setPen(QPen(color("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(square.adjusted(-2, -2, 2, 2), metrics.GAP_TINY, metrics.GAP_TINY)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        for place in range(len(self._assets)):
            if self.rect_of(place).contains(point):
                self.chosen.emit(place)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._pictures.leave()
