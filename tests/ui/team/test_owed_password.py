"""Who came in with a password that somebody else knows is asked for their own, wherever they are in the window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from lazi_desktop.domain.errors import HubRefused
from lazi_desktop.ports.engine import Connection, ConnectionChanged
from lazi_desktop.ports.team import TeamDeed, TeamRead
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.opened import Opened
from tests.fakes.ui_fakes import FakeApp
from tests.ui.team.conftest import FakeMembership, a_team, somebody


@pytest.fixture
def membership() -> FakeMembership:
    return FakeMembership()


@pytest.fixture
def opened(app: FakeApp, membership: FakeMembership, qtbot) -> Iterator[Opened]:
    opened = open_window(app.context, Messages(), membership=membership)
    opened.window.show()
    app.settle(qtbot)
    yield opened
    opened.window.close()
    opened.window.deleteLater()
    QCoreApplication.sendPostedEvents(opened.window, QEvent.Type.DeferredDelete.value)


def hears(opened: Opened, app: FakeApp, qtbot: Any, event: Any) -> None:
    signals = opened.signals
    with qtbot.waitSignal(signals.team_read if isinstance(event, TeamRead) else signals.connection_changed):
        app.engine.tell(event)


def online(*, owes: bool) -> ConnectionChanged:
    return ConnectionChanged(Connection.ONLINE, level="estimator", owes_password=owes)


def test_the_form_is_one_click_away_and_the_line_goes_with_the_debt(
    opened: Opened, app: FakeApp, membership: FakeMembership, qtbot
) -> None:
    hears(opened, app, qtbot, online(owes=True))
    banner, window = opened.window.banner, opened.window
    assert banner.isVisible()
    assert "Choose your own" in banner.words.text()
    assert banner.action.text() == "Choose a password…"
    banner.action.click()
    assert window.page_name == "team"
    panel = opened.team.side.my_password
    assert panel is not None
    assert panel.isVisible()
    panel.first.input.setText("correct horse battery")
    panel.again.input.setText("correct horse battery")
    panel.change.click()
    hears(opened, app, qtbot, TeamRead(None, TeamDeed.CHANGE_MY_PASSWORD, error=HubRefused("No.")))
    assert banner.isVisible()
    panel.change.click()
    hears(opened, app, qtbot, TeamRead(a_team(), TeamDeed.CHANGE_MY_PASSWORD))
    app.settle(qtbot)
    assert membership.kept == ["correct horse battery"]
    assert not banner.isVisible()


def test_it_can_be_put_off_and_is_not_asked_again_in_the_same_breath(
    opened: Opened, app: FakeApp, qtbot
) -> None:
    hears(opened, app, qtbot, online(owes=True))
    opened.window.banner.close_button.click()
    hears(opened, app, qtbot, online(owes=True))
    assert not opened.window.banner.isVisible()


def test_chosen_on_another_computer_it_is_asked_for_no_more(opened: Opened, app: FakeApp, qtbot) -> None:
    hears(opened, app, qtbot, online(owes=True))
    hears(opened, app, qtbot, online(owes=False))
    assert not opened.window.banner.isVisible()


def runs(opened: Opened, title: str) -> None:
    """By the palette."""
    command = next(one for one in opened.window.registry.listed() if one.title == title)
    assert command.enabled, command.why_not
    command.run()


def test_both_commands_are_found_from_anywhere(opened: Opened, app: FakeApp, qtbot) -> None:
    opened.window.open_page("kits")
    runs(opened, "Invite somebody…")
    assert opened.window.page_name == "team"
    assert not opened.team.side.invite.isVisible()  # nobody knows yet whether this person may
    hears(opened, app, qtbot, TeamRead(a_team()))
    assert opened.team.side.invite.isVisible()
    opened.team.side.invite.cancel.click()
    opened.window.open_page("pricebook")
    runs(opened, "Change my password…")
    panel = opened.team.side.my_password
    assert panel is not None
    assert panel.isVisible()


def test_who_may_not_invite_is_told_why(opened: Opened, app: FakeApp, qtbot) -> None:
    runs(opened, "Invite somebody…")
    hears(opened, app, qtbot, TeamRead(a_team(may_manage=False, why_not="Only admins do.")))
    assert not opened.team.side.invite.isVisible()
    command = next(one for one in opened.window.registry.listed() if one.title == "Invite somebody…")
    assert (command.enabled, command.why_not) == (False, "Only admins do.")


def test_the_window_asks_before_a_first_password_is_lost(opened: Opened, app: FakeApp, qtbot) -> None:
    opened.window.open_page("team")
    hears(opened, app, qtbot, TeamRead(a_team()))
    opened.team.table.choose("ana")
    opened.team.side.member.renew.click()
    opened.team.side.renew.act.click()
    members = [one for one in a_team().members if one.login != "ana"]
    ana = somebody("ana", "Ana López", owes_password=True)
    hears(opened, app, qtbot, TeamRead(a_team([ana, *members]), TeamDeed.RENEW_PASSWORD, "ana"))
    assert not opened.window.leaving.may_go()
    question = opened.window.leaving.question
    assert question is not None
    assert "The first password of Ana López is shown only now." in question.text.text()
    question.reject()
    opened.team.side.welcome.done_button.click()
    assert opened.window.leaving.may_go()
