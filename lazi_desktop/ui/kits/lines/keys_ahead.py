"""For who types faster than lines come: keys pressed while one is on its way reach the field they were meant for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)


class KeysAhead(QObject):
    """Holds back keys that come to `room` or to what is in it, as long as `is_waiting`."""

    def __init__(self, room: QWidget, is_waiting: Callable[[], bool]) -> None:
        super().__init__(room)
        self._room = room
        self._is_waiting = is_waiting
        self._held: list[QKeyEvent] = []
        self._releasing = False
        self._listens = False

    @property
    def is_empty(self) -> bool:
        return not self._held

    def look(self) -> None:
        """What is waited for may have begun, or come."""
        application = QApplication.instance()
        if application is None:
            return
        if self._is_waiting():
            if not self._listens:
                self._listens = True
                application.installEventFilter(self)
        elif not self._releasing:
            self._release()
            if not self._held and self._listens:
                self._listens = False
                application.removeEventFilter(self)

    def _release(self) -> None:
        self._releasing = True
        while self._held and not self._is_waiting():
            event, target = self._held.pop(0), QApplication.focusWidget()
            if target is not None and self._is_inside(target):
                QApplication.sendEvent(target, event)
        self._releasing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KEYS or self._releasing or not isinstance(event, QKeyEvent):
            return False
        if not (isinstance(watched, QWidget) and self._is_inside(watched)):
            return False
        if not (self._is_waiting() or self._held):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no key of the window's is meant by it
        else:
            self._held.append(event.clone())
        return True

    def _is_inside(self, widget: QWidget) -> bool:
        return widget is self._room or self._room.isAncestorOf(widget)
