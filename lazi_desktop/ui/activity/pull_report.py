"""What one pull found: what came, changed, was switched off, vanished or conflicts, down to the field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QTableView, QVBoxLayout

from lazi_desktop.ports.hub_runs import Pulled
from lazi_desktop.ports.ledger import PulledCounted, PulledRead
from lazi_desktop.ui.activity.entries import Entry, RunState, part_of
from lazi_desktop.ui.activity.pulled_model import PulledColumn, PulledModel
from lazi_desktop.ui.activity.push_words import when_words
from lazi_desktop.ui.activity.sub_page import SubPage
from lazi_desktop.ui.activity.words import state_chip_of, title_of, took, who_and_where, why
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.said import said
from lazi_desktop.ui.sync.difference import CategoryPaths, category_paths
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.status_words import figures_of
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import button, forbid, frame, label, set_property
from lazi_desktop.ui.widgets.empty_state import EmptyState
from lazi_desktop.ui.widgets.plain_table import Heading, SharedRoom, choose_row, dress, in_card

_HEADINGS: dict[int, Heading] = {
    PulledColumn.CODE: Heading("", 200, share=3),
    PulledColumn.FIELD: Heading("", 120, share=1),
    PulledColumn.BEFORE: Heading("", 120, share=2),
    PulledColumn.AFTER: Heading("", 120, share=2),
}
_NEAR_END = 240  # pixels above the end where more is asked for


class PullReport(SubPage):
    """`show_wanted(key)`: in the pricebook. `accept_wanted(entry)`: go on where the tripwire stopped."""

    show_wanted = Signal(object)
    accept_wanted = Signal(object)

    def __init__(self, context: UiContext, signals: EngineSignals) -> None:
        super().__init__()
        self._context = context
        self.entry: Entry | None = None
        self._runs: tuple[UUID, ...] = ()
        self.counts: Mapping[Pulled, int] = {}
        self._more_from: int | None = None
        self.model = PulledModel()
        self.table = self._table()
        self._sections()
        self._question()
        self.show_button = button(self.tr("Show in grid"), glyph=Glyph.SHOW_IN_GRID)
        self.show_button.clicked.connect(self._show_in_grid)
        self.note = label("", "muted", wrap=True)
        self.nothing = EmptyState(Glyph.PULL, "", "", "")
        self._lay_out()
        signals.pulled_counted.connect(self._on_counted)
        signals.pulled_read.connect(self._on_read)
        context.edits.sight_changed.connect(self._begin_anew)

    # -------------------------------------------------------------------------------------------------- building

    def _table(self) -> QTableView:
        table = QTableView()
        dress(table)
        table.setModel(self.model)
        table.setAccessibleName(self.tr("What this pull found, field by field"))
        SharedRoom(table, _HEADINGS)
        table.activated.connect(lambda _: self._show_in_grid())
        table.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        table.verticalScrollBar().valueChanged.connect(lambda _: self._read_on())
        table.verticalScrollBar().rangeChanged.connect(lambda *_: self._read_on())
        return table

    def _sections(self) -> None:
        self.sections = {what: button("") for what in Pulled}
        self._group = QButtonGroup(self)
        for what, one in self.sections.items():
            one.setProperty("pill", True)
            one.setProperty("chip", _ROLES.get(what, Role.ACCENT).value)
            one.setCheckable(True)
            self._group.addButton(one)
            one.clicked.connect(lambda _=False, what=what: self._choose(what))

    def _question(self) -> None:
        self.question = frame("banner")
        set_property(self.question, "tone", "changed")
        self.asked = label("", wrap=True)
        self.stop = button(self.tr("Stop: take nothing more in"))
        self.stop.clicked.connect(self.back_wanted)
        self.accept = button(self.tr("Accept and go on…"), "changed", glyph=Glyph.ACCEPT)
        self.accept.clicked.connect(lambda: self.accept_wanted.emit(self.entry))
        row = QHBoxLayout(self.question)
        row.setContentsMargins(metrics.GAP, 6, 6, 6)
        row.setSpacing(metrics.GAP_SMALL)
        row.addWidget(self.asked, 1)
        row.addWidget(self.stop)
        row.addWidget(self.accept)

    def use_no_keys(self, why: str) -> None:
        """Why nothing is pulled from this computer; "" where it can be."""
        forbid(self.accept, why)

    def _lay_out(self) -> None:
        strip = QHBoxLayout()
        strip.setSpacing(metrics.GAP_SMALL)
        for one in self.sections.values():
            strip.addWidget(one)
        strip.addStretch(1)
        self._body = QStackedWidget()
        self._body.addWidget(in_card(self.table, shows_focus=True))
        card = frame("card")
        QVBoxLayout(card).addWidget(self.nothing)
        self._body.addWidget(card)
        acts = QHBoxLayout()
        acts.addWidget(self.show_button)
        acts.addStretch(1)
        self.column.addWidget(self.question)
        self.column.addLayout(strip)
        self.column.addWidget(self.note)
        self.column.addWidget(self._body, 1)
        self.column.addLayout(acts)

    # --------------------------------------------------------------------------------------------------- showing

    def open(self, entry: Entry, me: Collection[str], *, newest: bool) -> None:
        """`newest`: nothing was pulled since, so that it can be gone on with where it stopped."""
        self.entry = entry
        self._runs = tuple(run.run_id for run in entry.runs if part_of(run.what))
        self.counts = {}
        self.model.begin(Pulled.CHANGED)
        self._choose_none()
        parts = (who_and_where(entry, me), took(entry))
        self.say(
            f"{title_of(entry)}, {when_words(entry)}",
            " · ".join(part for part in parts if part),
            state_chip_of(entry),
        )
        stopped = entry.state is RunState.STOPPED and newest
        self.question.setVisible(stopped)
        if stopped:
            self.asked.setText(
                self.tr("{figures} Stop, or accept?").format(figures=said(figures_of(entry.detail)))
            )
            self.stop.setFocus()
        self._say(self.tr("Reading what it found…"))
        self._show_counts()
        self._context.engine.count_pulled(self._runs)

    def _say(self, text: str) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _show_counts(self) -> None:
        words = {
            Pulled.ADDED: self.tr("New {n}"),
            Pulled.CHANGED: self.tr("Changed {n}"),
            Pulled.DEACTIVATED: self.tr("Switched off {n}"),
            Pulled.VANISHED: self.tr("Vanished {n}"),
            Pulled.CONFLICTS: self.tr("Conflicts {n}"),
            Pulled.SET_BACK: self.tr("Set back {n}"),
        }
        for what, one in self.sections.items():
            count = self.counts.get(what, 0)
            one.setText(words[what].format(n=whole(count)))
            one.setAccessibleName(one.text())
            one.setEnabled(bool(count))

    def _on_counted(self, event: PulledCounted) -> None:
        if event.run_ids != self._runs:
            return
        if event.counts is None:
            self._say(
                self.tr("What it found cannot be shown now: {reason}").format(reason=said(str(event.error)))
            )
            return
        self.counts = event.counts
        self._say("")
        self._show_counts()
        first = next((what for what in _FIRST if self.counts.get(what)), None)
        if first is None:
            self._say_nothing()
            self.nothing.button.hide()
            self._body.setCurrentIndex(1)
        else:
            self._choose(first)
        self._on_selection()

    def _say_nothing(self) -> None:
        if self.entry is not None and self.entry.state is not RunState.DONE:
            self.nothing.say(self.tr("Nothing was taken over"), why(self.entry))
        else:
            self.nothing.say(self.tr("Nothing new"), self.tr("ServiceTitan had what was here already."))

    def _choose_none(self) -> None:
        self._group.setExclusive(False)
        for one in self.sections.values():
            one.setChecked(False)
        self._group.setExclusive(True)

    def _choose(self, what: Pulled) -> None:
        self._body.setCurrentIndex(0)
        self.sections[what].setChecked(True)
        self.model.begin(what)
        self._more_from = None
        self._context.engine.read_pulled(self._runs, what)

    def _begin_anew(self) -> None:
        if self._runs:
            self._choose(self.model.what)

    def _read_on(self) -> None:
        bar = self.table.verticalScrollBar()
        if self._more_from is not None and bar.maximum() - bar.value() < _NEAR_END:
            skip, self._more_from = self._more_from, None
            self._context.engine.read_pulled(self._runs, self.model.what, skip=skip)

    def _on_read(self, event: PulledRead) -> None:
        if event.run_ids != self._runs or event.what is not self.model.what:
            return
        if event.error is not None:
            self._say(
                self.tr("What it found cannot be shown now: {reason}").format(reason=said(str(event.error)))
            )
            return
        queries = self._context.queries

        def take(categories: CategoryPaths) -> None:
            if event.run_ids != self._runs or event.what is not self.model.what:
                return
            if event.skip == 0 and self.model.lines:
                return  # read twice
            self.model.add(event.rows, categories)
            self._more_from = event.skip + len(event.rows) if event.more else None
            if event.skip == 0 and event.rows:
                choose_row(self.table, 0)
            self._read_on()

        self._context.tasks.read(lambda: category_paths(queries), take, owner=self)

    # ---------------------------------------------------------------------------------------------------- acting

    def _on_selection(self) -> None:
        self.show_button.setEnabled(self.table.selectionModel().hasSelection())

    def _show_in_grid(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.lines):
            self.show_wanted.emit(self.model.lines[row].key)


_ROLES = {
    Pulled.CONFLICTS: Role.DANGER,
    Pulled.SET_BACK: Role.DANGER,
    Pulled.VANISHED: Role.DANGER,
    Pulled.DEACTIVATED: Role.CHANGED,
}
_FIRST = (
    Pulled.CONFLICTS,
    Pulled.SET_BACK,
    Pulled.VANISHED,
    Pulled.DEACTIVATED,
    Pulled.CHANGED,
    Pulled.ADDED,
)
"""What is shown first: what somebody should look at."""
