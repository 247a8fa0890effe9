"""A button that says which keys something has, and takes others: press it, then press them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton

from lazi_desktop.ui.actions import native

_ALONE = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_STRONG = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_FREE = range(int(Qt.Key.Key_F1), int(Qt.Key.Key_F35) + 1)
_FREE_TOO = (Qt.Key.Key_Insert, Qt.Key.Key_Delete, Qt.Key.Key_Pause, Qt.Key.Key_Question)


class KeyButton(QPushButton):
    """`pressed_keys(text)`: these are wanted; "" for none. `refused(sentence)`: why those cannot be."""

    pressed_keys = Signal(str)
    refused = Signal(str)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._keys: tuple[str, ...] = ()
        self.is_listening = False
        self.setAutoDefault(False)
        self.setProperty("keys", "true")
        self.setMinimumWidth(150)
        self.clicked.connect(lambda: self._listen(not self.is_listening))

    def show_keys(self, keys: tuple[str, ...]) -> None:
        self._keys = keys
        self._say()

    def _listen(self, listening: bool) -> None:
        self.is_listening = listening
        self._say()

    def _say(self) -> None:
        keys = "  ".join(map(native, self._keys))
        self.setText(self.tr("Press keys…") if self.is_listening else keys or "—")
        words = self.tr("{title}: press the new keys; Backspace for none, Esc to keep the old ones")
        if not self.is_listening:
            words = self.tr("{title}: {keys}")
        self.setAccessibleName(words.format(title=self._title, keys=keys or self.tr("no keys")))

    def event(self, event: QEvent) -> bool:
        """While it listens, no shortcut takes a key away."""
        if self.is_listening and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._hear(event)
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._listen(False)

    def _hear(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ALONE:
            return
        if not held and key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            self._listen(False)
            if key == Qt.Key.Key_Backspace:
                self.pressed_keys.emit("")
            return
        if not held & _STRONG and int(key) not in _FREE and key not in _FREE_TOO:
            self.refused.emit(
                self.tr("That key types or moves about; take one with Ctrl or Alt, or F1 to F12.")
            )
            return
        if key == Qt.Key.Key_Question:
            held &= ~Qt.KeyboardModifier.ShiftModifier
        self._listen(False)
        self.pressed_keys.emit(
            QKeySequence(QKeyCombination(held, key)).toString(QKeySequence.SequenceFormat.PortableText)
        )
