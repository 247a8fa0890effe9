"""A number that stands for a row of one of ServiceTitan's lists: chosen by its name."""

from __future__ import annotations

from collections.abc import Sequence

from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import ReferenceEntry
from lazi_desktop.ui.editors.choice_controls import ChoiceControl
from lazi_desktop.ui.editors.field_control import ControlPlace
from lazi_desktop.ui.editors.subject import Subject

_LISTS = {
    "cost_type_id": "cost_types",
    "business_unit_id": "business_units",
    "type_id": "equipment_types",
    "created_by_id": "employees",
    "general_ledger_account_id": "gl_accounts",
}
"""Lists that the team's database does not have are empty: then the number is shown."""


class ReferenceControl(ChoiceControl):
    """Inactive rows say so. A number that the list does not have is shown as it is."""

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place)
        self._field = place.field
        self._lists = place.lists
        self._value: Value = None
        self._entries: Sequence[ReferenceEntry] = ()
        self._offer()

    def know(self, subject: Subject) -> None:
        self._lists.entries(_LISTS[self._field.name], self._on_entries, owner=self)

    def _on_entries(self, entries: Sequence[ReferenceEntry]) -> None:
        if list(entries) != list(self._entries):
            self._entries = entries
            self._offer()
            self._choose(self._value)

    def _offer(self) -> None:
        self.combo.clear()
        self.combo.addItem(self.tr("None"), None)
        for entry in sorted(self._entries, key=lambda one: (not one.active, one.name.casefold())):
            name = entry.name or str(entry.remote_id)
            words = name if entry.active else self.tr("{name} (inactive)").format(name=name)
            self.combo.addItem(words, entry.remote_id)

    def show_value(self, value: Value) -> None:
        self._value = value
        self._choose(value)

    def show_different(self, words: str, common: Value = None) -> None:
        self._value = None
        super().show_different(words)

    def _choose(self, value: Value) -> None:
        at = next((at for at in range(self.combo.count()) if self.combo.itemData(at) == value), -1)
        if at < 0:
            self.combo.addItem(str(value), value)
            at = self.combo.count() - 1
        self.combo.setCurrentIndex(at)

    def _on_chosen(self, _place: int) -> None:
        self.typed.emit(self.combo.currentData())
        self.left.emit()
