"""Where tiles stand on the contact sheet, which of them are chosen, and where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame

from lazi_desktop.ui.gallery.chosen_tiles import ChosenTiles
from lazi_desktop.ui.gallery.tile_places import LARGEST, SMALLEST, STEP, USUAL, TilePlaces
from lazi_desktop.ui.gallery.tiles_model import TilesModel
from lazi_desktop.ui.theme import metrics

Index = QModelIndex | QPersistentModelIndex
Cursor = QAbstractItemView.CursorAction


class TileSheet(QAbstractItemView):
    """`opened(position)`: by Enter, space or a double click. `side_changed(side)`: tiles are larger or smaller.
    `current_moved()`: the keyboard is at another tile. `removal_asked()`: the delete key. `places_changed()`: others
    may be seen."""

    opened = Signal(int)
    side_changed = Signal(int)
    current_moved = Signal()
    removal_asked = Signal()
    places_changed = Signal()

    def __init__(self, model: TilesModel) -> None:
        super().__init__()
        self.tiles = model
        self.chosen = ChosenTiles(model.rows, self)
        self._side = USUAL
        self._held = -1
        """The number of the current row while others are listed."""
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # its tiles are placed by ourselves
        self.setModel(model)
        self.setSelectionMode(
            QAbstractItemView.SelectionMode.NoSelection
        )  # which tiles are chosen, `chosen` knows
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for news in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged):
            news.connect(self.updateGeometries)
        model.modelAboutToBeReset.connect(self._hold)
        model.modelReset.connect(self._find_again)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.places_changed.emit())
        self.chosen.changed.connect(self.viewport().update)

    # ------------------------------------------------------------------------------------------------------ places

    @property
    def places(self) -> TilePlaces:
        return TilePlaces(self._side, self.viewport().width(), len(self.tiles.rows))

    @property
    def side(self) -> int:
        return self._side

    def zoom_to(self, side: int) -> None:
        """What is looked at stays in sight: the current tile where it is, else the first."""
        side = min(LARGEST, max(SMALLEST, side))
        if side == self._side:
            return
        first, position = self.seen().start, self.currentIndex().row()
        kept = position if position in self.seen() else first
        above = self.visualRect(self.index_at(kept)).top() if kept < len(self.tiles.rows) else 0
        self._side = side
        self.updateGeometries()
        if kept < len(self.tiles.rows):
            self.verticalScrollBar().setValue(self.places.rect(kept).top() - max(above, 0))
        self.viewport().update()
        self.places_changed.emit()
        self.side_changed.emit(side)

    def zoom(self, steps: int) -> None:
        self.zoom_to(self._side + steps * STEP)

    def seen(self) -> range:
        top = self.verticalScrollBar().value()
        return self.places.between(top, top + self.viewport().height())

    def index_at(self, position: int) -> QModelIndex:
        return self.tiles.index(position, 0)

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        return self.places.rect(index.row()).translated(0, -self.verticalScrollBar().value())

    def position_at(self, point: QPoint) -> int:
        """-1 beside the tiles."""
        return self.places.at(point + QPoint(0, self.verticalScrollBar().value()))

    def indexAt(self, point: QPoint) -> QModelIndex:
        position = self.position_at(point)
        return self.index_at(position) if position >= 0 else QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        rect, bar = self.places.rect(index.row()), self.verticalScrollBar()
        top, height = bar.value(), self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(rect.center().y() - height // 2)
        elif rect.top() - metrics.GAP_SMALL < top or rect.height() > height:
            bar.setValue(rect.top() - metrics.GAP_SMALL)
        elif rect.bottom() + metrics.GAP_SMALL > top + height:
            bar.setValue(rect.bottom() + metrics.GAP_SMALL - height)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        places, bar = self.places, self.verticalScrollBar()
        bar.setRange(0, max(0, places.height - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(max(24, places.row_height // 3))
        self.viewport().update()
        self.places_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        first = self.seen().start
        super().resizeEvent(event)
        self.updateGeometries()
        if event.oldSize().width() != event.size().width() and 0 < first < len(self.tiles.rows):
            self.verticalScrollBar().setValue(self.places.rect(first).top() - metrics.GAP_SMALL)

    # ------------------------------------------------------------------------------------------ what Qt wants to know

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        return False

    def moveCursor(self, action: Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        return self.index_at(self.moved(action)) if len(self.tiles.rows) else QModelIndex()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """By the pointer; see there."""

    def visualRegionForSelection(self, selection: object) -> QRegion:
        return QRegion(self.viewport().rect())

    # ---------------------------------------------------------------------------------------------------- choosing

    def go_to(self, position: int, *, alone: bool = True) -> None:
        """The keyboard, to this tile; `alone`: it is chosen, and no other."""
        if 0 <= position < len(self.tiles.rows):
            self.setCurrentIndex(self.index_at(position))
            self.scrollTo(self.index_at(position))
            if alone:
                self.chosen.only(position)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.current_moved.emit()

    def _hold(self) -> None:
        numbers, current = self.tiles.rows.numbers, self.currentIndex().row()
        if 0 <= current < len(numbers):
            self._held = numbers[current]

    def _find_again(self) -> None:
        """Among what is listed now."""
        position = self.tiles.rows.position_of(self._held) if self._held >= 0 else -1
        if position >= 0:
            self.setCurrentIndex(self.index_at(position))
        else:
            self.verticalScrollBar().setValue(0)

    def selectAll(self) -> None:
        self.chosen.all()

    def moved(self, move: Cursor) -> int:
        """Where the keyboard goes from the current tile; to the first one where there is none."""
        current, places, last = self.currentIndex().row(), self.places, len(self.tiles.rows) - 1
        if current < 0:
            return last if move is Cursor.MoveEnd else self.seen().start if len(self.seen()) else 0
        page = max(1, self.viewport().height() // places.row_height) * places.columns
        steps = {
            Cursor.MoveLeft: -1,
            Cursor.MoveRight: 1,
            Cursor.MovePrevious: -1,
            Cursor.MoveNext: 1,
            Cursor.MoveUp: -places.columns,
            Cursor.MoveDown: places.columns,
            Cursor.MovePageUp: -page,
            Cursor.MovePageDown: page,
            Cursor.MoveHome: -current,
            Cursor.MoveEnd: last - current,
        }
        position = current + steps[move]
        if move is Cursor.MoveUp and position < 0:
            return current
        if move is Cursor.MoveDown and position > last:  # into a last row that is shorter
            return last if last // places.columns > current // places.columns else current
        return min(max(position, 0), last)
