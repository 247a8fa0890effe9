"""A push that was cut short: what is told of it, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from lazi_desktop.domain.errors import HubUnavailable, LaziError, LeaseHeld
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.engine import ActivityFailed, AttemptsRead, Connection, Progress
from lazi_desktop.ports.hub_runs import AttemptRow, PushRow, RunRow
from lazi_desktop.ports.ledger import PushesRead
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.push import PushMoved, PushReport, PushResult, PushStep, SkuPush
from lazi_desktop.ui.push.cut_push import UNDER_WAY
from tests.ui.push.flows import Flow

READ_BACK = "What was on its way is read back before anything is sent again."


def push_row(state: str = "running") -> PushRow:
    run = RunRow(
        run_id=uuid4(), what="push", full=False, by="Dana", device="OFFICE-PC", started=datetime.now(UTC),
        finished=None, state=state, counts={}, detail="",
    )  # fmt: skip
    return PushRow(run=run, skus=3, fields=3, requests=2, results={}, change_sets=())


def attempt(flow: Flow, number: int, outcome: str, *, ago: timedelta = timedelta()) -> AttemptRow:
    row = flow.app.book.row(number)
    return AttemptRow(
        attempt_id=uuid4(), entity_key=row.key, entity_kind=row.kind, code=row.code, name=row.name,
        path="", fields={"price": 1}, sent=datetime.now(UTC) - ago, finished=None, outcome=outcome,
        status=200 if outcome == "applied" else None, detail="",
    )  # fmt: skip


def cut(flow: Flow, many: int = 3) -> Flow:
    """A push of so many is under way when the window goes; another window opens."""
    for number in range(many):
        flow.change(number)
    flow.confirm()
    return reopened(flow)


def reopened(flow: Flow) -> Flow:
    """The window is gone, and hears nothing any more; another one opens."""
    flow.app.engine._listeners.clear()
    later = Flow(flow.app, flow.qtbot)
    later.push.look_for_cut_push()
    later.settle()
    return later


def answer(flow: Flow, outcomes: Mapping[int, str], **more: timedelta) -> UUID:
    """The shared database tells what was sent."""
    push = push_row()
    with flow.qtbot.waitSignal(flow.signals.pushes_read):
        flow.app.engine.tell(PushesRead([push]))
    assert flow.app.engine.asked("read_attempts")[-1] == push.run.run_id
    with flow.qtbot.waitSignal(flow.signals.attempts_read):
        rows = [attempt(flow, number, outcome, **more) for number, outcome in outcomes.items()]
        flow.app.engine.tell(AttemptsRead(push.run.run_id, rows))
    flow.settle()
    return push.run.run_id


def fail(flow: Flow, error: LaziError) -> None:
    with flow.qtbot.waitSignal(flow.signals.failed):
        flow.app.engine.tell(ActivityFailed("push", error))
    flow.settle()


def begins_by_itself(flow: Flow) -> None:
    with flow.qtbot.waitSignal(flow.signals.progressed):
        flow.app.engine.tell(Progress("push", "", 0, 3))


def prove(flow: Flow, *numbers: int, result: PushResult = PushResult.VERIFIED) -> None:
    """A push that nobody asked for ends with these."""
    for number in numbers:
        if result is PushResult.VERIFIED:
            del flow.app.book.overrides[flow.key(number), "price"]
        else:
            flow.change(number, state=OverrideState.DIFFERS)
    flow.finish(PushReport([flow.pushed(number, result) for number in numbers], 1, 0.1), asked=False)


# ---------------------------------------------------------------------------------------------------- how much was sent


def test_nobody_is_told_that_nothing_was_sent_before_it_is_known(flow: Flow) -> None:
    later = cut(flow)
    assert later.panel.title.text() == "A push of 3 SKUs was cut short."
    assert "may have been sent" in later.panel.pace.text()


@pytest.mark.parametrize(
    ("outcomes", "title"),
    [
        (
            {0: "applied", 1: "applied", 2: ""},
            "A push was cut short: 2 of 3 SKUs sent, 1 more may have been.",
        ),
        ({0: "applied", 1: "ambiguous"}, "A push was cut short: 1 of 3 SKUs sent, 1 more may have been."),
        ({0: "applied", 1: "rejected"}, "A push was cut short: 1 of 3 SKUs sent."),
        ({0: ""}, "A push of 3 SKUs was cut short: 1 may have been sent."),
        ({9: "applied"}, "A push of 3 SKUs was cut short."),
    ],
)
def test_what_the_database_noted_of_each_request_is_told(
    flow: Flow, outcomes: Mapping[int, str], title: str
) -> None:
    later = cut(flow)
    answer(later, outcomes)
    assert later.panel.title.text() == title


def test_what_was_proved_before_counts_too(flow: Flow) -> None:
    flow.change(5)
    later = cut(flow)
    del later.app.book.overrides[later.key(5), "price"]
    again = reopened(flow)
    assert again.panel.title.text() == "A push was cut short: at least 1 of 4 SKUs sent."
    answer(again, {0: "applied", 1: ""})
    assert again.panel.title.text() == "A push was cut short: 2 of 4 SKUs sent, 1 more may have been."
    assert again.panel.pace.text() == READ_BACK


def test_what_an_older_push_sent_does_not_count(flow: Flow) -> None:
    later = cut(flow)
    answer(later, {0: "applied"}, ago=timedelta(days=3))
    assert later.panel.title.text() == "A push of 3 SKUs was cut short."


def test_without_the_database_it_is_asked_as_soon_as_it_is_there(flow: Flow) -> None:
    later = cut(flow)
    with later.qtbot.waitSignal(later.signals.pushes_read):
        later.app.engine.tell(PushesRead([], error=HubUnavailable("Away.")))
    later.settle()
    assert later.panel.pace.text().startswith("Some of it may have been sent")
    before = len(later.app.engine.asked("read_pushes"))
    later.go(Connection.ONLINE)
    assert len(later.app.engine.asked("read_pushes")) == before + 1
    answer(later, {0: "applied"})
    assert later.panel.title.text() == "A push was cut short: 1 of 3 SKUs sent."


# ----------------------------------------------------------------------------------------------------- until it goes on


def test_it_stays_when_going_on_was_refused(flow: Flow) -> None:
    later = cut(flow)
    answer(later, {0: "applied", 1: ""})
    later.panel.go_on.click()
    later.settle()
    fail(later, LeaseHeld("Somebody else is syncing."))
    assert later.panel.is_wanted
    assert later.panel.title.text() == "A push was cut short: 1 of 3 SKUs sent, 1 more may have been."
    assert later.panel.go_on.isVisible()
    assert not later.panel.cancel.isVisible()
    assert later.app.state.value(UNDER_WAY) is not None


def test_a_push_that_broke_off_after_it_began_is_told_as_cut_short(flow: Flow) -> None:
    for number in range(3):
        flow.change(number)
    flow.confirm()
    row = flow.app.book.row(0)
    step = PushStep(row.key, row.kind, row.code, row.name, SkuPush.SENDING)
    with flow.qtbot.waitSignal(flow.signals.push_moved):
        flow.app.engine.tell(PushMoved([step], 0, 3, 1))
    fail(flow, LaziError("Odd."))
    assert flow.panel.title.text() == "A push of 3 SKUs was cut short."


def test_going_on_is_not_offered_while_a_push_runs_by_itself(flow: Flow) -> None:
    later = cut(flow)
    answer(later, {0: "applied"})
    begins_by_itself(later)
    assert later.panel.is_wanted
    assert not later.panel.go_on.isVisible()
    assert later.panel.title.text() == "The push that was cut short goes on by itself."
    fail(later, LaziError("Odd."))
    assert later.panel.go_on.isVisible()


def test_a_closed_bar_stays_closed_until_there_is_news(flow: Flow) -> None:
    later = cut(flow)
    later.panel.close_button.click()
    answer(later, {0: "applied"})
    assert not later.panel.is_wanted
    prove(later, 0, 1, 2)
    assert later.panel.is_wanted


# ---------------------------------------------------------------------------------------------------- what became of it


def test_what_went_on_by_itself_is_told_until_somebody_has_seen_it(flow: Flow) -> None:
    later = cut(flow)
    begins_by_itself(later)
    prove(later, 0, 1, 2)
    told = "The push that was cut short went on by itself: 3 of 3 SKUs proved."
    assert later.panel.title.text() == told
    assert later.panel.is_wanted
    again = reopened(flow)
    assert again.panel.title.text() == told
    with again.qtbot.waitSignal(again.push.activity_wanted):
        again.panel.activity.click()
    assert not again.panel.is_wanted
    last = reopened(flow)
    assert not last.panel.is_wanted


def test_what_did_not_arrive_is_not_told_as_proved(flow: Flow) -> None:
    later = cut(flow)
    prove(later, 2, result=PushResult.DIFFERS)
    assert later.panel.go_on.isVisible()  # two wait still
    prove(later, 0, 1)
    assert later.panel.title.text() == "The push that was cut short went on by itself: 2 of 3 SKUs proved."
    assert later.panel.pace.text() == "Review and Activity tell of the others."


def test_what_another_computer_sent_meanwhile_is_not_called_cut_short(flow: Flow) -> None:
    cut(flow)
    for number in range(3):
        del flow.app.book.overrides[flow.key(number), "price"]
    again = reopened(flow)
    told = "The push that was cut short went on by itself: none of its 3 SKUs waits any more."
    assert again.panel.title.text() == told


def test_the_report_of_a_push_that_was_asked_for_takes_its_place(flow: Flow) -> None:
    later = cut(flow)
    later.panel.go_on.click()
    later.settle()
    for number in range(3):
        del later.app.book.overrides[later.key(number), "price"]
    report = PushReport([later.pushed(number, PushResult.VERIFIED) for number in range(3)], 1, 0.1)
    later.finish(report, asked=False)
    assert later.panel.title.text() == "3 changes pushed and proved"
    assert later.app.state.value(UNDER_WAY) is None


def test_what_another_computer_sends_while_the_bar_stands_is_told(flow: Flow) -> None:
    later = cut(flow)
    for number in range(3):
        del later.app.book.overrides[later.key(number), "price"]
    later.app.edits.announce(Changes(frozenset({later.key(0)}), frozenset({Aspect.STATE})))
    later.settle()
    assert "none of its 3 SKUs waits any more" in later.panel.title.text()
