"""The controls a field can be edited with. All speak the same way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.formatting import edit_text, format_value
from lazi_desktop.ui.theme.fonts import number_font


class FieldControl(QObject):
    """Adapts one widget. `typed`: each change by the person; `left`: they are done with it; `cancelled`: Esc."""

    typed = Signal(object)
    left = Signal()
    cancelled = Signal()
    widget: QWidget

    def show_value(self, value: Value) -> None:
        raise NotImplementedError

    def restore(self, typed: Value) -> None:
        """Shows again what was typed and could not be taken."""
        self.show_value(typed)

    def compare_with(self, theirs: Value | object) -> None:
        """ServiceTitan's value of a changed field, for controls that show the difference; else NOT_CHANGED."""

    def difference(self) -> str:
        """The difference to it in words, where its value alone would not tell."""
        return ""

    def forbid(self, reason: str) -> None:
        """Shown, not changed."""
        self.widget.setToolTip(reason)
        self.widget.setAccessibleDescription(reason)


NOT_CHANGED = object()


def written(field: Field, value: Value, *, to_edit: bool = False) -> str:
    """What a text field shows of a value; without grouping while it is edited."""
    plain = to_edit or not field.is_number or value is None
    text = edit_text(field, value) if plain else format_value(field, value)
    return f"$ {text}" if text and field.type is FieldType.MONEY else text


class LineControl(FieldControl):
    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self._value: Value = None
        self.widget = self.line = QLineEdit(parent)
        self.line.setMaxLength(40_000)
        if field.is_number:
            self.line.setFont(number_font())
        self.line.textEdited.connect(self.typed.emit)
        self.line.returnPressed.connect(self.left)
        self.line.installEventFilter(self)

    def show_value(self, value: Value) -> None:
        self._value = value
        self._show(to_edit=self.line.hasFocus())

    def _show(self, *, to_edit: bool) -> None:
        text = written(self._field, self._value, to_edit=to_edit)
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def restore(self, typed: Value) -> None:
        self.line.setText(str(typed))

    def forbid(self, reason: str) -> None:
        super().forbid(reason)
        self.line.setReadOnly(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Thousands are grouped where nobody edits."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            to_edit = event.type() == QEvent.Type.FocusIn and not self.line.isReadOnly()
            if self.line.text() == written(self._field, self._value, to_edit=not to_edit):
                self._show(to_edit=to_edit)
        return _watch(self, event)


class TextControl(FieldControl):
    """Several lines, kept as they are. Tab leaves the field."""

    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self.widget = self.text = QPlainTextEdit(parent)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(78)
        self._is_showing = False
        self.text.textChanged.connect(self._on_changed)
        self.text.installEventFilter(self)

    def show_value(self, value: Value) -> None:
        if (value or "") != self.text.toPlainText():
            self._is_showing = True
            self.text.setPlainText(value or "")
            self._is_showing = False

    def forbid(self, reason: str) -> None:
        super().forbid(reason)
        self.text.setReadOnly(True)

    def _on_changed(self) -> None:
        if not self._is_showing:
            self.typed.emit(self.text.toPlainText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return _watch(self, event)


class FlagControl(FieldControl):
    """A tick is a finished edit."""

    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self.widget = self.box = QCheckBox(parent)
        self.box.clicked.connect(self._on_clicked)

    def show_value(self, value: Value) -> None:
        self.box.setChecked(bool(value))

    def forbid(self, reason: str) -> None:
        super().forbid(reason)
        self.box.setEnabled(False)

    def _on_clicked(self, on: bool) -> None:
        self.typed.emit(on)
        self.left.emit()


class ChoiceControl(FieldControl):
    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self.widget = self.combo = QComboBox(parent)
        self.combo.addItems(field.choices)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.installEventFilter(self)
        self.combo.activated.connect(self._on_chosen)

    def show_value(self, value: Value) -> None:
        if value is not None and self.combo.findText(str(value)) < 0:
            self.combo.addItem(str(value))  # ServiceTitan has choices that this program does not know
        self.combo.setCurrentIndex(-1 if value is None else self.combo.findText(str(value)))

    def forbid(self, reason: str) -> None:
        super().forbid(reason)
        self.combo.setEnabled(False)

    def _on_chosen(self, _place: int) -> None:
        self.typed.emit(self.combo.currentText())
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not self.combo.hasFocus():
            event.ignore()  # scrolling past does not choose
            return True
        return False


def control_for(field: Field, parent: QWidget) -> FieldControl:
    match field.type:
        case FieldType.FLAG:
            return FlagControl(field, parent)
        case FieldType.CHOICE:
            return ChoiceControl(field, parent)
        case FieldType.HTML:
            return TextControl(field, parent)
    return LineControl(field, parent)


def _watch(control: FieldControl, event: QEvent) -> bool:
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
