"""The ledger of one push: who sent what, from what was there before to what reading back found; and the way back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QLineEdit, QTableView, QVBoxLayout

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.pushed import Pushed, Result
from lazi_desktop.ports.hub_runs import PushRow
from lazi_desktop.ports.ledger import PushResultsRead
from lazi_desktop.ui.activity.entries import Entry, RunState
from lazi_desktop.ui.activity.push_words import (
    counts_words,
    result_words,
    revert_message,
    skus_words,
    when_words,
)
from lazi_desktop.ui.activity.results_model import ResultColumn, ResultsModel
from lazi_desktop.ui.activity.revert_panel import RevertPanel
from lazi_desktop.ui.activity.sub_page import SubPage
from lazi_desktop.ui.activity.words import state_chip_of, took, who_and_where
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.said import said
from lazi_desktop.ui.sync.difference import CategoryPaths, category_paths, wants_categories
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.people import person
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import button, frame, label, set_property
from lazi_desktop.ui.widgets.chip_delegate import ChipDelegate
from lazi_desktop.ui.widgets.plain_table import Heading, SharedRoom, dress, in_card

_HEADINGS: dict[int, Heading] = {
    ResultColumn.CODE: Heading("", 170, share=4),
    ResultColumn.FIELD: Heading("", 110, share=1),
    ResultColumn.BEFORE: Heading("", 96, share=2),
    ResultColumn.SENT: Heading("", 96, share=2),
    ResultColumn.FOUND: Heading("", 96, share=2),
    ResultColumn.RESULT: Heading("", 104),
}


class _Fitting(QSortFilterProxyModel):
    """Lines with all the words, of one result where one is chosen."""

    def __init__(self, model: ResultsModel) -> None:
        super().__init__()
        self._model = model
        self._words: list[str] = []
        self._result = ""
        self.setSourceModel(model)

    def look_for(self, text: str, result: str) -> None:
        self.beginFilterChange()
        self._words, self._result = text.lower().split(), result
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: object) -> bool:
        one = self._model.results[row]
        if self._result and one.result != self._result:
            return False
        told = self._model.words(one) if self._words else ""
        return all(word in told for word in self._words)


class PushLedger(SubPage):
    """`show_wanted(key)`: in the pricebook. `review_wanted(set_id)`: a revert waits there in that change-set."""

    show_wanted = Signal(object)
    review_wanted = Signal(object)

    def __init__(self, context: UiContext, signals: EngineSignals) -> None:
        super().__init__()
        self._context = context
        self.entry: Entry | None = None
        self.results: Sequence[Pushed] = ()
        self._push: PushRow | None = None
        self._me: Collection[str] = ()
        self._set_names: Mapping[UUID, str] = {}
        self._categories: CategoryPaths = {}
        self.model = ResultsModel()
        self.fitting = _Fitting(self.model)
        self._filters()
        self.table = self._table()
        self.counts = label("", wrap=True)
        self.said = label("", wrap=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said = frame("inset")
        self.edited = label("", "small", wrap=True)
        self.revert = RevertPanel(context)
        self._buttons()
        self._lay_out()
        signals.push_results_read.connect(self._on_read)
        context.edits.sight_changed.connect(self._begin_anew)
        self.revert.staged.connect(self._on_staged)
        self.revert.closed.connect(self._close_revert)
        self._close_revert()

    # -------------------------------------------------------------------------------------------------- building

    def _filters(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Filter by code, name, field or words"))
        self.search.setAccessibleName(self.tr("Filter the fields of this push"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon(Glyph.SEARCH, "text_muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which results"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.which.addItem(self.tr("Every result"), "")
        for result in Result:
            self.which.addItem(result_words(result), result.value)
        self.search.textChanged.connect(lambda _: self._filter())
        self.which.currentIndexChanged.connect(lambda _: self._filter())

    def _table(self) -> QTableView:
        table = QTableView()
        dress(table)
        table.setModel(self.fitting)
        table.setAccessibleName(self.tr("What this push did, field by field"))
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setItemDelegateForColumn(ResultColumn.RESULT, ChipDelegate(table))
        SharedRoom(table, _HEADINGS)
        table.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        table.activated.connect(lambda _: self._show_in_grid())
        return table

    def _buttons(self) -> None:
        self.show_button = button(self.tr("Show in grid"), glyph=Glyph.SHOW_IN_GRID)
        self.show_button.clicked.connect(self._show_in_grid)
        self.revert_some = button(self.tr("Revert these…"), glyph=Glyph.REVERT)
        self.revert_some.clicked.connect(lambda: self._open_revert(self._chosen_keys()))
        self.revert_all = button(self.tr("Revert this push…"), glyph=Glyph.REVERT)
        self.revert_all.clicked.connect(lambda: self._open_revert(frozenset()))

    def _lay_out(self) -> None:
        strip = QHBoxLayout()
        strip.setSpacing(metrics.GAP_SMALL)
        strip.addWidget(self.search, 1)
        strip.addWidget(self.which)
        inner = QVBoxLayout(self._said)
        inner.setContentsMargins(metrics.GAP, metrics.GAP_SMALL, metrics.GAP, metrics.GAP_SMALL)
        inner.addWidget(self.said)
        inner.setSpacing(metrics.GAP_TINY)
        inner.addWidget(self.edited)
        acts = QHBoxLayout()
        acts.setSpacing(metrics.GAP_SMALL)
        for act in (self.show_button, self.revert_some):
            acts.addWidget(act)
        acts.addStretch(1)
        acts.addWidget(self.revert_all)
        left = QVBoxLayout()
        left.setSpacing(metrics.GAP_SMALL)
        left.addLayout(strip)
        left.addWidget(in_card(self.table, shows_focus=True), 1)
        left.addWidget(self._said)
        left.addLayout(acts)
        body = QHBoxLayout()
        body.setSpacing(metrics.GAP)
        body.addLayout(left, 1)
        body.addWidget(self.revert)
        self.column.addWidget(self.counts)
        self.column.addLayout(body, 1)

    # --------------------------------------------------------------------------------------------------- showing

    def open(self, entry: Entry, push: PushRow | None, me: Collection[str]) -> None:
        """Shows this push and reads what became of it."""
        if self.entry is None or self.entry.main.run_id != entry.main.run_id:
            self.results = ()
            self.model.take((), {})
            self.search.clear()
            self.which.setCurrentIndex(0)
            self._close_revert()
            self.counts.setText(self.tr("Reading what it did…"))
        self.entry, self._push = entry, push
        self._me = me
        self._tell_head()
        self._context.engine.read_push_results(entry.main.run_id)

    def _begin_anew(self) -> None:
        """What was read was for who saw more, or less."""
        self.results = ()
        self.model.take((), {})
        if self.entry is not None:
            self._close_revert()
            self._context.engine.read_push_results(self.entry.main.run_id)

    def grow(self, entry: Entry) -> None:
        """A push that goes on is read again."""
        if self.entry is None or entry.main.run_id != self.entry.main.run_id:
            return
        goes_on = RunState.RUNNING in (self.entry.state, entry.state)
        self.entry = entry
        if goes_on:
            self._tell_head()
            self._context.engine.read_push_results(entry.main.run_id)

    def _tell_head(self) -> None:
        entry = self.entry
        if entry is None:
            return
        chip = state_chip_of(entry)
        parts = [who_and_where(entry, self._me), took(entry)]
        requests = self._push.requests if self._push is not None else entry.counts.get("requests", 0)
        if requests:
            parts.append(counted(requests, self.tr("request"), self.tr("requests")))
        named = sorted({self._set_names.get(one.change_set, "") for one in self.results if one.change_set})
        parts += [f"“{name}”" for name in named if name]
        self.say(
            self.tr("Push of {when}").format(when=when_words(entry)),
            " · ".join(part for part in parts if part),
            chip,
        )

    def _on_read(self, event: PushResultsRead) -> None:
        if self.entry is None or event.run_id != self.entry.main.run_id:
            return
        if event.error is not None:
            self._tell_error(event.error)
            return
        queries, results = self._context.queries, tuple(event.results)
        named = wants_categories(one.field for one in results)

        def read() -> tuple[CategoryPaths, Mapping[UUID, str]]:
            return (
                category_paths(queries) if named else {},
                {one.set_id: one.message for one in queries.change_sets()},
            )

        def take(found: tuple[CategoryPaths, Mapping[UUID, str]]) -> None:
            if self.entry is not None and self.entry.main.run_id == event.run_id:
                self._categories, self._set_names = found
                self._take(results)

        self._context.tasks.read(read, take, owner=self)

    def _tell_error(self, error: LaziError) -> None:
        self.counts.setText(
            self.tr("What it did cannot be shown now: {reason}").format(reason=said(str(error)))
        )

    def _take(self, results: Sequence[Pushed]) -> None:
        self.results = results
        self.model.take(results, self._categories)
        self.counts.setText(counts_words(results) if results else self.tr("Nothing was sent."))
        self._tell_head()
        self._filter()
        if results and not self.table.selectionModel().hasSelection():
            problem = next((row for row, one in enumerate(results) if one.result is not Result.VERIFIED), 0)
            shown = self.fitting.mapFromSource(self.model.index(problem, 0))
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(shown, flags.ClearAndSelect | flags.Rows)
        self._on_selection()

    def _filter(self) -> None:
        self.fitting.look_for(self.search.text(), str(self.which.currentData()))
        self._on_selection()

    # ---------------------------------------------------------------------------------------------------- acting

    def chosen(self) -> list[Pushed]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.results[self.fitting.mapToSource(self.fitting.index(row, 0)).row()] for row in rows]

    def _chosen_keys(self) -> frozenset[EntityKey]:
        return frozenset(one.entity_key for one in self.chosen())

    def _on_selection(self) -> None:
        chosen = self.chosen()
        keys = {one.entity_key for one in chosen}
        told = next((one for one in chosen if one.detail), None)
        self._said.setVisible(bool(chosen))
        self.edited.setText(self._edited_words(chosen))
        self.said.setVisible(told is not None)
        if told is not None:
            answered = told.on_wire and told.result is Result.REJECTED
            words = self.tr("ServiceTitan said: {words}") if answered else "{words}"
            self.said.setText(words.format(words=said(told.detail)))
            set_property(self.said, "tone", "error" if told.result is Result.REJECTED else "")
        may = self._context.edits.may_edit
        self.show_button.setEnabled(bool(chosen))
        self.revert_some.setEnabled(may and bool(keys))
        self.revert_some.setText(
            self.tr("Revert these {skus}…").format(skus=skus_words(len(keys)))
            if len(keys) > 1
            else self.tr("Revert this entry…")
        )
        self.revert_some.setAccessibleName(self.revert_some.text())
        self.revert_all.setEnabled(may and bool(self.results))
        tip = "" if may else self.tr("Only managers change the pricebook.")
        for act in (self.revert_some, self.revert_all):
            act.setToolTip(tip)

    def _edited_words(self, chosen: Sequence[Pushed]) -> str:
        """Whose edit it was, and in which change-set."""
        people = sorted({person(one.by, self._me) for one in chosen if one.by})
        sets = sorted({self._set_names.get(one.change_set, "") for one in chosen if one.change_set})
        told = [self.tr("Edited by {people}").format(people=", ".join(people))] if people else []
        return " · ".join([*told, *(f"“{name}”" for name in sets if name)])

    def _show_in_grid(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.show_wanted.emit(chosen[0].entity_key)

    def _open_revert(self, keys: frozenset[EntityKey]) -> None:
        """All that the push did to these entries, also what a filter hides; of all entries where none is named."""
        if self.entry is None:
            return
        some = [one for one in self.results if not keys or one.entity_key in keys]
        title = (
            self.tr("Revert {skus} of this push").format(skus=skus_words(len(keys)))
            if keys
            else self.tr("Revert this push")
        )
        self.revert.show()
        self.revert.open(some, title, revert_message(self.entry), self._categories)

    def _close_revert(self) -> None:
        has_focus = self.revert.isVisible() and self.revert.message.window().isActiveWindow()
        self.revert.hide()
        if has_focus:
            self.table.setFocus()

    def _on_staged(self, set_id: UUID) -> None:
        self._close_revert()
        self.review_wanted.emit(set_id)
