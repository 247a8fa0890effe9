"""Closes change-sets by itself once reading back proved everything in them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject

from lazi_desktop.domain.errors import LaziError, NothingToDo
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.close_change_sets import close_emptied
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.push import PushMoved, PushReport, PushResult
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.review.change_sets import ChangeSets
from lazi_desktop.ui.sync.engine_signals import EngineSignals


class Closing(QObject):
    """What is proved is not pending any more when the push tells of it: what lies where is looked up on its way."""

    def __init__(self, context: UiContext, signals: EngineSignals, sets: ChangeSets) -> None:
        super().__init__(sets)
        self._context = context
        self._sets = sets
        self._reading = LatestRead(context.tasks, context.notifier, self)
        self._lies_in: dict[UUID, UUID] = {}
        """Submitted ops that are in a change-set."""
        self._proved: set[UUID] = set()
        self._is_pushing = False
        context.edits.changed.connect(self._on_changed)
        signals.push_moved.connect(self._on_moved)
        signals.push_finished.connect(self._on_finished)

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        if Aspect.STATE in changes.aspects and initiator is not None:
            self._look_up()

    def _on_moved(self, _moved: PushMoved) -> None:
        if not self._is_pushing:
            self._is_pushing = True
            self._look_up()

    def _look_up(self) -> None:
        queries = self._context.queries
        self._reading.ask(
            lambda: [
                (one.op_id, one.change_set)
                for one in queries.pending()
                if one.state is OverrideState.SUBMITTED and one.change_set is not None
            ],
            self._take,
        )

    def _take(self, found: Sequence[tuple[UUID, UUID]]) -> None:
        self._lies_in |= dict(found)
        self._close_emptied()

    def _on_finished(self, report: PushReport) -> None:
        self._is_pushing = False
        self._proved |= {
            one.op_id for one in report.fields if one.result is PushResult.VERIFIED and one.op_id is not None
        }
        self._close_emptied()
        if not self._reading.is_running:
            self._proved.clear()

    def _close_emptied(self) -> None:
        edits = self._context.edits
        perhaps = {self._lies_in.pop(op_id) for op_id in self._proved & self._lies_in.keys()}
        if not perhaps or not edits.may_edit:
            return
        name = self._sets.name(next(iter(perhaps))) if len(perhaps) == 1 else ""

        def closed(changes: Changes) -> None:
            count = counted(len(changes.op_ids), self.tr("change-set"), self.tr("change-sets"))
            words = self.tr("Closed: {name}. ServiceTitan has everything that was in it.")
            self._context.notifier.done(words.format(name=name or count))

        edits.do(
            lambda work: close_emptied(work, perhaps), initiator=self, done=closed, failed=self._on_failed
        )

    def _on_failed(self, error: LaziError) -> None:
        if not isinstance(error, NothingToDo):
            self._context.notifier.problem(error)
