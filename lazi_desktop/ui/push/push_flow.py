"""A push from the first click to its report. Owns the preview and the panel, decides nothing about data.

Without ServiceTitan's keys it ends with what is submitted: a computer that has them sends it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.submit import recall_changes
from lazi_desktop.operations.submit_shown import submit_shown
from lazi_desktop.ports.engine import ActivityFailed, Connection, ConnectionChanged
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import PendingChange
from lazi_desktop.ports.push import (
    PreviewProgress,
    PreviewRead,
    PushMoved,
    PushReport,
    PushResult,
    PushStep,
    SkuPush,
)
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.push.cut_push import CutPush, WentOn
from lazi_desktop.ui.push.exporting import Exporting
from lazi_desktop.ui.push.left_over import may_have_gone, with_left_over
from lazi_desktop.ui.push.planned import Planned, read_planned
from lazi_desktop.ui.push.preview_dialog import Look, PushPreviewDialog
from lazi_desktop.ui.push.preview_rows import PreviewRow
from lazi_desktop.ui.push.push_panel import PushPanel
from lazi_desktop.ui.sync.difference import CategoryPaths, category_paths, wants_categories
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.list_changes import list_changes
from lazi_desktop.ui.sync.push_report import pushed_words, waiting_words
from lazi_desktop.ui.sync.status import PUSH, SyncStatus

PREVIEW = "preview"
NOT_SENT = (PushResult.WAITING, PushResult.HELD)

_MOVES_VALUES = frozenset((Aspect.FIELDS, Aspect.STATE, Aspect.CHANGE_SETS, Aspect.EVERYTHING))
_MAY_MOVE_ANY = frozenset((Aspect.CHANGE_SETS, Aspect.EVERYTHING))  # a set that is held back names no entity


class PushFlow(QObject):
    """`window` is what dialogs belong to; `show_wanted(key)` asks for an entry to be shown in the grid.

    `push_asked()` comes before a push looks at what is pending: whoever holds something typed saves it now.
    `conflicts_wanted()`: every change waits for a conflict, or the report leads there. `review_wanted()`: look.
    `activity_wanted()`: what was sent is to be shown.
    """

    show_wanted = Signal(object)
    push_asked = Signal()
    conflicts_wanted = Signal()
    review_wanted = Signal()
    activity_wanted = Signal()

    def __init__(
        self, context: UiContext, signals: EngineSignals, status: SyncStatus, window: QWidget
    ) -> None:
        super().__init__(window)
        self._context = context
        self._status = status
        self._window = window
        self._asked = False
        self._has_moved = False
        self._is_put_away = False
        self._owed = False
        self._stopping = False
        self._confirmed: Sequence[PendingChange] = ()
        self._chosen: Sequence[UUID] | None = None
        self.preview: PushPreviewDialog | None = None
        self.panel = PushPanel()
        self.exporting = Exporting(context, window)
        self.cut = CutPush(context.engine, signals, context.state, self._read_waiting, self)
        self._connect(signals)

    def _connect(self, signals: EngineSignals) -> None:
        signals.push_finished.connect(self._on_push_finished)
        signals.push_moved.connect(self._on_moved)
        signals.push_paused.connect(self.panel.show_paused)
        signals.preview_read.connect(self._on_preview_read)
        signals.preview_progressed.connect(self._on_preview_progressed)
        signals.failed.connect(self._on_failed)
        signals.ended.connect(self._on_ended)
        signals.connection_changed.connect(self._on_connection_changed)
        self._context.edits.changed.connect(self._on_changed)
        panel, engine = self.panel, self._context.engine
        panel.pause_wanted.connect(lambda: engine.pause(PUSH))
        panel.resume_wanted.connect(lambda: engine.resume(PUSH))
        panel.cancel_wanted.connect(self._on_cancel)
        panel.going_on_wanted.connect(self.go_on)
        panel.look_wanted.connect(self.review_wanted)
        panel.activity_wanted.connect(self._on_activity)
        panel.closed.connect(self._on_closed)
        self.cut.changed.connect(self._show_cut)
        panel.report.show_wanted.connect(self.show_wanted)
        panel.report.conflicts_wanted.connect(self.conflicts_wanted)
        panel.report.retry_wanted.connect(self.retry)

    # ------------------------------------------------------------------------------------------------------- preview

    def push(self, chosen: Sequence[UUID] | None = None) -> None:
        """Shows first what would be sent. `chosen` names the changes by their ops; None means all."""
        self.push_asked.emit()
        self._read(chosen, lambda planned: self._open(planned, chosen))

    def _read(self, chosen: Sequence[UUID] | None, then: Callable[[Planned], None]) -> None:
        queries, pace = self._context.queries, self._context.pace
        # On the store's thread, so that it follows the edits that were just handed in.
        floor = self._context.edits.margin_floor
        self._context.tasks.write(
            lambda: read_planned(queries, chosen, pace(), floor=floor), then, owner=self
        )

    def _open(self, planned: Planned, chosen: Sequence[UUID] | None) -> None:
        if not planned.plan.changes:
            self._say_why_not(planned)
            return
        self._close_preview()
        self._chosen = chosen
        context = self._context
        sender = "" if context.has_keys else self._status.sender_words()
        dialog = PushPreviewDialog(self._window, planned, context.place, me=context.me, sender=sender)
        dialog.accepted.connect(lambda: self._submit_shown(dialog.planned))
        dialog.refresh_wanted.connect(self._refresh)
        dialog.export_wanted.connect(lambda: self.exporting.ask(dialog.planned, dialog.read))
        dialog.finished.connect(lambda _result: self._on_preview_closed(dialog))
        lists = LatestRead(self._context.tasks, self._context.notifier, dialog)
        dialog.lists_wanted.connect(lambda row: self._read_lists(dialog, row, lists))
        self.preview = dialog
        dialog.show()
        self._look()

    def _read_lists(self, dialog: PushPreviewDialog, row: PreviewRow, lists: LatestRead) -> None:
        queries = self._context.queries
        lists.ask(
            lambda: list_changes(queries, row.changes, row.paths),
            lambda found: dialog.show_lists(row, found),
        )

    def _say_why_not(self, planned: Planned) -> None:
        plan, notifier = planned.plan, self._context.notifier
        if plan.under_way:
            self.go_on()
        elif plan.held_back:
            notifier.done(self.tr("Every change waits for a conflict to be decided."))
            self.conflicts_wanted.emit()
        elif plan.set_aside:
            notifier.done(self.tr("Every change is held back."))
        else:
            notifier.done(self.tr("There is nothing to push."))

    def _look(self) -> None:
        """At what ServiceTitan has now."""
        dialog = self.preview
        if dialog is None:
            return
        if self._status.connection is Connection.OFFLINE:
            dialog.show_alone()
            return
        if not self._context.has_keys:
            dialog.show_elsewhere()
            return
        dialog.show_reading()
        self._context.engine.preview(dialog.planned.plan.op_ids)

    def _refresh(self) -> None:
        """What stands now of what was chosen, and what ServiceTitan has."""
        self._read(self._chosen, self._on_refreshed)

    def _on_refreshed(self, planned: Planned) -> None:
        if self.preview is None:
            return
        if not planned.plan.changes:
            self._close_preview()
            self._say_why_not(planned)
            return
        self.preview.show_planned(planned)
        self._look()

    def _on_preview_progressed(self, progress: PreviewProgress) -> None:
        if self.preview is not None:
            self.preview.show_progress(progress)

    def _on_preview_read(self, event: PreviewRead) -> None:
        dialog = self.preview
        if dialog is None or dialog.look is not Look.READING:
            return  # a look that ends when what was looked for is out of date says nothing
        if event.op_ids != frozenset(dialog.planned.plan.op_ids):
            return
        if event.preview is not None:
            dialog.show_read(event.preview)
        elif isinstance(event.error, HubUnavailable):
            dialog.show_alone()
        elif event.error is not None:
            dialog.show_failed(event.error)

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        """Whoever edits, here or elsewhere, and whatever a pull brings, makes a preview of it old."""
        if self.cut.is_cut and changes.aspects & _MOVES_VALUES:
            self.cut.look()
        dialog = self.preview
        if dialog is None or not changes.aspects & _MOVES_VALUES:
            return
        keys = {change.entity_key for change in dialog.planned.plan.changes}
        if not changes.aspects & _MAY_MOVE_ANY and keys.isdisjoint(changes.keys):
            return

        def compare(planned: Planned) -> None:
            if self.preview is not dialog or planned.state == dialog.planned.state:
                return
            if dialog.look is Look.READING:
                self._context.engine.cancel(PREVIEW)
            dialog.show_stale()

        self._read(self._chosen, compare)

    def _close_preview(self) -> None:
        dialog, self.preview = self.preview, None
        if dialog is not None:
            dialog.reject()

    def _on_preview_closed(self, dialog: PushPreviewDialog) -> None:
        if self.preview is dialog:
            self.preview = None
            if dialog.look is Look.READING:
                self._context.engine.cancel(PREVIEW)

    # ---------------------------------------------------------------------------------------------------------- send

    def _submit_shown(self, planned: Planned) -> None:
        """Without what was held back or edited since, of which the preview may not have heard yet."""
        shown, held = planned.plan.changes, planned.held
        self._context.edits.do(
            lambda work: submit_shown(work, shown, held), initiator=self, done=lambda _changes: self.go_on()
        )

    def _submit(self, op_ids: Sequence[UUID]) -> None:
        self._context.edits.submit(op_ids, initiator=self, done=lambda _changes: self.go_on())

    def retry(self, op_ids: Sequence[UUID]) -> None:
        """Exactly these again, as far as nobody has changed them since."""
        queries = self._context.queries

        def still_there() -> list[UUID]:
            wanted = set(op_ids)
            again = (OverrideState.FAILED, OverrideState.DIFFERS)
            return [one.op_id for one in queries.pending() if one.op_id in wanted and one.state in again]

        def submit(found: list[UUID]) -> None:
            if found:
                self._submit(found)
            else:
                self._context.notifier.done(self.tr("None of these stands as it was sent."))

        self._context.tasks.write(still_there, submit, owner=self)

    def go_on(self) -> None:
        """Sends what is confirmed; without the database as soon as it is back."""
        if self._status.connection is Connection.OFFLINE:
            self._wait_for_hub()
            return
        self._owed = False
        if not self._context.has_keys:
            self._leave_to_others()
            return
        self._asked = True
        self._has_moved = self._is_put_away = False
        self._stopping = False
        self._status.begin(PUSH)
        queries = self._context.queries
        self._context.tasks.read(lambda: submitted_changes(queries), self._begin, owner=self)
        self._context.engine.push()

    def _leave_to_others(self) -> None:
        self.panel.end()
        self._context.engine.wake()
        self._context.notifier.done(
            self.tr("Submitted. {computer} sends it by itself while LAZI Desktop runs there.").format(
                computer=self._status.sender_words()
            )
        )

    def _begin(self, confirmed: Sequence[PendingChange]) -> None:
        if self._asked:
            self._confirmed = confirmed
            waiting = steps_of(confirmed)
            self.cut.note_begin(len(waiting))
            self.panel.begin(waiting)

    def _on_moved(self, moved: PushMoved) -> None:
        """A push that began by itself goes on quietly."""
        if self._asked:
            self._has_moved = True
            self.panel.take(moved)

    def _wait_for_hub(self) -> None:
        self._owed = True
        self.panel.end()
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
        if event.activity != PUSH:
            return
        asked, self._asked = self._asked, False
        if self._stopping:
            self._end()
            self._take_back(None)
        elif self.cut.is_cut or self._has_moved:
            self._show_cut()
            self.cut.look()
        elif asked:
            self._end()
        if asked and isinstance(event.error, HubUnavailable):
            self._wait_for_hub()

    def _on_ended(self, activity: str) -> None:
        if activity == PUSH and self.cut.is_cut:
            self.cut.look()

    # ---------------------------------------------------------------------------------------------------- afterwards

    def _on_push_finished(self, report: PushReport) -> None:
        asked, self._asked = self._asked, False
        if asked and (report.fields or report.stopped is None or not self.cut.is_cut):
            self.cut.forget()
        else:
            self.cut.look()
        if self._stopping and report.stopped is not None:
            self._take_back(report)
        elif not asked:
            self._tell_quietly(report)
        elif report.fields:
            self._show_report(report)
        elif report.stopped is None:
            self.panel.end()
            words = waiting_words(report) or self.tr("Nothing was left to push.")
            self._context.notifier.done(words)
        elif isinstance(report.stopped, HubUnavailable):
            self._wait_for_hub()
        else:
            self.panel.end()

    # ------------------------------------------------------------------------------------------------------- cancelling

    def _on_cancel(self) -> None:
        self.note_stop(PUSH)
        self._context.engine.cancel(PUSH)

    def note_stop(self, activity: str) -> None:
        """A person stops it, here or elsewhere in the window: nothing of it goes out by itself afterwards."""
        self._stopping = self._stopping or activity == PUSH

    def _take_back(self, report: PushReport | None) -> None:
        self._stopping = False
        gone = may_have_gone(report)

        def recall(work: UnitOfWork) -> Changes:
            return recall_changes(
                work,
                [
                    one.op_id
                    for one in work.pending()
                    if one.state is OverrideState.SUBMITTED and one.op_id not in gone
                ],
            )

        def tell(_: object) -> None:
            if report is not None:
                self._show_report(report)

        self._context.edits.do(recall, initiator=self, done=tell, failed=tell)

    def _tell_quietly(self, report: PushReport) -> None:
        """The engine looked again by itself: nobody waits for a report."""
        settled = [field for field in report.fields if field.result not in NOT_SENT]
        if not settled:
            return
        words = f"{pushed_words(report)}."
        if len(settled) > report.count(PushResult.VERIFIED):
            words = f"{words} {self.tr('Review shows what needs you.')}"
        self._context.notifier.done(words)

    def _show_report(self, report: PushReport) -> None:
        """Below the work; a word tells whoever is elsewhere."""
        queries = self._context.queries
        confirmed, self._confirmed = self._confirmed, ()

        def read() -> tuple[PushReport, CategoryPaths]:
            whole = with_left_over(report, confirmed, queries.pending())
            named = wants_categories(field.field for field in whole.fields)
            return whole, category_paths(queries) if named else {}

        # On the store's thread, so that it follows what was taken back.
        self._context.tasks.write(read, lambda found: self._show_whole(*found), owner=self)

    def _show_whole(self, report: PushReport, paths: CategoryPaths) -> None:
        if not report.fields:
            self.panel.end()
            self._context.notifier.done(self.tr("Nothing was left to push."))
            return
        self.panel.show_report(report, paths)
        words = f"{pushed_words(report)}."
        if report.count(PushResult.VERIFIED) < len(report.fields):
            words = f"{words} {self.tr('Review shows what needs you.')}"
        self._context.notifier.done(words)

    # -------------------------------------------------------------------------------------------------- after a crash

    def look_for_cut_push(self) -> None:
        """At the start: whether the window went away in the middle of a push, and what became of that."""
        self.cut.look()

    def _read_waiting(self, take: Callable[[frozenset[EntityKey]], None]) -> None:
        queries = self._context.queries

        def found(left: Sequence[PushStep]) -> None:
            if not self._asked:
                take(frozenset(step.entity_key for step in left))

        self._context.tasks.read(lambda: submitted(queries), found, owner=self)

    def _show_cut(self) -> None:
        told = self.cut.told
        if self._asked or told is None:
            return
        if isinstance(told, WentOn):
            self.panel.show_went_on(told)
        elif self._is_put_away:
            return
        elif self.cut.runs:
            self.panel.show_going_on()
        else:
            self.panel.show_cut(told)

    def _on_activity(self) -> None:
        self.panel.put_away()
        self.cut.forget()
        self.activity_wanted.emit()

    def _on_closed(self) -> None:
        """What became of it was seen; what waits still is told again at the next start."""
        if isinstance(self.cut.told, WentOn):
            self.cut.forget()
        self._is_put_away = True

    def _end(self) -> None:
        """It is over, and there is nothing to tell of it."""
        self.cut.forget()
        self.panel.end()


def submitted_changes(queries: PricebookQueries) -> list[PendingChange]:
    return [one for one in queries.pending() if one.state is OverrideState.SUBMITTED]


def submitted(queries: PricebookQueries) -> list[PushStep]:
    """What waits to be sent, one for each entity."""
    return steps_of(submitted_changes(queries))


def steps_of(changes: Sequence[PendingChange]) -> list[PushStep]:
    found: dict[object, PushStep] = {}
    for one in changes:
        found.setdefault(
            one.entity_key,
            PushStep(one.entity_key, one.entity_kind, one.code, one.name, SkuPush.WAITING),
        )
    return list(found.values())
