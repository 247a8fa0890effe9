"""The field in which parts are looked for: the keyboard stays in it while the arrows walk through what was found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from lazi_desktop.ui.editors.typing_undone import forget_typing, is_for_the_window
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.fitting_hint import show_fitting_hint

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}


class PartSearch(QLineEdit):
    """`walked(step)`: through the list. `taken(copied)`: Enter, or Shift+Enter. `left()`: Esc; what was typed stays.
    `pasted(text)`: a table was pasted, and not a word."""

    walked = Signal(int)
    taken = Signal(bool)
    left = Signal()
    favourite_wanted = Signal()
    pasted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._hint = self.tr("Find a material, service or kit")
        self.setPlaceholderText(self._hint)
        self.setAccessibleName(self._hint)
        self.setClearButtonEnabled(True)
        glass = QAction(icon(Glyph.SEARCH, "text_muted"), "", self)
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._clicked_into = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        show_fitting_hint(self, self._hint)

    def event(self, event: QEvent) -> bool:
        if is_for_the_window(self, event):
            event.ignore()
            return True
        return super().event(event)

    def take_keys(self) -> None:
        """What was typed before is replaced by what is typed next, and undo is about the kit again."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        forget_typing(self)
        self.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._clicked_into = event.reason() is Qt.FocusReason.MouseFocusReason

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What is typed next takes the place of what was looked for before, as when keys lead here."""
        super().mouseReleaseEvent(event)
        if self._clicked_into and not self.hasSelectedText():
            self.selectAll()
        self._clicked_into = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        if key in _STEPS and not modifiers:
            self.walked.emit(_STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (shift or not modifiers):
            self.taken.emit(shift)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_B and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.favourite_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste) and _is_table(QApplication.clipboard().text()):
            self.pasted.emit(QApplication.clipboard().text())
        else:
            super().keyPressEvent(event)


def _is_table(text: str) -> bool:
    return "\t" in text.strip() or "\n" in text.strip()
