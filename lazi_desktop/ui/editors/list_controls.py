"""Short lists in one line, separated by commas."""

from __future__ import annotations

from collections.abc import Sequence

from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import ReferenceEntry
from lazi_desktop.ui.editors.field_control import ControlPlace
from lazi_desktop.ui.editors.subject import Subject
from lazi_desktop.ui.editors.text_controls import LineControl


class NumbersControl(LineControl):
    """Numbers of what ServiceTitan keeps elsewhere, with their names in the tool tip where a list tells them."""

    is_wide = True
    list_name = "business_units"

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place)
        self._lists = place.lists
        self._numbers: list[int] = []

    def _on_edited(self, text: str) -> None:
        self.typed.emit(_numbers(text))

    def know(self, subject: Subject) -> None:
        self._lists.entries(self.list_name, self._on_named, owner=self)

    def show_value(self, value: Value) -> None:
        self._numbers = list(value or ())
        super().show_value(", ".join(map(str, self._numbers)) or None)

    def show_different(self, words: str, common: Value = None) -> None:
        self.show_value(common)
        self.line.setPlaceholderText(words)

    def restore(self, typed: Value) -> None:
        super().restore(typed if isinstance(typed, str) else ", ".join(map(str, typed or ())))

    def _on_named(self, entries: Sequence[ReferenceEntry]) -> None:
        names = {entry.remote_id: entry.name for entry in entries}
        told = [f"{number}: {names[number]}" for number in self._numbers if number in names]
        if told:
            self.line.setToolTip("\n".join(told))


def _numbers(text: str) -> list[int | str]:
    words = [word for word in text.replace(";", ",").replace(" ", ",").split(",") if word]
    return [int(word) if word.isdecimal() else word for word in words]
