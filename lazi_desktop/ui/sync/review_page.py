"""The Review page: everything changed here and not yet proved in ServiceTitan, to look through, take back or push."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.hub import OverrideState
from lazi_desktop.ports.workspace import SkuState
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.sync.difference import category_paths, wants_categories
from lazi_desktop.ui.sync.push_confirmation import select_to_push
from lazi_desktop.ui.sync.push_report import what_differs
from lazi_desktop.ui.sync.review_model import Column, ReviewModel, ReviewRow, review_rows
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import state_chip
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role, theme_news
from lazi_desktop.ui.widgets.basics import button, chip_label, frame, label
from lazi_desktop.ui.widgets.chip_delegate import ChipDelegate
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.empty_state import EmptyState
from lazi_desktop.ui.widgets.plain_table import Heading, SharedRoom, dress, in_card
from lazi_desktop.ui.widgets.question import ask

_HEADINGS: dict[int, Heading] = {
    Column.CODE: Heading("", 92),
    Column.NAME: Heading("", 110, share=4),
    Column.FIELD: Heading("", 116),
    Column.THEIRS: Heading("", 120, share=3),
    Column.OURS: Heading("", 164, share=4),
    Column.BY: Heading("", 76),
    Column.WHEN: Heading("", 72),
    Column.STATE: Heading("", 100),
}
_NO_QUESTION = 1  # so many changes are taken back without asking: undo is there


class ReviewPage(QWidget):
    """`push_wanted(op ids or None)`, `decide_wanted(conflict id)`, `show_wanted(key)`, `pricebook_wanted()`.

    `questions_wanted()`: some creates failed, and perhaps a person can tell what became of them; `take_questions` says
    which. `which_wanted(key)`: one is to be told.
    """

    push_wanted = Signal(object)
    decide_wanted = Signal(object)
    questions_wanted = Signal()
    which_wanted = Signal(object)
    show_wanted = Signal(object)
    pricebook_wanted = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self.question: Dialog | None = None
        self._is_stale = False
        self._questions: frozenset[EntityKey] = frozenset()
        self.model = ReviewModel()
        self.headline = label(self.tr("Review"), "title")
        self.summary = label("", "muted")
        self._chips = QHBoxLayout()
        self._chips.setSpacing(metrics.GAP_SMALL)
        self.table = self._table()
        self.words = label("", "", wrap=True)
        self.empty = EmptyState(
            Glyph.REVIEW,
            self.tr("Nothing to review"),
            self.tr(
                "What you change in the pricebook is listed here until ServiceTitan has it and reading back proved it."
            ),
            self.tr("Go to the pricebook"),
            Glyph.PRICEBOOK,
        )
        self.empty.chosen.connect(self.pricebook_wanted)
        self._arrange()
        context.edits.changed.connect(self._on_changed)
        theme_news.theme_changed.connect(self.table.viewport().update)
        self.refresh()

    # ---------------------------------------------------------------------------------------------------- building

    def _table(self) -> QTableView:
        table = QTableView()
        dress(table)
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Pending changes"))
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setItemDelegateForColumn(Column.STATE, ChipDelegate(table))
        SharedRoom(table, _HEADINGS)
        table.selectionModel().selectionChanged.connect(self._on_selection)
        table.activated.connect(self._on_opened)
        take_back = QShortcut(QKeySequence(Qt.Key.Key_Delete), table)
        take_back.setContext(Qt.ShortcutContext.WidgetShortcut)
        take_back.activated.connect(self._on_revert)
        return table

    def _arrange(self) -> None:
        self.decide = button(self.tr("Decide conflict"), glyph=Glyph.CONFLICT)
        self.which = button(self.tr("Which one is it?"), glyph=Glyph.CONFLICT)
        self.show_button = button(self.tr("Show in grid"), glyph=Glyph.SHOW_IN_GRID)
        self.revert = button(self.tr("Revert"), glyph=Glyph.REVERT)
        self.push_chosen = button(self.tr("Push selected"), glyph=Glyph.PUSH)
        self.push_all = button(self.tr("Push all"), "primary", glyph=Glyph.PUSH)
        self.decide.clicked.connect(self._on_decide)
        self.which.clicked.connect(self._on_which)
        self.show_button.clicked.connect(self._on_show)
        self.revert.clicked.connect(self._on_revert)
        self.push_chosen.clicked.connect(lambda: self.push_wanted.emit(self._chosen_ops()))
        self.push_all.clicked.connect(lambda: self.push_wanted.emit(None))

        top = QHBoxLayout()
        top.setSpacing(metrics.GAP_SMALL)
        top.addWidget(self.headline)
        top.addWidget(self.summary)
        top.addStretch(1)
        for control in (
            self.decide,
            self.which,
            self.show_button,
            self.revert,
            self.push_chosen,
            self.push_all,
        ):
            top.addWidget(control)

        card = in_card(self.table)

        self._said = frame("inset")
        said = QHBoxLayout(self._said)
        said.setContentsMargins(
            metrics.CARD_PADDING, metrics.GAP_SMALL, metrics.CARD_PADDING, metrics.GAP_SMALL
        )
        said.addWidget(self.words)

        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP)
        column.addLayout(top)
        column.addLayout(self._chips)
        column.addWidget(card, 1)
        column.addWidget(self._said)

        nothing = frame("card")
        around = QVBoxLayout(nothing)
        around.addWidget(self.empty)
        bare = QWidget()
        outer = QVBoxLayout(bare)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(nothing)

        self._stack = QStackedLayout(self)
        self._stack.addWidget(bare)
        self._stack.addWidget(full)

    # ---------------------------------------------------------------------------------------------------- showing

    def refresh(self) -> None:
        self._is_stale = False
        queries, me = self._context.queries, self._context.me

        def read() -> list[ReviewRow]:
            pending = queries.pending()
            named = wants_categories(change.field for change in pending)
            paths = category_paths(queries) if named else {}
            return review_rows(pending, queries.conflicts(), paths, me=me)

        self._context.tasks.read(read, self._on_rows, owner=self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        """A page that nobody looks at is read again when somebody does."""
        if changes.aspects & {Aspect.FIELDS, Aspect.STATE, Aspect.EVERYTHING}:
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    def _on_rows(self, rows: Sequence[ReviewRow]) -> None:
        if any(row.is_new and row.state is SkuState.FAILED for row in rows):
            self.questions_wanted.emit()
        if rows == self.model.rows:
            return
        chosen, at = set(self._chosen_ops()), self.table.verticalScrollBar().value()
        self.model.take(rows)
        self._choose(chosen)
        self.table.verticalScrollBar().setValue(at)
        self._stack.setCurrentIndex(1 if rows else 0)
        self.summary.setText(self._summary_words(rows))
        self._show_chips(rows)
        changes = [change for row in rows for change in row.changes]
        plan = select_to_push(changes, [row.conflict for row in rows if row.conflict], None)
        ready = f" {plan.edits + plan.created:,}" if plan.changes else ""
        self.push_all.setText(self.tr("Push all") + ready)
        self.push_all.setEnabled(bool(plan.changes or plan.under_way))
        self._on_selection()

    def take_questions(self, keys: frozenset[EntityKey]) -> None:
        self._questions = keys
        self._on_selection()

    def _asked_about(self, rows: Sequence[ReviewRow]) -> EntityKey | None:
        return next((row.key for row in rows if row.is_new and row.key in self._questions), None)

    def _summary_words(self, rows: Sequence[ReviewRow]) -> str:
        edits = [row for row in rows if not row.is_new]
        parts = []
        if edits:
            changes = counted(len(edits), self.tr("change"), self.tr("changes"))
            entities = counted(len({row.key for row in edits}), self.tr("entry"), self.tr("entries"))
            parts.append(self.tr("{changes} of {entities}").format(changes=changes, entities=entities))
        if new := len(rows) - len(edits):
            parts.append(self.tr("{n} new").format(n=f"{new:,}"))
        return " · ".join(parts)

    def _show_chips(self, rows: Sequence[ReviewRow]) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        counts = Counter(row.state for row in rows)
        for state in (SkuState.CONFLICT, SkuState.FAILED, SkuState.DIFFERS, SkuState.SUBMITTED):
            chip = state_chip(state)
            if counts[state] and chip is not None:
                word = chip.text.lower()
                if state is SkuState.CONFLICT and counts[state] > 1:
                    word = self.tr("conflicts")
                self._chips.addWidget(chip_label(f"{counts[state]:,} {word}", chip.role))
        if counts[SkuState.NEW]:
            new = self.tr("{n} new").format(n=f"{counts[SkuState.NEW]:,}")
            self._chips.addWidget(chip_label(new, Role.ACCENT))
        if counts[SkuState.PENDING]:
            ready = self.tr("{n} ready").format(n=f"{counts[SkuState.PENDING]:,}")
            self._chips.addWidget(chip_label(ready, Role.CHANGED))
        self._chips.addStretch(1)

    def _choose(self, op_ids: set[UUID]) -> None:
        selection = self.table.selectionModel()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for number, row in enumerate(self.model.rows):
            if row.op_ids & op_ids:
                selection.select(self.model.index(number, 0), flags)

    # ---------------------------------------------------------------------------------------------------- acting

    def chosen(self) -> list[ReviewRow]:
        return [self.model.rows[index.row()] for index in self.table.selectionModel().selectedRows()]

    def _chosen_ops(self) -> list[UUID]:
        return [op_id for row in self.chosen() for op_id in row.op_ids]

    def _on_selection(self) -> None:
        rows = self.chosen()
        conflict = next((row for row in rows if row.conflict is not None), None)
        self.decide.setVisible(conflict is not None)
        self.which.setVisible(conflict is None and self._asked_about(rows) is not None)
        self.show_button.setEnabled(bool(rows))
        self.revert.setEnabled(bool(rows))
        self.revert.setText(self.tr("Throw away") if rows and rows[0].is_new else self.tr("Revert"))
        self.push_chosen.setEnabled(any(row.conflict is None for row in rows))
        said = self._said_words(rows[0]) if len(rows) == 1 else ""
        self.words.setText(said)
        self._said.setVisible(bool(said))

    def _said_words(self, row: ReviewRow) -> str:
        said = row.change.detail
        if row.key in self._questions:
            return said
        if row.change.state is OverrideState.DIFFERS:
            return said or what_differs()
        return self.tr("ServiceTitan said: {words}").format(words=said) if said else ""

    def _on_opened(self, _index: QModelIndex) -> None:
        rows = self.chosen()
        if rows and rows[0].conflict is not None:
            self._on_decide()
        elif self._asked_about(rows[:1]) is not None:
            self._on_which()
        elif rows:
            self._on_show()

    def _on_decide(self) -> None:
        for row in self.chosen():
            if row.conflict is not None:
                self.decide_wanted.emit(row.conflict.conflict_id)
                return

    def _on_which(self) -> None:
        key = self._asked_about(self.chosen())
        if key is not None:
            self.which_wanted.emit(key)

    def _on_show(self) -> None:
        rows = self.chosen()
        if rows:
            self.show_wanted.emit(rows[0].key)

    def _on_revert(self) -> None:
        """Changes go back to ServiceTitan's values; what ServiceTitan never had is thrown away."""
        rows = self.chosen()
        targets = [(row.key, change.field) for row in rows if not row.is_new for change in row.changes]
        new = [row for row in rows if row.is_new]

        def revert() -> None:
            if targets:
                self._context.edits.revert(targets, initiator=self)
            if new:
                self._context.edits.discard([row.key for row in new], initiator=self)

        if len(targets) <= _NO_QUESTION and not new:
            if targets:
                revert()
            return
        self.question = ask(
            self.window(),
            self._revert_question(len(targets), new),
            self._revert_words(len(targets), len(new)),
            go_on=self.tr("Take them back") if not new else self.tr("Throw away"),
            then=revert,
            dangerous=bool(new),
        )

    def _revert_question(self, targets: int, new: Sequence[ReviewRow]) -> str:
        if not new:
            return self.tr("Take back {n} changes?").format(n=f"{targets:,}")
        if targets:
            changes = counted(targets, self.tr("change"), self.tr("changes"))
            return self.tr("Throw away {n} new and take back {changes}?").format(
                n=f"{len(new):,}", changes=changes
            )
        if len(new) == 1:
            named = new[0].change.code or new[0].change.name
            return self.tr("Throw away {name}?").format(name=named)
        return self.tr("Throw away {n} new entries?").format(n=f"{len(new):,}")

    def _revert_words(self, targets: int, new: int) -> str:
        parts = []
        if new:
            parts.append(self.tr("ServiceTitan never had what is new; with it go all its fields."))
        if targets:
            parts.append(self.tr("Their fields go back to ServiceTitan's values."))
        parts.append(self.tr("You can undo this."))
        return " ".join(parts)
