"""Pictures dragged over the contact sheet: onto the tile below the pointer, onto all chosen ones, or beside them."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from lazi_desktop.ui.gallery.taking import Onto, TakesPictures
from lazi_desktop.ui.gallery.tile_sheet import TileSheet

_EDGE = 40
_STEP = 24


class TileDrops(QObject):
    """`taken(onto, numbers)`: what was dropped was read, and goes onto these rows; none: beside the tiles."""

    taken = Signal(object, object)

    def __init__(self, view: TileSheet) -> None:
        super().__init__(view)
        self._view = view
        self.taker: TakesPictures | None = None
        self.onto: Set[int] = frozenset()
        """Numbers of the rows that what is dragged would go onto."""
        view.viewport().installEventFilter(self)

    def use(self, taker: TakesPictures) -> None:
        self.taker = taker
        self._view.setAcceptDrops(True)
        self._view.viewport().setAcceptDrops(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            self._follow(event)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self._show(frozenset())
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._drop(event)
            return True
        return False

    def _follow(self, event: QDropEvent) -> None:
        if self.taker is None or not self.taker.can_take(event.mimeData()):
            event.ignore()
            return
        point = event.position().toPoint()
        self._scroll(point)
        self._show(self._meant(point))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _drop(self, event: QDropEvent) -> None:
        meant = self._meant(event.position().toPoint())
        self._show(frozenset())
        if self.taker is None or not self.taker.can_take(event.mimeData()):
            event.ignore()
            return
        onto: Onto = self.taker.take(event.mimeData())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.taken.emit(onto, sorted(meant))

    def _meant(self, point: QPoint) -> Set[int]:
        """One of those that are chosen stands for all of them."""
        view, position = self._view, self._view.position_at(point)
        if position < 0:
            return frozenset()
        number = view.tiles.rows.numbers[position]
        return view.chosen.held() if number in view.chosen else frozenset([number])

    def _scroll(self, point: QPoint) -> None:
        bar = self._view.verticalScrollBar()
        if point.y() < _EDGE:
            bar.setValue(bar.value() - _STEP)
        elif point.y() > self._view.viewport().height() - _EDGE:
            bar.setValue(bar.value() + _STEP)

    def _show(self, onto: Set[int]) -> None:
        if onto != self.onto:
            self.onto = onto
            self._view.viewport().update()
