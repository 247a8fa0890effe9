"""The mouse over the contact sheet: one tile, one more, a span of them, or those that a frame touches."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from lazi_desktop.ui.gallery.tile_sheet import TileSheet
from lazi_desktop.ui.theme.tokens import color

_SCROLL_MS = 20
_FASTEST = 60
_VEIL = 40


class TilePointer(QObject):
    """`over` is the position under the pointer, -1 for none."""

    def __init__(self, view: TileSheet) -> None:
        super().__init__(view)
        self._view = view
        self.over = -1
        self._began: QPoint | None = None
        """Where the frame begins, counted from the top of the list."""
        self._frame: QRect | None = None
        self._before: Set[int] = frozenset()
        self._scrolls = QTimer(self, interval=_SCROLL_MS)
        self._scrolls.timeout.connect(self._scroll)

    def press(self, event: QMouseEvent) -> None:
        view, point = self._view, event.position().toPoint()
        position = view.position_at(point)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        more = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        span = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._before = view.chosen.held() if more or span else frozenset()
        self._began = self._in_list(point)
        if position < 0:
            if not (more or span):
                view.chosen.none()
            return
        view.setCurrentIndex(view.index_at(position))
        if span:
            view.chosen.up_to(position, more=more)
        elif more:
            view.chosen.toggle(position)
        else:
            view.chosen.only(position)

    def move(self, event: QMouseEvent) -> None:
        view, point = self._view, event.position().toPoint()
        self._hover(view.position_at(point) if self._frame is None else -1)
        if self._began is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        far = (self._in_list(point) - self._began).manhattanLength() >= QApplication.startDragDistance()
        if self._frame is not None or far:
            self._stretch(point)
            if not view.viewport().rect().contains(point) and not self._scrolls.isActive():
                self._scrolls.start()

    def release(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.let_go()

    def let_go(self) -> None:
        self._began = self._frame = None
        self._scrolls.stop()
        self._view.viewport().update()

    def leave(self) -> None:
        self._hover(-1)

    def _hover(self, position: int) -> None:
        if position != self.over:
            self.over = position
            self._view.viewport().update()

    # -------------------------------------------------------------------------------------------------- a frame

    def _in_list(self, point: QPoint) -> QPoint:
        return point + QPoint(0, self._view.verticalScrollBar().value())

    def _stretch(self, point: QPoint) -> None:
        assert self._began is not None
        view = self._view
        self._frame = QRect(self._began, self._in_list(point)).normalized()
        numbers, touched = view.tiles.rows.numbers, set(self._before)
        for positions in view.places.touched(self._frame):
            touched.update(numbers[positions.start : positions.stop])
        view.chosen.put(touched)
        view.viewport().update()

    def _scroll(self) -> None:
        """Beyond the edge: the farther, the faster."""
        view = self._view
        point = view.viewport().mapFromGlobal(view.cursor().pos())
        above, below = min(point.y(), 0), max(point.y() - view.viewport().height(), 0)
        if self._began is None or not (above or below):
            self._scrolls.stop()
            return
        bar = view.verticalScrollBar()
        bar.setValue(bar.value() + max(-_FASTEST, min(_FASTEST, above + below)))
        self._stretch(point)

    def paint(self, painter: QPainter) -> None:
        if self._frame is None:
            return
        veil = QColor(color("accent"))
        veil.setAlpha(_VEIL)
        painter.setPen(QPen(color("accent"), 1))
        painter.setBrush(veil)
        painter.drawRect(self._frame.translated(0, -self._view.verticalScrollBar().value()))
