"""How far a push is and what it came to, below the work and never in front of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.engine import ActivityFailed, PushFinished
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.push import (
    PushedField,
    PushMoved,
    PushPaused,
    PushReport,
    PushResult,
    PushStep,
    SkuPush,
)
from lazi_desktop.ui.push.cut_push import UNDER_WAY
from lazi_desktop.ui.push.push_panel import PushPanel
from lazi_desktop.ui.sync.push_report import waiting_words
from tests.ui.push.flows import Flow


def step(flow: Flow, number: int, state: SkuPush, detail: str = "") -> PushStep:
    row = flow.app.book.row(number)
    return PushStep(row.key, row.kind, row.code, row.name, state, detail)


def moved(flow: Flow, *steps: PushStep, done: int = 0, total: int = 3) -> None:
    with flow.qtbot.waitSignal(flow.signals.push_moved):
        flow.app.engine.tell(PushMoved(steps, done, total, 4))


def under_way(flow: Flow, many: int = 3) -> None:
    for number in range(many):
        flow.change(number)
    flow.confirm()


def words(flow: Flow) -> list[list[str]]:
    model = flow.panel.report.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


# --------------------------------------------------------------------------------------------------------- as it goes


def test_each_sku_is_shown_from_waiting_to_proved(flow: Flow) -> None:
    under_way(flow)
    panel = flow.panel
    assert panel.isVisible()
    assert panel.title.text() == "Pushing 0 of 3 SKUs"
    assert panel.chips[SkuPush.WAITING].text() == "3 waiting"
    moved(flow, step(flow, 0, SkuPush.SENDING))
    assert panel.chips[SkuPush.SENDING].text() == "1 sending"
    moved(flow, step(flow, 0, SkuPush.VERIFIED), step(flow, 1, SkuPush.FAILED, "Too odd."), done=2)
    assert panel.title.text() == "Pushing 2 of 3 SKUs"
    assert (panel.bar.value(), panel.bar.maximum()) == (2, 3)
    states = [(row.code, row.state) for row in panel.steps.model.rows]
    assert sorted(states) == [
        ("UN-1000", SkuPush.VERIFIED), ("UN-1007", SkuPush.FAILED), ("UN-1014", SkuPush.WAITING),
    ]  # fmt: skip
    assert not panel.chips[SkuPush.SENDING].isVisible()


def test_what_somebody_else_submitted_joins_the_list(flow: Flow) -> None:
    under_way(flow, 1)
    moved(flow, step(flow, 5, SkuPush.SENDING), step(flow, 5, SkuPush.VERIFIED), done=1, total=2)
    assert [row.state for row in flow.panel.steps.model.rows] == [SkuPush.WAITING, SkuPush.VERIFIED]


def test_it_is_paused_goes_on_and_is_cancelled_between_requests(flow: Flow) -> None:
    under_way(flow)
    panel, engine = flow.panel, flow.app.engine
    panel.pause.click()
    assert engine.asked("pause") == ["push"]
    assert panel.pause.text() == "Pausing…"
    with flow.qtbot.waitSignal(flow.signals.push_paused):
        engine.tell(PushPaused(True))
    assert panel.title.text() == "Push paused: 0 of 3 SKUs"
    assert panel.pause.text() == "Resume"
    panel.pause.click()
    assert engine.asked("resume") == ["push"]
    with flow.qtbot.waitSignal(flow.signals.push_paused):
        engine.tell(PushPaused(False))
    assert panel.pause.text() == "Pause"
    panel.cancel.click()
    assert ("cancel", "push") in engine.calls


def test_the_pace_leaves_out_the_pause(qtbot) -> None:
    now = 0.0
    panel = PushPanel(lambda: now)
    qtbot.addWidget(panel)
    panel.begin([])
    now = 10.0
    panel.take(PushMoved([], 40, 100, 5))
    assert panel.pace.text() == "4.0 SKUs a second · 15 s left"
    panel.show_paused(True)
    now = 1000.0
    panel.show_paused(False)
    panel.take(PushMoved([], 40, 100, 5))
    assert panel.pace.text() == "4.0 SKUs a second · 15 s left"


def test_a_push_that_began_by_itself_goes_on_quietly(flow: Flow) -> None:
    moved(flow, step(flow, 0, SkuPush.SENDING))
    assert not flow.panel.is_wanted


def test_a_push_that_could_not_begin_leaves_nothing_below_the_page(flow: Flow) -> None:
    under_way(flow)
    with flow.qtbot.waitSignal(flow.signals.failed):
        flow.app.engine.tell(ActivityFailed("push", LaziError("Somebody else pushes.")))
    assert not flow.panel.is_wanted


# --------------------------------------------------------------------------------------------------------- afterwards


def test_the_report_puts_problems_first_with_servicetitans_words(flow: Flow) -> None:
    fields = [
        flow.pushed(0, PushResult.VERIFIED),
        flow.pushed(1, PushResult.DIFFERS),
        flow.pushed(2, PushResult.FAILED, "Price must not be lower than cost."),
        flow.pushed(3, PushResult.VERIFIED),
    ]
    flow.finish(PushReport(fields, 5, 1.25))
    panel = flow.panel
    assert panel.isVisible()
    assert panel.title.text() == "2 of 4 changes pushed and proved"
    assert panel.pace.text() == "5 requests in 1.2 s"
    assert [line[0] for line in words(flow)] == ["Failed", "Differs", "Proved", "Proved"]
    assert panel.report.words.text() == "ServiceTitan did not take it. Yours stays here as a change."
    assert panel.report.told.text() == "ServiceTitan said: Price must not be lower than cost."
    with flow.qtbot.waitSignal(flow.push.show_wanted) as shown:
        flow.qtbot.mouseClick(panel.report.show_button, Qt.MouseButton.LeftButton)
    assert shown.args == [flow.key(2)]
    assert panel.isVisible()


def test_a_picture_that_only_got_an_address_of_servicetitans_is_not_told_as_removed(flow: Flow) -> None:
    row = flow.app.book.row(0)
    picture = {"alias": "Front", "isDefault": True, "type": "Image"}
    ours = [{**picture, "url": f"picture:{'a' * 64}.jpg"}]
    there = [{**picture, "url": "Images/Material/front.jpg"}]
    field = PushedField(row.key, row.kind, row.code, row.name, "assets", PushResult.VERIFIED, ours, there)
    flow.finish(PushReport([field], 3, 1.0))
    assert words(flow)[0][4:6] == ["Front", "Front"]


def test_it_takes_no_keys_away_from_who_types(flow: Flow) -> None:
    field = QLineEdit(flow.window)
    layout = flow.window.layout()
    assert layout is not None
    layout.addWidget(field)
    flow.window.activateWindow()
    field.setFocus()
    flow.qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    flow.finish(PushReport([flow.pushed(1, PushResult.FAILED, "No.")], 1, 0.1))
    assert QApplication.focusWidget() is field
    flow.qtbot.keyClicks(field, "abc")
    assert field.text() == "abc"


def test_a_chip_shows_those_of_one_result(flow: Flow) -> None:
    flow.finish(
        PushReport([flow.pushed(0, PushResult.VERIFIED), flow.pushed(1, PushResult.FAILED, "No.")], 2, 0.1)
    )
    chip = flow.panel.report.filters[PushResult.VERIFIED]
    assert chip.text() == "1 proved"
    chip.click()
    assert [line[0] for line in words(flow)] == ["Proved"]
    chip.click()
    assert len(words(flow)) == 2


def test_retry_sends_exactly_those_that_failed_and_stand_as_they_were(flow: Flow) -> None:
    failed = flow.change(1, state=OverrideState.FAILED, detail="No.")
    differs = flow.change(2, state=OverrideState.DIFFERS)
    edited_since = flow.change(3, state=OverrideState.FAILED)
    other = flow.change(4)
    fields = [
        flow.pushed(1, PushResult.FAILED, "No.", op_id=failed),
        flow.pushed(2, PushResult.DIFFERS, op_id=differs),
        flow.pushed(3, PushResult.FAILED, op_id=edited_since),
        flow.pushed(5, PushResult.VERIFIED, op_id=other),
    ]
    flow.finish(PushReport(fields, 4, 0.2))
    flow.change(3)
    retry = flow.panel.report.retry
    assert retry.text() == "Retry 3 changes"
    before = len(flow.app.engine.asked("push"))
    flow.qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    flow.settle()
    assert flow.submitted() == {str(failed), str(differs)}
    assert len(flow.app.engine.asked("push")) == before + 1


def test_a_report_with_conflicts_leads_to_them(flow: Flow) -> None:
    flow.finish(PushReport([flow.pushed(1, PushResult.CONFLICT)], 1, 0.1))
    with flow.qtbot.waitSignal(flow.push.conflicts_wanted):
        flow.qtbot.mouseClick(flow.panel.report.conflicts, Qt.MouseButton.LeftButton)


def test_what_differs_says_what_servicetitan_did_and_what_to_do(flow: Flow) -> None:
    told = "ServiceTitan rounded it: 1.255 was sent, 1.26 is there."
    flow.finish(PushReport([flow.pushed(1, PushResult.DIFFERS, told)], 1, 0.1))
    assert flow.panel.report.words.text() == f"{told} Yours stays here as a change; push again or revert it."


def test_the_report_says_what_holds_for_the_push_as_a_whole(flow: Flow) -> None:
    report = PushReport([flow.pushed(1, PushResult.VERIFIED)], 1, 0.1, remarks=("Look at UN-1007.",))
    flow.finish(report)
    assert flow.panel.report.problem.text() == "Look at UN-1007."


def test_what_waits_says_when_it_is_looked_at_again(flow: Flow) -> None:
    flow.finish(PushReport([], 0, 0.1, waiting=1, look_again_in=90.0))
    told = flow.app.notifier.told[-1]
    assert told.startswith("1 entry waits: ServiceTitan may still be working on it. LAZI looks again at ")
    flow.finish(PushReport([flow.pushed(1, PushResult.WAITING)], 1, 0.1, waiting=2))
    waiting = flow.panel.report.waiting
    assert waiting.text() == "2 entries wait: ServiceTitan may still be working on them."
    assert waiting.isVisible()


def test_the_time_is_the_time_of_the_clock_on_the_wall() -> None:
    now = datetime(2026, 3, 3, 16, 47, tzinfo=UTC)
    due = (now + timedelta(seconds=120)).astimezone()
    told = waiting_words(PushReport([], 0, 0.1, waiting=1, look_again_in=120), now=now)
    assert told.endswith(f"LAZI looks again at {due:%H:%M}.")


def test_nothing_left_is_said_only_when_nothing_waits(flow: Flow) -> None:
    flow.finish(PushReport([], 0, 0.1))
    assert flow.app.notifier.told == ["Nothing was left to push."]
    assert not flow.panel.is_wanted


def test_a_push_that_nobody_asked_for_shows_no_report(flow: Flow) -> None:
    flow.finish(PushReport([], 0, 0.1), asked=False)
    flow.finish(PushReport([flow.pushed(1, PushResult.WAITING)], 0, 0.1, waiting=1), asked=False)
    assert flow.app.notifier.told == []
    flow.finish(PushReport([flow.pushed(1, PushResult.VERIFIED)], 1, 0.1), asked=False)
    flow.finish(PushReport([flow.pushed(1, PushResult.DIFFERS)], 1, 0.1), asked=False)
    assert flow.app.notifier.told == [
        "1 change pushed and proved.",
        "0 of 1 change pushed and proved. Review shows what needs you.",
    ]
    assert not flow.panel.is_wanted


def test_a_new_entry_is_one_line_and_its_worst_field_tells(flow: Flow) -> None:
    def made(number: int, *results: PushResult) -> list[PushedField]:
        row = flow.app.book.row(number)
        return [
            PushedField(row.key, row.kind, row.code, row.name, name, result, 1, 1, "Taken.", created=True)
            for name, result in zip(("code", "price"), results, strict=True)
        ]

    good, bad = made(0, *[PushResult.VERIFIED] * 2), made(1, PushResult.VERIFIED, PushResult.FAILED)
    flow.finish(PushReport([*good, *bad], 3, 1.0))
    assert [(line[0], line[1], line[3], line[4], line[5]) for line in words(flow)] == [
        ("Failed", "UN-1007", "new material", "2 fields", "1 field"),
        ("Proved", "UN-1000", "new material", "2 fields", "2 fields"),
    ]


def test_the_report_can_be_put_away(flow: Flow) -> None:
    flow.finish(PushReport([flow.pushed(1, PushResult.FAILED, "No.")], 1, 0.1))
    flow.panel.close_button.click()
    assert not flow.panel.is_wanted


# ------------------------------------------------------------------------------------------------------ after a crash


def test_a_push_that_was_cut_short_is_told_at_the_next_start(flow: Flow) -> None:
    under_way(flow, 3)
    flow.app.book.overrides.pop((flow.key(0), "price"))  # proved before the lights went out
    later = Flow(flow.app, flow.qtbot)
    later.push.look_for_cut_push()
    later.settle()
    assert later.panel.is_wanted
    assert later.panel.title.text() == "A push was cut short: at least 1 of 3 SKUs sent."
    before = len(later.app.engine.asked("push"))
    with later.qtbot.waitSignal(later.push.review_wanted):
        later.panel.look.click()
    later.panel.go_on.click()
    later.settle()
    assert len(later.app.engine.asked("push")) == before + 1
    assert later.panel.title.text() == "Pushing 0 of 2 SKUs"


def test_a_push_that_ended_is_not_told_of_again(flow: Flow) -> None:
    under_way(flow, 2)
    assert flow.app.state.value(UNDER_WAY) is not None
    with flow.qtbot.waitSignal(flow.signals.push_finished):
        flow.app.engine.tell(PushFinished(PushReport([flow.pushed(0, PushResult.VERIFIED)], 1, 0.1)))
    flow.settle()
    later = Flow(flow.app, flow.qtbot)
    later.push.look_for_cut_push()
    later.settle()
    assert not later.panel.is_wanted


def test_what_was_not_sent_when_a_person_cancels_is_a_change_again_and_is_in_the_report(flow: Flow) -> None:
    ops = [flow.change(number, state=OverrideState.SUBMITTED) for number in range(3)]
    flow.push.go_on()
    flow.settle()
    flow.panel.cancel.click()
    stopped = LaziError(title="Cancelled")
    sent = flow.pushed(0, PushResult.VERIFIED, op_id=ops[0])
    put_off = flow.pushed(1, PushResult.WAITING, str(stopped), op_id=ops[1])
    del flow.app.book.overrides[flow.key(0), "price"]
    with flow.qtbot.waitSignal(flow.signals.push_finished):
        flow.app.engine.tell(PushFinished(PushReport([sent, put_off], 1, 0.1, stopped)))
    flow.settle()
    [op] = [op for op in flow.app.book.ledger if op.kind is OpKind.RECALL and op.entity_key == flow.key(2)]
    assert op.value == [str(ops[2])]
    assert {one.state for one in flow.app.book.pending()} == {OverrideState.PENDING}
    assert flow.panel.title.text() == "1 of 3 changes pushed and proved"
    assert sum("waits until you push" in row.words for row in flow.panel.report.model.rows) == 2


def test_what_went_out_without_an_answer_is_not_taken_back(flow: Flow) -> None:
    op = flow.change(1, state=OverrideState.SUBMITTED)
    flow.push.go_on()
    flow.settle()
    flow.panel.cancel.click()
    lost = flow.pushed(1, PushResult.WAITING, "Sent, and not shown yet.", op_id=op)
    with flow.qtbot.waitSignal(flow.signals.push_finished):
        flow.app.engine.tell(PushFinished(PushReport([lost], 1, 0.1, LaziError(title="Cancelled"))))
    flow.settle()
    assert [one.state for one in flow.app.book.pending()] == [OverrideState.SUBMITTED]


def test_a_value_typed_over_during_the_push_is_in_the_report(flow: Flow) -> None:
    flow.change(1, state=OverrideState.SUBMITTED)
    other = flow.change(2, state=OverrideState.SUBMITTED)
    flow.push.go_on()
    flow.settle()
    flow.change(1, value=Decimal(77))
    del flow.app.book.overrides[flow.key(2), "price"]
    proved = flow.pushed(2, PushResult.VERIFIED, op_id=other)
    with flow.qtbot.waitSignal(flow.signals.push_finished):
        flow.app.engine.tell(PushFinished(PushReport([proved], 1, 0.1)))
    flow.settle()
    assert flow.panel.title.text() == "1 of 2 changes pushed and proved"
    assert flow.panel.report.model.rows[0].words.startswith("Changed here meanwhile")


def test_a_long_report_does_not_make_the_window_larger(flow: Flow) -> None:
    flow.window.resize(700, 420)
    said = "ServiceTitan said something that takes many words. " * 6
    fields = [flow.pushed(number, result, said) for number, result in enumerate(PushResult)]
    flow.finish(PushReport(fields, 5, 0.5, remarks=[said * 3]))
    assert flow.panel.report.isVisible()
    flow.qtbot.waitUntil(lambda: not flow.panel.report.filters[PushResult.FAILED].visibleRegion().isEmpty())
    assert (flow.window.width(), flow.window.height()) == (700, 420)
