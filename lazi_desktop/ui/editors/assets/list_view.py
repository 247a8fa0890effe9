"""The list of an entry's pictures and files: rows are dragged into another order, dropped from elsewhere, and gone
through from the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QListView, QWidget

from lazi_desktop.ui.editors.assets.delegate import HEIGHT, AssetDelegate
from lazi_desktop.ui.editors.assets.model import AssetsModel
from lazi_desktop.ui.picture_adding.carried import PICTURES_MIME
from lazi_desktop.ui.picture_adding.dropped import has_pictures, sources_in
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import ui_font
from lazi_desktop.ui.theme.tokens import color, theme_news

_MOST_ROWS = 6
_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
_BROUGHT = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class AssetsView(QListView):
    """`dropped(sources)`: pictures from elsewhere. `ordered(addresses)`: another order. `key_pressed(name)`: one of
    `acts` is wanted, or "enter". `menu_wanted(place on the screen)`. `chosen_changed()`. `focused(on)`: the keys go to
    it, or not any more."""

    dropped = Signal(list)
    ordered = Signal(list)
    key_pressed = Signal(str)
    menu_wanted = Signal(QPoint)
    chosen_changed = Signal()
    focused = Signal(bool)

    def __init__(self, model: AssetsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.assets = model
        self.may_change = False
        """Whether rows can be moved."""
        self.may_take = False
        """Whether something can be dropped from elsewhere."""
        self._gap = -1
        """Before which row what is dragged would go; -1 where nothing is dragged, or it goes to the end."""
        self._is_over = False
        """Something from elsewhere is dragged over it that can be dropped."""
        self._hint = ""
        self.setModel(model)
        self.setItemDelegate(AssetDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)  # it is painted here
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        self.doubleClicked.connect(lambda _: self.key_pressed.emit("enter"))
        theme_news.theme_changed.connect(self.viewport().update)

    # --------------------------------------------------------------------------------------------------------- chosen

    def rows(self) -> list[int]:
        """The chosen ones, from above."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def addresses(self) -> list[str]:
        return [self.assets.assets[row].address for row in self.rows()]

    def choose(self, addresses: Sequence[str], *, current: str = "", otherwise: int = 0) -> None:
        """Those that are there; where none is, the row at this place or the last one."""
        flag = QItemSelectionModel.SelectionFlag
        model, found = self.selectionModel(), [self.assets.row_of(one) for one in addresses]
        rows = [row for row in found if row >= 0]
        if not rows and addresses and self.assets.assets:
            rows = [min(otherwise, len(self.assets.assets) - 1)]
        at = self.assets.row_of(current) if current else -1
        model.clearSelection()
        for row in rows:
            model.select(self.assets.index(row), flag.Select)
        if rows:
            model.setCurrentIndex(self.assets.index(at if at in rows else rows[0]), flag.NoUpdate)

    def current_address(self) -> str:
        index = self.currentIndex()
        return self.assets.assets[index.row()].address if index.isValid() else ""

    def fit(self) -> None:
        self.setFixedHeight(min(max(len(self.assets.assets), 1), _MOST_ROWS) * HEIGHT + 2)

    def say(self, hint: str) -> None:
        """What stands there while there are no rows."""
        self._hint = hint
        self.setAccessibleDescription("" if self.assets.assets else hint)
        self.viewport().update()

    def is_naming(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def typed_name(self) -> tuple[str, str] | None:
        """Which picture is being named, and what stands there so far."""
        line = self.indexWidget(self.currentIndex()) if self.is_naming() else None
        return (self.current_address(), line.text()) if isinstance(line, QLineEdit) else None

    def go_on_naming(self, address: str, words: str) -> None:
        """Where it still is."""
        index = self.assets.index(max(self.assets.row_of(address), 0))
        if self.assets.row_of(address) < 0:
            return
        self.choose([address], current=address)
        self.edit(index)
        line = self.indexWidget(index)
        if isinstance(line, QLineEdit):
            line.setText(words)

    def leave_name(self) -> None:
        """As it was."""
        line = self.indexWidget(self.currentIndex()) if self.is_naming() else None
        if line is not None:
            self.closeEditor(line, QAbstractItemDelegate.EndEditHint.NoHint)

    # ----------------------------------------------------------------------------------------------------------- keys

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _action_of(event)
        ):
            event.accept()  # before the window's own keys
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by the keyboard, or was brought here, has one row in hand."""
        super().focusInEvent(event)
        if event.reason() in _BROUGHT and self.assets.assets and not self.rows():
            row = max(self.currentIndex().row(), 0)
            self.choose([self.assets.assets[row].address])
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = "" if self.is_naming() else _action_of(event)
        if name:
            self.key_pressed.emit(name)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid()
        at = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))

    def move_chosen(self, steps: int) -> None:
        """The chosen rows as one block, that many places."""
        rows = self.rows()
        if rows:
            place = rows[0] - 1 if steps < 0 else rows[-1] + 2
            self._put_before(rows, max(0, min(place, len(self.assets.assets))))

    def _put_before(self, rows: Sequence[int], place: int) -> None:
        addresses = [asset.address for asset in self.assets.assets]
        moving = [addresses[row] for row in rows]
        before = [one for one in addresses[:place] if one not in moving]
        behind = [one for one in addresses[place:] if one not in moving]
        order = [*before, *moving, *behind]
        if order != addresses:
            self.ordered.emit(order)

    # ------------------------------------------------------------------------------------------------------- dragging

    def startDrag(self, actions: Qt.DropAction) -> None:
        indexes = self.selectionModel().selectedRows()
        if not indexes:
            return
        drag = QDrag(self)
        drag.setMimeData(self.assets.mimeData(indexes))
        shown = self.viewport().grab(self.visualRect(indexes[0]))
        drag.setPixmap(shown)
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        if not self._takes(event):
            event.ignore()
            return
        self._gap = self._gap_at(event.position().toPoint()) if self._is_own(event) else -1
        self._is_over = not self._is_own(event)
        event.setDropAction(Qt.DropAction.MoveAction if self._is_own(event) else Qt.DropAction.CopyAction)
        event.accept()
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._gap, self._is_over = -1, False
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        gap, self._gap, self._is_over = self._gap_at(event.position().toPoint()), -1, False
        own, takes = self._is_own(event), self._takes(event)
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if not takes:
            event.ignore()
            return
        # Rows are moved by what is recorded: Qt must not take them out after the drag.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if own:
            self._put_before(self.rows(), gap)
        else:
            self.dropped.emit(list(sources_in(event.mimeData())))

    def _is_own(self, event: QDropEvent) -> bool:
        return event.source() is self and event.mimeData().hasFormat(PICTURES_MIME)

    def _takes(self, event: QDropEvent) -> bool:
        if event.source() is self:
            return self.may_change
        return self.may_take and has_pictures(event.mimeData())

    def _gap_at(self, at: QPoint) -> int:
        index: QModelIndex = self.indexAt(at)
        if not index.isValid():
            return len(self.assets.assets)
        return index.row() + (at.y() > self.visualRect(index).center().y())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.assets.assets and self._hint:
            painter.setPen(color("text_muted"))
            painter.setFont(ui_font(metrics.TEXT_SMALL))
            place = self.viewport().rect().adjusted(metrics.GAP, 2, -metrics.GAP, -2)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint)
        painter.setPen(QPen(color("accent"), 2))
        if self._is_over:
            edge = QRectF(self.viewport().rect()).adjusted(3, 3, -3, -3)
            painter.drawRoundedRect(edge, metrics.RADIUS_SMALL, metrics.RADIUS_SMALL)
        elif self._gap >= 0 and self.assets.assets:
            self._paint_gap(painter)
        painter.end()

    def _paint_gap(self, painter: QPainter) -> None:
        last = self._gap >= len(self.assets.assets)
        rect = self.visualRect(self.assets.index(self._gap - 1 if last else self._gap))
        y = rect.bottom() if last else max(rect.top(), 1)
        painter.drawLine(rect.left() + metrics.GAP_SMALL, y, rect.right() - metrics.GAP_SMALL, y)


def _action_of(event: QKeyEvent) -> str:
    """The list's action that a key stands for, "" for none."""
    if event.matches(QKeySequence.StandardKey.Copy):
        return "copy"
    if event.matches(QKeySequence.StandardKey.Paste):
        return "paste"
    named = {
        (Qt.Key.Key_Up, _ALT): "up",
        (Qt.Key.Key_Down, _ALT): "down",
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): "remove",
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier): "default",
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier): "enter",
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.NoModifier): "enter",
        (Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier): "add",
    }
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return named.get((Qt.Key(event.key()), modifiers), "")
