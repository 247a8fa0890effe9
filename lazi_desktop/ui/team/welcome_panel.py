"""After an invitation, or a new first password: the password, this once, and the invitation."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from lazi_desktop.domain.team import Member
from lazi_desktop.ports.team import Membership
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.team.handing import Handing
from lazi_desktop.ui.team.shown_secret import ShownSecret
from lazi_desktop.ui.team.side_panel import SidePanel
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label


class WelcomePanel(SidePanel):
    """With nothing to hand an invitation on with, it shows the password alone."""

    def __init__(self, context: UiContext, membership: Membership | None) -> None:
        super().__init__()
        self.member: Member | None = None
        self.secret = ShownSecret(self.tr("First password"))
        self.once = label("", "small", wrap=True)
        self.no_secret = label("", wrap=True)
        self.done_button = button(self.tr("Done"), "primary")
        self.done_button.clicked.connect(self.closed)
        first = QVBoxLayout()
        first.setSpacing(metrics.GAP_TINY)
        first.addWidget(self.secret)
        first.addWidget(self.once)
        self.content.addWidget(self.no_secret)
        self.content.addLayout(first)
        self.handing = Handing(context, membership) if membership is not None else None
        if self.handing is not None:
            self.content.addWidget(self.handing)
        self.add_acts(self.done_button)

    def show_for(self, member: Member, title: str, secret: str, *, team: str) -> None:
        """`secret` "" where there is none to show: the login has a password already, or only the invitation is
        wanted."""
        self.member = member
        self.title.setText(title)
        name = member.name or member.login
        self.secret.show_secret(secret)
        self.secret.setVisible(bool(secret))
        self.once.setVisible(bool(secret))
        self.once.setText(
            self.tr(
                "It is shown only now. Tell it to {name} yourself, on the phone or in person, and not on the way the "
                "invitation goes. {name} is asked for one of their own at the first start."
            ).format(name=name)
        )
        self.no_secret.setText(
            self.tr("The login {login} has a password already, and it counts here too.").format(
                login=member.login
            )
        )
        self.no_secret.setVisible(not secret and not member.owes_password)
        if self.handing is not None:
            self.handing.show_for(team=team, login=member.login, name=name)

    def take_keys(self) -> None:
        (self.secret.copy_button if self.secret.secret else self.done_button).setFocus()

    @property
    def holds_secret(self) -> bool:
        """Nobody could find it out again."""
        return bool(self.secret.secret) and not self.secret.was_copied

    def forget(self) -> None:
        self.member = None
        self.secret.forget()
