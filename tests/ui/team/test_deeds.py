"""What admins do about people: asked for beside the list, told beside the row."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lazi_desktop.domain.errors import ConfigurationProblem, HubRefused, HubUnavailable
from lazi_desktop.domain.invitation import read_invitation
from lazi_desktop.domain.team import MemberState
from lazi_desktop.ports.team import TeamDeed
from tests.ui.team.conftest import Office, people, somebody

LAST_ADMIN = HubRefused("This is the last admin: make somebody else one first.")


def invited(office: Office, name: str = "Zoë Finch") -> tuple[str, str]:
    """Up to the answer. Returns the login and the first password."""
    office.page.actions_by_name["invite"].trigger()
    panel = office.page.side.invite
    panel.name.input.insert(name)
    QTest.keyClick(panel.name.input, Qt.Key.Key_Return)
    login, _, _, password = office.engine.asked("invite")[-1]
    return login, password


def test_somebody_is_invited_and_the_password_is_shown_once(office: Office) -> None:
    login, password = invited(office)
    assert office.engine.asked("invite") == [("zoe.finch", "Zoë Finch", "estimator", password)]
    panel = office.page.side.invite
    assert panel.invite.text() == "Inviting…"
    assert not panel.invite.isEnabled()
    newcomer = somebody(login, "Zoë Finch", state=MemberState.INVITED, owes_password=True)
    office.answer(TeamDeed.INVITE, login, [*people(), newcomer])
    welcome = office.page.side.welcome
    assert welcome.isVisible()
    assert welcome.secret.secret == password
    assert "Zoë Finch" in office.page.lost()
    assert office.row(login)[-1] == "Invited."
    assert office.page.table.login == login
    welcome.secret.copy_button.click()
    assert QGuiApplication.clipboard().text() == password
    assert office.page.lost() == ""
    welcome.done_button.click()
    assert welcome.secret.secret == ""
    assert panel.password == ""
    assert panel.name.text() == ""
    assert office.page.side.member.isVisible()


def test_the_first_password_goes_nowhere(office: Office, tmp_path: Path) -> None:
    login, password = invited(office)
    office.answer(TeamDeed.INVITE, login, [*people(), somebody(login, "Zoë", owes_password=True)])
    office.settle()
    handing = office.page.side.welcome.handing
    assert handing is not None
    assert handing.invitation is not None
    target = tmp_path / "zoe.lazi-invitation"
    handing.write(target)
    office.settle()
    handing.copy_mail.click()
    office.app.state.sync()
    written = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    said = [QGuiApplication.clipboard().text(), handing.invitation.as_link(), *office.app.notifier.told]
    assert len(written) >= 2
    assert not any(password.encode() in one for one in written)
    assert not any(password in one for one in said)


def test_the_invitation_is_handed_on_as_file_link_and_message(office: Office, tmp_path: Path) -> None:
    login, _ = invited(office)
    office.answer(TeamDeed.INVITE, login, [*people(), somebody(login, "Zoë Finch", owes_password=True)])
    office.settle()
    handing = office.page.side.welcome.handing
    assert handing is not None
    target = tmp_path / "zoe.lazi-invitation"
    handing.write(target)
    office.settle()
    assert office.app.notifier.told[-1] == "Saved as zoe.lazi-invitation."
    saved = read_invitation(target.read_text(encoding="utf-8"))
    assert (saved.login, saved.name, saved.team) == ("zoe.finch", "Zoë Finch", "Blue Water")
    handing.copy_link.click()
    assert read_invitation(QGuiApplication.clipboard().text()) == saved
    handing.copy_mail.click()
    mail = QGuiApplication.clipboard().text()
    assert "Hello Zoë Finch," in mail
    assert "Blue Water" in mail
    link = next(line for line in mail.splitlines() if line.startswith("lazi-desktop:"))
    assert read_invitation(link) == saved
    handing.ask_where()
    assert handing.dialog is not None
    assert handing.dialog.selectedFiles()[0].endswith("zoe.finch.lazi-invitation")
    handing.dialog.reject()


def test_where_no_invitation_can_be_made_it_is_said(office: Office) -> None:
    office.membership.invitation_refused = ConfigurationProblem(
        "The certificate ca.pem cannot be read: gone."
    )
    office.page.table.choose("luis")
    office.page.side.member.invitation.click()
    office.settle()
    welcome = office.page.side.welcome
    assert welcome.handing is not None
    assert "ca.pem cannot be read" in welcome.handing.says.text()
    assert not any(act.isEnabled() for act in welcome.handing.acts)
    assert welcome.secret.isHidden()


def test_a_login_that_exists_keeps_its_password_and_none_is_shown(office: Office) -> None:
    login, _ = invited(office)
    office.answer(TeamDeed.INVITE, login, [*people(), somebody(login, "Zoë", state=MemberState.INVITED)])
    welcome = office.page.side.welcome
    assert welcome.secret.isHidden()
    assert welcome.secret.secret == ""
    assert "has a password already" in welcome.no_secret.text()


@pytest.mark.parametrize(
    ("name", "login", "problem"),
    [("", "zoe", "A name is needed."), ("Zoe", "Zoe X", "Only a–z"), ("Zoe", "", "A login is needed."),
     ("Ana", "ana", "Somebody in the team has this login already."), ("Zoe", "pg_zoe", "keeps this name")],
)  # fmt: skip
def test_what_cannot_be_sent_is_said_beside_the_field(
    office: Office, name: str, login: str, problem: str
) -> None:
    office.page.ask_whom()
    panel = office.page.side.invite
    panel.name.input.setText(name)
    panel.login.input.setText(login)
    panel.invite.click()
    assert not office.engine.asked("invite")
    assert problem in panel.name.problem.text() + panel.login.problem.text()


def test_a_login_typed_by_hand_is_left_alone(office: Office) -> None:
    office.page.ask_whom()
    panel = office.page.side.invite
    panel.name.input.insert("Ana")
    assert panel.login.text() == "ana2"
    panel.login.input.selectAll()
    panel.login.input.insert("anna")
    panel.name.input.insert(" Novak")
    assert panel.login.text() == "anna"


def test_a_refused_invitation_can_be_mended_and_sent_again(office: Office) -> None:
    login, _ = invited(office)
    office.answer(TeamDeed.INVITE, login, error=HubRefused("Somebody in this team has this name already."))
    panel = office.page.side.invite
    assert office.page.side.shown is panel
    assert panel.told.text() == "Somebody in this team has this name already."
    assert panel.name.text() == "Zoë Finch"
    assert panel.password == ""
    panel.invite.click()
    assert len(office.engine.asked("invite")) == 2


def test_a_form_stays_while_somebody_else_is_looked_at_in_the_list(office: Office) -> None:
    office.page.ask_whom()
    office.page.side.invite.name.input.insert("Zo")
    office.page.table.choose("luis")
    assert office.page.side.shown is office.page.side.invite
    office.page.side.invite.cancel.click()
    assert office.page.side.invite.name.text() == ""


def test_name_and_role_are_changed(office: Office) -> None:
    office.page.table.choose("ana")
    panel = office.page.side.member
    assert not panel.save.isEnabled()
    panel.role.choices["manager"].click()
    panel.name.input.selectAll()
    panel.name.input.insert("Ana  López Ruiz ")
    panel.save.click()
    assert office.engine.asked("change_member") == [("ana", "Ana López Ruiz", "manager")]
    assert office.row("ana")[-1] == "Changing…"
    assert not panel.form.isEnabled()
    changed = [
        somebody("ana", "Ana López Ruiz", "manager") if one.login == "ana" else one for one in people()
    ]
    office.answer(TeamDeed.CHANGE, "ana", changed)
    assert office.row("ana")[0] == "Ana López Ruiz"
    assert office.row("ana")[-1] == panel.told.text() == "Changed."
    assert not panel.save.isEnabled()


def test_what_is_typed_stays_when_the_team_is_read_again(office: Office) -> None:
    office.page.table.choose("ana")
    panel = office.page.side.member
    panel.name.input.insert(" R")
    office.read()
    assert panel.name.text() == "Ana López R"
    panel.name.input.clear()
    QTest.keyClick(panel.name.input, Qt.Key.Key_Return)
    assert panel.name.problem.text() == "A name is needed."
    assert not office.engine.asked("change_member")


def test_the_hubs_no_stands_beside_the_row_in_its_words(office: Office) -> None:
    office.page.table.choose("mara")
    panel = office.page.side.member
    panel.role.choices["viewer"].click()
    panel.save.click()
    office.answer(TeamDeed.CHANGE, "mara", people(), error=LAST_ADMIN)
    assert office.row("mara")[-1] == panel.told.text() == LAST_ADMIN.detail
    assert panel.save.isEnabled()
    assert panel.disable.isHidden()  # nobody locks themselves out


def test_disabling_asks_what_becomes_of_what_they_have_begun(office: Office) -> None:
    office.page.table.choose("ana")
    office.page.side.member.disable.click()
    leaving = office.page.side.leaving
    assert office.page.side.shown is leaving
    assert "37 edits and 4 proposals" in leaving.begun.text()
    assert [leaving.to.itemText(row) for row in range(leaving.to.count())] == [
        "Mara Stone (you)",
        "Luis Ortega",
    ]
    assert leaving.cancel.hasFocus()
    assert not office.engine.asked("disable_member")
    leaving.to.setCurrentIndex(1)
    assert leaving.act.text() == "Disable and reassign"
    leaving.act.click()
    assert office.engine.asked("disable_member") == ["ana"]
    assert not office.engine.asked("reassign")
    assert office.row("ana")[-1] == "Disabling…"
    gone = somebody("ana", "Ana López", state=MemberState.DISABLED, pending=37, proposed=4)
    rest = [one for one in people() if one.login != "ana"]
    office.answer(TeamDeed.DISABLE, "ana", [gone, *rest])
    assert office.engine.asked("reassign") == [("ana", "luis")]
    assert office.row("ana")[-1] == "Reassigning…"
    office.answer(
        TeamDeed.REASSIGN, "ana", [somebody("ana", "Ana", state=MemberState.DISABLED), *rest], count=41
    )
    assert office.row("ana")[-1] == "41 edits and proposals reassigned."
    assert office.names.index("Ana") > office.names.index("Disabled")


def test_nothing_is_reassigned_of_one_who_could_not_be_disabled(office: Office) -> None:
    office.page.table.choose("ana")
    office.page.side.member.disable.click()
    office.page.side.leaving.act.click()
    office.answer(TeamDeed.DISABLE, "ana", people(), error=LAST_ADMIN)
    assert not office.engine.asked("reassign")
    assert office.row("ana")[-1] == LAST_ADMIN.detail
    office.page.table.choose("ana")
    office.page.side.member.disable.click()
    office.page.side.leaving.leave.click()
    office.page.side.leaving.act.click()
    office.answer(TeamDeed.DISABLE, "ana", people())
    assert not office.engine.asked("reassign")


def test_a_leavers_edits_can_be_reassigned_later(office: Office) -> None:
    office.page.table.choose("sam")
    panel = office.page.side.member
    assert panel.disable.isHidden()
    assert panel.form.isHidden()
    panel.reassign.click()
    leaving = office.page.side.leaving
    assert "12 edits" in leaving.begun.text()
    assert leaving.leave.isHidden()
    assert leaving.act.text() == "Reassign"
    leaving.act.click()
    assert office.engine.asked("reassign") == [("sam", "mara")]


def test_proposals_alone_may_go_to_one_who_may_propose(office: Office) -> None:
    eva, tim = somebody("eva", "Eva", proposed=2), somebody("tim", "Tim")
    office.read(members=[*people(), eva, tim])
    office.page.table.choose("eva")
    office.page.side.member.reassign.click()
    to = office.page.side.leaving.to
    assert "Tim" in [to.itemText(row) for row in range(to.count())]
    assert "Vic Lane" not in [to.itemText(row) for row in range(to.count())]


def test_with_nobody_to_take_it_one_can_still_be_disabled(office: Office) -> None:
    me = somebody("mara", "Mara", "admin", is_me=True)
    office.read(members=[me, somebody("ana", "Ana", pending=3)])
    office.page.table.choose("ana")
    office.page.side.member.disable.click()
    leaving = office.page.side.leaving
    assert [leaving.to.itemText(row) for row in range(leaving.to.count())] == ["Mara (you)"]
    office.read(members=[somebody("eva", "Eva", "viewer", is_me=True), somebody("ana", "Ana", pending=3)])
    leaving.ask_to_disable(somebody("ana", "Ana", pending=3))
    assert not leaving.nobody.isHidden()
    assert not leaving.hand_over.isEnabled()
    assert leaving.act.isEnabled()
    assert leaving.act.text() == "Disable"


def test_who_is_disabled_is_let_in_again(office: Office) -> None:
    office.page.table.choose("sam")
    office.page.side.member.enable.click()
    assert office.engine.asked("enable_member") == ["sam"]
    office.answer(TeamDeed.ENABLE, "sam", [somebody("sam", "Sam Carter")])
    assert office.row("sam")[-1] == "May come in again."


def test_a_new_first_password_is_made_shown_once_and_only_when_it_counts(office: Office) -> None:
    office.page.table.choose("ana")
    office.page.side.member.renew.click()
    renew = office.page.side.renew
    assert not office.engine.asked("renew_password")
    renew.act.click()
    login, password = office.engine.asked("renew_password")[-1]
    assert login == "ana"
    assert not renew.act.isEnabled()
    office.answer(TeamDeed.RENEW_PASSWORD, "ana", error=HubUnavailable("No route."))
    assert "No route." in renew.told.text()
    assert renew.password == ""
    renew.act.click()
    second = office.engine.asked("renew_password")[-1][1]
    assert second != password
    owing = [
        somebody("ana", "Ana López", owes_password=True) if one.login == "ana" else one for one in people()
    ]
    office.answer(TeamDeed.RENEW_PASSWORD, "ana", owing)
    assert office.page.side.welcome.secret.secret == second
    assert renew.password == ""


def test_the_address_of_this_very_computer_is_warned_of(office: Office) -> None:
    handing = office.page.side.welcome.handing
    assert handing is not None
    assert handing.warning.isHidden()
    handing._take(read_invitation(json.dumps({
        "lazi-desktop invitation": 1, "hub": "postgresql://localhost:5432/lazi", "tenant": "1",
        "environment": "production",
    })))  # fmt: skip
    assert not handing.warning.isHidden()
    assert "localhost" in handing.warning.text()


def test_the_first_password_goes_away_once_they_chose_their_own(office: Office) -> None:
    login, password = invited(office)
    newcomer = somebody(login, "Zoë Finch", state=MemberState.INVITED, owes_password=True)
    office.answer(TeamDeed.INVITE, login, [*people(), newcomer])
    office.read(members=[*people(), newcomer])
    welcome = office.page.side.welcome
    assert (welcome.secret.secret, office.row(login)[-1]) == (password, "Invited.")
    office.read(members=[*people(), somebody(login, "Zoë Finch", owes_password=True)])
    assert (welcome.secret.secret, office.row(login)[-1]) == (password, "")
    office.read(members=[*people(), somebody(login, "Zoë Finch")])
    assert welcome.secret.secret == ""
    assert office.page.lost() == ""
    assert office.page.side.member.isVisible()
    assert office.page.side.member.login == login


def test_a_new_first_password_is_told_until_they_chose_their_own(office: Office) -> None:
    office.page.side.show_member("luis")
    office.page.side.member.renew.click()
    office.page.side.renew.act.click()
    owes = [one if one.login != "luis" else replace(one, owes_password=True) for one in people()]
    office.answer(TeamDeed.RENEW_PASSWORD, "luis", owes)
    assert office.row("luis")[-1] == "Has a new first password."
    office.read()
    assert office.row("luis")[-1] == ""
    assert not office.page.side.welcome.isVisible()
