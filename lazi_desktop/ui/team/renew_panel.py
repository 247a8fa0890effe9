"""A new first password for somebody who has forgotten theirs."""

from __future__ import annotations

from collections.abc import Callable

from lazi_desktop.domain.logins import first_password
from lazi_desktop.domain.team import Member
from lazi_desktop.ports.team import TeamDeed, TeamRead
from lazi_desktop.ui.team.side_panel import SidePanel
from lazi_desktop.ui.team.team_work import TeamWork
from lazi_desktop.ui.team.words import refused_words
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label


class RenewPanel(SidePanel):
    def __init__(self, work: TeamWork, make_password: Callable[[], str] = first_password) -> None:
        super().__init__()
        self._work = work
        self._make_password = make_password
        self.login = ""
        self.password = ""
        """The one that was sent; forgotten once it was shown."""
        self.says = label("", wrap=True)
        self.content.addWidget(self.says)
        self.act = button(self.tr("Make a new one"), "primary", glyph=Glyph.KEY)
        self.cancel = button(self.tr("Cancel"), "quiet")
        self.add_acts(self.act, self.cancel)
        self.act.clicked.connect(self._go)
        self.cancel.clicked.connect(self.closed)
        work.refused.connect(self._on_refused)
        work.changed.connect(self._show_state)

    def ask(self, member: Member) -> None:
        name = member.name or member.login
        self.login, self.password = member.login, ""
        self.title.setText(self.tr("A new first password for {name}").format(name=name))
        self.says.setText(
            self.tr(
                "The password {name} has counts no more, here and in every other tenant of this database. The new one "
                "is shown to you, this once, and {name} is asked for one of their own with it."
            ).format(name=name)
        )
        self.say("")
        self._show_state()
        self.take_keys()

    def take_keys(self) -> None:
        self.cancel.setFocus()

    def _go(self) -> None:
        self.password = self._make_password()
        self.say("")
        self._work.renew_password(self.login, self.password)

    def _on_refused(self, event: TeamRead) -> None:
        if self.password and event.deed is TeamDeed.RENEW_PASSWORD and event.login == self.login:
            self.password = ""
            self.say(refused_words(event.error), "error")
            self._show_state()

    def _show_state(self) -> None:
        waits = bool(self.password) and self._work.is_busy(self.login)
        self.act.setText(self.tr("Setting the password…") if waits else self.tr("Make a new one"))
        self.act.setEnabled(self._work.may_manage and not self._work.is_busy(self.login))
