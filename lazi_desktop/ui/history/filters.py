"""Which entries of a timeline are shown: of one field, by one person, from here or from ServiceTitan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from lazi_desktop.domain.history import HistoryEntry, Origin
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ui.formatting import field_title
from lazi_desktop.ui.history.words import who_words
from lazi_desktop.ui.theme import metrics


class HistoryFilters(QWidget):
    """`changed()`: other entries are wanted."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.field = _choice(self.tr("Field"))
        self.who = _choice(self.tr("Who"))
        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_SMALL, metrics.GAP_TINY)
        row.setSpacing(metrics.GAP_SMALL)
        for combo in (self.field, self.who):
            row.addWidget(combo, 1)
            combo.setMaximumWidth(_WIDEST)
            combo.currentIndexChanged.connect(lambda _place: self.changed.emit())
        row.addStretch(0)

    def offer(self, entries: Iterable[HistoryEntry], kind: EntityKind, me: Collection[str]) -> None:
        """The choices that these entries give; what is chosen stays."""
        entries = list(entries)
        names = {one.field for one in entries if one.field} | {self.field.currentData() or ""}
        fields = sorted(((field_title(kind, name), name) for name in names if name), key=lambda one: one[0])
        _fill(self.field, [(self.tr("All fields"), ""), *fields])
        people = {who_words(one, me) for one in entries if one.origin is Origin.HERE}
        people |= {self.who.currentData()} if str(self.who.currentData() or "").strip("\0") else set()
        people -= {None, _HERE, _THERE}
        _fill(
            self.who,
            [
                (self.tr("Everybody"), ""),
                (self.tr("Changed here"), _HERE),
                (self.tr("In ServiceTitan"), _THERE),
                *((name, name) for name in sorted(people)),
            ],
        )

    def show_field(self, kind: EntityKind, name: str) -> None:
        """Of this field alone, "" for all; also one that nothing has happened to."""
        if name and self.field.findData(name) < 0:
            self.field.blockSignals(True)
            self.field.addItem(field_title(kind, name), name)
            self.field.blockSignals(False)
        self.field.setCurrentIndex(max(0, self.field.findData(name)))

    def lets_through(self, entry: HistoryEntry, me: Collection[str]) -> bool:
        field, who = self.field.currentData() or "", self.who.currentData() or ""
        if field and entry.field != field:
            return False
        if who in (_HERE, _THERE):
            return (entry.origin is Origin.SERVICETITAN) == (who == _THERE)
        return not who or (entry.origin is Origin.HERE and who_words(entry, me) == who)


_WIDEST = 240
_HERE, _THERE = "\0here", "\0there"
"""Told apart from any name."""


def _choice(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(name)
    combo.setMinimumContentsLength(6)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return combo


def _fill(combo: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    if [combo.itemData(place) for place in range(combo.count())] == [value for _, value in choices]:
        return
    kept = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    for title, value in choices:
        combo.addItem(title, value)
    combo.setCurrentIndex(max(0, combo.findData(kept)))
    combo.blockSignals(False)
