"""Pull, push and conflicts from the first click to the last word. Owns the dialogs, decides nothing about data."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.conflict_rules import ConflictRule
from lazi_desktop.domain.errors import HubUnavailable, LaziError, PullStopped
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import (
    ActivityFailed,
    Connection,
    ConnectionChanged,
    PullReport,
    PushReport,
    PushResult,
    RulesRead,
)
from lazi_desktop.ports.pricebook import ConflictView
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted, kind_title
from lazi_desktop.ui.sync.conflict_dialog import ConflictDialog, OurChanges, our_changes
from lazi_desktop.ui.sync.difference import CategoryPaths, category_paths, wants_categories
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.push_confirmation import PushConfirmation, ToPush, select_to_push
from lazi_desktop.ui.sync.push_report import PushReportDialog, pushed_words, waiting_words
from lazi_desktop.ui.sync.rule_words import rule_words
from lazi_desktop.ui.sync.status import PULL, PUSH, SyncStatus
from lazi_desktop.ui.sync.status_words import figures_of
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.question import ask


class SyncFlows(QObject):
    """`window` is what dialogs belong to; `show_wanted(key)` asks for an entry to be shown in the grid.

    `push_asked()` comes before a push looks at what is pending: whoever holds something typed saves it now.
    """

    show_wanted = Signal(object)
    push_asked = Signal()

    def __init__(
        self, context: UiContext, signals: EngineSignals, status: SyncStatus, window: QWidget
    ) -> None:
        super().__init__(window)
        self._context = context
        self._status = status
        self._window = window
        self._asked = False
        self._asked_to_pull = False
        self._owed = False
        self._rule: ConflictRule | None = None
        self.dialog: Dialog | None = None
        signals.pull_finished.connect(self._on_pull_finished)
        signals.push_finished.connect(self._on_push_finished)
        signals.failed.connect(self._on_failed)
        signals.connection_changed.connect(self._on_connection_changed)
        signals.rules_read.connect(self._on_rules_read)
        status.stopped_to_ask.connect(self._on_stopped_to_ask)
        status.told.connect(context.notifier.done)
        status.failed.connect(context.notifier.problem)

    # ---------------------------------------------------------------------------------------------------------- pull

    def pull(self, *, full: bool = False, accept: bool = False) -> None:
        self._asked_to_pull = True
        self._status.begin(PULL, full=full)
        self._context.engine.pull(full=full, accept=accept)

    def stop(self, activity: str) -> None:
        self._context.engine.cancel(activity)

    def _on_pull_finished(self, report: PullReport) -> None:
        """A pull that the schedule began speaks only where it brought something."""
        asked, self._asked_to_pull = self._asked_to_pull, False
        counts = report.counts
        unreadable = sum(kind.unreadable for kind in report.kinds)
        if not asked and not (counts.added or counts.changed or counts.conflicts or unreadable):
            return
        news = [
            self._new(report),
            self.tr("{n} changed").format(n=f"{counts.changed:,}") if counts.changed else "",
            counted(counts.conflicts, self.tr("conflict"), self.tr("conflicts")) if counts.conflicts else "",
        ]
        said = ", ".join(part for part in news if part) or self.tr("nothing new")
        if unreadable:
            said += ". " + self.tr("{n} could not be read and were left as they are").format(
                n=f"{unreadable:,}"
            )
        self._context.notifier.done(self.tr("Pulled from ServiceTitan: {news}.").format(news=said))

    def _new(self, report: PullReport) -> str:
        """`8,465 SKUs and 1,543 categories are new`."""
        categories = sum(one.counts.added for one in report.kinds if one.kind is EntityKind.CATEGORY)
        skus = report.counts.added - categories
        parts = [
            counted(skus, self.tr("SKU"), self.tr("SKUs")) if skus else "",
            f"{categories:,} {kind_title(EntityKind.CATEGORY, categories)}" if categories else "",
        ]
        named = self.tr(" and ").join(part for part in parts if part)
        if not named:
            return ""
        is_new = self.tr("{names} is new") if skus + categories == 1 else self.tr("{names} are new")
        return is_new.format(names=named)

    def _on_stopped_to_ask(self, stopped: PullStopped, full: bool) -> None:
        self.ask_to_accept(stopped.detail, full)

    def ask_to_accept(self, reason: str, full: bool) -> None:
        """Whether to go on where the tripwire stopped a pull."""
        doubt = self.tr("This may be right, or ServiceTitan may have answered wrongly.")
        halted = self.tr("Nothing further has been taken over.")
        text = f"{figures_of(reason)}\n\n{doubt} {halted}"
        self.dialog = ask(
            self._window,
            self.tr("The pull stopped to ask"),
            text,
            stay=self.tr("Stop here"),
            go_on=self.tr("Accept and go on"),
            then=lambda: self.pull(full=full, accept=True),
        )

    # ---------------------------------------------------------------------------------------------------------- push

    def push(self, chosen: Sequence[UUID] | None = None) -> None:
        """Asks first. `chosen` names the changes by their ops; None means all."""
        queries = self._context.queries
        self.push_asked.emit()

        def read() -> tuple[ToPush, CategoryPaths]:
            plan = select_to_push(queries.pending(), queries.conflicts(), chosen)
            named = wants_categories(change.field for change in plan.changes)
            return plan, category_paths(queries) if named else {}

        # On the store's thread, so that it follows the edits that were just handed in.
        self._context.tasks.write(read, lambda found: self._confirm(*found), owner=self)

    def _confirm(self, plan: ToPush, categories: CategoryPaths) -> None:
        if plan.changes:
            confirmation = PushConfirmation(self._window, plan, self._context.place, categories)
            confirmation.accepted.connect(lambda: self._submit(plan))
            self.dialog = confirmation
            confirmation.open()
        elif plan.under_way:
            self.go_on()
        elif plan.held_back:
            self._context.notifier.done(self.tr("Every change waits for a conflict to be decided."))
            self.decide()
        else:
            self._context.notifier.done(self.tr("There is nothing to push."))

    def _submit(self, plan: ToPush) -> None:
        self._context.edits.submit(plan.op_ids, initiator=self, done=lambda _changes: self.go_on())

    def go_on(self) -> None:
        """Sends what is confirmed; without the database as soon as it is back."""
        if self._status.connection is Connection.OFFLINE:
            self._wait_for_hub()
            return
        self._owed = False
        self._asked = True
        self._status.begin(PUSH)
        self._context.engine.push()

    def _wait_for_hub(self) -> None:
        self._owed = True
        self._context.engine.wake()
        self._context.notifier.done(
            self.tr("Confirmed. It goes out when {database} is back.").format(
                database=self._status.database_words()
            )
        )

    def _on_connection_changed(self, event: ConnectionChanged) -> None:
        if event.connection is Connection.ONLINE and self._owed:
            self.go_on()

    def _on_failed(self, event: ActivityFailed) -> None:
        if event.activity == PUSH:
            asked, self._asked = self._asked, False
            if asked and isinstance(event.error, HubUnavailable):
                self._wait_for_hub()
        elif event.activity == PULL:
            self._asked_to_pull = False

    def _on_push_finished(self, report: PushReport) -> None:
        asked, self._asked = self._asked, False
        if not asked:
            self._tell_quietly(report)
        elif report.fields:
            self._show_report(report)
        elif report.stopped is None:
            words = waiting_words(report) or self.tr("Nothing was left to push.")
            self._context.notifier.done(words)
        elif isinstance(report.stopped, HubUnavailable):
            self._wait_for_hub()

    def _tell_quietly(self, report: PushReport) -> None:
        """The engine looked again by itself: nobody waits for a dialog."""
        settled = [field for field in report.fields if field.result is not PushResult.WAITING]
        if not settled:
            return
        words = f"{pushed_words(report)}."
        if len(settled) > report.count(PushResult.VERIFIED):
            words = f"{words} {self.tr('Review shows what needs you.')}"
        self._context.notifier.done(words)

    def _show_report(self, report: PushReport) -> None:
        if not wants_categories(field.field for field in report.fields):
            self._open_report(report, {})
            return
        queries = self._context.queries
        self._context.tasks.read(
            lambda: category_paths(queries), lambda paths: self._open_report(report, paths), owner=self
        )

    def _open_report(self, report: PushReport, categories: CategoryPaths) -> None:
        dialog = PushReportDialog(self._window, report, categories)
        dialog.show_wanted.connect(self.show_wanted)
        dialog.conflicts_wanted.connect(self.decide)
        self.dialog = dialog
        dialog.open()

    # ----------------------------------------------------------------------------------------------------- conflicts

    def decide(self, first: UUID | None = None) -> None:
        """Opens the conflicts, at `first` if it is given."""

        queries = self._context.queries

        def read() -> tuple[Sequence[ConflictView], OurChanges, CategoryPaths]:
            conflicts = queries.conflicts()
            named = wants_categories(conflict.field for conflict in conflicts)
            ours = our_changes(queries.pending()) if conflicts else {}
            return conflicts, ours, category_paths(queries) if named else {}

        def open_them(found: tuple[Sequence[ConflictView], OurChanges, CategoryPaths]) -> None:
            conflicts, ours, categories = found
            if not conflicts:
                self._context.notifier.done(self.tr("There is no conflict to decide."))
                return
            dialog = ConflictDialog(
                self._window, self._context, conflicts, first, ours=ours, categories=categories
            )
            dialog.show_wanted.connect(self.show_wanted)
            dialog.rule_wanted.connect(self._put_rule)
            self.dialog = dialog
            dialog.open()

        self._context.tasks.read(read, open_them, owner=self)

    def _put_rule(self, rule: ConflictRule) -> None:
        self._rule = rule
        self._context.engine.put_rule(rule)

    def _on_rules_read(self, event: RulesRead) -> None:
        """Tells what became of the rule that was asked for; other reads of the rules are nothing to it."""
        rule = self._rule
        if rule is None:
            return
        if any(one.rule_id == rule.rule_id for one in event.rules):
            self._rule = None
            kept = self.tr("From now on {rule}. Settings lists it.").format(rule=rule_words(rule))
            self._context.notifier.done(kept)
        elif event.error is not None:
            self._rule = None
            self._context.notifier.problem(
                LaziError(str(event.error), title=self.tr("The rule was not kept"))
            )
