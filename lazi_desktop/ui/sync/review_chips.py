"""What the pending changes come to: how many stand how, as chips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.sync.review_model import ReviewRow
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import state_chip
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import chip_label

_URGENT = (SkuState.CONFLICT, SkuState.FAILED, SkuState.DIFFERS, SkuState.SUBMITTED)


class ReviewChips(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._chips = QHBoxLayout(self)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(metrics.GAP_SMALL)

    def count(self, rows: Sequence[ReviewRow]) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        counts = Counter(row.state for row in rows)
        for state in _URGENT:
            chip = state_chip(state)
            if counts[state] and chip is not None:
                word = chip.text.lower()
                if state is SkuState.CONFLICT and counts[state] > 1:
                    word = self.tr("conflicts")
                self._chips.addWidget(chip_label(f"{counts[state]:,} {word}", chip.role))
        if counts[SkuState.NEW]:
            new = counted(counts[SkuState.NEW], self.tr("new entry"), self.tr("new entries"))
            self._chips.addWidget(chip_label(new, Role.ACCENT))
        if counts[SkuState.PENDING]:
            ready = self.tr("{n} ready").format(n=f"{counts[SkuState.PENDING]:,}")
            self._chips.addWidget(chip_label(ready, Role.CHANGED))
        self._chips.addStretch(1)

    def summary(self, rows: Sequence[ReviewRow]) -> str:
        """In a few words: `3 changes in 2 entries · 1 of them new`, changes being fields, as everywhere."""
        fields = sum(len(row.changes) for row in rows)
        changes = counted(fields, self.tr("change"), self.tr("changes"))
        entities = counted(len({row.key for row in rows}), self.tr("entry"), self.tr("entries"))
        parts = [self.tr("{changes} in {entities}").format(changes=changes, entities=entities)]
        if new := len({row.key for row in rows if row.is_new}):
            parts.append(self.tr("{n} of them new").format(n=f"{new:,}"))
        return " · ".join(parts)
