"""Beside the ledger: what taking a push back would put back, what it leaves out and why. Nothing is sent from here."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.pushed import Pushed
from lazi_desktop.domain.revert import Inverse, RevertPlan
from lazi_desktop.operations.change_sets import LONGEST_MESSAGE
from lazi_desktop.operations.revert import Gone, read_plan, stage_revert
from lazi_desktop.ports.workspace import Step, UnitOfWork
from lazi_desktop.ui.activity.push_words import left_out_title, left_out_words, plan_words, skus_words
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import field_title
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.sync.difference import CategoryPaths, whole_value
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label
from lazi_desktop.ui.widgets.two_lines import TwoLineList, heading_item, row_item

WIDTH = 380


class RevertPanel(QFrame):
    """`staged(set_id)`: the revert waits in Review, in that change-set. `closed()`: a person wants it away."""

    staged = Signal(object)
    closed = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._results: Sequence[Pushed] = ()
        self._categories: CategoryPaths = {}
        self._gone = Gone()
        self.plan: RevertPlan | None = None
        self.setProperty("surface", "card")
        self.setFixedWidth(WIDTH)
        self.title = label("", "heading", wrap=True)
        self.says = label("", wrap=True)
        self.calm = label(
            self.tr("Nothing is sent now: it becomes a change-set, and goes through Review as any other."),
            "muted",
            wrap=True,
        )
        self.message = QLineEdit()
        self.message.setMaxLength(LONGEST_MESSAGE)
        self.message.setAccessibleName(self.tr("Message of the change-set"))
        self.left_out_says = label("", "small", wrap=True)
        self._lines = QStandardItemModel(self)
        self.left_out = TwoLineList(self.tr("What is left out, and why"), title_lines=2)
        self.left_out.setModel(self._lines)
        self.stage = button(self.tr("Stage the revert"), "primary", glyph=Glyph.REVERT)
        self.stage.clicked.connect(self._stage)
        self.close_button = button(self.tr("Close"), "quiet")
        self.close_button.clicked.connect(self.closed)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        padding = metrics.CARD_PADDING
        column.setContentsMargins(padding, padding, padding, padding)
        column.setSpacing(metrics.GAP_SMALL)
        named = label(self.tr("Change-set"), "small")
        named.setBuddy(self.message)
        for part in (self.title, self.says, self.calm, named, self.message, self.left_out_says):
            column.addWidget(part)
        column.addWidget(self.left_out, 1)
        column.addStretch(0)
        acts = QHBoxLayout()
        acts.setSpacing(metrics.GAP_SMALL)
        acts.addWidget(self.stage)
        acts.addStretch(1)
        acts.addWidget(self.close_button)
        column.addLayout(acts)

    # --------------------------------------------------------------------------------------------------- showing

    def open(self, results: Sequence[Pushed], title: str, message: str, categories: CategoryPaths) -> None:
        """Works out what taking these back would do."""
        self._results, self._categories = list(results), categories
        self.plan = None
        self.title.setText(title)
        self.message.setText(message)
        self.says.setText(self.tr("Looking at what ServiceTitan has now…"))
        self.left_out_says.setText("")
        self._lines.clear()
        self.stage.setEnabled(False)
        queries, wanted = self._context.queries, self._results

        def take(found: tuple[RevertPlan, Gone]) -> None:
            if wanted is self._results:
                self._show(*found)

        self._context.tasks.read(lambda: read_plan(queries, wanted), take, owner=self, failed=self._tell)
        self.message.setFocus()

    def _show(self, plan: RevertPlan, gone: Gone) -> None:
        self.plan, self._gone = plan, gone
        told = [plan_words(plan)]
        if plan.as_before:
            told.append(self.tr("{n} are as they were before.").format(n=whole(plan.as_before)))
        self.says.setText(" ".join(told))
        self.stage.setEnabled(bool(plan.put_back) and self._context.edits.may_edit)
        count = len({one.key for one in plan.left_out})
        self.left_out_says.setText(
            self.tr("Left out, for you to look at: {skus}").format(skus=skus_words(count)) if count else ""
        )
        self.left_out_says.setVisible(bool(count))
        self.left_out.setVisible(bool(count))
        for reason, lines in groupby(plan.left_out, key=lambda one: one.left_out):
            assert reason is not None
            self._lines.appendRow(heading_item(left_out_title(reason)))
            for one in lines:
                self._lines.appendRow(self._line(one))

    def _line(self, one: Inverse) -> QStandardItem:
        before, now = (
            whole_value(one.kind, one.field, value, self._categories) for value in (one.before, one.now)
        )
        title = " · ".join(filter(None, (one.code or one.name, field_title(one.kind, one.field))))
        return row_item(title, left_out_words(one, before, now), subject=one.key)

    # ---------------------------------------------------------------------------------------------------- acting

    def _stage(self) -> None:
        results, gone = self._results, self._gone
        founded: list[UUID] = []
        message = " ".join(self.message.text().split())
        if not message:
            self.message.setFocus()
            return
        self.stage.setEnabled(False)

        def operation(work: UnitOfWork, step: Step) -> Changes:
            founded.append(work.new_key())
            return stage_revert(work, results, founded[0], message, gone=gone, step=step)

        def done(_: Changes) -> None:
            self._context.notifier.done(self.tr("Staged in Review: {message}").format(message=message))
            self.staged.emit(founded[0])

        self._context.edits.do_many(
            operation,
            title=message,
            initiator=self,
            done=done,
            failed=self._tell,
        )

    def _tell(self, error: LaziError) -> None:
        self._context.notifier.problem(error)
        self.stage.setEnabled(self.plan is not None and bool(self.plan.put_back))
