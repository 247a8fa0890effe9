"""How a figure comes about, as arithmetic: of the line that is looked at, or of the kit's cost or price."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lazi_desktop.domain.kits.explaining import explain, explain_total
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.roll_up import RolledLine, RollUp
from lazi_desktop.domain.kits.shares import shares
from lazi_desktop.domain.kits.totals import Total
from lazi_desktop.ui.formatting import rounded_money
from lazi_desktop.ui.kits.pane.line_path import line_at
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.numerals import spelled
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import frame, label

_SHOWN_NAMES = 40


class Explanation(QWidget):
    """Follows the line that is looked at; `explain_total` tells of the kit until another line is."""

    def __init__(self, shown: ShownKit) -> None:
        super().__init__()
        self._shown = shown
        self._total = ""
        self.words = label("", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setAccessibleName(self.tr("How it comes about"))
        ground = frame("inset")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(metrics.GAP, metrics.GAP_SMALL, metrics.GAP, metrics.GAP_SMALL)
        inner.addWidget(self.words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ground)
        shown.changed.connect(self._show)
        shown.line_changed.connect(self._on_line)
        self.hide()

    def explain_total(self, kind: str) -> None:
        """The kit's "cost" or "price"."""
        self._total = kind
        self._show()

    def _on_line(self) -> None:
        self._total = ""
        self._show()

    def _show(self) -> None:
        words = self._said()
        self.words.setText(words)
        self.setVisible(bool(words))

    def _said(self) -> str:
        kit, roll = self._shown.kit, self._shown.roll
        if kit is None or roll is None:
            return ""
        costs = self._shown.kits.shows_costs
        if self._total and (costs or self._total != "cost"):
            return self._total_words(kit, roll)
        line = line_at(roll, self._shown.line)
        return "" if line is None else self._line_words(roll, line, costs=costs)

    def _line_words(self, roll: RollUp, line: RolledLine, *, costs: bool) -> str:
        """How the quantity comes about, where it is worked out, and the cost."""
        title = line.name if len(line.name) <= _SHOWN_NAMES else f"{line.name[: _SHOWN_NAMES - 1].rstrip()}…"
        path = self._shown.line
        outer = [line_at(roll, path[:depth]) for depth in range(1, len(path))]
        times = [one.quantity for one in outer if one is not None and one.quantity is not None]
        told = [explain(line, "cost", times)] if costs else []
        if line.formula or line.waste or line.pack is not None:
            told.insert(0, explain(line, "quantity"))
        return "\n".join([title, *(spelled(said(one)) for one in told)]) if told else ""

    def _total_words(self, kit: Kit, roll: RollUp) -> str:
        """`Material cost = Suction & discharge 214.18 + Electrical 96.31`; lines in no group by themselves."""
        kind: Literal["cost", "price"] = "cost" if self._total == "cost" else "price"
        if not kit.groups:
            return spelled(said(explain_total(roll, kind)))
        title = self.tr("Material cost") if kind == "cost" else self.tr("Price")
        terms = [f"{one.name} {_amount(one.total)}" for one in shares(kit, roll, kind)]
        whole = roll.cost if kind == "cost" else roll.price
        return f"{title} {_amount(whole)}  =  {'  +  '.join(terms) or '0'}"


def _amount(total: Total) -> str:
    return rounded_money(total.amount) if total.is_complete else f"{rounded_money(total.amount)} + ?"
