"""Which runs are one thing to a person, and what is said of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lazi_desktop.ui.activity.entries import Entry, RunKind, RunState, entries_of
from lazi_desktop.ui.activity.words import (
    cron_words,
    duration,
    news_of,
    news_words,
    state_chip_of,
    title_of,
    until,
    who_and_where,
    why,
)
from lazi_desktop.ui.theme.tokens import Role
from tests.ui.activity.runs import KINDS, NOW, a_pull, a_run


def only(runs) -> Entry:
    (entry,) = entries_of(runs)
    return entry


def test_the_kinds_of_one_pull_are_one_entry_and_the_newest_is_first() -> None:
    entries = entries_of([*a_pull(300), *a_pull(600), a_run("push", 100)])
    assert [(entry.kind, len(entry.runs)) for entry in entries] == [
        (RunKind.PUSH, 1),
        (RunKind.PULL, 5),
        (RunKind.PULL, 5),
    ]
    assert [run.what for run in entries[1].runs] == [*KINDS]


def test_two_machines_pulling_in_turn_are_two_entries() -> None:
    entries = entries_of([*a_pull(300), *a_pull(299, device="TRUCK-4")])
    assert {(entry.device, len(entry.runs)) for entry in entries} == {("OFFICE-PC", 5), ("TRUCK-4", 5)}


def test_a_pull_that_begins_anew_is_an_entry_of_its_own() -> None:
    """Two pulls by hand within a minute: the second begins with categories again."""
    entries = entries_of([*a_pull(50), *a_pull(20)])
    assert [len(entry.runs) for entry in entries] == [5, 5]


def test_what_a_push_reads_back_belongs_to_it_and_its_own_counts_are_told() -> None:
    push = a_run("push", 60, took=30, counts={"verified": 2, "failed": 1})
    entry = only([push, a_run("push material", 58, counts={"received": 40}), a_run("push service", 50)])
    assert entry.main == push
    assert news_of(entry) == "2 proved · 1 failed"
    assert entry.is_problem


def test_a_full_pull_is_told_by_its_skus_since_categories_are_always_read_whole() -> None:
    runs = [a_run("category", 20, full=True), a_run("material", 18, full=False)]
    assert title_of(only(runs)) == "Pull of changes"
    runs = [a_run("category", 20, full=True), a_run("material", 18, full=True)]
    assert title_of(only(runs)) == "Pull of everything"
    assert title_of(only([a_run("category", 20, full=True, took=None)])) == "Pull"
    assert not only([a_run("category", 20, full=True, state="failed")]).is_sweep
    assert title_of(only([a_run("sweep category", 20, full=True)])) == "Pull of everything"


@pytest.mark.parametrize(
    ("states", "shown"),
    [
        (["done", "running"], RunState.RUNNING),
        (["done", "stopped"], RunState.STOPPED),
        (["refused", "done"], RunState.REFUSED),
        (["done", "done"], RunState.DONE),
        (["done", "of another version"], RunState.FAILED),
    ],
)
def test_an_entry_stands_as_the_most_telling_of_its_runs(states, shown) -> None:
    runs = [
        a_run(kind, 20 - 2 * place, took=None if state == "running" else 1, state=state)
        for place, (kind, state) in enumerate(zip(KINDS, states, strict=False))
    ]
    assert only(runs).state is shown


@pytest.mark.parametrize(
    ("kind", "counts", "words"),
    [
        (
            RunKind.PULL,
            {"received": 40, "changed": 12, "added": 3, "conflicts": 1},
            "12 changed · 3 new · 1 conflict",
        ),
        (RunKind.PULL, {"received": 40, "unchanged": 40}, "nothing new"),
        (RunKind.SWEEP, {"received": 6011, "buried": 2}, "2 deleted in ServiceTitan"),
        (RunKind.PULL, {"merged": 1, "ruled": 2}, "1 conflict merged · 2 conflicts answered by a rule"),
        (RunKind.PUSH, {"verified": 1200, "created": 3, "differs": 1}, "1,200 proved · 3 new · 1 differs"),
        (RunKind.PUSH, {}, "nothing to send"),
        (RunKind.TEND, {"feed_rows_dropped": 12840}, "12,840 feed rows dropped"),
    ],
)
def test_what_changed_is_told_in_words(kind, counts, words: str) -> None:
    assert news_words(kind, counts) == words


def test_what_runs_or_broke_off_does_not_say_that_nothing_was_new() -> None:
    assert news_of(only([a_run("material", 5, took=None)])) == "under way"
    assert news_of(only([a_run("material", 5, state="failed")])) == "—"


def test_a_push_that_left_something_behind_is_not_simply_done() -> None:
    chip = state_chip_of(only([a_run("push", 60, counts={"verified": 1, "differs": 1})]))
    assert (chip.text, chip.role) == ("Partly done", Role.DANGER)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"differs": 1}, "Differs"),
        ({"conflict": 3}, "Conflict"),
        ({"failed": 1}, "Refused"),
        ({"twins": 2}, "Made twice"),
        ({"failed": 1, "differs": 1}, "Not done"),
    ],
)
def test_a_push_that_proved_nothing_is_not_partly_done(counts, words: str) -> None:
    chip = state_chip_of(only([a_run("push", 60, counts=counts)]))
    assert (chip.text, chip.role) == (words, Role.DANGER)


def test_a_look_for_duplicates_is_news_on_the_night_that_finds_some() -> None:
    told = "Created once, and there more than once: A (materials #1, #2). Keep one."
    found = only([a_run("twins", 60, counts={"received": 0, "twins": 1}, detail=told)])
    assert (title_of(found), news_of(found), why(found)) == ("Look for duplicates", "1 made twice", told)
    assert found.is_problem
    quiet = only([a_run("twins", 60, counts={"received": 0, "twins": 0})])
    assert not quiet.has_news
    assert (state_chip_of(quiet).text, why(quiet)) == ("Done", "")


def test_a_stopped_pull_says_what_to_do() -> None:
    advice = (
        "130 would be gone. If that is right, accept it and pull again; until then nothing more is taken in."
    )
    words = why(only([a_run("material", 9, state="stopped", detail=advice)]))
    assert words.startswith("130 would be gone. Look in ServiceTitan")
    assert "“Accept and go on…”" in words
    assert "accept it and pull again" not in words


def test_why_it_ended_is_a_plain_sentence() -> None:
    failed = only(
        [a_run("material", 9, state="failed", detail="ServiceTitan cannot be reached. It answered 503")]
    )
    assert why(failed) == "ServiceTitan cannot be reached. It answered 503."
    assert "the next run goes on" in why(only([a_run("material", 9, state="interrupted")]))
    assert "kept" in why(only([a_run("material", 9, state="cancelled")]))
    assert why(only([a_run("material", 9)])) == ""
    assert "No reason was recorded" in why(only([a_run("material", 9, state="failed")]))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.84, "0.8 s"), (12.2, "12 s"), (185, "3 min 5 s"), (120, "2 min"), (3840, "1 h 4 min"), (-3, "0.0 s")],
)
def test_how_long_it_took(seconds: float, words: str) -> None:
    assert duration(timedelta(seconds=seconds)) == words


def test_who_and_where() -> None:
    entry = only([a_run("push", 9)])
    assert who_and_where(entry, ()) == "Dana on OFFICE-PC"
    assert who_and_where(entry, {"Dana"}) == "you on OFFICE-PC"
    alone = only([a_run("push", 9, by="OFFICE-PC")])
    assert who_and_where(alone, {"OFFICE-PC"}) == "you"
    assert who_and_where(alone, ()) == "OFFICE-PC"


def test_when_a_job_is_due() -> None:
    local = NOW.astimezone().replace(hour=12, minute=0)
    assert until(local + timedelta(seconds=10), now=local) == "Now"
    assert until(local + timedelta(minutes=3), now=local) == "In 3 min"
    assert until(local.replace(hour=18, minute=30), now=local) == "At 18:30"
    assert until(local.replace(hour=2, minute=30) + timedelta(days=1), now=local) == "Tomorrow at 02:30"


@pytest.mark.parametrize(
    ("cron", "words"),
    [
        ("* * * * *", "every minute"),
        ("*/15 * * * *", "every 15 minutes"),
        ("5 * * * *", "every hour"),
        ("30 2 * * *", "every day at 02:30"),
        ("0 8 * * 1-5", ""),
    ],
)
def test_a_schedule_is_told_in_words(cron: str, words: str) -> None:
    assert cron_words(cron) == words
