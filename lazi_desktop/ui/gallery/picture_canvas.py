"""A picture in full: as large as there is room, or nearer, moved about with the mouse or the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.pictures import Pictures
from lazi_desktop.ui.gallery.whole_picture import WholePicture
from lazi_desktop.ui.pictures import tile
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.tokens import color, theme_news

_NEARER = 1.25
_NEAREST = 8.0
"""Screen pixels for one of the picture."""
_TILE = 160
_SHARP_FROM = 3.0
_PANNED = 0.15


@dataclass(frozen=True, slots=True)
class Stand:
    """From where a picture is looked at: how much nearer than where the whole of it just fits, and at which point of
    it, in shares. `zoom` 0 is the whole of it."""

    zoom: float = 0.0
    x: float = 0.5
    y: float = 0.5


class PictureCanvas(QWidget):
    """`stood_elsewhere()`: the person zoomed or moved. `learned()`: the picture came, or why it does not."""

    stood_elsewhere = Signal()
    learned = Signal()

    def __init__(
        self, pictures: Pictures | None, parent: QWidget | None = None, *, fills: bool = False
    ) -> None:
        """`fills`: a small picture is shown as large as there is room, too."""
        super().__init__(parent)
        self._fills = fills
        self._picture = WholePicture(pictures, self)
        self._picture.changed.connect(self._on_picture)
        self._code, self._kind = "", EntityKind.MATERIAL
        self._stand = Stand()
        self._grip: QPoint | None = None
        self._scaled: QPixmap | None = None
        """The whole of it as it fits, so that it is not scaled again with each frame."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(120, 120))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        theme_news.theme_changed.connect(self.update)

    # ------------------------------------------------------------------------------------------------------- what

    def show_picture(self, address: str, code: str, kind: EntityKind) -> None:
        """`address` "" for an entry that has none."""
        self._code, self._kind = code, kind
        if address != self._picture.address:
            self._stand = Stand()
        self._scaled = None
        self._picture.show(address)
        self.update()

    def leave(self) -> None:
        """Nobody looks any more."""
        self._picture.show("")
        self._scaled = None

    @property
    def address(self) -> str:
        return self._picture.address

    @property
    def full_size(self) -> QSize:
        """Its own, in pixels; empty while it is not known."""
        return self._picture.full_size

    @property
    def problem(self) -> LaziError | None:
        return self._picture.problem

    def _on_picture(self) -> None:
        self._scaled = None
        self.update()
        self.learned.emit()

    # ------------------------------------------------------------------------------------------------- from where

    @property
    def stand(self) -> Stand:
        return self._stand

    def stand_at(self, stand: Stand) -> None:
        """As another one is looked at; nobody is told."""
        self._stand = self._within(stand)
        self._scaled = None
        self.update()

    @property
    def percent(self) -> int:
        """How many pixels of the screen a pixel of the picture takes, in hundredths; 0 while there is none."""
        return round(100 * self._scale() * self.devicePixelRatioF())

    def fit(self) -> None:
        self._go(Stand())

    def own_size(self) -> None:
        """A pixel for a pixel."""
        fitting = self._fitting()
        if fitting:
            self._go(Stand(1 / fitting / self.devicePixelRatioF(), self._stand.x, self._stand.y))

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Nearer or farther; what is at this point of the canvas stays there."""
        fitting = self._fitting()
        if not fitting:
            return
        before = self._scale()
        most = max(_NEAREST / self.devicePixelRatioF(), fitting)
        scale = min(most, max(min(fitting, before, 1.0) * 0.5, before * _NEARER**steps))
        point = at or QPointF(self.width() / 2, self.height() / 2)
        corner, size = self._target().topLeft(), QSizeF(self.full_size)
        x, y = (point.x() - corner.x()) / before, (point.y() - corner.y()) / before
        left, top = point.x() - x * scale, point.y() - y * scale
        self._go(
            Stand(
                scale / fitting,
                (self.width() / 2 - left) / (size.width() * scale),
                (self.height() / 2 - top) / (size.height() * scale),
            )
        )

    def pan(self, across: int, down: int) -> None:
        """In steps of the canvas."""
        self._shift(-across * _PANNED * self.width(), -down * _PANNED * self.height())

    def _shift(self, x: float, y: float) -> None:
        target = self._target()
        if target.isEmpty():
            return
        zoom = self._scale() / self._fitting()
        self._go(Stand(zoom, self._stand.x - x / target.width(), self._stand.y - y / target.height()))

    def _go(self, stand: Stand) -> None:
        stand = self._within(stand)
        if stand != self._stand:
            self._stand = stand
            self._scaled = None
            self.update()
            self.stood_elsewhere.emit()

    def _within(self, stand: Stand) -> Stand:
        """No farther out than its edges; what is smaller than the canvas stands in the middle."""
        size, scale = self.full_size, self._fitting() * stand.zoom
        if not stand.zoom or size.isEmpty():
            return stand

        def kept(at: float, length: float, room: int) -> float:
            half = room / 2 / max(length * scale, 1)
            return 0.5 if half >= 0.5 else min(1 - half, max(half, at))

        return Stand(
            stand.zoom, kept(stand.x, size.width(), self.width()), kept(stand.y, size.height(), self.height())
        )

    def _fitting(self) -> float:
        """The scale in which the whole of it fills the canvas."""
        size = self.full_size
        if size.isEmpty():
            return 0.0
        return min(self.width() / size.width(), self.height() / size.height())

    def _scale(self) -> float:
        fitting = self._fitting()
        if self._stand.zoom:
            return fitting * self._stand.zoom
        return fitting if self._fills else min(fitting, 1 / self.devicePixelRatioF())

    def _target(self) -> QRectF:
        """Where the whole picture lies, on the canvas and beyond."""
        scale, size = self._scale(), self.full_size
        width, height = size.width() * scale, size.height() * scale
        left = self.width() / 2 - self._stand.x * width
        return QRectF(left, self.height() / 2 - self._stand.y * height, width, height)

    # ---------------------------------------------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface_alt"))
        pixmap = self._picture.pixmap
        if pixmap is not None:
            self._paint_picture(painter, pixmap)
        elif not self.address or self.problem is not None:
            self._paint_none(painter)
        painter.end()

    def _paint_picture(self, painter: QPainter, pixmap: QPixmap) -> None:
        target = self._target()
        if QRectF(self.rect()).contains(target):
            ratio = self.devicePixelRatioF()
            wanted = (target.size() * ratio).toSize()
            if self._scaled is None:
                self._scaled = pixmap.scaled(
                    wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
                self._scaled.setDevicePixelRatio(ratio)
            painter.drawPixmap(target.topLeft().toPoint(), self._scaled)
            return
        nearness = target.width() * self.devicePixelRatioF() / max(pixmap.width(), 1)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, nearness < _SHARP_FROM)
        painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))

    def _paint_none(self, painter: QPainter) -> None:
        middle = self.rect().center()
        corner = QPoint(middle.x() - _TILE // 2, middle.y() - _TILE // 2 - metrics.GAP_LARGE)
        painter.drawPixmap(corner, tile(self._code, self._kind, _TILE, self.devicePixelRatioF()))
        words = said(str(self.problem)) if self.problem is not None else self.tr("This entry has no picture")
        below = self.rect().adjusted(metrics.GAP_LARGE, 0, -metrics.GAP_LARGE, 0)
        below.setTop(corner.y() + _TILE + metrics.GAP)
        painter.setFont(ui_font())
        painter.setPen(color("text_muted"))
        wrapped = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(below, int(wrapped), words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand = self._within(self._stand)
        self._scaled = None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leave()

    # ------------------------------------------------------------------------------------------------------- mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(event.angleDelta().y() / 120, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            point = event.position().toPoint()
            moved, self._grip = point - self._grip, point
            self._shift(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between the whole of it and its own size."""
        if self._stand.zoom:
            self.fit()
        else:
            self.own_size()
