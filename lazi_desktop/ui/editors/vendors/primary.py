"""Which of the linked vendors is the primary one: what it asks is the entry's cost."""

from __future__ import annotations

from lazi_desktop.domain.values import Value
from lazi_desktop.domain.vendors import Link, as_primary, vendor_links
from lazi_desktop.ui.editors.choice_controls import ChoiceControl
from lazi_desktop.ui.editors.field_control import ControlPlace
from lazi_desktop.ui.editors.subject import Subject
from lazi_desktop.ui.formatting import money
from lazi_desktop.ui.listed import vendor_words


class PrimaryVendorControl(ChoiceControl):
    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place)
        self._values: dict[str, Value] = {}

    def know(self, subject: Subject) -> None:
        """Of several, each has links of its own: there is nothing to choose from."""
        self._values = dict(subject.values) if subject.is_one else {}
        self.combo.setEnabled(subject.is_one and not self.combo.property("fixed"))

    def show_value(self, value: Value) -> None:
        links = vendor_links(self._values | {"primary_vendor": value})
        self.combo.clear()
        for link in links:
            self.combo.addItem(_told(link), link.get("vendorId"))
        if not value:
            self.combo.setPlaceholderText(self.tr("None"))
        self.combo.setCurrentIndex(0 if value else -1)

    def show_different(self, words: str, common: Value = None) -> None:
        self.combo.clear()
        super().show_different(words)

    def _fix(self, fixed: bool) -> None:
        self.combo.setProperty("fixed", fixed)
        super()._fix(fixed)

    def _on_chosen(self, _place: int) -> None:
        vendor_id = self.combo.currentData()
        if vendor_id is not None:
            self.typed.emit(as_primary(self._values, vendor_id))
            self.left.emit()


def _told(link: Link) -> str:
    parts = [vendor_words(link), str(link.get("vendorPart") or "")]
    return "  ·  ".join(part for part in (*parts, money(link.get("cost"))) if part)
