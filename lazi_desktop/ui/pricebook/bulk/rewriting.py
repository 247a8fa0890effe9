"""Find and replace, set, put before or behind, empty: many texts at once, with everything shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.operations.bulk import (
    BulkPlan,
    Change,
    appending,
    clearing,
    prepending,
    rewriting,
    without,
)
from lazi_desktop.operations.find_text import Search, TextFinder
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import typing_here, whole
from lazi_desktop.ui.pricebook.bulk.list_model import ListModel, ListTable
from lazi_desktop.ui.pricebook.bulk.matching import changed_columns
from lazi_desktop.ui.pricebook.bulk.sheet import Sheet
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, set_property
from lazi_desktop.ui.widgets.flow_layout import FlowLayout

_PAUSE = 200  # ms; who types on wants the next preview


class How(StrEnum):
    REPLACE = "replace"
    SET = "set"
    BEFORE = "before"
    BEHIND = "behind"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks for. `fields` in words or by name, `everywhere`: all rows that are listed."""

    how: How
    search: Search
    text: str
    fields: tuple[str, ...]
    everywhere: bool

    def change(self) -> Change | None:
        """None where nothing is asked for yet. Raises InvalidValue for what is no pattern."""
        match self.how:
            case How.REPLACE:
                return rewriting(TextFinder(self.search).replaced) if self.search.text else None
            case How.SET:
                return typing_here(self.text) if self.text else None
            case How.BEFORE:
                return prepending(self.text) if self.text else None
            case How.BEHIND:
                return appending(self.text) if self.text else None
            case How.CLEAR:
                return clearing()


