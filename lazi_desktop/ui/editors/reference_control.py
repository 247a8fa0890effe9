"""A number that stands for a row of one of ServiceTitan's lists: chosen by its name, found by any part of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.listed_fields import LISTED_FIELDS
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.editors.choice_controls import ChoiceControl
from lazi_desktop.ui.editors.field_control import ControlPlace
from lazi_desktop.ui.listed import listed_names, listed_typed, listed_words

_SHOWN = 12


class ReferenceControl(ChoiceControl):
    """Active rows are offered, and whatever stands there already: an inactive one says so, as does one that the list
    does not have. What is typed and is no row's name is not taken."""

    def __init__(self, place: ControlPlace) -> None:
        self.line: QLineEdit | None = None
        super().__init__(place)
        self._field = place.field
        self._value: Value = None
        self._is_different = self._is_fixed = False
        self._offered: list[tuple[str, Value]] = []
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setMaxVisibleItems(_SHOWN)
        completer = QCompleter(self.combo.model(), self.combo)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(_SHOWN)
        popup = completer.popup()
        if popup is not None:
            popup.setAccessibleName(place.title)
        self.combo.setCompleter(completer)
        self.line = self.combo.lineEdit()
        assert self.line is not None
        self.line.setAccessibleName(place.title)
        self.line.returnPressed.connect(self._on_enter)
        self.line.installEventFilter(self)

    def show_value(self, value: Value) -> None:
        self._value, self._is_different = value, False
        self._show()

    def show_different(self, words: str, common: Value = None) -> None:
        self._value, self._is_different = None, True
        self._offer()
        self.combo.setCurrentIndex(-1)
        self._edit().setText("")
        self._edit().setPlaceholderText(words)

    def restore(self, typed: Value) -> None:
        self.show_value(typed if isinstance(typed, int) else self._value)

    def _show(self) -> None:
        self._offer()
        self.combo.setCurrentIndex(
            next(at for at, (_, one) in enumerate(self._offered) if one == self._value)
        )
        self._edit().setCursorPosition(0)

    def _offer(self) -> None:
        """What cannot be changed is not chosen from thousands."""
        rows = {} if self._is_fixed else listed_names().rows(LISTED_FIELDS[self._field.name])
        offered: list[tuple[str, Value]] = [
            (row.name, number) for number, row in rows.items() if row.active and number != self._value
        ]
        if self._value is not None:
            offered.append((listed_words(self._field.name, self._value), self._value))
        offered.sort(key=lambda one: one[0].casefold())
        offered.insert(0, (self.tr("None"), None))
        if offered != self._offered:
            self._offered = offered
            self.combo.clear()
            for words, number in offered:
                self.combo.addItem(words, number)

    def _fix(self, fixed: bool) -> None:
        self.combo.setEnabled(not fixed)
        self._edit().setReadOnly(fixed)
        if fixed is not self._is_fixed:
            self._is_fixed = fixed
            if not self._is_different:
                self._show()

    def _on_chosen(self, _place: int) -> None:
        self._take(self.combo.currentData())

    def _take(self, value: Value) -> None:
        if value != self._value or self._is_different:
            self.typed.emit(value)
            self.left.emit()
        else:
            self._show()  # a part of its name was typed

    def _on_enter(self) -> None:
        """A part of a name is enough where it is one row's alone; else all that it may be stay offered."""
        text = self._edit().text()
        found = next((number for words, number in self._offered if words == text.strip()), text)
        if not isinstance(found, str) or not text.strip():
            self._take(None if isinstance(found, str) else found)
            return
        try:
            self._take(int(listed_typed(self._field, text)))
        except InvalidValue as problem:
            self._edit().setToolTip(problem.detail)
            completer = self.combo.completer()
            if completer is not None:
                completer.complete()

    def _edit(self) -> QLineEdit:
        assert self.line is not None
        return self.line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        popup = Qt.FocusReason.PopupFocusReason
        if (
            watched is self.line
            and event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() != popup
        ):
            self._leave()
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        """What was typed and is no row is forgotten."""
        text = self._edit().text()
        if text != self.combo.itemText(self.combo.currentIndex()):
            self._edit().setText(self.combo.itemText(self.combo.currentIndex()))
        self._edit().setToolTip("")
