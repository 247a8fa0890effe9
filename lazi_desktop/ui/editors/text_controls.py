"""Text and numbers: one line, or several."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.editors.field_control import ControlPlace, FieldControl
from lazi_desktop.ui.editors.typing_undone import forget_typing, is_for_the_window
from lazi_desktop.ui.formatting import NOTHING, edit_text, format_value
from lazi_desktop.ui.numerals import typed_again, understood_for
from lazi_desktop.ui.theme.fonts import number_font


def written(field: Field, value: Value, *, to_edit: bool = False) -> str:
    """What a text field shows of a value; without grouping while it is edited."""
    plain = to_edit or not field.is_number or value is None
    text = edit_text(field, value) if plain else format_value(field, value)
    return f"$ {text}" if text and field.type is FieldType.MONEY else text


class LineControl(FieldControl):
    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self._field = place.field
        self._value: Value = None
        self.widget = self.line = QLineEdit(place.parent)
        self.line.setMaxLength(40_000)
        if place.field.is_number:
            self.line.setFont(number_font())
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self.entered)
        self.line.installEventFilter(self)

    def _on_edited(self, text: str) -> None:
        self.typed.emit(understood_for(self._field, text))

    def show_value(self, value: Value) -> None:
        self._value = value
        self.line.setPlaceholderText(NOTHING if self.line.isReadOnly() else "")
        self._show(to_edit=self.line.hasFocus() and not self.line.isReadOnly())
        forget_typing(self.line)

    def show_different(self, words: str, common: Value = None) -> None:
        self._value = None
        self.line.setText("")
        self.line.setPlaceholderText(words)

    def _show(self, *, to_edit: bool) -> None:
        text = written(self._field, self._value, to_edit=to_edit)
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def restore(self, typed: Value) -> None:
        is_text = isinstance(typed, str)
        self.line.setText(
            typed_again(self._field, typed) if is_text else written(self._field, typed, to_edit=True)
        )

    def _fix(self, fixed: bool) -> None:
        self.line.setReadOnly(fixed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Thousands are grouped where nobody edits."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            to_edit = event.type() == QEvent.Type.FocusIn and not self.line.isReadOnly()
            if self.line.text() == written(self._field, self._value, to_edit=not to_edit):
                self._show(to_edit=to_edit)
        return watch(self, watched, event)


class TextControl(FieldControl):
    """Several lines, kept as they are. Tab leaves the field."""

    is_wide = True

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self.widget = self.text = QPlainTextEdit(place.parent)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(78)
        self._is_showing = False
        self.text.textChanged.connect(self._on_changed)
        self.text.installEventFilter(self)

    def show_value(self, value: Value) -> None:
        self._show(value or "", "")

    def show_different(self, words: str, common: Value = None) -> None:
        self._show("", words)

    def _show(self, text: str, placeholder: str) -> None:
        self.text.setPlaceholderText(placeholder)
        if text != self.text.toPlainText():
            self._is_showing = True
            self.text.setPlainText(text)
            self._is_showing = False
        self.text.document().clearUndoRedoStacks()

    def _fix(self, fixed: bool) -> None:
        self.text.setReadOnly(fixed)

    def _on_changed(self) -> None:
        if not self._is_showing:
            self.typed.emit(self.text.toPlainText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return watch(self, watched, event)


def watch(control: FieldControl, watched: QObject, event: QEvent) -> bool:
    """For the event filter of a control that is typed into: leaving it by any way, Esc, and Ctrl+Z when no typing is
    left to undo."""
    if is_for_the_window(watched, event):
        event.ignore()
        return True
    if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return False  # its own menu is open
        control.left.emit()
    if (
        event.type() == QEvent.Type.KeyPress
        and isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_Escape
    ):
        control.cancelled.emit()
        return True
    return False
