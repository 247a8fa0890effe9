"""The contact sheet: tiles below each other, of which only those are painted that are seen.

Not Qt's own icon view: it lays out each entry, which takes seconds where there are a hundred thousand.
"""

from __future__ import annotations

import math

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from lazi_desktop.ui.gallery.tile_drops import TileDrops
from lazi_desktop.ui.gallery.tile_keys import pressed
from lazi_desktop.ui.gallery.tile_painter import TileLook, TilePainter
from lazi_desktop.ui.gallery.tile_pictures import TilePictures
from lazi_desktop.ui.gallery.tile_pointer import TilePointer
from lazi_desktop.ui.gallery.tile_sheet import TileSheet
from lazi_desktop.ui.gallery.tiles_model import TilesModel, cover_of
from lazi_desktop.ui.theme.tokens import color, theme_news

Index = QModelIndex | QPersistentModelIndex

_LOOK_MS = 25  # pictures that fly past are not asked for
_AHEAD_MS = 200  # who goes on by whole screens wants nothing of what lies beside them
_SCREENS_AHEAD = 1
_NOTCH = 120  # of a wheel; a touchpad turns by less at a time


class TilesView(TileSheet):
    """`looked_at(first, last)`: these are on the screen. `menu_wanted(place on the screen)`."""

    looked_at = Signal(int, int)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: TilesModel, pictures: TilePictures) -> None:
        super().__init__(model)
        self.pictures = pictures
        self.painter = TilePainter(pictures)
        self.pointer = TilePointer(self)
        self.drops = TileDrops(self)
        self._turned = 0.0
        self._look_soon = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._look_soon.timeout.connect(lambda: self.look())
        self._ahead_soon = QTimer(self, singleShot=True, interval=_AHEAD_MS)
        self._ahead_soon.timeout.connect(lambda: self.look(ahead=True))
        self.setAccessibleName(self.tr("Pictures"))
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.places_changed.connect(self.look_soon)
        pictures.changed.connect(lambda _: self.viewport().update())
        theme_news.theme_changed.connect(self._take_colors)

    def _take_colors(self) -> None:
        self.painter.take_colors()
        self.viewport().update()

    # ------------------------------------------------------------------------------------------------------ looking

    def look_soon(self) -> None:
        if not self._look_soon.isActive():
            self._look_soon.start()

    def look(self, *, ahead: bool = False) -> None:
        """Asks for what is seen; after a while also for what is above and below it."""
        if not self.isVisible():
            return
        self.pictures.use(self._side, self.devicePixelRatioF())
        seen = self.seen()
        if not len(seen):
            self.pictures.leave()
            return
        self.looked_at.emit(seen.start, seen.stop - 1)
        more = _SCREENS_AHEAD * len(seen)
        below = range(seen.stop, min(seen.stop + more, len(self.tiles.rows)))
        above = range(max(seen.start - more // 2, 0), seen.start)
        near = [*self._covers(below), *self._covers(above)]
        self.pictures.look_at(self._covers(seen), near, ahead=ahead)
        if not ahead:
            self._ahead_soon.start()

    def _covers(self, positions: range) -> list[str]:
        rows = (self.tiles.rows.at(position) for position in positions)
        return [cover for row in rows if row is not None and (cover := cover_of(row))]

    def dataChanged(self, first: Index, last: Index, roles: object = ()) -> None:
        super().dataChanged(first, last, [])
        self.look_soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pictures.leave()

    # ----------------------------------------------------------------------------------------------------- painting

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What stays on the screen is not painted again."""
        self.viewport().scroll(0, dy)

    def paintEvent(self, event: QPaintEvent) -> None:
        places, top = self.places, self.verticalScrollBar().value()
        self.pictures.use(self._side, self.devicePixelRatioF())
        self.pictures.begin_frame()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), color("surface"))
        numbers, drop = self.tiles.rows.numbers, self.drops.onto
        current = self.currentIndex().row() if self.hasFocus() else -1
        dirty = event.rect()
        for position in places.between(top + dirty.top(), top + dirty.bottom()):
            look = TileLook(
                is_chosen=numbers[position] in self.chosen,
                is_current=position == current,
                is_under_pointer=position == self.pointer.over,
                takes_drop=numbers[position] in drop,
            )
            rect = places.rect(position).translated(0, -top)
            self.painter.paint(painter, rect, self.tiles.sku(position), self._side, look)
        self.pointer.paint(painter)
        painter.end()

    # --------------------------------------------------------------------------------------------- mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        position = self.position_at(event.position().toPoint())
        if position >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.pointer.let_go()
            self.opened.emit(position)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointer.leave()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turned += event.angleDelta().y()
            notches, self._turned = int(self._turned / _NOTCH), math.fmod(self._turned, _NOTCH)
            self.zoom(notches)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed(self, event):
            QWidget.keyPressEvent(self, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.visualRect(self.currentIndex()).center()
        else:
            at = event.pos()
            position = self.position_at(at)
            if position >= 0 and self.tiles.rows.numbers[position] not in self.chosen:
                self.go_to(position)
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))
