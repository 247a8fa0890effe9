"""What the kit comes to: cost, hours, price, margin. What is not complete is said, and never looks like a total."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout

from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.roll_up import RolledLine, RollUp
from lazi_desktop.domain.kits.totals import Total
from lazi_desktop.ui.formatting import NOTHING, exact_money, number, percent, rounded_money
from lazi_desktop.ui.kits.pane.section import HEADING, Section
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.fonts import number_font
from lazi_desktop.ui.widgets.basics import button, label, set_property

_COST, _HOURS, _PRICE, _MARGIN = range(4)


class RollUpSection(Section):
    """`total_wanted(name)`: how the "cost" or the "price" comes about."""

    total_wanted = Signal(str)

    def __init__(self, shown: ShownKit) -> None:
        super().__init__(self.tr("Roll-up"))
        self._shown = shown
        self.cost, self.hours, self.price, self.margin = (_figure() for _ in range(4))
        self.cost_title = button(self.tr("Material cost"), "figure")
        self.price_title = button(self.tr("Price"), "figure")
        for title in (self.cost_title, self.price_title):
            title.setToolTip(self.tr("Show how it comes about"))
        self.margin_title = label(self.tr("Margin"), "muted")
        self._options: list[tuple[PartId, QCheckBox]] = []
        self._option_place = QVBoxLayout()
        self._option_place.setSpacing(2)
        self._lay_out()
        self.cost_title.clicked.connect(lambda: self.total_wanted.emit("cost"))
        self.price_title.clicked.connect(lambda: self.total_wanted.emit("price"))
        shown.changed.connect(self._show)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        titles = (
            self.cost_title,
            label(self.tr("Labor"), "muted"),
            self.price_title,
            self.margin_title,
        )
        figures = (self.cost, self.hours, self.price, self.margin)
        for row, (title, figure) in enumerate(zip(titles, figures, strict=True)):
            grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(figure, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            title.setMinimumHeight(metrics.TREE_ROW_HEIGHT - 2)
        self.body.addLayout(grid)
        self.body.addLayout(self._option_place)

    # ------------------------------------------------------------------------------------------------------- showing

    def _show(self) -> None:
        roll = self._shown.roll
        costs = self._shown.kits.shows_costs
        for widget in (self.cost_title, self.cost, self.margin_title, self.margin):
            widget.setVisible(costs)
        if roll is None:
            return
        self._show_total(self.cost, self.tr("Material cost"), roll.cost, rounded_money(roll.cost.amount))
        self.cost.setToolTip(exact_money(roll.cost.amount) if roll.cost.is_complete else self.cost.toolTip())
        hours = self.tr("{n} h").format(n=number(roll.hours.amount))
        self._show_total(self.hours, self.tr("Labor"), roll.hours, hours)
        self._show_total(self.price, self.tr("Price"), roll.price, rounded_money(roll.price.amount))
        self._show_margin(roll)
        kit = self._shown.kit
        optional = {one.key for one in kit.lines if one.optional} if kit is not None else set()
        self._show_options([one for one in roll.lines if one.key in optional])

    def _show_total(self, figure: QLabel, name: str, total: Total, words: str) -> None:
        """An incomplete one is no number: `348.89 + ?`, in red."""
        figure.setText(words if total.is_complete else f"{words} + ?")
        set_property(figure, "figure", "whole" if total.is_complete else "incomplete")
        incomplete = self.tr("Incomplete: {known} is what is known.").format(known=words)
        figure.setToolTip("" if total.is_complete else incomplete)
        figure.setAccessibleName(f"{name}: {words if total.is_complete else incomplete}")

    def _show_margin(self, roll: RollUp) -> None:
        margin = roll.margin
        self.margin.setText(NOTHING if margin is None else percent(margin))
        set_property(self.margin, "figure", "incomplete" if margin is not None and margin < 0 else "whole")
        why = self.tr("There is no margin while cost or price are incomplete.")
        self.margin.setToolTip("" if margin is not None else why)
        self.margin.setAccessibleName(self.tr("Margin") + f": {self.margin.text()}")

    # ------------------------------------------------------------------------------------------------------- options

    def _show_options(self, lines: Sequence[RolledLine]) -> None:
        if [key for key, _ in self._options] != [one.key for one in lines]:
            for _, box in self._options:
                box.hide()
                box.deleteLater()
            self._options = []
            for one in lines:
                box = QCheckBox()
                box.toggled.connect(self._take_options)
                self._option_place.addWidget(box)
                self._options.append((one.key, box))
        for (key, box), one in zip(self._options, lines, strict=True):
            cost = rounded_money(one.cost.amount) if one.cost.is_complete else NOTHING
            words = (
                self.tr("with {name} · {cost}") if self._shown.kits.shows_costs else self.tr("with {name}")
            )
            box.setText(words.format(name=one.name, cost=cost))
            box.blockSignals(True)
            box.setChecked(key in self._shown.options)
            box.blockSignals(False)

    def _take_options(self) -> None:
        self._shown.try_options([key for key, box in self._options if box.isChecked()])


def _figure() -> QLabel:
    made = label("")
    made.setFont(number_font(HEADING, weight=QFont.Weight.DemiBold))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
