"""What stands beside the list, one at a time: a person, or a form. A form stays until it is closed."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget

from lazi_desktop.ports.team import Membership, TeamDeed, TeamRead
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.team.invite_panel import InvitePanel
from lazi_desktop.ui.team.leaving_panel import LeavingPanel
from lazi_desktop.ui.team.member_panel import MemberPanel
from lazi_desktop.ui.team.my_password_panel import MyPasswordPanel
from lazi_desktop.ui.team.renew_panel import RenewPanel
from lazi_desktop.ui.team.side_panel import WIDTH, SidePanel
from lazi_desktop.ui.team.team_work import TeamWork
from lazi_desktop.ui.team.welcome_panel import WelcomePanel


class Side(QStackedWidget):
    """`left()`: it is away, and the keyboard belongs to the list. `invited(login)`: somebody new is in it."""

    left = Signal()
    invited = Signal(str)

    def __init__(self, context: UiContext, work: TeamWork, membership: Membership | None) -> None:
        """Each panel is made when it is first wanted: the window opens without them."""
        super().__init__()
        self._context = context
        self._work = work
        self._membership = membership
        self.setFixedWidth(WIDTH)
        work.done.connect(self._on_done)
        self.hide()

    @cached_property
    def member(self) -> MemberPanel:
        panel = MemberPanel(self._work, can_invite=self._membership is not None)
        panel.closed.connect(self.leave)
        panel.invitation_wanted.connect(self._invite_again)
        panel.renew_wanted.connect(self._ask_to_renew)
        panel.reassign_wanted.connect(self._ask_to_reassign)
        panel.disable_wanted.connect(self._ask_to_disable)
        panel.my_password_wanted.connect(self.change_my_password)
        self.addWidget(panel)
        return panel

    @cached_property
    def invite(self) -> InvitePanel:
        panel = InvitePanel(self._work)
        panel.closed.connect(self.leave)
        self.addWidget(panel)
        return panel

    @cached_property
    def welcome(self) -> WelcomePanel:
        panel = WelcomePanel(self._context, self._membership)
        panel.closed.connect(self._on_welcomed)
        self._work.changed.connect(self._look_whether_first_password_counts)
        self.addWidget(panel)
        return panel

    @cached_property
    def leaving(self) -> LeavingPanel:
        panel = LeavingPanel(self._work)
        panel.closed.connect(self._back_to_member)
        self.addWidget(panel)
        return panel

    @cached_property
    def renew(self) -> RenewPanel:
        panel = RenewPanel(self._work)
        panel.closed.connect(self._back_to_member)
        self.addWidget(panel)
        return panel

    @cached_property
    def my_password(self) -> MyPasswordPanel | None:
        """None where it cannot be changed."""
        if self._membership is None:
            return None
        panel = MyPasswordPanel(self._context, self._work, self._membership)
        panel.closed.connect(self.leave)
        self.addWidget(panel)
        return panel

    @property
    def can_change_password(self) -> bool:
        return self._membership is not None

    # --------------------------------------------------------------------------------------------------- what is asked

    @property
    def shown(self) -> SidePanel | None:
        panel = self.currentWidget()
        return panel if isinstance(panel, SidePanel) and not self.isHidden() else None

    @property
    def holds_form(self) -> bool:
        """Something is being asked, which another row does not end."""
        return self.shown is not None and not isinstance(self.shown, MemberPanel)

    def show_member(self, login: str, *, take_keys: bool = False) -> None:
        """Unless a form is there."""
        if self.holds_form:
            return
        self.member.show_member(login)
        self._show(self.member)
        if take_keys:
            self.member.take_keys()

    def ask_whom(self) -> None:
        if not isinstance(self.shown, WelcomePanel):
            self._show(self.invite)
            self.invite.open()

    def change_my_password(self) -> None:
        if self.my_password is not None and not isinstance(self.shown, WelcomePanel):
            self._show(self.my_password)
            self.my_password.open()

    def leave(self) -> None:
        self.hide()
        self.left.emit()

    def lost(self) -> str:
        """What would be lost with the window, as a sentence; "" for nothing."""
        shown = self.shown
        if isinstance(shown, WelcomePanel) and shown.holds_secret and shown.member is not None:
            name = shown.member.name or shown.member.login
            return self.tr("The first password of {name} is shown only now.").format(name=name)
        if self._work.is_busy(""):
            return self.tr("Your password is being changed just now.")
        if isinstance(shown, MyPasswordPanel) and shown.is_unkept:
            return self.tr("Your new password is not kept on this computer yet.")
        return ""

    # ------------------------------------------------------------------------------------------------- what comes of it

    def _on_done(self, event: TeamRead) -> None:
        match event.deed:
            case TeamDeed.INVITE if event.login == self.invite.waits_for:
                secret = self.invite.password
                self.invite.clear()
                self._welcome(event.login, self.tr("{name} is invited"), secret)
                self.invited.emit(event.login)
            case TeamDeed.RENEW_PASSWORD if event.login == self.renew.login and self.renew.password:
                secret, self.renew.password = self.renew.password, ""
                self._welcome(event.login, self.tr("{name} has a new first password"), secret)

    def _welcome(self, login: str, title: str, secret: str) -> None:
        """Who had a login before keeps the password that goes with it: there is none to show."""
        member = self._work.member(login)
        if member is None:
            return
        shown = secret if member.owes_password else ""
        team = self._work.team
        name = (team.name or team.number) if team is not None else ""
        self.welcome.show_for(member, title.format(name=member.name or login), shown, team=name)
        self._show(self.welcome)
        self.welcome.take_keys()

    def _invite_again(self, login: str) -> None:
        self._welcome(login, self.tr("Invitation of {name}"), "")

    def _on_welcomed(self) -> None:
        login = self.welcome.member.login if self.welcome.member is not None else ""
        self.welcome.forget()
        self.hide()
        if login:
            self.show_member(login)
        self.left.emit()

    def _look_whether_first_password_counts(self) -> None:
        """Whoever has chosen their own needs it no more: it is shown no longer."""
        shown = self.welcome.member
        if shown is None or not self.welcome.secret.secret:
            return
        member = self._work.member(shown.login)
        if member is None or member.owes_password:
            return
        if self.welcome.isAncestorOf(QApplication.focusWidget() or self):
            self._on_welcomed()
            return
        self.welcome.forget()
        self.hide()
        self.show_member(member.login)

    def _ask_to_disable(self, login: str) -> None:
        if (member := self._work.member(login)) is not None:
            self._show(self.leaving)
            self.leaving.ask_to_disable(member)

    def _ask_to_reassign(self, login: str) -> None:
        if (member := self._work.member(login)) is not None:
            self._show(self.leaving)
            self.leaving.ask_to_reassign(member)

    def _ask_to_renew(self, login: str) -> None:
        if (member := self._work.member(login)) is not None:
            self._show(self.renew)
            self.renew.ask(member)

    def _back_to_member(self) -> None:
        self._show(self.member)
        self.member.take_keys()

    def _show(self, panel: SidePanel) -> None:
        self.setCurrentWidget(panel)
        self.show()
