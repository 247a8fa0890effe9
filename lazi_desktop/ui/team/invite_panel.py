"""Whom to invite, and as what."""

from __future__ import annotations

from collections.abc import Callable

from lazi_desktop.domain.logins import first_password, login_problem, proposed_login
from lazi_desktop.ports.team import TeamRead
from lazi_desktop.ui.first_run.form_field import FormField
from lazi_desktop.ui.said import said
from lazi_desktop.ui.team.role_choice import RoleChoice
from lazi_desktop.ui.team.side_panel import SidePanel
from lazi_desktop.ui.team.team_work import TeamWork
from lazi_desktop.ui.team.words import refused_words
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label

LONGEST_NAME = 80


class InvitePanel(SidePanel):
    """What is typed stays until it is sent or given up."""

    def __init__(self, work: TeamWork, make_password: Callable[[], str] = first_password) -> None:
        super().__init__()
        self._work = work
        self._make_password = make_password
        self._sent = ""
        self.password = ""
        """The one that went with the invitation; forgotten once it was shown."""
        self.title.setText(self.tr("Invite somebody"))
        self.name = FormField(self.tr("Name"), hint=self.tr("As edits are shown under"))
        self.name.input.setMaxLength(LONGEST_NAME)
        self.login = FormField(self.tr("Login"))
        self.role = RoleChoice()
        self.role.choose("estimator")
        self.says = label(
            self.tr("A first password is made for them and shown to you, this once, when they are invited."),
            "small",
            wrap=True,
        )
        for part in (self.name, self.login, self.role, self.says):
            self.content.addWidget(part)
        self.invite = button(self.tr("Invite"), "primary", glyph=Glyph.INVITE)
        self.cancel = button(self.tr("Cancel"), "quiet")
        self.add_acts(self.invite, self.cancel)
        self.name.input.textEdited.connect(lambda _: self._propose())
        self.invite.clicked.connect(self.send)
        self.cancel.clicked.connect(self.give_up)
        for field in (self.name, self.login):
            field.input.returnPressed.connect(self.send)
        work.refused.connect(self._on_refused)
        work.changed.connect(self._show_state)

    def open(self) -> None:
        self._show_state()
        self.take_keys()

    def take_keys(self) -> None:
        self.name.input.setFocus()

    def send(self) -> None:
        name, login = " ".join(self.name.text().split()), self.login.text().strip()
        problem = login_problem(login)
        if not problem and self._work.member(login) is not None:
            problem = self.tr("Somebody in the team has this login already.")
        self.name.show_problem("" if name else self.tr("A name is needed."))
        self.login.show_problem(said(problem))
        if not name:
            self.name.input.setFocus()
        elif problem:
            self.login.input.setFocus()
        elif self.invite.isEnabled():
            self._sent, self.password = login, self._make_password()
            self.say("")
            self._work.invite(login, name, self.role.level, self.password)

    @property
    def waits_for(self) -> str:
        """Whose invitation is under way; "" for nobody's."""
        return self._sent

    def give_up(self) -> None:
        self.clear()
        self.closed.emit()

    def clear(self) -> None:
        self._sent = self.password = ""
        for field in (self.name, self.login):
            field.input.clear()
            field.show_problem("")
        self.login.input.setModified(False)
        self.role.choose("estimator")
        self.say("")

    def _propose(self) -> None:
        """Until a person types one themselves."""
        if not self.login.input.isModified():
            taken = [one.login for one in self._work.members]
            self.login.input.setText(proposed_login(self.name.text(), taken))
            self.login.show_problem("")

    def _on_refused(self, event: TeamRead) -> None:
        if self._sent and event.login == self._sent:
            self._sent = self.password = ""
            self.say(refused_words(event.error), "error")
            self._show_state()

    def _show_state(self) -> None:
        waits = bool(self._sent) and self._work.is_busy(self._sent)
        self.invite.setEnabled(self._work.may_manage and not waits)
        self.invite.setText(self.tr("Inviting…") if waits else self.tr("Invite"))
        for part in (self.name, self.login, self.role):
            part.setEnabled(not waits)
