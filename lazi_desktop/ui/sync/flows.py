"""Pull, push and conflicts from the first click to the last word. Owns the dialogs, decides nothing about data."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.errors import PullStopped
from lazi_desktop.ports.engine import PullReport, PushReport
from lazi_desktop.ports.workspace import ConflictView
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.sync.conflict_dialog import ConflictDialog
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.push_confirmation import PushConfirmation, PushPlan, plan_push
from lazi_desktop.ui.sync.push_report import PushReportDialog
from lazi_desktop.ui.sync.status import PULL, PUSH, SyncStatus
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
        self.dialog: Dialog | None = None
        signals.pull_finished.connect(self._on_pull_finished)
        signals.push_finished.connect(self._on_push_finished)
        status.stopped_to_ask.connect(self._on_stopped_to_ask)
        status.told.connect(context.notifier.done)
        status.failed.connect(context.notifier.problem)

    # ---------------------------------------------------------------------------------------------------------- pull

    def pull(self, *, full: bool = False, accept: bool = False) -> None:
        self._status.begin(PULL, full=full)
        self._context.engine.pull(full=full, accept=accept)

    def stop(self, activity: str) -> None:
        self._context.engine.cancel(activity)

    def _on_pull_finished(self, report: PullReport) -> None:
        counts = report.counts
        news = [
            self.tr("{n} new").format(n=f"{counts.added:,}") if counts.added else "",
            self.tr("{n} changed").format(n=f"{counts.changed:,}") if counts.changed else "",
            counted(counts.conflicts, self.tr("conflict"), self.tr("conflicts")) if counts.conflicts else "",
        ]
        said = ", ".join(part for part in news if part) or self.tr("nothing new")
        unreadable = sum(kind.unreadable for kind in report.kinds)
        if unreadable:
            said += ". " + self.tr("{n} could not be read and were left as they are").format(
                n=f"{unreadable:,}"
            )
        self._context.notifier.done(self.tr("Pulled from ServiceTitan: {news}.").format(news=said))

    def _on_stopped_to_ask(self, stopped: PullStopped, full: bool) -> None:
        doubt = self.tr("This may be right, or ServiceTitan may have answered wrongly.")
        halted = self.tr("Nothing further has been taken over.")
        text = f"{stopped.detail}\n\n{doubt} {halted}"
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

        def read() -> PushPlan:
            return plan_push(queries.pending(), queries.conflicts(), chosen)

        # On the store's thread, so that it follows the edits that were just handed in.
        self._context.tasks.write(read, self._confirm, owner=self)

    def _confirm(self, plan: PushPlan) -> None:
        if plan.changes:
            confirmation = PushConfirmation(self._window, plan, self._context.place)
            confirmation.accepted.connect(lambda: self._submit(plan))
            self.dialog = confirmation
            confirmation.open()
        elif plan.under_way:
            self._go_on()
        elif plan.held_back:
            self._context.notifier.done(self.tr("Every change waits for a conflict to be decided."))
            self.decide()
        else:
            self._context.notifier.done(self.tr("There is nothing to push."))

    def _submit(self, plan: PushPlan) -> None:
        self._context.edits.submit(plan.op_ids, initiator=self, done=lambda _changes: self._go_on())

    def _go_on(self) -> None:
        self._status.begin(PUSH)
        self._context.engine.push()

    def _on_push_finished(self, report: PushReport) -> None:
        if not report.fields:
            if report.stopped is None:
                self._context.notifier.done(self.tr("Nothing was left to push."))
            return
        dialog = PushReportDialog(self._window, report)
        dialog.show_wanted.connect(self.show_wanted)
        dialog.conflicts_wanted.connect(self.decide)
        self.dialog = dialog
        dialog.open()

    # ----------------------------------------------------------------------------------------------------- conflicts

    def decide(self, first: UUID | None = None) -> None:
        """Opens the conflicts, at `first` if it is given."""

        def open_them(conflicts: Sequence[ConflictView]) -> None:
            if not conflicts:
                self._context.notifier.done(self.tr("There is no conflict to decide."))
                return
            dialog = ConflictDialog(self._window, self._context, conflicts, first)
            dialog.show_wanted.connect(self.show_wanted)
            self.dialog = dialog
            dialog.open()

        self._context.tasks.read(self._context.queries.conflicts, open_them, owner=self)
