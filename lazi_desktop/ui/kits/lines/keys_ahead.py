"""For who types faster than lines come: keys pressed while one is on its way reach the field they were meant for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)


def _shortcut_of(target: QWidget, event: QKeyEvent) -> Callable[[], None] | None:
    """What the key would have done if it had come now: an event that is sent again passes by every shortcut."""
    if event.type() != QEvent.Type.KeyPress:
        return None
    key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    wish = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers, event.text())
    wish.ignore()
    QApplication.sendEvent(target, wish)
    if wish.isAccepted():
        return None  # the field has a use for it
    pressed = QKeySequence(QKeyCombination(modifiers, key))
    widget: QWidget | None = target
    while widget is not None:
        for shortcut in widget.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
            near = widget is target or shortcut.context() != Qt.ShortcutContext.WidgetShortcut
            keys = shortcut.keys()
            if near and shortcut.isEnabled() and pressed in keys:
                return shortcut.activated.emit
        for action in widget.actions():
            near = widget is target or action.shortcutContext() != Qt.ShortcutContext.WidgetShortcut
            if near and action.isEnabled() and pressed in action.shortcuts():
                return action.trigger
        widget = widget.parentWidget()
    return None


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
            if target is None or not self._is_inside(target):
                continue
            meant = _shortcut_of(target, event)
            if meant is not None:
                meant()
            else:
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