class RewriteSheet(Sheet):
    """`wanted_changed()`: what is asked for is another. `apply_wanted(plan)`: this, and nothing else."""

    wanted_changed = Signal()
    apply_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("Find and replace"))
        self.plan: BulkPlan | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.wanted_changed)
        self._build()
        self._planned: Wanted | None = None
        """What the plan is for."""
        self.model = ListModel(changed_columns(), self, tick_of=lambda line: (line.edit.key, line.edit.field))
        self.table = ListTable(self.model, self.tr("What would change"))
        controls = QWidget()
        flow = FlowLayout(controls, gap=metrics.GAP_SMALL)
        for widget in (
            self.how,
            self.sought,
            self.instead,
            self.text,
            self.fields,
            self.scope,
            *self._options,
        ):
            flow.addWidget(widget)
        controls.setContentsMargins(metrics.CARD_PADDING, 0, metrics.CARD_PADDING, 6)
        self.body.addWidget(controls)
        self.body.addWidget(self.table, 1)
        self.apply_button = self.add_button(button(self.tr("Change"), "primary"))
        self.apply_button.clicked.connect(self._apply)
        self.model.ticks_changed.connect(self._tell)
        self._on_how()

    def _build(self) -> None:
        self.how = _combo(self.tr("What is to be done"), [
            (How.REPLACE, self.tr("Replace")), (How.SET, self.tr("Set to")), (How.BEFORE, self.tr("Put before")),
            (How.BEHIND, self.tr("Put behind")), (How.CLEAR, self.tr("Empty")),
        ])  # fmt: skip
        self.sought = _typed(self.tr("Find"))
        self.instead = _typed(self.tr("Replace with"))
        self.text = _typed(self.tr("Text"))
        self.fields = _combo(self.tr("In which columns"), [])
        self.scope = _combo(self.tr("In which rows"), [])
        self.match_case = QCheckBox(self.tr("Match case"))
        self.whole_words = QCheckBox(self.tr("Whole words"))
        self.is_pattern = QCheckBox(self.tr("Regular expression"))
        self.is_pattern.setToolTip(
            self.tr("Groups are $1, $2 … in the replacement, $& is all that was found")
        )
        self._options = (self.match_case, self.whole_words, self.is_pattern)
        for option in self._options:
            option.setFixedHeight(metrics.CONTROL_HEIGHT)
            option.toggled.connect(self._soon.start)
        for field in (self.sought, self.instead, self.text):
            field.textEdited.connect(self._soon.start)
            field.returnPressed.connect(self._soon.start)
        for combo in (self.fields, self.scope):
            combo.currentIndexChanged.connect(self._soon.start)
        self.how.currentIndexChanged.connect(self._on_how)

    def _on_how(self) -> None:
        how = How(self.how.currentData())
        for widget in (self.sought, self.instead, *self._options):
            widget.setVisible(how is How.REPLACE)
        self.text.setVisible(how in (How.SET, How.BEFORE, How.BEHIND))
        self._soon.start()

    # ----------------------------------------------------------------------------------------------- what is asked

    def ask(self, fields: Sequence[tuple[str, tuple[str, ...]]], selected: int, listed: int) -> None:
        """`fields`: what columns can be chosen, by title; so many rows are selected and listed."""
        _refill(self.fields, fields)
        self._offer_rows(selected, listed, everywhere=not selected)
        self.sought.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.sought.selectAll()
        self._soon.start()

    def count_rows(self, selected: int, listed: int, *, others_listed: bool) -> None:
        """Others are selected, or `others_listed`, than when it was asked."""
        everywhere = bool(self.scope.currentData())
        self._offer_rows(selected, listed, everywhere=everywhere or not selected)
        if others_listed or not everywhere:
            self._soon.start()

    def _offer_rows(self, selected: int, listed: int, *, everywhere: bool) -> None:
        with QSignalBlocker(self.scope):
            self.scope.clear()
            if selected:
                self.scope.addItem(self.tr("In {rows} selected").format(rows=whole(selected)), False)
            self.scope.addItem(self.tr("In all {rows} listed").format(rows=whole(listed)), True)
            self.scope.setCurrentIndex(self.scope.count() - 1 if everywhere else 0)

    def wanted(self) -> Wanted:
        search = Search(
            self.sought.text(),
            self.instead.text(),
            self.match_case.isChecked(),
            self.whole_words.isChecked(),
            self.is_pattern.isChecked(),
        )
        how, everywhere = How(self.how.currentData()), bool(self.scope.currentData())
        return Wanted(how, search, self.text.text(), tuple(self.fields.currentData() or ()), everywhere)

    # -------------------------------------------------------------------------------------------------- the preview

    def show_nothing(self) -> None:
        self._take(None)
        self.summary.setText(self.tr("Type what to look for; what would change is shown here."))

    def show_waiting(self) -> None:
        self.disable(self.apply_button)
        self.summary.setText(self.tr("Looking …"))

    def show_problem(self, error: LaziError) -> None:
        self._take(None)
        self.summary.setText(said(str(error)))
        set_property(self.sought, "invalid", "true")

    def show_plan(self, plan: BulkPlan) -> None:
        self._take(plan, self.wanted())
        self._tell()

    def _take(self, plan: BulkPlan | None, planned: Wanted | None = None) -> None:
        again = planned is not None and planned == self._planned
        self.plan, self._planned = plan, planned
        set_property(self.sought, "invalid", "false")
        self.model.take(plan.changed if plan is not None else (), again=again)
        self._enable(plan is not None and bool(plan.changed))

    def _tell(self) -> None:
        plan = self.plan
        if plan is None:
            return
        chosen = len(plan.changed) - len(self.model.unticked)
        words = [counted(chosen, self.tr("cell changes"), self.tr("cells change"))]
        if self.model.unticked:
            words.append(self.tr("{count} left out").format(count=whole(len(self.model.unticked))))
        if plan.refused:
            words.append(self.tr("{count} refused").format(count=whole(len(plan.refused))))
        self.summary.setText("  ·  ".join(words))
        self._enable(bool(chosen))

    def _enable(self, on: bool) -> None:
        if on:
            self.apply_button.setEnabled(True)
        else:
            self.disable(self.apply_button)

    def _apply(self) -> None:
        if self.plan is not None and self.apply_button.isEnabled() and not self._soon.isActive():
            self.disable(self.apply_button)
            self.apply_wanted.emit(without(self.plan, self.model.unticked))


def _combo(name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for data, text in choices:
        made.addItem(text, data)
    return made


def _refill(combo: QComboBox, choices: Sequence[tuple[str, object]]) -> None:
    """The choice stays where there still is one of its name."""
    before = combo.currentText()
    with QSignalBlocker(combo):
        combo.clear()
        for text, data in choices:
            combo.addItem(text, data)
        combo.setCurrentIndex(max(combo.findText(before), 0))


def _typed(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(name)
    made.setAccessibleName(name)
    made.setMinimumWidth(150)
    return made
