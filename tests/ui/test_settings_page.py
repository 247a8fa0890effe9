"""The Settings page: the look changes at once, facts can be copied."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from lazi_desktop.ports.engine import ScheduleChanged, ScheduledJob
from lazi_desktop.ui.activity.schedule_card import ScheduleCard
from lazi_desktop.ui.settings_page import Fact, SettingsPage
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme.apply import apply_theme, chosen_scheme
from tests.fakes.ui_fakes import FakeApp
from tests.ui.activity.runs import NOW


def test_the_look_changes_at_once_and_is_handed_on(qapp: QApplication, app: FakeApp, qtbot) -> None:
    page = SettingsPage(app.context, [], "0.1.0")
    qtbot.addWidget(page)
    page.show()
    assert page.schemes["light"].isChecked()
    with qtbot.waitSignal(page.scheme_chosen) as chosen:
        page.schemes["dark"].click()
    assert chosen.args == ["dark"]
    assert chosen_scheme() == "dark"
    apply_theme(qapp, "light")


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
