"""What a run did, beside the list: its figures, its requests, and what can be done about it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QTableWidgetItem

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.ports.engine import (
    AttemptsRead,
    RunsRead,
)
from lazi_desktop.ui.theme.tokens import Role
from tests.ui.activity.runs import a_pull, a_run, an_attempt
from tests.ui.activity.watching import Watcher, pushed


def text_of(item: QTableWidgetItem | None) -> str:
    return item.text() if item is not None else ""


def test_a_pull_shows_its_figures_by_kind(watcher: Watcher) -> None:
    watcher.tell(RunsRead(a_pull(330, {"material": {"received": 52, "changed": 12, "added": 3}})))
    table = watcher.page.details.table
    assert table is not None
    headings = [text_of(table.horizontalHeaderItem(column)) for column in range(table.columnCount())]
    rows = [
        [text_of(table.item(row, column)) for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]
    assert headings == ["What", "Read", "New", "Changed"]
    assert rows[1] == ["Materials", "52", "3", "12"]
    assert [row[0] for row in rows] == [
        "Categories",
        "Materials",
        "Services",
        "Equipment",
        "Discounts and fees",
    ]


def test_a_push_shows_its_requests_with_servicetitans_words(watcher: Watcher, qtbot) -> None:
    push, book = pushed(), watcher.app.book
    watcher.tell(RunsRead([push]))
    assert watcher.app.engine.asked("read_attempts") == [push.run_id]
    refused = an_attempt(book, 7, "rejected", status=400, detail="Price must be above cost.")
    watcher.tell(AttemptsRead(push.run_id, [an_attempt(book, 3), refused]))
    attempts = watcher.page.details.attempts
    assert attempts.chosen() == refused  # the first problem
    assert attempts.words.text() == "ServiceTitan said: Price must be above cost."
    assert "status 400" in attempts.facts.text()
    with qtbot.waitSignal(watcher.page.show_wanted) as wanted:
        attempts.show_button.click()
    assert wanted.args == [refused.entity_key]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"verified": 1}, ("Proved", Role.PROVED)),
        ({"differs": 1}, ("Differs", Role.DANGER)),
        ({"conflict": 2}, ("Conflict", Role.DANGER)),
        ({"verified": 1, "differs": 1}, ("Answered 200", Role.NEUTRAL)),
        ({"verified": 1, "waiting": 1}, ("Answered 200", Role.NEUTRAL)),
        ({}, ("Answered 200", Role.NEUTRAL)),
    ],
)
def test_an_answer_is_called_proved_only_where_reading_back_proved_it(
    watcher: Watcher, counts, shown
) -> None:
    push = a_run("push", 200, counts=counts)
    watcher.tell(RunsRead([push]))
    watcher.tell(AttemptsRead(push.run_id, [an_attempt(watcher.app.book, 3)]))
    model = watcher.page.details.attempts.model
    chip = model.chip(model.attempts[0])
    assert (chip.text, chip.role) == shown


def test_a_push_without_requests_says_so_and_one_that_cannot_be_read_says_why(watcher: Watcher) -> None:
    push = pushed()
    watcher.tell(RunsRead([push]))
    note = watcher.page.details.attempts.note
    assert note.text() == "Reading what it sent…"
    watcher.tell(AttemptsRead(push.run_id, [], HubUnavailable("No answer.")))
    assert "No answer." in note.text()
    watcher.tell(AttemptsRead(push.run_id, []))
    assert note.text() == "Nothing was sent."


def test_what_the_tripwire_stopped_can_be_accepted_while_nothing_has_run_since(
    watcher: Watcher, qtbot
) -> None:
    stopped = a_run("material", 60, state="stopped", detail="130 of 6,011 would be gone.", full=True)
    watcher.tell(RunsRead([stopped]))
    details = watcher.page.details
    assert "130 of 6,011" in details.reason.text()
    with qtbot.waitSignal(watcher.page.accept_wanted) as wanted:
        details.accept.click()
    assert wanted.args == ["130 of 6,011 would be gone.", True]
    watcher.tell(RunsRead([stopped, *a_pull(20)]))
    watcher.choose(1)
    assert details.accept.isHidden()


def test_a_refresh_leaves_what_can_be_done_about_a_stopped_pull(watcher: Watcher, qtbot) -> None:
    stopped = a_run("material", 60, state="stopped", detail="130 of 6,011 would be gone.")
    details = watcher.page.details
    for _ in range(2):
        watcher.tell(RunsRead([replace(stopped)]))
    assert details.accept.isVisible()
    assert details.again.isVisible()
    assert "“Accept and go on…”" in details.reason.text()
    with qtbot.waitSignal(watcher.page.pull_wanted):
        details.again.click()


def test_what_failed_can_be_run_again(watcher: Watcher, qtbot) -> None:
    watcher.tell(RunsRead([a_run("push", 60, state="failed", detail="Gone.")]))
    with qtbot.waitSignal(watcher.page.push_wanted):
        watcher.page.details.again.click()
    watcher.tell(RunsRead([a_run("material", 50, state="failed", detail="Gone.", full=True)]))
    watcher.choose(0)
    with qtbot.waitSignal(watcher.page.pull_wanted) as wanted:
        watcher.page.details.again.click()
    assert wanted.args == [True]


def test_a_pull_that_went_on_after_it_was_cut_short_says_so(watcher: Watcher) -> None:
    watcher.tell(RunsRead([a_run("material", 900, counts={"received": 6011, "added": 6011, "resumed": 1})]))
    details = watcher.page.details
    assert (details.chip.text(), details.news.text()) == ("Done", "6,011 new")
    assert details.reason.text().startswith("It was cut short and went on later.")
    watcher.tell(RunsRead([a_run("material", 900, counts={"received": 6011, "added": 6011})]))
    assert details.reason.text() == ""


def test_a_pull_that_goes_on_again_says_so(watcher: Watcher) -> None:
    run = a_run("material", 900, took=None, counts={"received": 500, "added": 500, "resumed": 1})
    watcher.tell(RunsRead([run]))
    details = watcher.page.details
    assert (details.chip.text(), details.news.text()) == ("Running", "500 new")
    assert details.reason.text().startswith("It was cut short and goes on.")
