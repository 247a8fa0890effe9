"""A widget onto which pictures can be dropped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from lazi_desktop.ui.picture_adding.dropped import has_pictures, sources_in
from lazi_desktop.ui.widgets.basics import set_property

_ENDS = (QEvent.Type.DragLeave, QEvent.Type.Drop)


class DropPlace(QObject):
    """`dropped(sources)`. The widget has the property "dropping" while something is over it; the files stay where they
    are."""

    dropped = Signal(list)

    def __init__(self, widget: QWidget, may_take: Callable[[], bool]) -> None:
        super().__init__(widget)
        self._widget, self._may_take = widget, may_take
        widget.setAcceptDrops(True)
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _ENDS:
            set_property(self._widget, "dropping", None)
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove) and isinstance(event, QDragMoveEvent):
            self._follow(event, is_new=kind == QEvent.Type.DragEnter)
            return True
        if kind == QEvent.Type.Drop and isinstance(event, QDropEvent):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(list(sources_in(event.mimeData())))
            return True
        return False

    def _follow(self, event: QDragMoveEvent, *, is_new: bool) -> None:
        if is_new and not (self._may_take() and has_pictures(event.mimeData())):
            event.ignore()
            return
        set_property(self._widget, "dropping", "true")
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
