"""Activity on a computer without ServiceTitan's keys: nothing is run from there, and why is said."""

from __future__ import annotations

import pytest

from lazi_desktop.ports.engine import Progress, RunsRead, ScheduleChanged
from tests.fakes.ui_fakes import FakeApp
from tests.ui.activity.runs import a_run
from tests.ui.activity.watching import JOBS, Watcher

WHY = "This computer has no ServiceTitan keys; another one of the team pulls and pushes."


@pytest.fixture
def keyless(tmp_path, qtbot) -> Watcher:
    watcher = Watcher(FakeApp(tmp_path, has_keys=False), qtbot)
    watcher.open()
    return watcher


def test_the_empty_page_offers_no_pull(keyless: Watcher) -> None:
    pull = keyless.page.empty.button
    assert not pull.isEnabled()
    assert pull.toolTip() == WHY


def test_no_job_is_run_now(keyless: Watcher) -> None:
    keyless.tell(ScheduleChanged(JOBS))
    for card in keyless.page.strip.cards.values():
        assert not card.run.isEnabled()
        assert card.run.toolTip() == WHY


def test_nothing_is_run_again_and_who_pulls_is_named(keyless: Watcher) -> None:
    keyless.tell(RunsRead([a_run("material", 60), a_run("push", 20)]))
    details = keyless.page.details
    for control in (details.again, details.accept, keyless.page.pages.pull_report.accept):
        assert not control.isEnabled()
        assert control.toolTip() == keyless.status.no_keys_words()


def test_with_keys_a_job_can_be_run_when_nothing_runs(watcher: Watcher) -> None:
    watcher.tell(ScheduleChanged(JOBS))
    run = watcher.page.strip.cards["pull"].run
    assert run.isEnabled()
    assert run.toolTip() == "Run now"
    watcher.tell(Progress("pull", "materials", 1))
    assert not run.isEnabled()
