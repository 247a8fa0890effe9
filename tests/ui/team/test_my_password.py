"""One's own password: changed in the hub, then kept here, and what is said where either fails."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from lazi_desktop.domain.errors import ConfigurationProblem, HubRefused, HubUnavailable
from lazi_desktop.ports.team import TeamDeed
from lazi_desktop.ui.team.my_password_panel import MyPasswordPanel
from tests.ui.team.conftest import Office

GOOD = "correct horse battery"


def asked(office: Office, first: str = GOOD, again: str | None = None) -> MyPasswordPanel:
    office.page.actions_by_name["my_password"].trigger()
    panel = office.page.side.my_password
    assert panel is not None
    panel.first.input.setText(first)
    panel.again.input.setText(first if again is None else again)
    QTest.keyClick(panel.again.input, Qt.Key.Key_Return)
    return panel


def test_it_is_kept_once_it_counts_and_not_before(office: Office) -> None:
    panel = asked(office)
    assert office.engine.asked("change_my_password") == [GOOD]
    assert not panel.change.isEnabled()
    assert office.membership.kept == []
    office.answer(TeamDeed.CHANGE_MY_PASSWORD)
    office.settle()
    assert office.membership.kept == [GOOD]
    assert office.page.lost() == ""
    assert office.app.notifier.told == ["Your password is changed."]
    assert office.page.side.shown is None
    assert panel.first.text() == panel.again.text() == ""
    assert panel.first.input.isUndoAvailable() is False


def test_weak_or_mistyped_ones_are_not_sent(office: Office) -> None:
    panel = asked(office, "short")
    assert "At least 12" in panel.first.problem.text()
    asked(office, "Mara Stone 1!")
    assert "your name" in panel.first.problem.text()
    asked(office, GOOD, GOOD + "x")
    assert panel.again.problem.text() == "It is not the same."
    assert not office.engine.asked("change_my_password")


def test_what_is_typed_is_seen_only_when_asked_for(office: Office) -> None:
    panel = office.page.side.my_password
    assert panel is not None
    assert panel.first.input.echoMode() == QLineEdit.EchoMode.Password
    panel.reveal.click()
    assert panel.again.input.echoMode() == QLineEdit.EchoMode.Normal
    panel.clear()
    assert panel.first.input.echoMode() == QLineEdit.EchoMode.Password


def test_a_refusal_keeps_nothing(office: Office) -> None:
    panel = asked(office)
    office.answer(
        TeamDeed.CHANGE_MY_PASSWORD, error=HubRefused("This login's password is not yours to change.")
    )
    office.settle()
    assert office.membership.kept == []
    assert panel.told.text() == "This login's password is not yours to change."
    assert panel.change.isEnabled()
    assert panel.first.text() == GOOD


def test_an_answer_that_was_lost_is_said_to_be_open(office: Office) -> None:
    panel = asked(office)
    office.answer(TeamDeed.CHANGE_MY_PASSWORD, error=HubUnavailable("No route."))
    assert "Whether it was changed is not known" in panel.told.text()
    assert office.membership.kept == []


def test_where_it_cannot_be_kept_it_is_said_what_counts_and_tried_again(office: Office) -> None:
    office.membership.refuses = ConfigurationProblem("The keyring does not open.")
    panel = asked(office)
    office.answer(TeamDeed.CHANGE_MY_PASSWORD)
    office.settle()
    assert "Your new password counts already" in panel.told.text()
    assert "The keyring does not open." in panel.told.text()
    assert panel.change.isHidden()
    assert office.page.lost() == "Your new password is not kept on this computer yet."
    office.membership.refuses = None
    panel.keep_again.click()
    office.settle()
    assert office.membership.kept == [GOOD]
    assert office.page.lost() == ""
    assert len(office.engine.asked("change_my_password")) == 1


def test_who_closes_the_form_meanwhile_loses_nothing(office: Office) -> None:
    panel = asked(office)
    panel.closed.emit()
    assert office.page.side.shown is None
    assert panel.first.text() == ""
    assert office.page.lost() == "Your password is being changed just now."
    office.answer(TeamDeed.CHANGE_MY_PASSWORD)
    office.settle()
    assert office.membership.kept == [GOOD]
