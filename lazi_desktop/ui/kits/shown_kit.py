"""The kit that the builder shows, what it comes to with the values that are being tried, and the line looked at.

The panes beside each other look at one of these, and know nothing of each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.roll_up import RollUp

if TYPE_CHECKING:
    from lazi_desktop.ui.kits.book import Kits


class ShownKit(QObject):
    """`leaving()`: another kit is about to be shown, and what is typed belongs to this one. `kit_changed()`: another is
    shown. `changed()`: that, or its content, a cost in it, or what is being tried. `line_changed()`: another line is
    looked at."""

    leaving = Signal()
    kit_changed = Signal()
    changed = Signal()
    line_changed = Signal()

    def __init__(self, kits: Kits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kits = kits
        self.key: KitId | None = None
        self.roll: RollUp | None = None
        self.values: Mapping[str, Decimal] = {}
        """What is being tried, by the names of parameters; those not named have their defaults."""
        self.options: frozenset[PartId] = frozenset()
        """The optional lines that are being tried."""
        self.line: Sequence[PartId] = ()
        """The way to the line that is looked at, from the kit's own line down; () for none."""
        kits.changed.connect(self._on_changed)

    @property
    def kit(self) -> Kit | None:
        return None if self.key is None else self.kits.book.kits.get(self.key)

    def show(self, key: KitId | None) -> None:
        """What was being tried is forgotten with the kit that it was tried on."""
        if key == self.key:
            return
        self.leaving.emit()
        self.key, self.values, self.options, self.line = key, {}, frozenset(), ()
        self._roll()
        self.kit_changed.emit()
        self.changed.emit()
        self.line_changed.emit()

    def try_values(self, values: Mapping[str, Decimal]) -> None:
        if dict(values) != dict(self.values):
            self.values = dict(values)
            self._roll()
            self.changed.emit()

    def try_options(self, options: Collection[PartId]) -> None:
        if frozenset(options) != self.options:
            self.options = frozenset(options)
            self._roll()
            self.changed.emit()

    def look_at(self, line: Sequence[PartId]) -> None:
        if tuple(line) != tuple(self.line):
            self.line = tuple(line)
            self.line_changed.emit()

    def _on_changed(self, kits: Collection[KitId]) -> None:
        if self.key is not None and self.key in kits:
            self._roll()
            self.changed.emit()

    def _roll(self) -> None:
        kit = self.kit
        if kit is None or self.key is None:
            self.roll = None
        else:
            self.roll = self.kits.book.roll(self.key, self.values or None, self.options)
