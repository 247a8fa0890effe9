"""The Settings page: what is set is kept at once, what is fixed says by whom; all of it is searched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from lazi_desktop.ports.engine import ScheduleChanged, ScheduledJob
from lazi_desktop.ui.activity.schedule_card import ScheduleCard
from lazi_desktop.ui.settings.cards import Card, Fact
from lazi_desktop.ui.settings.controls import ChoiceControl, NumberControl, SwitchControl, TextControl
from lazi_desktop.ui.settings.cron_control import CronControl
from lazi_desktop.ui.settings.settings_page import SettingsPage
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme.apply import apply_theme, chosen_scheme
from tests.fakes.settings_book import FakeBook
from tests.fakes.ui_fakes import FakeApp
from tests.ui.activity.runs import NOW


@pytest.fixture
def book() -> FakeBook:
    return FakeBook("Ask it@example.com.")


@pytest.fixture
def shown(app: FakeApp, book: FakeBook, qtbot) -> Callable[[], SettingsPage]:
    """The page as it opens on what the book says by then."""

    def show() -> SettingsPage:
        page = SettingsPage(
            app.context, [Fact("Profile folder", "there")], "0.1.0", book=book, can_reopen=True
        )
        qtbot.addWidget(page)
        page.resize(900, 700)
        page.show()
        return page

    return show


def typed(qtbot, control: TextControl, text: str) -> None:
    control.line.setText(text)
    qtbot.keyClick(control.line, Qt.Key.Key_Return)


def test_the_look_changes_at_once_and_is_kept(qapp: QApplication, shown, book: FakeBook) -> None:
    page = shown()
    look = page.rows["theme"]
    assert isinstance(look.control, ChoiceControl)
    look.control.choices["dark"].click()
    assert (chosen_scheme(), book.kept) == ("dark", {"theme": "dark"})
    assert not page.reopen.isVisible()
    look.reset.click()
    assert (chosen_scheme(), book.kept) == ("system", {})
    assert look.control.choices["system"].isChecked()
    apply_theme(qapp, "light")


def test_without_a_place_to_keep_anything_only_the_look_can_be_set(
    qapp: QApplication, app: FakeApp, qtbot
) -> None:
    apply_theme(qapp, "light")
    page = SettingsPage(app.context, [], "0.1.0")
    qtbot.addWidget(page)
    assert list(page.rows) == ["theme"]
    look = page.rows["theme"].control
    assert isinstance(look, ChoiceControl)
    assert look.choices["light"].isChecked()
    look.choices["dark"].click()
    assert chosen_scheme() == "dark"
    apply_theme(qapp, "light")


def test_what_counts_later_says_so_until_it_is_changed_back(shown, book: FakeBook, qtbot) -> None:
    page = shown()
    language = page.rows["language"].control
    assert isinstance(language, ChoiceControl)
    language.choices["es"].click()
    assert book.kept == {"language": "es"}
    assert page.reopen.isVisible()
    with qtbot.waitSignal(page.reopen_wanted):
        page.reopen.button.click()
    language.choices["system"].click()
    assert not page.reopen.isVisible()


def test_each_setting_tells_its_default_and_the_way_back(shown, book: FakeBook) -> None:
    book.kept["sync.pause_on_battery"] = True
    book.proposed["servicetitan.page_size"] = 500
    page = shown()
    told = {key: row.help.text().split(". ")[-1] for key, row in page.rows.items()}
    assert told == {
        "theme": "Default: Like the system.",
        "density": "Default: Comfortable.",
        "language": "Default: Like the system.",
        "units.measures": "Default: Like the system.",
        "units.new_entries": "Default: no unit.",
        "sync.pull": "Default: every 5 minutes.",
        "sync.lists": "Default: every 15 minutes.",
        "sync.sweep": "Default: every day at 02:30.",
        "sync.tend": "Default: every day at 03:15.",
        "sync.pause_on_battery": "Default: off.",
        "sync.pause_on_metered": "Default: off.",
        "servicetitan.requests_per_second": "Default: 20 requests a second.",
        "servicetitan.page_size": "Your organisation's default: 500 entries.",
        "servicetitan.send_together": "Default: off.",
        "servicetitan.mark_creates": "Default: on.",
        "servicetitan.web_page": "Default: the usual address.",
    }
    assert [key for key, row in page.rows.items() if row.reset.isVisible()] == ["sync.pause_on_battery"]
    battery = page.rows["sync.pause_on_battery"]
    assert isinstance(battery.control, SwitchControl)
    battery.reset.click()
    assert not battery.control.box.isChecked()
    assert not battery.reset.isVisible()


def test_what_is_fixed_cannot_be_changed_and_says_by_whom(shown, book: FakeBook) -> None:
    book.locked["sync.sweep"] = "0 4 * * *"
    book.variables["theme"] = ("LAZI_THEME", "dark")
    page = shown()
    sweep, look = page.rows["sync.sweep"], page.rows["theme"]
    assert not sweep.control.isEnabled()
    assert sweep.fixed.text() == "Set by your organisation. Ask it@example.com."
    assert isinstance(sweep.control, CronControl)
    assert sweep.control.combo.currentText() == "Every day at 04:00"
    assert not look.control.isEnabled()
    assert look.fixed.text() == "Set by the variable LAZI_THEME of this computer."
    assert not page.rows["sync.pull"].fixed.isVisible()
    assert not sweep.reset.isVisible()
    assert "Default" not in sweep.help.text()


def test_a_schedule_is_chosen_in_words_or_typed_as_a_cron_line(shown, book: FakeBook, qtbot) -> None:
    page = shown()
    row = page.rows["sync.pull"]
    control = row.control
    assert isinstance(control, CronControl)
    assert not control.line.isVisible()
    words = [control.combo.itemText(at) for at in range(control.combo.count())]
    assert words[0] == "Every 5 minutes"
    assert words[-2:] == ["Never", "As a cron line…"]
    control.combo.setCurrentIndex(words.index("Never"))
    control.combo.activated.emit(words.index("Never"))
    assert book.kept == {"sync.pull": ""}
    control.combo.setCurrentIndex(len(words) - 1)
    control.combo.activated.emit(len(words) - 1)
    assert control.line.isVisible()
    control.line.setText("refused")
    qtbot.keyClick(control.line, Qt.Key.Key_Return)
    assert row.problem.text() == "“refused” fits nothing."
    assert control.line.text() == "refused"
    control.line.setText("0 6 * * MON-FRI")
    qtbot.keyClick(control.line, Qt.Key.Key_Return)
    assert book.kept == {"sync.pull": "0 6 * * MON-FRI"}
    assert not row.problem.isVisible()
    assert control.line.isVisible()


def test_a_number_is_kept_when_it_fits(shown, book: FakeBook, qtbot) -> None:
    book.refused = "100"
    page = shown()
    row = page.rows["servicetitan.requests_per_second"]
    assert isinstance(row.control, NumberControl)
    assert row.control.line.text() == "20"
    typed(qtbot, row.control, "100")
    assert row.problem.isVisible()
    assert row.control.line.property("invalid")
    typed(qtbot, row.control, "12.5")
    assert book.kept == {"servicetitan.requests_per_second": "12.5"}
    assert not row.problem.isVisible()
    assert row.control.line.text() == "12.5"


def test_what_cannot_be_kept_is_said_and_shown_as_it_was(shown, book: FakeBook) -> None:
    book.full = True
    page = shown()
    row = page.rows["sync.pause_on_metered"]
    assert isinstance(row.control, SwitchControl)
    row.control.box.click()
    assert row.problem.text() == "The disk is full."
    assert not row.control.box.isChecked()


def test_a_search_shows_the_settings_and_cards_that_fit(shown, book: FakeBook) -> None:
    book.locked["sync.sweep"] = "0 4 * * *"
    page = shown()

    def visible() -> list[str]:
        return [key for key, row in page.rows.items() if row.isVisible()]

    page.search.setText("BATTERY")
    assert visible() == ["sync.pause_on_battery"]
    page.search.setText("set by your organisation")
    assert visible() == ["sync.sweep"]
    page.search.setText("schedule")
    assert len(visible()) == 6
    page.search.setText("profile folder")
    assert visible() == []
    assert not page.nothing.isVisible()
    page.search.setText("nothing of the kind")
    assert page.nothing.isVisible()
    page.search.clear()
    assert visible() == list(page.rows)


def test_a_card_that_hides_itself_stays_so_through_a_search(app: FakeApp, book: FakeBook, qtbot) -> None:
    card = Card("What runs by itself")
    page = SettingsPage(app.context, [], "0.1.0", book=book, schedule=card)
    qtbot.addWidget(page)
    card.hide()
    page.show()
    page.search.setText("by itself")
    assert not card.isVisible()
    card.show()
    assert card.isVisible()
    page.search.setText("look")
    assert not card.isVisible()
    page.search.clear()
    assert card.isVisible()


def test_versions_and_connection_can_be_copied(app: FakeApp, qtbot) -> None:
    page = SettingsPage(app.context, [Fact("Shared database", "built in")], "0.1.0")
    qtbot.addWidget(page)
    copy = next(button for button in page.findChildren(QPushButton) if "Copy" in button.text())
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    text = QApplication.clipboard().text()
    assert "LAZI Desktop: 0.1.0" in text
    assert "Shared database: built in" in text
    assert app.notifier.told == ["Copied."]


def test_the_connection_can_be_changed_where_somebody_listens(app: FakeApp, qtbot) -> None:
    page = SettingsPage(app.context, [], "0.1.0", can_change_connection=True)
    qtbot.addWidget(page)
    change = next(button for button in page.findChildren(QPushButton) if "Change" in button.text())
    with qtbot.waitSignal(page.change_connection_wanted):
        qtbot.mouseClick(change, Qt.MouseButton.LeftButton)


def test_what_runs_by_itself_is_told_in_words(app: FakeApp, qtbot) -> None:
    signals = EngineSignals(app.engine, app.edits)
    card = ScheduleCard(signals, now=lambda: NOW)
    page = SettingsPage(app.context, [], "0.1.0", schedule=card)
    qtbot.addWidget(page)
    page.show()
    assert card.isHidden()
    jobs = [
        ScheduledJob("pull", "Pull of changes", "*/5 * * * *", NOW + timedelta(minutes=3)),
        ScheduledJob("push", "Push", "* * * * *", NOW, "on battery"),
        ScheduledJob("tend", "Upkeep", "0 3 * * *", None),
    ]
    with qtbot.waitSignal(signals.schedule_changed):
        app.engine.tell(ScheduleChanged(jobs))
    assert card.isVisible()
    texts = [shown.text() for shown in card.findChildren(QLabel)]
    assert texts[1:] == [
        "Pull of changes",
        "Every 5 minutes · next: in 3 min",
        "Push",
        "Every minute · waits: on battery",
        "Upkeep",
        "Does not run here",
    ]
