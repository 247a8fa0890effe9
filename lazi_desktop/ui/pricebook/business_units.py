"""In which business units categories are offered: a list to tick. What is ticked is recorded when the list closes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import ReferenceEntry
from lazi_desktop.ui.listed import inactive_words, listed_words
from lazi_desktop.ui.pricebook.popup_list import Choice, PopupList
from lazi_desktop.ui.widgets.basics import label


class BusinessUnits(PopupList):
    """`decided()`: something was ticked or not any more; `changed(held)` tells what a category has then."""

    decided = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        for widget in (self, self.search, self.view):
            widget.setAccessibleName(self.tr("Business units"))
        self.search.setPlaceholderText(self.tr("Find a business unit"))
        self._on: set[int] = set()
        self._off: set[int] = set()
        self._is_given_up = False
        self.words = label(self.tr("None ticked: in all of them"), "muted")
        self._foot.addWidget(self.words)
        self.ticked.connect(self._on_ticked)

    def offer_units(self, entries: Sequence[ReferenceEntry], held: Sequence[Value]) -> None:
        """`held` by each of the categories. Numbers that the list does not tell the name of are shown too."""
        lists = [list(one or ()) for one in held]
        numbers = [entry.remote_id for entry in entries]
        numbers += [
            one for one in dict.fromkeys(one for units in lists for one in units) if one not in numbers
        ]
        names = {entry.remote_id: entry for entry in entries}
        choices = []
        for number in numbers:
            entry, count = names.get(number), sum(number in units for units in lists)
            if entry is not None and not entry.active and not count:
                continue
            name = entry.name if entry is not None and entry.name else ""
            if entry is not None and not entry.active and name:
                name = inactive_words(name)
            text = name or listed_words("business_unit_ids", number)
            some = self.tr("in {some} of {all}").format(some=count, all=len(lists))
            note = some if 0 < count < len(lists) else ""
            choices.append(Choice(str(number), text, count == len(lists), note))
        if not choices:
            self.words.setText(
                self.tr("ServiceTitan's list is not here yet. Their numbers can be typed in the editor.")
            )
            self.words.setWordWrap(True)
        self.offer(sorted(choices, key=lambda choice: choice.text.casefold()))

    def changed(self, held: Value) -> list[int]:
        kept = [one for one in held or () if one not in self._off]
        return [*kept, *sorted(self._on - set(kept))]

    def _on_ticked(self, key: str, on: bool) -> None:
        into, out_of = (self._on, self._off) if on else (self._off, self._on)
        into.add(int(key))
        out_of.discard(int(key))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves all as it was."""
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._is_given_up = True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if (self._on or self._off) and not self._is_given_up:
            self.decided.emit()
