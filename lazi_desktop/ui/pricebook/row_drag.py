"""Rows are dragged out of the grid by their picture, or by any cell where whole rows are selected."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.pricebook.category_mime import rows_as_mime
from lazi_desktop.ui.pricebook.drag_picture import drag_picture
from lazi_desktop.ui.pricebook.sku_columns import PICTURE
from lazi_desktop.ui.pricebook.sku_grid import SkuGrid


class RowDrag(QObject):
    """A press where a drag may begin waits until it is clear what it is: moved sideways it drags, else it selects."""

    def __init__(self, grid: SkuGrid, tree: Callable[[], Tree]) -> None:
        super().__init__(grid)
        self._grid, self._tree = grid, tree
        self._pressed: QMouseEvent | None = None
        self._passes = False
        grid.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._passes or not isinstance(event, QMouseEvent):
            return False
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and self._may_drag(event):
            self._pressed = event.clone()
            return True
        if self._pressed is None:
            return False
        if kind == QEvent.Type.MouseMove:
            return self._on_moved(event)
        if kind in (QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick):
            self._let_through()
        return False

    def _may_drag(self, event: QMouseEvent) -> bool:
        index = self._grid.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if not plain or not index.isValid() or self._grid.open_problem() is not None:
            return False
        return self._grid.column_at(index).key == PICTURE or self._is_whole(index.row())

    def _is_whole(self, row: int) -> bool:
        model, chosen = self._grid.sku_model, self._grid.selectionModel()
        return chosen.isSelected(model.index(row, 0)) and chosen.isSelected(
            model.index(row, len(model.columns) - 1)
        )

    def _on_moved(self, event: QMouseEvent) -> bool:
        pressed = self._pressed
        if pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._pressed = None
            return False
        way = (event.position() - pressed.position()).toPoint()
        if way.manhattanLength() < QApplication.startDragDistance():
            return True
        index = self._grid.indexAt(pressed.position().toPoint())
        whole = index.isValid() and self._is_whole(index.row())
        if not whole and abs(way.y()) > abs(way.x()):
            self._let_through()
            return False
        self._pressed = None
        if not whole:
            self._grid.select_rows([(index.row(), index.row())])
        self._drag(pressed.position().toPoint())
        return True

    def _let_through(self) -> None:
        """It was a press like any other."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None:
            self._passes = True
            QApplication.sendEvent(self._grid.viewport(), pressed)
            self._passes = False

    def _drag(self, _at: QPoint) -> None:
        if not self._grid.finish_typing():
            return
        numbers = self._grid.selected_numbers()
        drag = QDrag(self._grid)
        drag.setMimeData(rows_as_mime(self._tree(), numbers))
        words = counted(len(numbers), self.tr("entry"), self.tr("entries"))
        drag.setPixmap(drag_picture(words, self._grid.devicePixelRatioF()))
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)
