"""Over the review, as large as there is room: the file, and beside it the picture that the SKU has."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ui.gallery.whole_picture import WholePicture
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.tokens import color

_HEAD = 56
_CLOSES = (Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Whole(QWidget):
    """Where it cannot be shown it says why."""

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = WholePicture(pictures, self)
        self._picture.changed.connect(self.update)

    def show_picture(self, address: str, name: str) -> None:
        """`address` is "" for none."""
        self.setAccessibleName(name)
        self._picture.show(address)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown, problem = self._picture.pixmap, self._picture.problem
        if shown is not None:
            size = self._picture.full_size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            if size.width() > self._picture.full_size.width():
                size = self._picture.full_size
            corner = self.rect().center() - QPoint(size.width() // 2, size.height() // 2)
            painter.drawPixmap(QRect(corner, size), shown)
        elif problem is not None:
            painter.setPen(color("text_muted"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect(), flags, said(problem.detail or problem.title))
        painter.end()


class Enlarged(QWidget):
    """Over the review: the file, and beside it the picture that the SKU has. `stepped(by)`: to a neighbour."""

    stepped = Signal(int)
    closed = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("The picture, large"))
        self._titles = ("", "")
        self.file = _Whole(pictures, self)
        self.cover = _Whole(pictures, self)
        self.hide()

    def show_pair(self, file: str, name: str, cover: str, sku: str) -> None:
        """`cover` is "" where the SKU has none, or where there is no SKU."""
        self._titles = (name, sku)
        self.setAccessibleDescription(" – ".join(filter(None, self._titles)))
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.cover.setVisible(bool(cover))
        self._place()
        self.file.show_picture(file, name)
        self.cover.show_picture(cover, sku)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.update()

    def close_it(self) -> None:
        if self.isVisible():
            self.hide()
            self.file.show_picture("", "")
            self.cover.show_picture("", "")
            self.closed.emit()

    def _place(self) -> None:
        room = self.rect().adjusted(metrics.GAP_LARGE, _HEAD, -metrics.GAP_LARGE, -metrics.GAP_LARGE)
        if self.cover.isHidden():
            self.file.setGeometry(room)
            return
        half = (room.width() - metrics.GAP_LARGE) // 2
        self.file.setGeometry(room.left(), room.top(), half, room.height())
        self.cover.setGeometry(room.right() - half, room.top(), half, room.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        font = ui_font(metrics.TEXT, weight=QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(color("text"))
        titles = {self.file: self._titles[0], self.cover: self._titles[1]}
        if self.cover.isHidden():
            titles = {self.file: "  →  ".join(filter(None, self._titles))}
        for pane, title in titles.items():
            room = QRect(pane.x(), 0, pane.width(), _HEAD)
            shown = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideMiddle, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _CLOSES:
            self.close_it()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keys must not reach what it covers."""
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_it()
