"""The Settings page: the look changes at once, facts can be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from lazi_desktop.ui.settings_page import Fact, SettingsPage
from lazi_desktop.ui.theme.apply import apply_theme, chosen_scheme
from tests.fakes.ui_fakes import FakeApp


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
