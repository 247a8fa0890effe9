"""The engine's events, told on its own thread, as signals on the UI thread."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from lazi_desktop.ports.audit import AuditPeopleRead, AuditRead
from lazi_desktop.ports.engine import (
    ActivityEnded,
    ActivityFailed,
    AttemptsRead,
    ConnectionChanged,
    EngineEvent,
    HistoryRead,
    HubRestored,
    OpsRefused,
    Progress,
    PullFinished,
    PushFinished,
    QuestionsRead,
    RulesRead,
    RunsRead,
    ScheduleChanged,
    SyncEngine,
    ViewsRead,
    WorkspaceChanged,
)
from lazi_desktop.ports.ledger import PulledCounted, PulledRead, PushesRead, PushResultsRead
from lazi_desktop.ports.push import PreviewProgress, PreviewRead, PushMoved, PushPaused
from lazi_desktop.ports.team import TeamRead
from lazi_desktop.ui.edits import Edits
from lazi_desktop.ui.seeing.events import event_without_costs


class EngineSignals(QObject):
    """What replication brings is announced through `Edits`, so that views have one place to listen."""

    progressed = Signal(object)
    """Progress"""
    connection_changed = Signal(object)
    """ConnectionChanged"""
    pull_finished = Signal(object)
    """PullReport"""
    push_finished = Signal(object)
    """PushReport"""
    push_moved = Signal(object)
    """PushMoved"""
    push_paused = Signal(bool)
    preview_progressed = Signal(object)
    """PreviewProgress"""
    preview_read = Signal(object)
    """PreviewRead"""
    failed = Signal(object)
    """ActivityFailed"""
    ended = Signal(str)
    """The name of an activity that had begun by itself."""
    refused = Signal(object)
    """Sequence[RefusedOp]"""
    replicated = Signal()
    hub_restored = Signal(object)
    """HubRestored"""
    runs_read = Signal(object)
    """RunsRead"""
    attempts_read = Signal(object)
    """AttemptsRead"""
    pushes_read = Signal(object)
    """PushesRead"""
    push_results_read = Signal(object)
    """PushResultsRead"""
    pulled_counted = Signal(object)
    """PulledCounted"""
    pulled_read = Signal(object)
    """PulledRead"""
    rules_read = Signal(object)
    """RulesRead"""
    questions_read = Signal(object)
    """QuestionsRead"""
    views_read = Signal(object)
    """ViewsRead"""
    history_read = Signal(object)
    """HistoryRead"""
    audit_read = Signal(object)
    """AuditRead"""
    audit_people_read = Signal(object)
    """AuditPeopleRead"""
    team_read = Signal(object)
    """TeamRead"""
    schedule_changed = Signal(object)
    """Sequence[ScheduledJob]"""
    _told = Signal(object)

    def __init__(self, engine: SyncEngine, edits: Edits) -> None:
        super().__init__()
        self._edits = edits
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        engine.listen(self._hear)

    def _hear(self, event: EngineEvent) -> None:
        if isValid(self):
            self._told.emit(event)

    def _on_told(self, event: EngineEvent) -> None:
        if not self._edits.sees_costs:
            event = event_without_costs(event)
        match event:
            case Progress():
                self.progressed.emit(event)
            case ConnectionChanged():
                if event.level:
                    self._edits.use_level(event.level)
                if event.team is not None:
                    self._edits.use_team_settings(event.team)
                self.connection_changed.emit(event)
            case WorkspaceChanged(changes):
                self._edits.announce(changes)
                self.replicated.emit()
            case OpsRefused(refused):
                self.refused.emit(refused)
            case PullFinished(report):
                self.pull_finished.emit(report)
            case PushFinished(report):
                self.push_finished.emit(report)
            case PushMoved():
                self.push_moved.emit(event)
            case PushPaused(paused):
                self.push_paused.emit(paused)
            case PreviewProgress():
                self.preview_progressed.emit(event)
            case PreviewRead():
                self.preview_read.emit(event)
            case ActivityFailed():
                self.failed.emit(event)
            case ActivityEnded(activity):
                self.ended.emit(activity)
            case HubRestored():
                self.hub_restored.emit(event)
            case RunsRead():
                self.runs_read.emit(event)
            case AttemptsRead():
                self.attempts_read.emit(event)
            case PushesRead():
                self.pushes_read.emit(event)
            case PushResultsRead():
                self.push_results_read.emit(event)
            case PulledCounted():
                self.pulled_counted.emit(event)
            case PulledRead():
                self.pulled_read.emit(event)
            case RulesRead():
                self.rules_read.emit(event)
            case QuestionsRead():
                self.questions_read.emit(event)
            case ViewsRead():
                self.views_read.emit(event)
            case HistoryRead():
                self.history_read.emit(event)
            case AuditRead():
                self.audit_read.emit(event)
            case AuditPeopleRead():
                self.audit_people_read.emit(event)
            case TeamRead():
                self.team_read.emit(event)
            case ScheduleChanged(jobs):
                self.schedule_changed.emit(jobs)
            case _:
                assert_never(event)
