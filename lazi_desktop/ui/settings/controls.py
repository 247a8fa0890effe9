"""The controls of settings: each shows a value, says it in words, and tells when a person gives another one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from lazi_desktop.domain.typed_text import parse_number
from lazi_desktop.ports.settings import SettingValue
from lazi_desktop.ui.numerals import plain, understood
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label, set_property

_NUMBER_WIDTH = 90


class Control(QWidget):
    """`given(value)`: by a person. `show_value` says nothing."""

    given = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(metrics.GAP_SMALL)

    def show_value(self, value: SettingValue) -> None:
        raise NotImplementedError

    def words_of(self, value: SettingValue) -> str:
        raise NotImplementedError

    def mark_wrong(self, wrong: bool) -> None:
        """Where it is typed."""


class ChoiceControl(Control):
    """Few choices, all in sight."""

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._words = dict(choices)
        self.choices = {value: QRadioButton(words) for value, words in choices}
        self._group = QButtonGroup(self)
        self.row.setSpacing(metrics.GAP_LARGE)
        for value, choice in self.choices.items():
            choice.setAccessibleName(f"{title}: {choice.text()}")
            choice.clicked.connect(lambda _checked=False, value=value: self.given.emit(value))
            self._group.addButton(choice)
            self.row.addWidget(choice)
        self.row.addStretch(1)

    def show_value(self, value: SettingValue) -> None:
        self.choices[str(value)].setChecked(True)

    def words_of(self, value: SettingValue) -> str:
        return self._words[str(value)]


class SwitchControl(Control):
    def __init__(self, title: str, says: str) -> None:
        super().__init__()
        self.box = QCheckBox(says)
        self.box.setAccessibleName(f"{title}: {says}")
        self.box.clicked.connect(lambda checked: self.given.emit(bool(checked)))
        self.row.addWidget(self.box)
        self.row.addStretch(1)

    def show_value(self, value: SettingValue) -> None:
        self.box.setChecked(bool(value))

    def words_of(self, value: SettingValue) -> str:
        return _tr("on") if value else _tr("off")


class TextControl(Control):
    """One line, given when it is left or Enter is pressed."""

    def __init__(self, title: str, empty: str) -> None:
        super().__init__()
        self._empty = empty
        self._shown = ""
        self.line = QLineEdit()
        self.line.setAccessibleName(title)
        self.line.setPlaceholderText(empty)
        self.line.editingFinished.connect(self._finish)
        self.row.addWidget(self.line, 1)

    def show_value(self, value: SettingValue) -> None:
        self._shown = self.words_of(value) if value != "" else ""
        self.line.setText(self._shown)

    def words_of(self, value: SettingValue) -> str:
        return str(value) or self._empty[:1].lower() + self._empty[1:]

    def mark_wrong(self, wrong: bool) -> None:
        set_property(self.line, "invalid", wrong)

    def _finish(self) -> None:
        text = self.line.text().strip()
        if text != self._shown:
            self._shown = text  # Enter and leaving the field say it once
            self.given.emit(self.value_of(text))

    def value_of(self, text: str) -> str:
        """What is given for what was typed."""
        return text


class NumberControl(TextControl):
    """With its unit, spelled as the window's language does. What is no number is given as it stands, to be refused with
    words."""

    def __init__(self, title: str, unit: str) -> None:
        super().__init__(f"{title}, {unit}", "")
        self.line.setFixedWidth(_NUMBER_WIDTH)
        self.row.setStretch(0, 0)
        self._unit = unit
        self.row.addWidget(label(unit, "muted"))
        self.row.addStretch(1)

    def show_value(self, value: SettingValue) -> None:
        self._shown = plain(f"{float(value):g}")
        self.line.setText(self._shown)

    def words_of(self, value: SettingValue) -> str:
        return f"{plain(f'{float(value):g}')} {self._unit}"

    def value_of(self, text: str) -> str:
        found = parse_number(understood(text.removesuffix("%").removeprefix("$").strip()))
        return text if found is None else f"{found:f}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("SettingControls", text)
