"""Who is in the team, in which order, as whom it is looked at, and while the hub is away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QRadioButton, QWidget

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.ports.engine import Connection, ConnectionChanged
from lazi_desktop.ports.team import TeamRead
from lazi_desktop.ui.team.team_lines import Order, TeamColumn
from lazi_desktop.ui.team.team_page import TeamPage
from tests.ui.team.conftest import Office, a_team, people, somebody


def test_everybody_is_listed_and_the_disabled_below_a_heading(office: Office, qtmodeltester) -> None:
    assert office.names == [
        "Ana López", "Luis Ortega", "Mara Stone (you)", "Noor Álvarez", "Vic Lane", "Disabled", "Sam Carter",
    ]  # fmt: skip
    assert office.row("ana")[1:4] == ["ana", "Estimator", "Active"]
    assert office.row("ana")[5:] == ["1", "37", "4", ""]
    assert office.row("noor")[3:] == ["Invited", "never", "", "", "", ""]
    assert office.row("sam")[6] == "12"
    assert office.page.facts.text() == "Blue Water · 5 people · 1 invited · 1 disabled"
    qtmodeltester.check(office.page.table.people)


def test_it_is_read_when_it_is_opened_and_when_the_hub_is_back(make_office: Callable[..., Office]) -> None:
    office = make_office()
    assert office.engine.asked("read_team") == [None]
    assert office.page.nothing.title.text() == "Reading the team…"
    office.tell(TeamRead(None, error=HubUnavailable("No route.")))
    assert office.page.nothing.title.text() == "The team cannot be read now"
    assert "No route." in office.page.nothing.text.text()
    office.page.nothing.button.click()
    assert len(office.engine.asked("read_team")) == 2
    office.tell(TeamRead(None, error=HubUnavailable("No route.")))
    with office.qtbot.waitSignal(office.signals.connection_changed):
        office.engine.tell(ConnectionChanged(Connection.ONLINE, level="admin"))
    assert len(office.engine.asked("read_team")) == 3
    office.read()
    office.page.again.click()
    assert len(office.engine.asked("read_team")) == 4


def test_it_is_sorted_by_a_heading_and_back(office: Office) -> None:
    office.page.table.horizontalHeader().sectionClicked.emit(TeamColumn.PENDING)
    assert office.names[:2] == ["Ana López", "Mara Stone (you)"]
    assert office.names[-1] == "Sam Carter"  # 12 edits, and disabled all the same
    office.page.table.horizontalHeader().sectionClicked.emit(TeamColumn.PENDING)
    assert office.names[4] == "Ana López"
    assert office.page.order.value is TeamColumn.PENDING
    office.page.table.horizontalHeader().sectionClicked.emit(TeamColumn.TOLD)
    assert office.page.table.order == Order(TeamColumn.PENDING)


def test_it_is_sorted_without_a_mouse(office: Office) -> None:
    office.page.order.open()
    menu = office.page.order.menu_open
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "Role").trigger()
    assert office.names[0] == "Mara Stone (you)"
    menu.close()


def test_people_are_found_by_name_login_role_and_state(office: Office) -> None:
    for text, found in (
        ("lop", ["Ana López"]), ("LUIS", ["Luis Ortega"]), ("viewer", ["Vic Lane"]), ("invited", ["Noor Álvarez"]),
        ("disabled", ["Disabled", "Sam Carter"]), ("an estimator", ["Ana López"]), ("(you)", ["Mara Stone (you)"]),
    ):  # fmt: skip
        office.page.set_search(text)
        assert office.names == found, text
    office.page.set_search("nobody at all")
    assert office.page.nothing.title.text() == "Nobody fits"
    with office.qtbot.waitSignal(office.page.search_cleared):
        office.page.nothing.button.click()


def test_who_is_selected_stays_so_when_it_is_read_again(office: Office) -> None:
    office.page.table.choose("luis")
    newcomer = somebody("aaron", "Aaron Able")
    office.read(members=[*people(), newcomer])
    assert office.page.table.login == "luis"
    assert office.page.side.member.login == "luis"


def test_the_keyboard_goes_everywhere(office: Office) -> None:
    page = office.page
    page.take_keys()
    assert page.table.hasFocus()
    assert page.side.shown is None
    page.enter_results()
    assert page.side.shown is page.side.member
    for _ in range(5):
        QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.login == "sam"  # past the heading
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.side.member.title.text() == "Vic Lane"
    assert page.side.member.name.input.hasFocus()
    QTest.keyClick(page.side.member.name.input, Qt.Key.Key_Escape)
    assert page.side.shown is None
    assert page.table.hasFocus()


def test_every_control_has_a_name(office: Office) -> None:
    kinds: tuple[type[QWidget], ...] = (QPushButton, QRadioButton, QCheckBox, QLineEdit, QComboBox)
    side = office.page.side
    assert all((side.member, side.invite, side.welcome, side.leaving, side.renew, side.my_password))
    controls = [control for kind in kinds for control in office.page.findChildren(kind)]
    assert len(controls) > 30
    nameless = [one for one in controls if not (one.accessibleName() or getattr(one, "text", str)())]
    assert not nameless


def test_who_is_no_admin_sees_the_list_and_why_not_more(office: Office) -> None:
    others = [replace(one, pending=0, devices=0, last_seen_at=None, is_me=False) for one in people()]
    me = somebody("eve", "Eve", pending=3, is_me=True)
    office.read(members=[*others, me], may_manage=False, why_not="Who is in the team is for admins to say.")
    assert office.page.note.text() == "Who is in the team is for admins to say."
    assert office.page.invite.isHidden()
    assert not office.page.actions_by_name["invite"].isEnabled()
    assert office.page.actions_by_name.why_not("invite") == "Who is in the team is for admins to say."
    assert office.row("ana")[4:8] == ["", "", "", ""]  # not "never"
    assert office.row("eve")[5:7] == ["1", "3"]
    office.page.table.choose("ana")
    member = office.page.side.member
    for part in (member.form, member.save, member.disable, member.enable, member.renew, member.reassign):
        assert part.isHidden()
    assert member.my_password.isHidden()
    office.page.table.choose("eve")
    assert not member.my_password.isHidden()


def test_offline_what_was_read_last_is_shown_and_said_to_be_old(office: Office) -> None:
    office.page.table.choose("ana")
    office.tell(TeamRead(None, error=HubUnavailable("No route.")))
    assert "as it was read at" in office.page.note.text()
    assert "No route." in office.page.note.text()
    assert "Ana López" in office.names
    assert not office.page.invite.isEnabled()
    assert office.page.side.member.form.isHidden()  # nothing can be done now
    office.read()
    assert office.page.note_line.isHidden()
    assert office.page.invite.isEnabled()


def test_what_was_read_last_is_there_at_the_next_start(office: Office) -> None:
    page = TeamPage(office.app.context, office.signals)
    office.qtbot.addWidget(page)
    assert page.work.team is not None
    assert [one.login for one in page.work.members] == [one.login for one in people()]
    assert not page.work.may_manage
    office.tell(TeamRead(None, error=HubUnavailable("No route.")))
    assert "as it was read at" in page.note.text()


def test_what_was_kept_in_another_shape_is_as_nothing(make_office: Callable[..., Office]) -> None:
    office = make_office()
    for kept in ("", "[]", "{}", "null", '{"members": [1]}', '{"members": [{"level": "owner"}], "at": "x"}'):
        office.app.state.setValue("team/last_read", kept)
        page = TeamPage(office.app.context, office.signals)
        office.qtbot.addWidget(page)
        assert page.work.team is None


def test_by_oneself_the_page_says_how_a_team_gets_a_database(make_office: Callable[..., Office]) -> None:
    office = make_office(alone=True, membership=None)
    page = office.page
    assert not office.engine.asked("read_team")
    assert page.nothing.title.text() == "You work by yourself"
    assert "nobody else can reach it" in page.nothing.text.text()
    assert page.invite.isHidden()
    assert page.my_password.isHidden()
    assert "Nobody else" in page.actions_by_name.why_not("invite")
    with office.qtbot.waitSignal(page.change_connection_wanted):
        page.nothing.button.click()


def test_columns_go_where_there_is_no_room(office: Office) -> None:
    table = office.page.table
    assert not table.isColumnHidden(TeamColumn.DEVICES)
    office.page.resize(1000, 700)
    office.page.table.choose("ana")
    office.qtbot.waitUntil(lambda: table.isColumnHidden(TeamColumn.LOGIN))
    assert not table.isColumnHidden(TeamColumn.PENDING)
    office.page.resize(1500, 700)
    office.qtbot.waitUntil(lambda: not table.isColumnHidden(TeamColumn.LOGIN))


def test_twenty_six_people_are_no_trouble(office: Office) -> None:
    many = [somebody(f"person{number}", f"Person {number:02}") for number in range(26)]
    office.tell(TeamRead(a_team([*people(), *many])))
    assert len(office.names) == 33
    office.page.table.choose("person25")
    assert office.page.table.visualRect(office.page.table.currentIndex()).isValid()
