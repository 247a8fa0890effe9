"""Numbers of rows in one of ServiceTitan's lists as chips with their names; typing offers the active ones."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.listed_fields import LISTED_FIELDS
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.editors.field_control import ControlPlace
from lazi_desktop.ui.editors.tag_chips import TagChips
from lazi_desktop.ui.listed import listed_names, listed_typed, listed_words


class ListedChips(TagChips):
    """What is typed and is no row's name is said so, and not taken."""

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place)
        self._numbers: list[int] = []

    def _invitation(self) -> str:
        return self.tr("Add by name")

    def restore(self, typed: Value) -> None:
        self._show(typed if isinstance(typed, list) else self._numbers)

    def _show(self, value: Value) -> None:
        self.line.clear()
        self._put_numbers(one for one in value or () if isinstance(one, int))

    def _put_numbers(self, numbers: Iterable[int]) -> None:
        words = {number: listed_words(self._field.name, number) for number in numbers}
        self._numbers = sorted(words, key=lambda number: words[number].casefold())
        self._put_chips([words[number] for number in self._numbers])

    # ------------------------------------------------------------------------------------------------- changing

    def _on_edited(self, text: str) -> None:
        self.line.setToolTip("")
        rows = listed_names().rows(LISTED_FIELDS[self._field.name])
        active = {row.name for number, row in rows.items() if row.active and number not in self._numbers}
        self._offer(sorted(active, key=str.casefold))

    def _add(self, text: str) -> None:
        if not self._take_in(text):
            self._completer.setCompletionPrefix(text)
            self._completer.complete()

    def _take_in(self, text: str) -> bool:
        try:
            number = int(listed_typed(self._field, text))
        except InvalidValue as problem:
            self.line.setToolTip(problem.detail)
            return False
        self.line.clear()
        if number not in self._numbers:
            self._decide([*self._numbers, number])
        return True

    def _take_away(self, tag: str) -> None:
        at = self._tags.index(tag)
        self._decide([*self._numbers[:at], *self._numbers[at + 1 :]])
        self.line.setFocus()

    def _decide(self, numbers: list[int]) -> None:
        self._put_numbers(numbers)
        self.typed.emit(sorted(numbers))
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.FocusOut and self.line.text().strip():
            popup = self._completer.popup()
            is_offering = popup is not None and popup.isVisible()
            if not is_offering and not self._take_in(self.line.text()):
                self.line.clear()
        return super().eventFilter(watched, event)
