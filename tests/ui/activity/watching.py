"""Somebody in front of the Activity page."""

from __future__ import annotations

from lazi_desktop.ports.audit import AuditPeopleRead, AuditRead
from lazi_desktop.ports.engine import (
    AttemptsRead,
    ConnectionChanged,
    Progress,
    RunsRead,
    ScheduleChanged,
    ScheduledJob,
)
from lazi_desktop.ports.ledger import PulledCounted, PulledRead, PushesRead, PushResultsRead
from lazi_desktop.ui.activity.activity_page import ActivityPage
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.status import SyncStatus
from tests.fakes.ui_fakes import FakeApp
from tests.ui.activity.runs import NOW, a_run

JOBS = [
    ScheduledJob("pull", "Pull of changes", "*/5 * * * *", NOW.replace(minute=3)),
    ScheduledJob("push", "Push", "* * * * *", NOW),
    ScheduledJob("sweep", "Pull of everything", "30 2 * * *", NOW.replace(minute=9)),
]


class Watcher:
    def __init__(self, app: FakeApp, qtbot) -> None:
        self.app = app
        self.qtbot = qtbot
        self.signals = EngineSignals(app.engine, app.edits)
        self.status = SyncStatus(self.signals, app.state, now=lambda: NOW)
        self.page = ActivityPage(app.context, self.signals, self.status, now=lambda: NOW)
        qtbot.addWidget(self.page)
        self.page.resize(1180, 700)

    def open(self) -> None:
        self.page.show()
        self.qtbot.waitExposed(self.page)

    def tell(self, event) -> None:
        """Tells it and waits until it has arrived."""
        signals = self.signals
        told_as = {
            RunsRead: signals.runs_read,
            AttemptsRead: signals.attempts_read,
            PushesRead: signals.pushes_read,
            PushResultsRead: signals.push_results_read,
            PulledCounted: signals.pulled_counted,
            PulledRead: signals.pulled_read,
            AuditRead: signals.audit_read,
            AuditPeopleRead: signals.audit_people_read,
            ScheduleChanged: signals.schedule_changed,
            ConnectionChanged: signals.connection_changed,
            Progress: signals.progressed,
        }
        with self.qtbot.waitSignal(told_as[type(event)]):
            self.app.engine.tell(event)

    def lines(self) -> list[tuple[str, ...]]:
        model = self.page.model
        return [
            tuple(model.index(row, column).data() for column in range(model.columnCount()))
            for row in range(model.rowCount())
        ]

    def titles(self) -> list[str]:
        return [line[0] for line in self.lines()]

    def choose(self, row: int) -> None:
        self.page.table.selectRow(row)


def pushed():
    return a_run("push", 200, took=42, counts={"verified": 36, "failed": 1}, by="Luis", device="TRUCK-4")
