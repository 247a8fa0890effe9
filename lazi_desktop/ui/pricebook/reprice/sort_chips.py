"""Which lines of the preview are shown: a button for each sort with its number, and one box that ticks all of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QPushButton, QWidget

from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.reprice.preview import Sort
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.flow_layout import FlowLayout


class SortChips(QWidget):
    """`chosen(sort)`; `ticked(bool)`: all shown lines are wanted, or none."""

    chosen = Signal(object)
    ticked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = {
            Sort.ALL: self.tr("All"),
            Sort.RAISED: self.tr("Raised"),
            Sort.LOWERED: self.tr("Lowered"),
            Sort.SAME: self.tr("Same price"),
            Sort.BELOW_FLOOR: self.tr("Below floor"),
            Sort.DYNAMIC: self.tr("Dynamic price"),
            Sort.LOCKED: self.tr("Locked"),
            Sort.SKIPPED: self.tr("Skipped"),
        }
        self.all_shown = QCheckBox()
        self.all_shown.setAccessibleName(self.tr("Change all lines that are shown"))
        self.all_shown.setToolTip(self.tr("Tick or untick all lines that are shown"))
        self.all_shown.clicked.connect(self._on_all)
        self.buttons: dict[Sort, QPushButton] = {}
        self._group = QButtonGroup(self)
        layout = FlowLayout(self, gap=metrics.GAP_TINY)
        layout.addWidget(self.all_shown)
        for sort, title in self._titles.items():
            chip = self.buttons[sort] = button(title, "quiet")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _checked=False, sort=sort: self.chosen.emit(sort))
            self._group.addButton(chip)
            layout.addWidget(chip)
        self.all_shown.setFixedHeight(self.buttons[Sort.ALL].sizeHint().height())
        self.buttons[Sort.ALL].setChecked(True)

    def count(self, counts: Mapping[Sort, int]) -> None:
        """A sort that nothing belongs to is not offered, unless it is the one that is looked at."""
        for sort, chip in self.buttons.items():
            count = counts.get(sort, 0)
            chip.setText(f"{self._titles[sort]}  {whole(count)}")
            chip.setAccessibleName(f"{self._titles[sort]}: {whole(count)}")
            chip.setVisible(bool(count) or chip.isChecked() or sort is Sort.ALL)
        self.updateGeometry()

    def show_ticks(self, state: Qt.CheckState, *, enabled: bool) -> None:
        self.all_shown.setTristate(state is Qt.CheckState.PartiallyChecked)
        self.all_shown.setCheckState(state)
        self.all_shown.setEnabled(enabled)

    def _on_all(self) -> None:
        wanted = self.all_shown.checkState() is not Qt.CheckState.Unchecked
        self.ticked.emit(wanted)
