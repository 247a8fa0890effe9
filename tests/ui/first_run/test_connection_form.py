"""The form for another connection: it forgives spaces and says plainly what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.ui.first_run.connection import ConnectionForm, problems
from lazi_desktop.ui.first_run.connection_window import ConnectionWindow
from lazi_desktop.ui.preparing import PreparingWindow

GOOD = ConnectionForm(tenant="123456", client_id="cid.1", client_secret="s", app_key="k")


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, set()),
        ({"tenant": " 123456\n"}, set()),
        ({"tenant": ""}, {"tenant"}),
        ({"tenant": "12x"}, {"tenant"}),
        ({"tenant": "١٢٣"}, {"tenant"}),
        ({"client_id": "  "}, {"client_id"}),
        ({"client_secret": "", "app_key": ""}, {"client_secret", "app_key"}),
        ({"environment": "custom"}, {"api_url", "auth_url"}),
        ({"environment": "custom", "api_url": "http://127.0.0.1:8000", "auth_url": "http://a"}, set()),
        ({"environment": "custom", "api_url": "ftp://x", "auth_url": "http://[bad"}, {"api_url", "auth_url"}),
        ({"api_url": "nonsense"}, set()),
        ({"hub_url": "postgresql://dana@db.example:5432/lazi"}, set()),
        ({"hub_url": "postgresql://dana@db.example:port/lazi"}, {"hub_url"}),
        ({"hub_url": "mysql://x/y"}, {"hub_url"}),
    ],
)
def test_what_is_wrong_is_found_by_field(change: dict, wrong: set) -> None:
    found = problems(replace(GOOD, **change))
    assert set(found) == wrong
    assert all(sentence.endswith(".") for sentence in found.values())


def test_a_team_server_needs_an_address() -> None:
    assert set(problems(GOOD, own_hub=True)) == {"hub_url"}


def test_beside_a_team_server_keys_are_given_all_or_none() -> None:
    keyless = ConnectionForm(tenant="1", hub_url="postgresql://db.example/lazi")
    assert problems(keyless, own_hub=True) == {}
    assert set(problems(replace(keyless, client_id="cid"), own_hub=True)) == {"client_secret", "app_key"}
    assert set(problems(replace(keyless, hub_url=""))) == {"client_id", "client_secret", "app_key"}


def test_secrets_do_not_show_in_a_repr() -> None:
    form = ConnectionForm(client_secret="hidden-1", app_key="hidden-2", hub_password="hidden-3")
    assert "hidden" not in repr(form)


@pytest.fixture
def asked() -> list:
    return []


@pytest.fixture
def window(qtbot, asked) -> ConnectionWindow:
    window = ConnectionWindow(test=lambda form, answer: asked.append((form, answer)))
    qtbot.addWidget(window)
    window.show()
    return window


def fill(window: ConnectionWindow, **values: str) -> None:
    good = {name: getattr(GOOD, name) for name in ("tenant", "client_id", "client_secret", "app_key")}
    for name, text in (good | values).items():
        window.connect_page.fields[name].input.setText(text)


def test_a_good_form_is_handed_on_trimmed(window: ConnectionWindow, qtbot) -> None:
    fill(window, tenant="  123456 ")
    with qtbot.waitSignal(window.connect_requested) as wanted:
        qtbot.keyClick(window.connect_page.fields["app_key"].input, Qt.Key.Key_Return)
    assert wanted.args == [GOOD]


def test_a_bad_form_is_not_handed_on_and_says_why_beside_the_field(window: ConnectionWindow, qtbot) -> None:
    fill(window, tenant="abc", app_key=" ")
    with qtbot.assertNotEmitted(window.connect_requested):
        window.connect_page.submit()
    fields = window.connect_page.fields
    assert fields["tenant"].problem.text() == "The tenant is a number, like 1234567890."
    assert fields["app_key"].problem.isVisible()
    assert not fields["client_id"].problem.isVisible()
    assert window.focusWidget() is fields["tenant"].input
    qtbot.keyClicks(fields["tenant"].input, "1")
    assert not fields["tenant"].problem.isVisible()


def test_only_what_counts_is_asked(window: ConnectionWindow) -> None:
    page = window.connect_page
    assert not page.fields["api_url"].isVisible()
    assert not page.fields["hub_url"].isVisible()
    page.environment.setCurrentIndex(page.environment.findData("custom"))
    page.own_server.setChecked(True)
    assert page.fields["api_url"].isVisible()
    assert page.fields["hub_url"].isVisible()


def test_what_does_not_count_is_not_handed_on(window: ConnectionWindow) -> None:
    page = window.connect_page
    fill(window, api_url="https://left.example", hub_url="postgresql://left@over/x")
    assert page.form() == GOOD


def test_the_test_button_shows_what_the_test_found(window: ConnectionWindow, qtbot, asked) -> None:
    fill(window)
    page = window.connect_page
    qtbot.mouseClick(page.test, Qt.MouseButton.LeftButton)
    form, answer = asked.pop()
    assert form == GOOD
    assert page.test.text() == "Cancel"
    assert not page.connect_button.isEnabled()
    answer({"client_secret": "ServiceTitan refused to sign in.", "": "The database is fine."})
    assert page.fields["client_secret"].problem.text() == "ServiceTitan refused to sign in."
    assert page.outcome.text() == "The database is fine."
    assert page.test.text() == "Test"
    assert page.connect_button.isEnabled()
    qtbot.mouseClick(page.test, Qt.MouseButton.LeftButton)
    asked.pop()[1]({})
    assert page.outcome.text().startswith("It works.")


def test_an_answer_about_something_else_is_dropped(window: ConnectionWindow, qtbot, asked) -> None:
    fill(window)
    qtbot.mouseClick(window.connect_page.test, Qt.MouseButton.LeftButton)
    fill(window, tenant="999")
    asked.pop()[1]({})
    assert window.connect_page.outcome.text() == ""
    assert window.connect_page.test.text() == "Test"


def test_a_test_can_be_stopped_and_its_late_answer_says_nothing(
    window: ConnectionWindow, qtbot, asked
) -> None:
    fill(window)
    page = window.connect_page
    qtbot.mouseClick(page.test, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(window.connect_requested):
        page.submit()  # Enter in a field
    qtbot.mouseClick(page.test, Qt.MouseButton.LeftButton)
    assert page.outcome.text() == "Test stopped."
    assert page.connect_button.isEnabled()
    window.show_problems({"": "The configuration does not work."})
    asked.pop()[1]({})
    assert page.outcome.text() == "The configuration does not work."


def test_stopping_gives_the_trial_up(qtbot) -> None:
    given_up = []
    window = ConnectionWindow(test=lambda form, answer: lambda: given_up.append(form))
    qtbot.addWidget(window)
    fill(window)
    window.connect_page.try_out()
    window.connect_page.stop_testing()
    assert given_up == [GOOD]


def test_without_a_keyring_it_is_said_before_secrets_are_typed(
    window: ConnectionWindow, qtbot, asked
) -> None:
    page = window.connect_page
    page.say_where_secrets_go("This computer has no keyring.", possible=False)
    assert page.secrets.text() == "This computer has no keyring."
    fill(window)
    assert not page.connect_button.isEnabled()
    page.try_out()
    asked.pop()[1]({})
    assert not page.connect_button.isEnabled()


def test_what_connecting_found_wrong_comes_back_into_the_form(window: ConnectionWindow) -> None:
    window.show_problems({"app_key": "ServiceTitan does not know this app key."})
    assert window.connect_page.isVisible()
    assert window.connect_page.fields["app_key"].problem.isVisible()


def test_a_known_connection_starts_the_form(qtbot) -> None:
    start = replace(GOOD, hub_url="postgresql://dana@db.example/lazi")
    window = ConnectionWindow(start=start)
    qtbot.addWidget(window)
    assert window.connect_page.form() == start
    assert window.connect_page.test.isHidden()


def test_preparing_tells_the_step_or_the_problem(qtbot) -> None:
    window = PreparingWindow()
    qtbot.addWidget(window)
    window.show()
    window.show_step("Starting your local database…")
    assert window.bar.isVisible()
    assert not window.again.isVisible()
    window.show_problem(HubUnavailable("It did not start."))
    assert (window.title.text(), window.words.text()) == (
        "The shared database cannot be reached",
        "It did not start.",
    )
    with qtbot.waitSignal(window.again_wanted):
        qtbot.mouseClick(window.again, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.quit_wanted):
        window.close()


def test_changing_the_connection_shows_the_form_at_once_and_cancel_leaves_it(qtbot) -> None:
    window = ConnectionWindow(start=GOOD)
    qtbot.addWidget(window)
    window.show()
    assert window.connect_page.back.text() == "Cancel"
    with qtbot.waitSignal(window.closed):
        window.connect_page.back.click()
    assert not window.isVisible()


def test_what_the_organisation_has_locked_is_shown_and_not_asked(qtbot) -> None:
    start = replace(GOOD, client_secret="", app_key="", hub_url="postgresql://db.example/lazi")
    window = ConnectionWindow(start=start)
    qtbot.addWidget(window)
    page = window.connect_page
    page.fix({"tenant", "client_id", "environment", "hub_url"}, "Ask it@example.com.")
    window.show()
    enabled = {name for name, control in page.fields.items() if control.input.isEnabled()}
    assert enabled == {"client_secret", "app_key", "api_url", "auth_url", "hub_login", "hub_password"}
    assert not page.environment.isEnabled()
    assert not page.built_in.isEnabled()
    assert page.fixed.text() == "What is grey here is set by your organisation. Ask it@example.com."
    window.begin()
    assert window.focusWidget() is page.fields["client_secret"].input
    for name in ("client_secret", "app_key"):
        page.fields[name].input.setText("x")
    with qtbot.waitSignal(page.submitted) as handed:
        page.submit()
    assert handed.args == [replace(start, client_secret="x", app_key="x")]


def test_where_nothing_is_locked_nothing_is_said_of_it(window: ConnectionWindow) -> None:
    window.connect_page.fix((), "Ask it@example.com.")
    window.show()
    assert not window.connect_page.fixed.isVisible()
    assert window.connect_page.environment.isEnabled()


def test_it_opens_over_the_window_it_is_about(qtbot) -> None:
    behind = QWidget()
    qtbot.addWidget(behind)
    behind.setGeometry(300, 200, 1400, 1000)
    behind.show()
    window = ConnectionWindow(over=behind)
    window.show()
    off = window.frameGeometry().center() - behind.frameGeometry().center()
    assert off.manhattanLength() <= 4
    assert window.isWindow()
    window.close()
