"""What is said of a request of a push whose answer nobody heard, and of what was seen later."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.pushed import Result
from lazi_desktop.ports.engine import AttemptsRead, RunsRead
from lazi_desktop.ports.hub_runs import AttemptRow
from tests.ui.activity.runs import a_run, an_attempt
from tests.ui.activity.watching import Watcher


def shown(watcher: Watcher, attempt: AttemptRow, *, state: str = "interrupted") -> tuple[str, str]:
    push = a_run("push", 60, took=None, state=state)
    watcher.tell(RunsRead([push]))
    watcher.tell(AttemptsRead(push.run_id, [attempt]))
    view = watcher.page.details.attempts
    return view.model.chip(attempt).text, view.words.text()


@pytest.mark.parametrize("outcome", ["", "ambiguous"])
@pytest.mark.parametrize(
    ("settled", "chip", "words"),
    [
        (Result.VERIFIED, "Proved", "The answer was lost. Read back later: it arrived."),
        (Result.DIFFERS, "Differs", "The answer was lost. Read back later: another value is there."),
        (Result.CONFLICT, "Conflict", "The answer was lost. Read back later: somebody has changed it there."),
        (Result.REJECTED, "Refused", "The answer was lost. What became of it later: it was refused."),
    ],
)
def test_a_lost_answer_tells_what_was_read_back_later(
    watcher: Watcher, outcome: str, settled: Result, chip: str, words: str
) -> None:
    attempt = an_attempt(watcher.app.book, 3, outcome, settled=settled)
    assert shown(watcher, attempt) == (chip, words)


def test_no_answer_is_awaited_by_a_push_that_is_over(watcher: Watcher) -> None:
    attempt = an_attempt(watcher.app.book, 3, "")
    assert shown(watcher, attempt, state="running") == ("Under way", "The answer is awaited.")
    chip, words = shown(watcher, attempt)
    assert chip == "No answer"
    assert words.startswith("No answer came. Reading back shows whether it arrived")


def test_an_answer_is_called_proved_where_a_later_push_proved_it(watcher: Watcher) -> None:
    assert shown(watcher, an_attempt(watcher.app.book, 3))[0] == "Answered 200"
    assert shown(watcher, an_attempt(watcher.app.book, 3, settled=Result.VERIFIED))[0] == "Proved"


def test_what_nobody_has_seen_yet_is_read_again(watcher: Watcher) -> None:
    """A later push may have told."""
    push = a_run("push", 60, took=None, state="interrupted")
    for outcome, settled, reads in (
        ("", Result.WAITING, 1),
        ("", Result.VERIFIED, 2),
        ("", Result.VERIFIED, 2),
    ):
        watcher.tell(RunsRead([push]))
        assert len(watcher.app.engine.asked("read_attempts")) == reads
        watcher.tell(AttemptsRead(push.run_id, [an_attempt(watcher.app.book, 3, outcome, settled=settled)]))
