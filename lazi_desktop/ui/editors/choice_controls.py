"""What is chosen instead of typed: ticks and lists. A choice is a finished edit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox

from lazi_desktop.domain.values import Value
from lazi_desktop.ui.editors.field_control import ControlPlace, FieldControl


class FlagControl(FieldControl):
    shows_title = True

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self.widget = self.box = QCheckBox(place.title, place.parent)
        self.box.clicked.connect(self._on_clicked)

    def show_value(self, value: Value) -> None:
        self.box.setTristate(False)
        self.box.setChecked(bool(value))

    def show_different(self, words: str, common: Value = None) -> None:
        self.box.setTristate(True)
        self.box.setCheckState(Qt.CheckState.PartiallyChecked)

    def _fix(self, fixed: bool) -> None:
        self.box.setEnabled(not fixed)

    def _on_clicked(self) -> None:
        """From "some" to all; then off and on."""
        on = self.box.checkState() != Qt.CheckState.Unchecked or self.box.isTristate()
        self.box.setTristate(False)
        self.box.setChecked(on)
        self.typed.emit(on)
        self.left.emit()


class ChoiceControl(FieldControl):
    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self.widget = self.combo = QComboBox(place.parent)
        self.combo.addItems([*([""] if place.field.own else []), *place.field.choices])
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.installEventFilter(self)
        self.combo.activated.connect(self._on_chosen)

    def show_value(self, value: Value) -> None:
        if value is not None and self.combo.findText(str(value)) < 0:
            self.combo.addItem(str(value))  # ServiceTitan has choices that this program does not know
        self.combo.setCurrentIndex(self.combo.findText("" if value is None else str(value)))

    def show_different(self, words: str, common: Value = None) -> None:
        self.combo.setPlaceholderText(words)
        self.combo.setCurrentIndex(-1)

    def _fix(self, fixed: bool) -> None:
        self.combo.setEnabled(not fixed)

    def _on_chosen(self, _place: int) -> None:
        self.typed.emit(self.combo.currentText())
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not self.combo.hasFocus():
            event.ignore()  # scrolling past does not choose
            return True
        return False
