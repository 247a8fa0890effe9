"""The Diagnostics page: checks as they come, what needs somebody, and what can be handed on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.ports.doctor import CheckState
from lazi_desktop.ui.diagnostics.diagnostics_page import DiagnosticsPage
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from tests.fakes.doctor import FakeDoctor
from tests.fakes.ui_fakes import FakeApp


@pytest.fixture
def doctor() -> FakeDoctor:
    return FakeDoctor()


@pytest.fixture
def page(app: FakeApp, doctor: FakeDoctor, qtbot) -> DiagnosticsPage:
    page = DiagnosticsPage(app.context, doctor, "0.1.0")
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    return page


def finish(doctor: FakeDoctor, page: DiagnosticsPage, qtbot, hub: CheckState = CheckState.OK) -> None:
    doctor.tell("disk", CheckState.OK)
    doctor.tell("hub", hub, "It is away.", "Start it." if hub is not CheckState.OK else "")
    doctor.end()
    qtbot.waitUntil(page.act.isEnabled)


def test_it_looks_when_it_is_first_seen_and_not_every_time(page, doctor, qtbot) -> None:
    assert doctor.begun == 1
    finish(doctor, page, qtbot)
    page.hide()
    page.show()
    assert doctor.begun == 1
    page.act.click()
    assert doctor.begun == 2


def test_findings_are_shown_as_they_come(page, doctor, qtbot) -> None:
    assert page.rows["hub"].chip.text() == "Looking…"
    assert not page.act.isEnabled()
    doctor.tell("hub", CheckState.BAD, "It is away.", "Start it.")
    qtbot.waitUntil(lambda: page.rows["hub"].result is not None)
    row = page.rows["hub"]
    assert (row.chip.text(), row.words.text(), row.mend.text()) == ("Needs you", "It is away.", "Start it.")
    assert row.chip.property("chip") == "danger"
    assert row.accessibleName() == "Shared database. Needs you. It is away. Start it"
    assert page.status.text() == "Looking… 1 of 2"
    assert page.rows["disk"].chip.text() == "Looking…"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (CheckState.OK, "Everything works."),
        (CheckState.WARNING, "Everything works; something should be looked at."),
        (CheckState.BAD, "1 thing needs you. Each says what mends it."),
    ],
)
def test_at_the_end_it_says_how_it_stands(page, doctor, qtbot, state, words) -> None:
    finish(doctor, page, qtbot, state)
    assert page.status.text() == words


def test_all_of_it_can_be_copied(page, doctor, app, qtbot) -> None:
    finish(doctor, page, qtbot, CheckState.BAD)
    page.copy_button.click()
    assert QApplication.clipboard().text().splitlines() == [
        "LAZI Desktop 0.1.0",
        "Works  Disk: It is there.",
        "Needs you  Shared database: It is away.",
        "    → Start it.",
    ]
    assert app.notifier.told == ["Copied."]


def test_a_file_for_support_is_saved_and_says_what_is_in_it(page, doctor, app, qtbot, tmp_path: Path) -> None:
    finish(doctor, page, qtbot)
    page.write(str(tmp_path / "b.zip"))
    app.settle(qtbot)
    ((results, file),) = doctor.saved
    assert [one.name for one in results] == ["disk", "hub"]
    assert file == tmp_path / "b.zip"
    assert page.status.text() == "b.zip holds: 2 results."


def test_a_file_that_cannot_be_written_is_told(page, doctor, app, qtbot, tmp_path: Path) -> None:
    finish(doctor, page, qtbot)
    doctor.fails = WorkspaceProblem("Choose another place.")
    page.write(str(tmp_path / "b.zip"))
    app.settle(qtbot)
    assert app.notifier.problems == [doctor.fails]
    assert page.save.isEnabled()


def test_it_is_found_by_command_and_in_the_settings_and_leads_back(app: FakeApp, doctor, qtbot) -> None:
    opened = open_window(app.context, Messages(), version="0.1.0", doctor=doctor)
    window = opened.window
    qtbot.addWidget(window)
    window.show()
    (command,) = (one for one in window.registry.listed() if one.name == "diagnostics")
    command.run()
    assert window.page_name == "settings"
    (page,) = window.findChildren(DiagnosticsPage)
    assert page.isVisible()
    assert doctor.begun == 1
    page.back.click()
    assert not page.isVisible()
    assert opened.settings.isVisible()
    app.settle(qtbot)
