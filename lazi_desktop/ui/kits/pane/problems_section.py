"""What is wrong with the kit: what keeps it from being complete, in red, and what to look at; each leads there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.health import Ailment, each_sku_once, health_of
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.roll_up import RollUp
from lazi_desktop.domain.kits.totals import FLAGGED, Lack
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.kits.pane.words import ailment_words, lack_words
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

MOST_SHOWN = 3
"""Until somebody wants all of them."""
NAME_ROOM = 60
"""At least; else what is left beside the words and what mends it."""
_MENDED = {Lack.NO_COST: "cost", Lack.NO_PRICE: "price"}
_TOLD = (Ailment.VANISHED, Ailment.INACTIVE, Ailment.STALE_COST, Ailment.NO_UNIT)
"""The others are told where they belong: above, beside the samples, under "Used in"."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """`path` leads to the line; `field` is what would mend it in `sku`, "" for none. `at_length`: its words are a
    sentence, to be read to its end: a way, or what is wrong with a formula."""

    name: str
    words: str
    path: Sequence[PartId]
    sku: EntityKey | None = None
    field: str = ""
    at_length: bool = False


def lacks_of(roll: RollUp) -> list[Trouble]:
    """What keeps totals from being complete."""
    return [
        Trouble(
            one.name, lack_words(one), tuple(one.path), one.sku, _MENDED.get(one.lack, ""), bool(one.detail)
        )
        for one in roll.problems
        if one.lack not in FLAGGED
    ]


def doubts_of(book: KitBook, roll: RollUp) -> list[Trouble]:
    """What the kit comes to in spite of: to be looked at."""
    told = {tuple(one.path) for one in roll.problems if one.lack not in FLAGGED}
    stale = {
        one.path[0]: tuple(one.path) for one in roll.problems if one.lack is Lack.STALE_COST and one.path
    }
    found = [
        Trouble(one.name, lack_words(one), tuple(one.path), one.sku)
        for one in roll.problems
        if one.lack is Lack.VALUE
    ]
    doubts = [one for one in health_of(book, roll.kit) if one.ailment in _TOLD and (one.part,) not in told]
    for one in each_sku_once(doubts):
        if one.part is not None:
            field = "cost" if one.ailment is Ailment.STALE_COST else ""
            path = stale.get(one.part, (one.part,)) if field else (one.part,)
            found.append(Trouble(one.name, ailment_words(one), path, one.sku, field))
    return found


class ProblemsSection(QWidget):
    """`line_wanted(path)`: to go to the line. `field_wanted(sku, field)`: to set what is missing."""

    line_wanted = Signal(object)
    field_wanted = Signal(object, str)

    def __init__(self, context: UiContext, shown: ShownKit) -> None:
        super().__init__()
        self._edits = context.edits
        self._shown = shown
        self.lacks = TroubleList("danger")
        self.doubts = TroubleList("changed")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(metrics.GAP_SMALL)
        for one in (self.lacks, self.doubts):
            layout.addWidget(one)
            one.line_wanted.connect(self.line_wanted)
            one.field_wanted.connect(self.field_wanted)
        shown.changed.connect(self._show)
        context.edits.level_changed.connect(self._show)
        self.hide()

    def _show(self) -> None:
        roll = self._shown.roll
        lacks = self._offered(lacks_of(roll)) if roll is not None else []
        doubts = self._offered(doubts_of(self._shown.kits.book, roll)) if roll is not None else []
        count = len({tuple(one.path) for one in lacks})
        lines = counted(count, self.tr("line"), self.tr("lines"))
        self.lacks.show_troubles(self.tr("Incomplete: {lines} to mend").format(lines=lines), lacks)
        self.doubts.show_troubles(self.tr("To look at"), doubts)
        self.setVisible(bool(lacks or doubts))

    def _offered(self, troubles: list[Trouble]) -> list[Trouble]:
        """Costs and prices are set by whoever may; others are told of them all the same."""
        if self._edits.may_set_prices:
            return troubles
        return [replace(one, field="") for one in troubles]


class TroubleList(QFrame):
    """`line_wanted(path)`, `field_wanted(sku, field)`"""

    line_wanted = Signal(object)
    field_wanted = Signal(object, str)

    def __init__(self, tone: str) -> None:
        super().__init__()
        self.setProperty("surface", "banner")
        self.setProperty("tone", tone)
        self.title = label("", "heading", wrap=True)
        self.lines: list[TroubleLine] = []
        self._told: Sequence[Trouble] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.more = button("", "problem")
        self.more.clicked.connect(self._show_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.GAP, metrics.GAP_TINY, metrics.GAP, metrics.GAP_SMALL)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addLayout(self._rows)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_troubles(self, title: str, troubles: Sequence[Trouble]) -> None:
        self.setVisible(bool(troubles))
        if list(troubles) == list(self._told):
            return
        self._told = list(troubles)
        self.title.setText(title)
        self._show(MOST_SHOWN)

    def _show_all(self) -> None:
        self._show(len(self._told))

    def _show(self, count: int) -> None:
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [self._line(one) for one in self._told[:count]]
        for line in self.lines:
            self._rows.addWidget(line)
        more = len(self._told) - count
        self.more.setVisible(more > 0)
        self.more.setText(self.tr("{n} more").format(n=whole(more)))
        self.more.setAccessibleName(f"{self.title.text()}: {self.more.text()}")

    def _line(self, trouble: Trouble) -> TroubleLine:
        line = TroubleLine(trouble)
        line.go.clicked.connect(lambda: self.line_wanted.emit(trouble.path))
        line.mend.clicked.connect(lambda: self.field_wanted.emit(trouble.sku, trouble.field))
        return line


class TroubleLine(QWidget):
    """`Timer bracket` (goes there), what it lacks, and what mends it."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__()
        self.trouble = trouble
        self.go = button(trouble.name, "problem", name=self.tr("Go to {name}").format(name=trouble.name))
        self._around_name = self.go.sizeHint().width() - self._letters().horizontalAdvance(trouble.name)
        self.go.setMinimumWidth(NAME_ROOM)
        self.go.setToolTip(f"{trouble.name}\n{trouble.words}")
        self.words = label("", "small", wrap=True) if trouble.at_length else ElidedLabel("small")
        self.words.setText(trouble.words)
        self.mend = button(
            self.tr("set price") if trouble.field == "price" else self.tr("set cost"), "problem"
        )
        self.mend.setAccessibleName(f"{self.mend.text()}: {trouble.name}")
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP_TINY)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        if trouble.at_length:
            row.addStretch(1)
            column.addWidget(self.words)
        else:
            row.addWidget(self.words, 1)
        row.addWidget(self.mend)
        self.mend.setVisible(bool(trouble.field) and trouble.sku is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = 0 if self.mend.isHidden() else self.mend.sizeHint().width() + metrics.GAP_TINY
        if isinstance(self.words, ElidedLabel):
            beside += self.words.natural_width() + metrics.GAP_TINY
        room = max(NAME_ROOM, self.width() - beside) - self._around_name
        name = self._letters().elidedText(self.trouble.name, Qt.TextElideMode.ElideRight, room)
        if self.go.text() != name:
            self.go.setText(name)

    def _letters(self) -> QFontMetrics:
        self.go.ensurePolished()
        return self.go.fontMetrics()
