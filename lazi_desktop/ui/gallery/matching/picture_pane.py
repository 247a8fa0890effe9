"""One picture as large as its place, beside the contact sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ui.gallery.tile_pictures import TilePictures
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme.tokens import color

_MOST_BYTES = 8 * 1024 * 1024


class PicturePane(QWidget):
    """Asks for its picture itself; where it cannot be shown it says why."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = TilePictures(pictures, self, most_bytes=_MOST_BYTES)
        self._address = ""
        self._pictures.changed.connect(lambda _: self.update())

    def show_picture(self, address: str, name: str) -> None:
        """`address` is "" for none."""
        self._address = address
        self.setAccessibleName(name)
        self._look()
        self.update()

    def _look(self) -> None:
        side = max(self.width(), self.height())
        self._pictures.use(side, self.devicePixelRatioF())
        self._pictures.look_at([self._address] if self._address and side else [], ())

    def resizeEvent(self, event: QEvent) -> None:
        self._look()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._address:
            return
        self._pictures.begin_frame()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        found, known = self._pictures.picture(self._address), self._pictures.known(self._address)
        if found is not None:
            size = found.pixmap.deviceIndependentSize().toSize()
            size.scale(size.boundedTo(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
            corner = self.rect().center() - QPoint(size.width() // 2, size.height() // 2)
            painter.drawPixmap(QRect(corner, size), found.pixmap)
        elif known is not None and known.problem is not None:
            painter.setPen(color("text_muted"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect(), flags, said(known.problem.detail))
        painter.end()
