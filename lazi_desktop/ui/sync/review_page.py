"""The Review page: everything changed here and not yet proved in ServiceTitan, to look through, take back or push."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.sync.difference import category_paths, wants_categories
from lazi_desktop.ui.sync.push_confirmation import select_to_push
from lazi_desktop.ui.sync.push_report import what_differs
from lazi_desktop.ui.sync.review_chips import ReviewChips
from lazi_desktop.ui.sync.review_model import ReviewModel, ReviewRow, review_rows
from lazi_desktop.ui.sync.review_table import ReviewTable
from lazi_desktop.ui.sync.taking_back import TakingBack
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, label
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.empty_state import EmptyState
from lazi_desktop.ui.widgets.plain_table import in_card


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
        self._questions: Mapping[EntityKey, str] = {}
        """What is asked about, with what is known of it."""
        self.model = ReviewModel()
        self.headline = label(self.tr("Review"), "title")
        self.summary = label("", "muted")
        self._chips = ReviewChips()
        self.table = ReviewTable(self.model)
        self._taking_back = TakingBack(context.edits, self)
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
        self.table.chosen_changed.connect(self._on_selection)
        self.table.activated.connect(self._on_opened)
        self.table.take_back_wanted.connect(self._on_revert)
        self.refresh()

    # ---------------------------------------------------------------------------------------------------- building

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
        self.push_chosen.clicked.connect(lambda: self.push_wanted.emit(self.table.chosen_ops()))
        self.push_all.clicked.connect(lambda: self.push_wanted.emit(None))

        nothing = frame("card")
        around = QVBoxLayout(nothing)
        around.addWidget(self.empty)
        bare = QWidget()
        outer = QVBoxLayout(bare)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(nothing)

        self._stack = QStackedLayout(self)
        self._stack.addWidget(bare)
        self._stack.addWidget(self._list())

    def _list(self) -> QWidget:
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
        column.addWidget(self._chips)
        column.addWidget(in_card(self.table), 1)
        column.addWidget(self._said)
        return full

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
        self.table.take(rows)
        self._stack.setCurrentIndex(1 if rows else 0)
        self.summary.setText(self._chips.summary(rows))
        self._chips.count(rows)
        changes = [change for row in rows for change in row.changes]
        plan = select_to_push(changes, [row.conflict for row in rows if row.conflict], None)
        ready = f" {len(plan.changes):,}" if plan.changes else ""
        self.push_all.setText(self.tr("Push all") + ready)
        self.push_all.setEnabled(bool(plan.changes or plan.under_way))
        self._on_selection()

    def take_questions(self, asked: Mapping[EntityKey, str]) -> None:
        """What a person is asked about, with what is known of it."""
        self._questions = asked
        self._on_selection()

    def _asked_about(self, rows: Sequence[ReviewRow]) -> EntityKey | None:
        return next((row.key for row in rows if row.is_new and row.key in self._questions), None)

    # ---------------------------------------------------------------------------------------------------- acting

    def chosen(self) -> list[ReviewRow]:
        return self.table.chosen()

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
            look = self.tr("Look at them there, then choose “{button}”.").format(button=self.which.text())
            return f"{self._questions[row.key]} {look}"
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
        self.question = self._taking_back.begin(self.chosen()) or self.question
