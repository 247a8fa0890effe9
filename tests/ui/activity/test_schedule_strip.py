"""The strip above the list: what runs by itself, what waits, and what has stopped."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.engine import (
    Connection,
    ConnectionChanged,
    RunsRead,
    ScheduleChanged,
    ScheduledJob,
)
from lazi_desktop.ports.overrides import OverrideState
from tests.ui.activity.runs import NOW, a_pull, a_run
from tests.ui.activity.watching import JOBS, Watcher


def test_the_schedule_says_what_comes_and_what_waits(watcher: Watcher, qtbot) -> None:
    assert watcher.page.strip.isHidden()
    jobs = [
        ScheduledJob("pull", "Pricebook", "*/5 * * * *", NOW.replace(minute=3)),
        ScheduledJob("lists", "Reference lists", "*/15 * * * *", None),
        ScheduledJob("push", "Push", "* * * * *", NOW, "on battery"),
    ]
    watcher.tell(ScheduleChanged(jobs))
    cards = watcher.page.strip.cards
    assert [card.words.text() for card in cards.values()] == [
        "In 3 min",
        "Does not run here",
        "Waits: on battery",
    ]
    assert [card.run.isVisibleTo(card) for card in cards.values()] == [True, False, True]
    assert "Waits: on battery" in cards["push"].toolTip()
    with qtbot.waitSignal(watcher.page.pull_wanted) as wanted:
        cards["pull"].run.click()
    assert wanted.args == [False]
    with qtbot.waitSignal(watcher.page.push_wanted):
        cards["push"].run.click()
    watcher.status.begin("pull")
    assert not cards["push"].run.isEnabled()


def words(watcher: Watcher) -> dict[str, str]:
    return {name: card.words.text() for name, card in watcher.page.strip.cards.items()}


def test_the_push_card_says_whether_something_is_confirmed(watcher: Watcher, qtbot) -> None:
    watcher.tell(ScheduleChanged(JOBS))
    watcher.app.settle(qtbot)
    card = watcher.page.strip.cards["push"]
    assert card.words.text() == "Nothing confirmed"
    key = watcher.app.book.skus[3]
    watcher.app.book.override(key, "price", Decimal(9), OverrideState.SUBMITTED)
    watcher.app.edits.announce(Changes(keys=frozenset([key]), aspects=frozenset([Aspect.FIELDS])))
    qtbot.waitUntil(lambda: card.words.text() == "Sends every minute")
    assert "Sends what was confirmed, every minute." in card.toolTip()
    assert not any("*" in card.toolTip() for card in watcher.page.strip.cards.values())


def test_going_offline_is_in_the_strip_at_once(watcher: Watcher) -> None:
    watcher.tell(ScheduleChanged(JOBS))
    watcher.tell(ConnectionChanged(Connection.OFFLINE))
    assert set(words(watcher).values()) == {"Waits: offline"}
    watcher.tell(ConnectionChanged(Connection.ONLINE))
    assert words(watcher)["pull"] == "In 3 min"


def test_a_pull_that_stopped_elsewhere_is_in_the_strip_until_the_next_one(watcher: Watcher) -> None:
    watcher.tell(ScheduleChanged(JOBS))
    watcher.tell(RunsRead([a_run("material", 60, state="stopped", detail="130 would be gone.", device="T")]))
    assert words(watcher)["pull"] == words(watcher)["sweep"] == "Stopped to ask"
    assert "130 would be gone." in watcher.page.strip.cards["pull"].toolTip()
    assert "Stopped" not in words(watcher)["push"]
    watcher.tell(RunsRead([*a_pull(20)]))
    assert words(watcher)["pull"] == "In 3 min"


@pytest.mark.parametrize(
    ("reason", "short"),
    [
        ("your role (viewer) may not", "Your role may not"),
        ("no ServiceTitan keys on this computer", "No ServiceTitan keys"),
        ("until your pull or push is through", "After what runs now"),
        ("no connection to the shared database", "Waits: offline"),
        ("on a metered connection", "Waits: metered"),
        ("on battery", "Waits: on battery"),
    ],
)
def test_why_one_waits_fits_its_card_and_stands_in_the_tip_at_length(
    reason: str, short: str, watcher: Watcher
) -> None:
    watcher.tell(ScheduleChanged([replace(job, paused=reason) for job in JOBS]))
    assert set(words(watcher).values()) == {short}
    for card in watcher.page.strip.cards.values():
        assert f"Waits: {reason}" in card.toolTip()
        assert card.words.natural_width() <= 137, "that is left of a card at 1280 pixels"
