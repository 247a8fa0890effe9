"""The last look before a push: what is known here, what ServiceTitan has now, and what is too old to be sent."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from lazi_desktop.domain.errors import HubUnavailable, NothingToDo, RemoteUnavailable
from lazi_desktop.domain.habits import Habit, KnownHabit
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.change_sets import hold_back
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.change_sets import ChangeSet, SetState
from lazi_desktop.ports.engine import ActivityFailed, Connection, PushFinished, WorkspaceChanged
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.push import PreviewProgress, PreviewRead, PushReport, PushResult
from lazi_desktop.ui.push.preview_dialog import Look, PushPreviewDialog
from lazi_desktop.ui.push.preview_words import duration
from tests.ui.push.flows import Flow

WAITS = "Confirmed. It goes out when the shared database is back."
NOTE = 8


def cell(dialog: PushPreviewDialog, row: int, column: int) -> str:
    return str(dialog.model.index(row, column).data())


def test_what_is_known_here_is_shown_before_anybody_has_looked(flow: Flow) -> None:
    flow.change(1, value=Decimal("3.99"))
    flow.change(1, "display_name", "Union, blue")
    flow.change(2, "active", False)
    flow.app.book.make_new(EntityKind.MATERIAL, code="P-1", display_name="Pump", price=Decimal(10))
    dialog = flow.ask()
    assert dialog.title.text() == "Push 6 changes to ServiceTitan (demo)?"
    assert "3 SKUs · 6 changes · 1 new · 1 deactivated · list prices +$0.12" in dialog.text.text()
    assert "requests, at least 1 s at the rate limit" in dialog.text.text()
    assert dialog.look is Look.READING
    assert not dialog.push.isEnabled()
    assert dialog.cancel.isDefault()
    assert flow.app.engine.asked("preview") == [frozenset(dialog.planned.plan.op_ids)]
    by_field = {(cell(dialog, row, 0), cell(dialog, row, 2)): row for row in range(dialog.model.rowCount())}
    price = by_field["UN-1007", "Price"]
    assert [cell(dialog, price, column) for column in (3, 4, 5)] == ["3.87", "3.99", "+0.12"]
    assert ("P-1", "new material") in by_field


def test_it_can_be_sent_once_servicetitan_was_looked_at(flow: Flow) -> None:
    shown = {str(flow.change(number)) for number in (1, 2)}
    flow.ask()
    dialog = flow.look()
    assert dialog.push.isEnabled()
    assert dialog.push.isDefault()
    assert "2 of 2 changes would be sent" in dialog.now.text()
    flow.qtbot.mouseClick(dialog.push, Qt.MouseButton.LeftButton)
    flow.settle()
    assert flow.submitted() == shown
    assert flow.app.engine.asked("push") == [None]
    assert flow.status.activity == "push"
    assert flow.push.preview is None


def test_progress_is_shown_and_cancelling_ends_the_look(flow: Flow) -> None:
    flow.change(1)
    dialog = flow.ask()
    with flow.qtbot.waitSignal(flow.signals.preview_progressed):
        flow.app.engine.tell(PreviewProgress(50, 200))
    assert (dialog.progress.value(), dialog.progress.maximum()) == (50, 200)
    dialog.cancel.click()
    assert flow.app.engine.asked("cancel") == ["preview"]
    assert flow.submitted() == set()
    assert flow.push.preview is None


def test_an_edit_here_makes_it_stale_until_it_is_looked_at_again(flow: Flow) -> None:
    flow.change(1)
    flow.ask()
    dialog = flow.look()
    flow.change(1, value=Decimal(55))
    flow.app.edits.announce(Changes(frozenset({flow.key(1)}), frozenset({Aspect.FIELDS})))
    flow.settle()
    assert dialog.look is Look.STALE
    assert not dialog.push.isEnabled()
    assert dialog.cancel.isDefault()
    dialog.refresh.click()
    flow.settle()
    assert flow.push.preview is dialog
    assert "Looking at" in dialog.now.text()
    assert cell(dialog, 0, 4) == "55.00"
    flow.look()
    dialog.push.click()
    flow.settle()
    assert flow.submitted() == {str(flow.app.book.overrides[flow.key(1), "price"][1])}


def hold(flow: Flow, number: int) -> None:
    """Beside the open preview."""
    ops = [one.op_id for one in flow.app.context.queries.pending() if one.entity_key == flow.key(number)]
    flow.app.edits.do(lambda work: hold_back(work, ops), initiator=flow.window)


def test_a_look_that_ends_after_an_edit_leaves_it_stale(flow: Flow) -> None:
    flow.change(1)
    dialog = flow.ask()
    flow.change(1, value=Decimal(55))
    flow.app.edits.announce(Changes(frozenset({flow.key(1)}), frozenset({Aspect.FIELDS})))
    flow.settle()
    assert dialog.look is Look.STALE
    assert flow.app.engine.asked("cancel") == ["preview"]
    flow.look()
    assert dialog.look is Look.STALE
    assert not dialog.push.isEnabled()


@pytest.mark.parametrize("away", [False, True])
def test_what_is_held_back_beside_it_makes_it_stale_and_is_not_sent(flow: Flow, away: bool) -> None:
    free = flow.change(1)
    flow.change(2)
    if away:
        flow.go(Connection.OFFLINE)
    dialog = flow.ask()
    assert [dialog.look] == [Look.ALONE if away else Look.READING]
    hold(flow, 2)
    flow.settle()
    assert dialog.look is Look.STALE
    if not away:
        flow.look()
    assert not dialog.push.isEnabled()
    dialog.refresh.click()
    flow.settle()
    if not away:
        flow.look()
    dialog.push.click()
    flow.settle()
    assert flow.submitted() == {str(free)}


def test_one_of_the_chosen_that_is_held_back_beside_it_is_shown_anew(flow: Flow) -> None:
    chosen = flow.change(1)
    flow.ask([chosen])
    dialog = flow.look()
    hold(flow, 1)
    flow.settle()
    assert dialog.look is Look.STALE
    dialog.refresh.click()
    flow.settle()
    flow.look().push.click()
    flow.settle()
    assert flow.submitted() == {str(chosen)}


def test_what_is_held_back_in_the_moment_of_the_click_stays_here(flow: Flow) -> None:
    free = flow.change(1)
    flow.change(2)
    flow.ask()
    dialog = flow.look()
    hold(flow, 2)
    dialog.push.click()  # before the preview has heard of it
    flow.settle()
    assert flow.submitted() == {str(free)}


@pytest.mark.parametrize("edited", [False, True])
def test_a_new_entry_of_which_a_field_changes_in_that_moment_stays_whole(flow: Flow, edited: bool) -> None:
    free = flow.change(1)
    flow.app.book.make_new(EntityKind.MATERIAL, code="P-1", display_name="Pump", price=Decimal(10))
    flow.ask()
    dialog = flow.look()
    code = next(one for one in flow.app.context.queries.pending() if one.creates and one.field == "code")
    if edited:
        flow.app.edits.edit([FieldEdit(code.entity_key, "code", "P-2", "P-1")], initiator=flow.window)
    else:
        flow.app.edits.do(lambda work: hold_back(work, [code.op_id]), initiator=flow.window)
    dialog.push.click()
    flow.settle()
    assert flow.submitted() == {str(free)}


def test_what_a_pull_moved_in_servicetitan_makes_it_stale(flow: Flow) -> None:
    flow.change(1)
    flow.ask()
    dialog = flow.look()
    flow.app.book.mirror[flow.key(1)][1]["price"] = Decimal(7)
    with flow.qtbot.waitSignal(flow.signals.replicated):
        flow.app.engine.tell(WorkspaceChanged(Changes(frozenset({flow.key(1)}), frozenset({Aspect.FIELDS}))))
    flow.settle()
    assert dialog.look is Look.STALE


def test_an_edit_of_something_else_leaves_it_as_it_is(flow: Flow) -> None:
    chosen = flow.change(1)
    flow.ask([chosen])
    dialog = flow.look()
    flow.change(3)
    flow.app.edits.announce(Changes(frozenset({flow.key(3)}), frozenset({Aspect.FIELDS})))
    flow.settle()
    assert dialog.look is Look.READ
    dialog.push.click()
    flow.settle()
    assert flow.submitted() == {str(chosen)}


def test_a_price_below_cost_is_a_warning_and_cancel_the_default(flow: Flow) -> None:
    flow.change(1, value=Decimal("0.10"))
    flow.change(2, value=Decimal(90))
    flow.ask()
    dialog = flow.look()
    assert "1 warning" in dialog.text.text()
    assert cell(dialog, 0, 0) == "UN-1007"
    assert cell(dialog, 0, NOTE).startswith("Below the cost of")
    assert dialog.cancel.isDefault()
    assert dialog.push.isEnabled()


def test_a_field_that_servicetitan_is_known_to_drop_is_warned_of(flow: Flow) -> None:
    flow.app.queries.known_habits = [
        KnownHabit(
            kind=EntityKind.MATERIAL, field="price", habit=Habit.DROPPED, sent=3, found=2, seen=2,
            last=datetime(2026, 1, 1, tzinfo=UTC),
        )
    ]  # fmt: skip
    flow.change(1)
    dialog = flow.ask()
    assert cell(dialog, 0, NOTE) == "ServiceTitan has dropped changes of this field 2 times."
    assert dialog.cancel.isDefault()


def test_what_changed_there_would_be_a_conflict_and_is_said_at_its_line(flow: Flow) -> None:
    flow.change(1)
    flow.change(2)
    flow.ask()
    dialog = flow.look(UN_1014=PushResult.CONFLICT)
    assert "1 of 2 changes would be sent · 1 would be a conflict" in dialog.now.text()
    assert dialog.push.text() == "Push 1 change", "what will go"
    assert cell(dialog, 0, 0) == "UN-1014"
    assert cell(dialog, 0, NOTE) == "Changed in ServiceTitan since: a conflict, not sent."
    assert dialog.cancel.isDefault()


def test_a_look_that_fails_says_why_and_sends_nothing(flow: Flow) -> None:
    flow.change(1)
    dialog = flow.ask()
    ids = frozenset(dialog.planned.plan.op_ids)
    with flow.qtbot.waitSignal(flow.signals.preview_read):
        flow.app.engine.tell(PreviewRead(ids, None, RemoteUnavailable("No answer came in time.")))
    assert "No answer came in time." in dialog.now.text()
    assert not dialog.push.isEnabled()
    assert dialog.refresh.isVisible()


def test_a_conflict_holds_back_what_is_decided_with_it(flow: Flow) -> None:
    flow.app.book.conflict_on(flow.key(1), "price", ours=Decimal(3), theirs=Decimal(4))
    flow.change(1, "member_price")  # prices move together
    free = flow.change(1, "display_name", "New name")
    dialog = flow.ask()
    assert dialog.planned.plan.op_ids == (free,)
    assert dialog.left_out.text() == "2 changes wait for you to decide a conflict and will not be sent."
    assert dialog.cancel.isDefault()


def test_what_is_held_back_stays_here_and_is_counted(flow: Flow) -> None:
    held = ChangeSet(
        set_id=flow.key(200), message="Held back", state=SetState.HELD, by="Dana", at="2026-03-03T09:05:00Z"
    )
    flow.app.book.sets[held.set_id] = held
    flow.change(1, change_set=held.set_id)
    free = flow.change(2)
    dialog = flow.ask()
    assert dialog.planned.plan.op_ids == (free,)
    assert "1 change is held back and will not be sent." in dialog.left_out.text()


def test_what_failed_before_is_named(flow: Flow) -> None:
    flow.change(1, state=OverrideState.FAILED, detail="Too low.")
    flow.change(2, state=OverrideState.SUBMITTED)
    dialog = flow.ask()
    assert len(dialog.planned.plan.changes) == 1
    assert dialog.left_out.text().splitlines() == [
        "1 change did not go through last time and will be tried again.",
        "1 change sent earlier still waits for ServiceTitan's answer.",
    ]


def test_what_was_submitted_goes_on_without_a_question(flow: Flow) -> None:
    flow.change(1, state=OverrideState.SUBMITTED)
    flow.push.push()
    flow.settle()
    assert flow.push.preview is None
    assert flow.app.engine.calls == [("push", None)]


def test_nothing_to_push_is_said(flow: Flow) -> None:
    flow.push.push()
    flow.settle()
    assert flow.app.notifier.told == ["There is nothing to push."]


def test_a_refused_submission_is_told_and_not_pushed(flow: Flow) -> None:
    flow.change(1)
    flow.ask()
    dialog = flow.look()
    flow.app.workspace.refuse = NothingToDo("There is no change left to push.")
    dialog.push.click()
    flow.settle()
    assert [str(error) for error in flow.app.notifier.problems] == [
        "There is nothing to do. There is no change left to push."
    ]
    assert flow.app.engine.asked("push") == []


def test_categories_are_named(flow: Flow) -> None:
    ids = {node.name: node.remote_id for node in flow.app.book.nodes}
    flow.app.book.mirror[flow.key(1)][1]["categories"] = [ids["Tees"]]
    flow.change(1, "categories", [ids["Unions"]])
    dialog = flow.ask()
    assert cell(dialog, 0, 3) == "Plumbing › Tees"
    assert cell(dialog, 0, 4) == "+ Plumbing › Unions  − Plumbing › Tees"


# ------------------------------------------------------------------------------------------------------------- offline


def test_what_is_confirmed_offline_says_that_it_waits_and_goes_out_by_itself(flow: Flow) -> None:
    flow.go(Connection.OFFLINE)
    flow.change(1)
    dialog = flow.ask()
    assert dialog.look is Look.ALONE
    assert flow.app.engine.asked("preview") == []
    dialog.push.click()
    flow.settle()
    assert flow.app.notifier.told == [WAITS]
    assert flow.app.engine.asked("push") == []
    assert flow.status.activity == ""
    flow.push.push()  # clicked again: the same answer, never silence
    flow.settle()
    assert flow.app.notifier.told == [WAITS, WAITS]
    flow.go(Connection.ONLINE)
    flow.go(Connection.ONLINE)
    assert flow.app.engine.asked("push") == [None]


@pytest.mark.parametrize("before", [True, False])
def test_a_push_that_finds_the_database_away_says_that_it_waits(flow: Flow, before: bool) -> None:
    flow.change(1)
    flow.confirm()
    away = HubUnavailable("No answer.")
    if before:
        with flow.qtbot.waitSignal(flow.signals.failed):
            flow.app.engine.tell(ActivityFailed("push", away))
    else:
        with flow.qtbot.waitSignal(flow.signals.push_finished):
            flow.app.engine.tell(PushFinished(PushReport([], 0, 1.0, stopped=away)))
    assert flow.app.notifier.told == [WAITS]
    flow.go(Connection.ONLINE)
    assert flow.app.engine.asked("push") == [None, None]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.1, "1 s"), (26, "26 s"), (150, "2 min"), (4_800, "80 min"), (7_500, "2 h 5 min")],
)
def test_times_are_told_roughly(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_enter_on_the_button_that_has_the_focus_presses_that_one(flow: Flow) -> None:
    flow.change(1)
    flow.change(2)
    flow.ask()
    dialog = flow.look(UN_1014=PushResult.CONFLICT)
    assert dialog.cancel.isDefault()
    dialog.push.setFocus()
    flow.qtbot.keyClick(dialog.push, Qt.Key.Key_Return)
    flow.settle()
    assert flow.app.engine.asked("push") == [None]


def test_what_waits_beside_a_conflict_is_counted_for_itself(flow: Flow) -> None:
    flow.change(1)
    flow.change(2)
    flow.ask()
    dialog = flow.look(UN_1014=PushResult.HELD)
    assert "1 of 2 changes would be sent · 1 waits for a conflict" in dialog.now.text()


def test_names_have_the_room_of_columns_that_hold_nothing(flow: Flow) -> None:
    name, change_set, note = 1, 7, 8
    flow.change(1)
    dialog = flow.ask()
    assert dialog.table.isColumnHidden(change_set)
    assert dialog.table.isColumnHidden(note)
    told = dialog.table.fontMetrics().horizontalAdvance(cell(dialog, 0, name))
    assert dialog.table.columnWidth(name) > told
    flow.look(UN_1007=PushResult.CONFLICT)
    assert not dialog.table.isColumnHidden(note)
