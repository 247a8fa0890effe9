"""What a conflict's values look like, and how its third answer is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.formatting import edit_text
from lazi_desktop.ui.numerals import read_here
from lazi_desktop.ui.widgets.basics import set_property

TYPED = frozenset(
    {
        FieldType.TEXT,
        FieldType.HTML,
        FieldType.NOTE,
        FieldType.TAGS,
        FieldType.CHOICE,
        FieldType.MONEY,
        FieldType.NUMBER,
        FieldType.INTEGER,
        FieldType.FLAG,
    }
)


def can_be_typed(field: Field) -> bool:
    return field.writable and field.type in TYPED


class ValueEditor(QWidget):
    """Types a value of `field`. `problem_changed(sentence)`: what is typed does not fit, "" when it does."""

    entered = Signal()
    problem_changed = Signal(str)

    def __init__(self, field: Field, start: Value) -> None:
        super().__init__()
        self._field = field
        self._long = field.type in (FieldType.HTML, FieldType.NOTE)
        self.input: QLineEdit | QPlainTextEdit
        if self._long:
            self.input = QPlainTextEdit(edit_text(field, start))
            self.input.setTabChangesFocus(True)
            self.input.setMinimumHeight(110)
        else:
            self.input = QLineEdit(edit_text(field, start))
            self.input.returnPressed.connect(self.entered)
        self.input.setAccessibleName(self.tr("Result for {field}").format(field=field.title))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.input)
        self.setFocusProxy(self.input)
        self.input.textChanged.connect(self._check)

    def text(self) -> str:
        return self.input.toPlainText() if isinstance(self.input, QPlainTextEdit) else self.input.text()

    def value(self) -> Value:
        """Raises InvalidValue."""
        return read_here(self._field, self.text())

    def select_all(self) -> None:
        self.input.setFocus()
        self.input.selectAll()

    def show_problem(self, sentence: str) -> None:
        self.problem_changed.emit(sentence)
        set_property(self.input, "invalid", "true" if sentence else "false")

    def _check(self) -> None:
        try:
            self.value()
        except InvalidValue as wrong:
            self.show_problem(wrong.detail)
        else:
            self.show_problem("")
