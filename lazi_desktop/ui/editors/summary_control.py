"""What is only shown: in one line of words, with all of it as the tool tip."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from lazi_desktop.domain.values import Value
from lazi_desktop.ui.editors.field_control import ControlPlace, FieldControl
from lazi_desktop.ui.formatting import format_value


class SummaryControl(FieldControl):
    can_edit = False

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self._field = place.field
        self.widget = self.line = QLineEdit(place.parent)
        self.line.setReadOnly(True)

    def show_value(self, value: Value) -> None:
        self.line.setText(format_value(self._field, value))
        self.line.setCursorPosition(0)

    def show_different(self, words: str, common: Value = None) -> None:
        self.line.setText(words)

    def allow(self) -> None:
        """Stays as it is."""
