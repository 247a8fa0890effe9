"""How many SKUs stand how, as chips; each shows its own lines when it is clicked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from lazi_desktop.domain.review_rules import Rule
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.review.arranging import Chip, Sort, chips_of
from lazi_desktop.ui.review.review_row import ReviewRow
from lazi_desktop.ui.review.words import chip_role, chip_words
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.flow_layout import FlowLayout

ORDER: Sequence[Chip] = (
    Sort.CONFLICT,
    Sort.REFUSED,
    *Rule,
    Sort.PROPOSED,
    Sort.NEW,
    Sort.CONFIRMED,
    Sort.SUBMITTED,
    Sort.HELD,
    Sort.READY,
)


class ChipsBar(QWidget):
    """`chosen_changed(chips)`: only lines of these are wanted; none of them means all."""

    chosen_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[Chip, QPushButton] = {}
        flow = FlowLayout(self, gap=6)
        for chip in ORDER:
            made = self.chips[chip] = self._chip(chip)
            flow.addWidget(made)
        self.clear = button(self.tr("Show all"), "link")
        self.clear.setProperty("pill", True)
        self.clear.clicked.connect(self._on_clear)
        self.clear.hide()
        flow.addWidget(self.clear)
        self._flow = flow
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("What stands how"))

    @property
    def chosen(self) -> frozenset[Chip]:
        return frozenset(chip for chip, made in self.chips.items() if made.isChecked())

    def count(self, rows: Iterable[ReviewRow]) -> None:
        keys: dict[Chip, set[int]] = defaultdict(set)
        fields: dict[Chip, int] = defaultdict(int)
        for row in rows:
            for chip in chips_of(row):
                keys[chip].add(row.entity)
                fields[chip] += len(row.changes)
        for chip, made in self.chips.items():
            words = chip_words(chip, len(keys[chip]))
            made.setText(words.replace("&", "&&"))
            made.setAccessibleName(words)
            changes = counted(fields[chip], self.tr("change"), self.tr("changes"))
            made.setToolTip(self.tr("{changes}; click to see them alone").format(changes=changes))
            made.setVisible(made.isChecked() or bool(keys[chip]))
        self._flow.invalidate()
        self.updateGeometry()

    def _chip(self, chip: Chip) -> QPushButton:
        made = button("")
        made.setProperty("chip", chip_role(chip).value)
        made.setCheckable(True)
        made.clicked.connect(lambda _on: self._tell())
        made.hide()
        return made

    def _on_clear(self) -> None:
        for made in self.chips.values():
            made.setChecked(False)
        self._tell()

    def _tell(self) -> None:
        self.clear.setVisible(bool(self.chosen))
        self._flow.invalidate()
        self.chosen_changed.emit(self.chosen)
