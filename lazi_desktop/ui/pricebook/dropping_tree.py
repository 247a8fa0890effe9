"""A category tree onto which categories and rows are dragged, with a mark where they would go and a word about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QTreeView, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.bubble import Bubble
from lazi_desktop.ui.pricebook.category_drops import CategoryDrops, Drop, Spot, adds
from lazi_desktop.ui.pricebook.category_mime import categories_as_mime
from lazi_desktop.ui.pricebook.category_tree_model import UNREAL, CategoryTreeModel, TreeRole
from lazi_desktop.ui.pricebook.drag_picture import drag_picture
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.tokens import color

_OPENS_AFTER_MS = 650


class DroppingTree(QTreeView):
    def __init__(self, tree: Tree, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = tree
        self.tree_model = CategoryTreeModel(tree, self)
        self.drops = CategoryDrops(self, self.tree_model, self.chosen_keys)
        self.bubble = Bubble(self.viewport())
        self._drop: Drop | None = None
        self._over: EntityKey | None = None
        self._opens = QTimer(self)
        self._opens.setSingleShot(True)
        self._opens.setInterval(_OPENS_AFTER_MS)
        self._opens.timeout.connect(self._open_over)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)  # it is painted here
        self.setDragDropMode(QTreeView.DragDropMode.DragDrop)

    def chosen_keys(self) -> Sequence[EntityKey]:
        """In the order they are shown; none for all."""
        raise NotImplementedError

    # ------------------------------------------------------------------------------------------------------- dragging

    def startDrag(self, actions: Qt.DropAction) -> None:
        keys = [key for key in self.chosen_keys() if key not in UNREAL]
        if not keys:
            return
        drag = QDrag(self)
        drag.setMimeData(categories_as_mime(self.tree, keys))
        node = self.tree_model.node_of(keys[0])
        name = "" if node is None else node.name
        words = name if len(keys) == 1 else self.tr("{count} categories").format(count=whole(len(keys)))
        drag.setPixmap(drag_picture(words, self.devicePixelRatioF()))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        super().dragEnterEvent(event)
        self._follow(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        self._follow(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._forget_drop()

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)  # puts the view to rest; the model takes nothing
        refused = self.drops.meant(event)
        self._forget_drop()
        if self.drops.let_go(event):
            event.setDropAction(_action(event, refused))
            event.accept()
        else:
            event.ignore()
            if refused is not None:
                self.bubble.say(refused.problem, refused.rect, tone="changed")
                QTimer.singleShot(4_000, self.bubble, self.bubble.hide)

    def _follow(self, event: QDropEvent) -> None:
        drop = self._drop = self.drops.meant(event)
        self.viewport().update()
        if drop is None:
            self.bubble.hide()
            event.ignore()
            return
        self.bubble.say(drop.problem or drop.words, drop.rect, tone="changed" if drop.problem else "accent")
        self._wait_over(event)
        if drop.problem:
            event.setDropAction(Qt.DropAction.IgnoreAction)
            event.ignore()
        else:
            event.setDropAction(_action(event, drop))
            event.accept()

    def _wait_over(self, event: QDropEvent) -> None:
        """Over a closed category for a while: it opens."""
        index = self.indexAt(event.position().toPoint())
        key = index.data(TreeRole.KEY) if index.isValid() else None
        if key != self._over:
            self._over = key
            self._opens.stop()
            if key is not None and self.tree_model.rowCount(index) and not self.isExpanded(index):
                self._opens.start()

    def _open_over(self) -> None:
        if self._over is not None:
            self.setExpanded(self.tree_model.index_of(self._over), True)

    def _forget_drop(self) -> None:
        self._drop, self._over = None, None
        self._opens.stop()
        self.bubble.hide()
        self.viewport().update()

    # ------------------------------------------------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop is not None:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_mark(painter, self._drop)
            painter.end()

    def _paint_mark(self, painter: QPainter, drop: Drop) -> None:
        """A frame around what it goes into, a line with a knob between two."""
        ink = color("changed" if drop.problem else "accent")
        painter.setPen(QPen(ink, 2))
        if drop.spot is Spot.INTO:
            across = QRectF(QRect(0, drop.rect.top(), self.viewport().width(), drop.rect.height()))
            painter.drawRoundedRect(across.adjusted(5, 2, -5, -2), metrics.RADIUS_SMALL, metrics.RADIUS_SMALL)
            return
        y = drop.rect.top() + 1 if drop.spot is Spot.ABOVE else drop.rect.bottom()
        inner = self._is_inside(drop)
        left = drop.rect.left() + (self.indentation() if inner else 0)
        painter.drawEllipse(QRectF(left - 3, y - 3, 6, 6))
        painter.drawLine(left + 4, y, self.viewport().width() - 8, y)

    def _is_inside(self, drop: Drop) -> bool:
        """The line below an open category stands for a place inside it."""
        over = self.indexAt(drop.rect.center())
        return drop.spot is Spot.BELOW and drop.into is not None and over.data(TreeRole.KEY) == drop.into


def _action(event: QDropEvent, drop: Drop | None) -> Qt.DropAction:
    """Files from elsewhere stay there: who hears of a move deletes them."""
    copies = adds(event) or (drop is not None and drop.is_picture)
    return Qt.DropAction.CopyAction if copies else Qt.DropAction.MoveAction
