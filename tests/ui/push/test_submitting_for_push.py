"""Without ServiceTitan's keys: what is confirmed is submitted, and a computer that has them sends it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from lazi_desktop.ports.engine import Connection, RunsRead
from lazi_desktop.ports.hub_runs import RunRow
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ui.push.preview_dialog import Look
from tests.fakes.ui_fakes import FakeApp
from tests.ui.push.flows import Flow

PULLED = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def keyless(tmp_path, qtbot) -> Flow:
    """In a team whose office pulls."""
    flow = Flow(FakeApp(tmp_path, has_keys=False), qtbot)
    run = RunRow(
        run_id=uuid4(), what="material", full=False, by="Dana", device="OFFICE-PC", started=PULLED,
        finished=PULLED, state="done", counts={}, detail="",
    )  # fmt: skip
    with qtbot.waitSignal(flow.signals.runs_read):
        flow.app.engine.tell(RunsRead([run]))
    return flow


def test_it_is_said_who_sends_before_it_is_confirmed(keyless: Flow) -> None:
    keyless.change(1)
    keyless.change(2)
    dialog = keyless.ask()
    assert dialog.look is Look.ELSEWHERE
    assert dialog.windowTitle() == "Submit for push"
    assert dialog.title.text() == "Submit 2 changes for ServiceTitan (demo)?"
    assert dialog.push.text() == "Submit 2 changes for push"
    assert dialog.push.isEnabled()
    assert "OFFICE-PC looks at ServiceTitan and sends what you submit." in dialog.now.text()
    assert not keyless.app.engine.asked("preview")


def test_what_is_confirmed_is_submitted_and_nothing_is_pushed_from_here(keyless: Flow) -> None:
    shown = {str(keyless.change(number)) for number in (1, 2)}
    dialog = keyless.ask()
    dialog.push.click()
    keyless.settle()
    assert keyless.submitted() == shown
    assert not keyless.app.engine.asked("push")
    assert not keyless.status.activity
    told = keyless.app.notifier.told[-1]
    assert told == "Submitted. OFFICE-PC sends it by itself while LAZI Desktop runs there."


def test_an_edit_meanwhile_is_looked_at_again_before_it_is_submitted(keyless: Flow) -> None:
    keyless.change(1)
    dialog = keyless.ask()
    dialog.show_stale()
    assert not dialog.push.isEnabled()
    dialog.refresh.click()
    keyless.settle()
    assert dialog.look is Look.ELSEWHERE
    assert dialog.push.isEnabled()


def test_what_was_submitted_before_is_left_to_who_sends_it(keyless: Flow) -> None:
    keyless.change(1, state=OverrideState.SUBMITTED)
    keyless.push.push()
    keyless.settle()
    assert keyless.push.preview is None
    assert not keyless.app.engine.asked("push")
    assert "OFFICE-PC sends it" in keyless.app.notifier.told[-1]


def test_without_the_database_it_is_submitted_when_that_is_back(keyless: Flow) -> None:
    keyless.change(1)
    keyless.go(Connection.OFFLINE)
    dialog = keyless.ask()
    dialog.push.click()
    keyless.settle()
    assert "It goes out when the shared database is back." in keyless.app.notifier.told[-1]
    keyless.go(Connection.ONLINE)
    assert "OFFICE-PC sends it" in keyless.app.notifier.told[-1]
    assert not keyless.app.engine.asked("push")
