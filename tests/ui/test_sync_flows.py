"""Pull and conflicts from the first click to the last word."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.errors import HubUnavailable, PullStopped
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import (
    ActivityFailed,
    Connection,
    ConnectionChanged,
    KindReport,
    PullFinished,
    PullReport,
)
from lazi_desktop.ports.hub_pull import IngestCounts
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.flows import SyncFlows
from lazi_desktop.ui.sync.status import SyncStatus
from tests.fakes.ui_fakes import FakeApp


class Flow:
    def __init__(self, app: FakeApp, qtbot) -> None:
        self.app = app
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.signals = EngineSignals(app.engine, app.edits)
        self.status = SyncStatus(self.signals, app.state)
        self.flows = SyncFlows(app.context, self.signals, self.status, self.window)

    def settle(self) -> None:
        self.app.settle(self.qtbot)

    def key(self, number: int):
        return self.app.book.skus[number]


@pytest.fixture
def flow(app: FakeApp, qtbot) -> Flow:
    return Flow(app, qtbot)


# ---------------------------------------------------------------------------------------------------------------- pull


def go(flow: Flow, connection: Connection) -> None:
    with flow.qtbot.waitSignal(flow.signals.connection_changed):
        flow.app.engine.tell(ConnectionChanged(connection))


def test_a_pull_without_the_database_says_why_nothing_happens(flow: Flow) -> None:
    go(flow, Connection.OFFLINE)
    flow.status.dismiss()
    flow.flows.pull()
    with flow.qtbot.waitSignal(flow.signals.failed):
        flow.app.engine.tell(ActivityFailed("pull", HubUnavailable("No answer.")))
    assert flow.app.notifier.told == [str(HubUnavailable("No answer."))]


def test_a_pull_tells_what_came(flow: Flow) -> None:
    kinds = [
        KindReport(EntityKind.MATERIAL, IngestCounts(received=100, added=12, changed=1040, conflicts=1)),
        KindReport(EntityKind.SERVICE, IngestCounts(received=10), unreadable=2),
    ]
    with flow.qtbot.waitSignal(flow.signals.pull_finished):
        flow.app.engine.tell(PullFinished(PullReport(kinds, 1.0)))
    news = "12 SKUs are new, 1,040 changed, 1 conflict. 2 could not be read and were left as they are."
    assert flow.app.notifier.told == [f"Pulled from ServiceTitan: {news}"]


def test_a_pull_tells_skus_and_categories_apart(flow: Flow) -> None:
    kinds = [
        KindReport(EntityKind.CATEGORY, IngestCounts(added=1543)),
        KindReport(EntityKind.MATERIAL, IngestCounts(added=6011)),
        KindReport(EntityKind.SERVICE, IngestCounts(added=2454)),
    ]
    with flow.qtbot.waitSignal(flow.signals.pull_finished):
        flow.app.engine.tell(PullFinished(PullReport(kinds, 1.0)))
    one = [KindReport(EntityKind.CATEGORY, IngestCounts(added=1))]
    with flow.qtbot.waitSignal(flow.signals.pull_finished):
        flow.app.engine.tell(PullFinished(PullReport(one, 1.0)))
    assert flow.app.notifier.told == [
        "Pulled from ServiceTitan: 8,465 SKUs and 1,543 categories are new.",
        "Pulled from ServiceTitan: 1 category is new.",
    ]


def test_a_pull_without_news_says_so_to_whoever_asked_for_it(flow: Flow) -> None:
    with flow.qtbot.waitSignal(flow.signals.pull_finished):
        flow.app.engine.tell(PullFinished(PullReport([], 1.0)))
    assert flow.app.notifier.told == []  # the schedule's
    flow.flows.pull()
    with flow.qtbot.waitSignal(flow.signals.pull_finished):
        flow.app.engine.tell(PullFinished(PullReport([], 1.0)))
    assert flow.app.notifier.told == ["Pulled from ServiceTitan: nothing new."]


@pytest.mark.parametrize("full", [False, True])
def test_the_tripwire_stops_by_default_and_goes_on_when_told(flow: Flow, full: bool) -> None:
    flow.flows.pull(full=full)
    with flow.qtbot.waitSignal(flow.status.stopped_to_ask):
        flow.app.engine.tell(ActivityFailed("pull", PullStopped("130 of 6,011 materials are missing.")))
    dialog = flow.flows.dialog
    assert dialog is not None
    assert "130 of 6,011" in dialog.text.text()
    from PySide6.QtWidgets import QPushButton

    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    assert buttons["Stop here"].isDefault()
    flow.qtbot.mouseClick(buttons["Accept and go on"], Qt.MouseButton.LeftButton)
    assert flow.app.engine.calls[-1] == ("pull", {"full": full, "accept": True})


def test_stopping_at_the_tripwire_pulls_nothing(flow: Flow) -> None:
    flow.flows.pull()
    with flow.qtbot.waitSignal(flow.status.stopped_to_ask):
        flow.app.engine.tell(ActivityFailed("pull", PullStopped("130 of 6,011 materials are missing.")))
    assert flow.flows.dialog is not None
    flow.qtbot.keyClick(flow.flows.dialog, Qt.Key.Key_Escape)
    assert len(flow.app.engine.calls) == 1


# ----------------------------------------------------------------------------------------------------------- conflicts


def test_whoever_wants_to_decide_is_led_to_the_desk(flow: Flow) -> None:
    found = flow.app.book.conflict_on(flow.key(1), "price", ours=Decimal(3), theirs=Decimal(4))
    with flow.qtbot.waitSignal(flow.flows.desk_wanted) as wanted:
        flow.flows.decide(found.conflict_id)
    assert wanted.args == [found.conflict_id]


def test_no_conflicts_is_said(flow: Flow) -> None:
    flow.flows.decide()
    flow.settle()
    assert flow.app.notifier.told == ["There is no conflict to decide."]
