"""The Updates card: what is known of new versions, what is new in them, and a look now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lazi_desktop.domain.errors import UpdateUnavailable
from lazi_desktop.domain.update_news import UpdateNews, UpdateState
from lazi_desktop.ui.settings.controls import ChoiceControl
from lazi_desktop.ui.settings.settings_page import SettingsPage
from lazi_desktop.ui.settings.update_card import UpdateCard
from tests.fakes.settings_book import FakeBook
from tests.fakes.ui_fakes import FakeApp
from tests.fakes.updates import FakeUpdates

READY = UpdateNews(
    state=UpdateState.READY,
    installed="0.1.0",
    kind="tarball",
    channel="stable",
    server="updates.example.com",
    version="0.2.0",
    notes="<b>Kits</b> open faster.\nPictures too.",
    looked=datetime(2024, 9, 3, 12, tzinfo=UTC),
)
Show = Callable[..., tuple[UpdateCard, FakeUpdates, SettingsPage]]


@pytest.fixture
def book() -> FakeBook:
    return FakeBook("Ask it@example.com.")


@pytest.fixture
def shown(app: FakeApp, book: FakeBook, qtbot) -> Show:
    def show(news: UpdateNews | None = None) -> tuple[UpdateCard, FakeUpdates, SettingsPage]:
        updates = FakeUpdates(news)
        page = SettingsPage(app.context, [], "0.1.0", book=book, can_reopen=True, updates=updates)
        qtbot.addWidget(page)
        page.resize(900, 700)
        page.show()
        [card] = page.findChildren(UpdateCard)
        return card, updates, page

    return show


def test_without_a_look_at_new_versions_there_is_no_card(app: FakeApp, book: FakeBook, qtbot) -> None:
    page = SettingsPage(app.context, [], "0.1.0", book=book)
    qtbot.addWidget(page)
    assert not page.findChildren(UpdateCard)
    assert "updates.channel" not in page.rows


def test_what_is_ready_says_when_it_is_installed_and_what_is_new(shown: Show) -> None:
    card, _, _ = shown(READY)
    assert card.state.text() == "Version 0.2.0 is ready; it is installed when LAZI Desktop is closed."
    assert card.looked.text() == "Last looked at updates.example.com: 3 Sep 2024"
    assert card.notes_title.text() == "What is new in 0.2.0"
    assert card.notes.text() == READY.notes
    assert card.look.isEnabled()
    assert not card.bar.isVisible()


@pytest.mark.parametrize(
    ("news", "words", "may_look"),
    [
        ({"state": UpdateState.OFF}, "switched off", False),
        ({"state": UpdateState.NO_SERVER}, "No update server is set", False),
        ({"state": UpdateState.UNKNOWN}, "Nothing is known of new versions yet.", True),
        ({"state": UpdateState.CURRENT}, "Version 0.1.0 is the newest.", True),
        ({"state": UpdateState.LOOKING}, "Looking for a new version…", False),
        ({"state": UpdateState.FETCHING, "done": 1, "total": 4}, "is being fetched…", False),
        ({"state": UpdateState.FOR_IT, "kind": "deb"}, "IT installs it, with apt.", True),
        ({"state": UpdateState.WAITS, "hub_revision": "0002"}, "team's database at revision 0002", True),
        (
            {"state": UpdateState.REFUSED, "error": UpdateUnavailable("Nobody answers.")},
            "Nobody answers.",
            True,
        ),
    ],
)
def test_each_state_has_its_words(shown: Show, news: dict, words: str, may_look: bool) -> None:
    card, _, _ = shown(replace(READY, **news))
    assert words in card.state.text()
    assert card.look.isEnabled() is may_look
    assert card.bar.isVisible() is (news["state"] is UpdateState.FETCHING)
    assert (card.state.property("tone") == "error") is (news["state"] is UpdateState.REFUSED)


def test_news_come_while_it_is_open(shown: Show, qtbot) -> None:
    card, updates, page = shown()
    assert page.updates is not None
    assert not card.notes.isVisible()
    card.look.click()
    assert updates.looks == 1
    assert not card.look.isEnabled()
    with qtbot.waitSignal(page.updates.changed):
        updates.say(replace(READY, state=UpdateState.FETCHING, done=3_000_000_000, total=4_000_000_000))
    assert card.bar.value() == 750
    with qtbot.waitSignal(page.updates.changed):
        updates.say(READY)
    assert card.notes.isVisible()
    assert card.look.isEnabled()


def test_another_channel_counts_at_once(shown: Show, book: FakeBook) -> None:
    _, updates, page = shown(READY)
    channel = page.rows["updates.channel"].control
    assert isinstance(channel, ChoiceControl)
    channel.choices["off"].click()
    assert book.kept == {"updates.channel": "off"}
    assert updates.looks == 1
    assert not page.reopen.isVisible()


def test_what_the_organisation_locks_nobody_changes(shown: Show, book: FakeBook) -> None:
    book.locked["updates.channel"] = "off"
    _, _, page = shown(READY)
    row = page.rows["updates.channel"]
    assert not row.control.isEnabled()
    assert "Ask it@example.com." in row.fixed.text()


def test_it_is_found_by_a_search(shown: Show, qtbot) -> None:
    card, _, page = shown(READY)
    page.search.setText("new version")
    assert card.isVisible()
    page.search.setText("page size")
    assert not card.isVisible()


def test_long_notes_are_cut(shown: Show) -> None:
    card, _, _ = shown(replace(READY, notes="word " * 2_000))
    assert len(card.notes.text()) < 1_600
    assert card.notes.text().endswith("word …")


def test_every_control_has_a_name(shown: Show) -> None:
    card, _, _ = shown(READY)
    assert all(one.accessibleName() for one in (card.look, card.bar))
