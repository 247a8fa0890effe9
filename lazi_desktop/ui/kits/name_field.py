"""The name of the kit in the head of the page: it reads like a title, and is typed over in place."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStyle, QStyleOptionFrame

from lazi_desktop.ui.widgets.basics import set_property

_ROOM = 26
_WIDEST = 460


class InPlaceField(QLineEdit):
    """`typed(text)`: Enter, or the keyboard went elsewhere. Esc brings the old text back, and then Ctrl+Z what was
    typed. `tone` as in the stylesheet."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, name: str, tone: str, *, least: int = 60) -> None:
        super().__init__()
        self._least = least
        self.setProperty("inplace", tone)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setMaxLength(400)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._shown = ""
        self._told: str | None = None
        """What was typed and is being recorded."""
        self.textChanged.connect(lambda _: self.updateGeometry())

    def show_text(self, text: str) -> None:
        """Nobody's typing is disturbed."""
        typing = self.hasFocus() and self.text() not in (self._shown, self._told)
        self._shown, self._told = text, None
        if not typing and self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def show_other(self, text: str) -> None:
        """Of something else: nothing of what was typed is about it."""
        self._shown, self._told = text, None
        self.setText(text)
        self.setCursorPosition(0)
        self.refuse("")

    def flush(self) -> None:
        """What is typed is told, as when the keyboard goes elsewhere."""
        self._take()

    def refuse(self, problem: str) -> None:
        self._told = None if problem else self._told
        set_property(self, "invalid", "true" if problem else "false")
        self.setToolTip(problem or self.accessibleName())

    def sizeHint(self) -> QSize:
        words = self.text() or self.placeholderText()
        width = min(self.fontMetrics().horizontalAdvance(words) + _ROOM, _WIDEST)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self._least), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nobody types in it: what does not fit ends in dots, and not in half a letter."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = QStyle.SubElement.SE_LineEditContents
        room = self.style().subElementRect(inside, option, self).adjusted(2, 0, -2, 0)
        metrics = self.fontMetrics()
        if self.hasFocus() or metrics.horizontalAdvance(self.text()) <= room.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.selectAll()
            self.insert(self._shown)  # so that undo brings back what was typed
            self.refuse("")
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._take()
            self.setCursorPosition(0)

    def _take(self) -> None:
        if self.text().strip() != self._shown.strip() and self.text() != self._told:
            self._told = self.text()
            self.typed.emit(self.text())
