"""Pull and conflicts from the first click to the last word."""

from __future__ import annotations

from dataclasses import replace
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
from lazi_desktop.ui.formatting import moment
from lazi_desktop.ui.sync.conflict_dialog import ConflictDialog
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.flows import SyncFlows
from lazi_desktop.ui.sync.people import person
from lazi_desktop.ui.sync.status import SyncStatus
from tests.fakes.ui_fakes import AT, FakeApp


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

    def conflicts(self) -> ConflictDialog:
        self.settle()
        assert isinstance(self.flows.dialog, ConflictDialog)
        return self.flows.dialog


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


@pytest.fixture
def two(flow: Flow) -> Flow:
    for number in (1, 2):
        flow.app.book.conflict_on(flow.key(number), "price", ours=Decimal("24.99"), theirs=Decimal("23.40"))
    return flow


def test_the_three_values_stand_side_by_side(two: Flow) -> None:
    two.flows.decide()
    dialog = two.conflicts()
    assert dialog.title.text() == "Conflict 1 of 2"
    assert dialog.subject.text().endswith("· Price")
    texts = [label.text() for label in dialog.findChildren(type(dialog.title)) if label.property("value")]
    assert texts == ["3.87", "23.40", "24.99", "24.99"]


@pytest.mark.parametrize(
    ("key", "ours_left"), [(Qt.Key.Key_Right, Decimal("24.99")), (Qt.Key.Key_Left, None)]
)
def test_a_key_decides_and_the_next_one_follows(two: Flow, key: Qt.Key, ours_left) -> None:
    two.flows.decide()
    dialog = two.conflicts()
    two.qtbot.keyClick(dialog, key)
    two.settle()
    assert dialog.title.text() == "Conflict 1 of 1"
    left = two.app.book.overrides.get((two.key(1), "price"))
    assert (left[0] if left else None) == ours_left
    with two.qtbot.waitSignal(dialog.accepted):
        two.qtbot.keyClick(dialog, key)
    assert two.app.notifier.told == ["All conflicts are decided."]


def test_a_third_value_is_typed_and_checked_as_one_types(two: Flow) -> None:
    two.flows.decide()
    dialog = two.conflicts()
    two.qtbot.keyClick(dialog, Qt.Key.Key_E)
    editor = dialog.editor
    assert editor is not None
    assert editor.text() == "24.99"
    two.qtbot.keyClicks(editor.input, "abc")
    assert dialog.problem.text() == "“abc” is not a number. Type it like 1234.50."
    two.qtbot.keyClick(editor.input, Qt.Key.Key_Return)
    two.settle()
    assert len(two.app.book.open_conflicts) == 2
    editor.input.selectAll()
    two.qtbot.keyClicks(editor.input, "24,50 $")
    assert dialog.problem.text() == ""
    two.qtbot.keyClick(editor.input, Qt.Key.Key_Return)
    two.settle()
    assert two.app.book.overrides[two.key(1), "price"][0] == Decimal("24.5")


def test_leafing_through_decides_nothing(two: Flow) -> None:
    two.flows.decide()
    dialog = two.conflicts()
    two.qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    assert dialog.title.text() == "Conflict 2 of 2"
    assert not dialog.next.isEnabled()
    two.qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    two.qtbot.keyClick(dialog, Qt.Key.Key_PageUp)
    assert dialog.title.text() == "Conflict 1 of 2"
    assert len(two.app.book.open_conflicts) == 2


def test_ours_bears_the_time_of_the_change_not_of_the_conflict(two: Flow) -> None:
    first, second = two.app.book.open_conflicts.values()
    two.app.book.open_conflicts[first.conflict_id] = replace(
        first, mine=False, at="2026-03-05T16:45:00.0000000Z"
    )
    two.app.book.open_conflicts[second.conflict_id] = replace(
        second, mine=False, standing=False, at="2026-03-05T16:45:00.0000000Z"
    )
    del two.app.book.overrides[second.entity_key, "price"]
    two.flows.decide()
    dialog = two.conflicts()
    texts = [label.text() for label in dialog.findChildren(type(dialog.title))]
    assert f"Dana · {moment(AT)}" in texts
    two.qtbot.keyClick(dialog, Qt.Key.Key_PageDown)
    texts = [label.text() for label in dialog.findChildren(type(dialog.title))]
    assert f"Dana · found {moment('2026-03-05T16:45:00.0000000Z')}" in texts


@pytest.mark.parametrize(
    ("name", "said"),
    [("root on vm", "you"), ("", "you"), ("Dana", "Dana"), ("root on vm (command line)", None)],
)
def test_this_device_is_you(name: str, said: str | None) -> None:
    assert person(name, frozenset({"root on vm"})) == (said or name)
    assert person(name, frozenset()) == name


def test_the_dialog_opens_at_the_conflict_asked_for(two: Flow) -> None:
    second = list(two.app.book.open_conflicts)[1]
    two.flows.decide(second)
    assert two.conflicts().title.text() == "Conflict 2 of 2"


def test_a_conflict_that_somebody_settled_is_looked_at_again(two: Flow) -> None:
    two.flows.decide()
    dialog = two.conflicts()
    two.app.book.open_conflicts.pop(next(iter(two.app.book.open_conflicts)))
    two.qtbot.keyClick(dialog, Qt.Key.Key_Right)
    two.settle()
    assert "Somebody has settled this conflict already." in dialog.problem.text()
    assert dialog.title.text() == "Conflict 1 of 1"
    assert dialog.keep.isEnabled()


def test_long_descriptions_are_shown_as_text(flow: Flow) -> None:
    flow.app.book.conflict_on(
        flow.key(1), "description", ours="<p>Ours &amp; more</p>", theirs="<p>A</p><p>B</p>"
    )
    flow.flows.decide()
    dialog = flow.conflicts()
    from PySide6.QtWidgets import QPlainTextEdit

    texts = [shown.toPlainText() for shown in dialog.findChildren(QPlainTextEdit)]
    assert texts[1:] == ["A\nB", "Ours & more", "Ours & more"]


def test_what_cannot_be_typed_can_still_be_decided(flow: Flow) -> None:
    flow.app.book.conflict_on(flow.key(1), "categories", ours=[1, 2], theirs=[3])
    flow.flows.decide()
    dialog = flow.conflicts()
    assert not dialog.edit.isEnabled()
    two_entries = [
        label.text() for label in dialog.findChildren(type(dialog.title)) if label.property("value")
    ]
    assert two_entries[1:3] == ["#3", "#1\n#2"]


def test_no_conflicts_is_said(flow: Flow) -> None:
    flow.flows.decide()
    flow.settle()
    assert flow.app.notifier.told == ["There is no conflict to decide."]
