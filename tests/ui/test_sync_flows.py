"""Pull, push and conflicts from the first click to the last word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.errors import HubUnavailable, NothingToDo, PullStopped
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.engine import (
    ActivityFailed,
    Connection,
    ConnectionChanged,
    KindReport,
    PullFinished,
    PullReport,
    PushedField,
    PushFinished,
    PushReport,
    PushResult,
)
from lazi_desktop.ports.hub_pull import IngestCounts
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ui.formatting import moment
from lazi_desktop.ui.sync.conflict_dialog import ConflictDialog
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.flows import SyncFlows
from lazi_desktop.ui.sync.people import person
from lazi_desktop.ui.sync.push_confirmation import PushConfirmation
from lazi_desktop.ui.sync.push_report import PushReportDialog, waiting_words
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

    def change(self, number: int, field: str = "price", value=Decimal(99), **more):
        return self.app.book.override(self.key(number), field, value, **more)

    def confirmation(self) -> PushConfirmation:
        self.settle()
        assert isinstance(self.flows.dialog, PushConfirmation)
        return self.flows.dialog

    def conflicts(self) -> ConflictDialog:
        self.settle()
        assert isinstance(self.flows.dialog, ConflictDialog)
        return self.flows.dialog

    def submitted(self) -> set[str]:
        ops = [op for op in self.app.book.ledger if op.kind is OpKind.SUBMIT]
        return {op_id for op in ops for op_id in op.value}


@pytest.fixture
def flow(app: FakeApp, qtbot) -> Flow:
    return Flow(app, qtbot)


# ---------------------------------------------------------------------------------------------------------------- push


def test_push_sends_exactly_what_was_shown(flow: Flow) -> None:
    shown = {str(flow.change(number)) for number in (1, 2)} | {str(flow.change(1, "cost"))}
    flow.flows.push()
    dialog = flow.confirmation()
    assert dialog.title.text() == "Push 3 changes in 2 entries to ServiceTitan (demo)?"
    assert dialog.table.rowCount() == 3
    assert dialog.push.isDefault()
    late = flow.change(3)  # somebody goes on editing while the question stands
    dialog.accept()
    flow.settle()
    assert flow.submitted() == shown
    assert str(late) not in flow.submitted()
    assert flow.app.engine.calls == [("push", None)]
    assert flow.status.activity == "push"


def test_an_edit_made_while_the_question_stands_is_not_sent(flow: Flow) -> None:
    flow.change(1)
    kept = flow.change(2)
    flow.flows.push()
    dialog = flow.confirmation()
    flow.change(1, value=Decimal(1))
    dialog.accept()
    flow.settle()
    assert flow.submitted() == {str(kept)}


def test_cancel_sends_nothing(flow: Flow) -> None:
    flow.change(1)
    flow.flows.push()
    flow.confirmation().reject()
    flow.settle()
    assert flow.submitted() == set()
    assert flow.app.engine.calls == []


def go(flow: Flow, connection: Connection) -> None:
    with flow.qtbot.waitSignal(flow.signals.connection_changed):
        flow.app.engine.tell(ConnectionChanged(connection))


WAITS = "Confirmed. It goes out when the shared database is back."


def test_what_is_confirmed_offline_says_that_it_waits_and_goes_out_by_itself(flow: Flow) -> None:
    go(flow, Connection.OFFLINE)
    flow.change(1)
    flow.flows.push()
    flow.confirmation().accept()
    flow.settle()
    assert flow.app.notifier.told == [WAITS]
    assert flow.app.engine.asked("push") == []
    assert flow.status.activity == ""
    flow.flows.push()  # clicked again: the same answer, never silence
    flow.settle()
    assert flow.app.notifier.told == [WAITS, WAITS]
    go(flow, Connection.ONLINE)
    go(flow, Connection.ONLINE)
    assert flow.app.engine.asked("push") == [None]


def test_a_push_that_finds_the_database_away_says_that_it_waits(flow: Flow) -> None:
    flow.change(1)
    flow.flows.push()
    flow.confirmation().accept()
    flow.settle()
    with flow.qtbot.waitSignal(flow.signals.failed):
        flow.app.engine.tell(ActivityFailed("push", HubUnavailable("No answer.")))
    assert flow.app.notifier.told == [WAITS]
    go(flow, Connection.ONLINE)
    assert flow.app.engine.asked("push") == [None, None]


def test_a_push_that_loses_the_database_before_it_sent_says_that_it_waits(flow: Flow) -> None:
    flow.change(1)
    flow.flows.push()
    flow.confirmation().accept()
    flow.settle()
    with flow.qtbot.waitSignal(flow.signals.push_finished):
        flow.app.engine.tell(PushFinished(PushReport([], 0, 1.0, stopped=HubUnavailable("No answer."))))
    assert flow.app.notifier.told == [WAITS]


def test_a_pull_without_the_database_says_why_nothing_happens(flow: Flow) -> None:
    go(flow, Connection.OFFLINE)
    flow.status.dismiss()
    flow.flows.pull()
    with flow.qtbot.waitSignal(flow.signals.failed):
        flow.app.engine.tell(ActivityFailed("pull", HubUnavailable("No answer.")))
    assert flow.app.notifier.told == [str(HubUnavailable("No answer."))]


def test_chosen_changes_alone_are_pushed(flow: Flow) -> None:
    flow.change(1)
    chosen = flow.change(2)
    flow.flows.push([chosen])
    flow.confirmation().accept()
    flow.settle()
    assert flow.submitted() == {str(chosen)}


def test_a_conflict_holds_back_what_is_decided_with_it(flow: Flow) -> None:
    flow.app.book.conflict_on(flow.key(1), "price", ours=Decimal(3), theirs=Decimal(4))
    flow.change(1, "member_price")  # prices move together
    free = flow.change(1, "display_name", "New name")
    flow.flows.push()
    dialog = flow.confirmation()
    assert dialog.plan.op_ids == (free,)
    assert [note.text() for note in dialog.notes] == [
        "2 changes wait for you to decide a conflict and will not be sent."
    ]
    assert dialog.cancel.isDefault()


def test_what_failed_before_is_named_and_cancel_is_the_default(flow: Flow) -> None:
    flow.change(1, state=OverrideState.FAILED, detail="Too low.")
    flow.change(2, state=OverrideState.SUBMITTED)
    flow.flows.push()
    dialog = flow.confirmation()
    assert len(dialog.plan.changes) == 1
    assert [note.text() for note in dialog.notes] == [
        "1 change did not go through last time and will be tried again.",
        "1 change sent earlier still waits for ServiceTitan's answer.",
    ]
    assert dialog.cancel.isDefault()


def test_what_was_submitted_goes_on_without_a_question(flow: Flow) -> None:
    flow.change(1, state=OverrideState.SUBMITTED)
    flow.flows.push()
    flow.settle()
    assert flow.flows.dialog is None
    assert flow.app.engine.calls == [("push", None)]


def test_nothing_to_push_is_said(flow: Flow) -> None:
    flow.flows.push()
    flow.settle()
    assert flow.app.notifier.told == ["There is nothing to push."]


def test_a_refused_submission_is_told_and_not_pushed(flow: Flow) -> None:
    flow.change(1)
    flow.flows.push()
    dialog = flow.confirmation()
    flow.app.workspace.refuse = NothingToDo("There is no change left to push.")
    dialog.accept()
    flow.settle()
    assert [str(error) for error in flow.app.notifier.problems] == [
        "There is nothing to do. There is no change left to push."
    ]
    assert flow.app.engine.calls == []


def pushed(flow: Flow, number: int, result: PushResult, detail: str = "") -> PushedField:
    row = flow.app.book.row(number)
    return PushedField(row.key, row.kind, row.code, row.name, "price", result, Decimal(9), Decimal(8), detail)


def finish(flow: Flow, report: PushReport, *, asked: bool = True) -> None:
    """The engine ends a push, which a person asked for or which it began by itself."""
    if asked:
        flow.change(9, state=OverrideState.SUBMITTED)
        flow.flows.push()
        flow.settle()
    with flow.qtbot.waitSignal(flow.signals.push_finished):
        flow.app.engine.tell(PushFinished(report))
    flow.settle()


def test_the_report_puts_problems_first_with_servicetitans_words(flow: Flow) -> None:
    fields = [
        pushed(flow, 0, PushResult.VERIFIED),
        pushed(flow, 1, PushResult.DIFFERS),
        pushed(flow, 2, PushResult.FAILED, "Price must not be lower than cost."),
        pushed(flow, 3, PushResult.VERIFIED),
    ]
    finish(flow, PushReport(fields, 5, 1.25))
    dialog = flow.flows.dialog
    assert isinstance(dialog, PushReportDialog)
    assert dialog.title.text() == "2 of 4 changes pushed and proved"
    results = [dialog.table.model().index(row, 0).data() for row in range(4)]
    assert results == ["Failed", "Differs", "Proved", "Proved"]
    assert dialog.words.text() == "Price must not be lower than cost."
    with flow.qtbot.waitSignal(flow.flows.show_wanted) as shown:
        flow.qtbot.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)
    assert shown.args == [flow.key(2)]


def test_the_confirmation_and_the_report_name_categories(flow: Flow) -> None:
    ids = {node.name: node.remote_id for node in flow.app.book.nodes}
    before = flow.app.book.mirror[flow.key(1)][1]
    before["categories"] = [ids["Tees"]]
    flow.change(1, "categories", [ids["Unions"]])
    flow.flows.push()
    dialog = flow.confirmation()
    assert dialog.table.model().index(0, 3).data() == "Plumbing › Tees"
    assert dialog.table.model().index(0, 4).data() == "+ Plumbing › Unions  − Plumbing › Tees"
    assert (
        dialog.table.model().index(0, 4).data(Qt.ItemDataRole.ToolTipRole)
        == "+ Plumbing › Unions\n− Plumbing › Tees"
    )
    dialog.accept()
    flow.settle()
    row = flow.app.book.row(1)
    field = PushedField(
        row.key,
        row.kind,
        row.code,
        row.name,
        "categories",
        PushResult.DIFFERS,
        [ids["Unions"]],
        [ids["Tees"]],
    )
    finish(flow, PushReport([field], 1, 0.1), asked=False)
    report = flow.flows.dialog
    assert isinstance(report, PushReportDialog)
    assert report.table.model().index(0, 4).data() == "+ Plumbing › Unions  − Plumbing › Tees"
    assert report.table.model().index(0, 5).data() == "Plumbing › Tees"


def test_what_differs_says_what_to_do(flow: Flow) -> None:
    finish(flow, PushReport([pushed(flow, 1, PushResult.DIFFERS)], 1, 0.1))
    dialog = flow.flows.dialog
    assert isinstance(dialog, PushReportDialog)
    words = "ServiceTitan answered OK and kept its old value. Yours stays here as a change; push again or revert it."
    assert dialog.table.model().index(0, 6).data() == words
    assert dialog.words.text() == words


def test_what_waits_says_when_it_is_looked_at_again(flow: Flow) -> None:
    finish(flow, PushReport([], 0, 0.1, waiting=1, look_again_in=90.0))
    told = flow.app.notifier.told[-1]
    assert told.startswith("1 entry waits: ServiceTitan may still be working on it. LAZI looks again at ")
    fields = [pushed(flow, 1, PushResult.WAITING)]
    finish(flow, PushReport(fields, 1, 0.1, waiting=2))
    dialog = flow.flows.dialog
    assert isinstance(dialog, PushReportDialog)
    assert dialog.waiting.text() == "2 entries wait: ServiceTitan may still be working on them."
    assert dialog.waiting.isVisible()


def test_the_time_is_the_time_of_the_clock_on_the_wall() -> None:
    now = datetime(2026, 3, 3, 16, 47, tzinfo=UTC)
    due = (now + timedelta(seconds=120)).astimezone()
    words = waiting_words(PushReport([], 0, 0.1, waiting=1, look_again_in=120), now=now)
    assert words.endswith(f"LAZI looks again at {due:%H:%M}.")


def test_nothing_left_is_said_only_when_nothing_waits(flow: Flow) -> None:
    finish(flow, PushReport([], 0, 0.1))
    assert flow.app.notifier.told == ["Nothing was left to push."]


def test_a_push_that_nobody_asked_for_opens_no_dialog(flow: Flow) -> None:
    finish(flow, PushReport([], 0, 0.1), asked=False)
    finish(flow, PushReport([pushed(flow, 1, PushResult.WAITING)], 0, 0.1, waiting=1), asked=False)
    assert flow.app.notifier.told == []
    finish(flow, PushReport([pushed(flow, 1, PushResult.VERIFIED)], 1, 0.1), asked=False)
    finish(flow, PushReport([pushed(flow, 1, PushResult.DIFFERS)], 1, 0.1), asked=False)
    assert flow.app.notifier.told == [
        "1 change pushed and proved.",
        "0 of 1 change pushed and proved. Review shows what needs you.",
    ]
    assert flow.flows.dialog is None


def test_a_report_with_conflicts_leads_to_them(flow: Flow) -> None:
    flow.app.book.conflict_on(flow.key(1), "price", ours=Decimal(3), theirs=Decimal(4))
    report = PushReport([pushed(flow, 1, PushResult.CONFLICT)], 1, 0.1)
    finish(flow, report)
    dialog = flow.flows.dialog
    assert isinstance(dialog, PushReportDialog)
    dialog.conflicts_wanted.emit()
    dialog.accept()
    flow.conflicts()


# ---------------------------------------------------------------------------------------------------------------- pull


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
