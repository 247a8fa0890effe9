"""One's own password: chosen, changed in the hub, then kept on this computer. In that order."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit

from lazi_desktop.domain.errors import HubUnavailable, LaziError
from lazi_desktop.domain.logins import password_problem
from lazi_desktop.ports.team import Membership, TeamDeed, TeamRead
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.first_run.form_field import FormField
from lazi_desktop.ui.said import said
from lazi_desktop.ui.team.side_panel import SidePanel
from lazi_desktop.ui.team.team_work import TeamWork
from lazi_desktop.ui.team.words import refused_words
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label


class MyPasswordPanel(SidePanel):
    """The password is forgotten as soon as it is kept, or the panel is closed."""

    def __init__(self, context: UiContext, work: TeamWork, membership: Membership) -> None:
        super().__init__()
        self._context = context
        self._work = work
        self._membership = membership
        self._sent = ""
        self.is_unkept = False
        """It counts, and this computer could not keep it."""
        self.title.setText(self.tr("Change my password"))
        self.says = label("", wrap=True)
        self.first = FormField(self.tr("New password"), secret=True)
        self.again = FormField(self.tr("The same again"), secret=True)
        self.reveal = QCheckBox(self.tr("Show what I type"))
        self.rule = label(
            self.tr(
                "At least 12 characters. The shared database never sees it, only a proof of it; this computer keeps "
                "it where it keeps the one you have now. Other computers of yours have to be told once, under "
                "Settings › Change connection."
            ),
            "small",
            wrap=True,
        )
        for part in (self.says, self.first, self.again, self.reveal, self.rule):
            self.content.addWidget(part)
        self.change = button(self.tr("Change it"), "primary", glyph=Glyph.KEY)
        self.keep_again = button(self.tr("Try to keep it again"), "primary", glyph=Glyph.SYNC)
        self.cancel = button(self.tr("Cancel"), "quiet")
        self.add_acts(self.change, self.keep_again, self.cancel)
        self._listen()

    def _listen(self) -> None:
        self.reveal.toggled.connect(self._show_typed)
        self.change.clicked.connect(self.send)
        self.keep_again.clicked.connect(self._keep)
        self.cancel.clicked.connect(self.closed)
        self.closed.connect(self.clear)
        self.first.input.returnPressed.connect(self.again.input.setFocus)
        self.again.input.returnPressed.connect(self.send)
        self._work.done.connect(self._on_done)
        self._work.refused.connect(self._on_refused)
        self._work.changed.connect(self._show_state)

    def open(self) -> None:
        me = self._work.me
        self.says.setVisible(me is not None and me.owes_password)
        self.says.setText(
            self.tr("You came in with a password that somebody else knows. Choose one that only you know.")
        )
        self._show_state()
        self.take_keys()

    def take_keys(self) -> None:
        (self.keep_again if self.is_unkept else self.first).setFocus()

    def send(self) -> None:
        typed, me = self.first.text(), self._work.me
        about = [me.login, me.name] if me is not None else []
        problem = password_problem(typed, about)
        other = typed != self.again.text()
        self.first.show_problem(said(problem))
        self.again.show_problem(self.tr("It is not the same.") if other and not problem else "")
        if problem:
            self.first.setFocus()
        elif other:
            self.again.setFocus()
        elif self.change.isEnabled():
            self._sent = typed
            self.say("")
            self._work.change_my_password(typed)

    def clear(self) -> None:
        """What is under way goes on, and is kept."""
        for field in (self.first, self.again):
            field.input.clear()
            field.show_problem("")
        self.reveal.setChecked(False)
        if not self._work.is_busy(""):
            self._sent, self.is_unkept = "", False
            self.say("")
        self._show_state()

    # ----------------------------------------------------------------------------------------------- what comes of it

    def _on_done(self, event: TeamRead) -> None:
        if event.deed is TeamDeed.CHANGE_MY_PASSWORD and self._sent:
            self._keep()

    def _on_refused(self, event: TeamRead) -> None:
        if event.deed is not TeamDeed.CHANGE_MY_PASSWORD or not self._sent:
            return
        self._sent = ""
        words = refused_words(event.error)
        if isinstance(event.error, HubUnavailable):
            unknown = self.tr(
                "Whether it was changed is not known. Should your old password be refused from now on, the new one "
                "counts: type it under Settings › Change connection."
            )
            words = f"{words} {unknown}"
        self.say(words, "error")
        self._show_state()

    def _keep(self) -> None:
        """It counts already: until this has worked, the next start would ask with the old one."""
        password, membership = self._sent, self._membership
        self.keep_again.setEnabled(False)
        self.say(self.tr("Changed. Keeping it on this computer…"))
        self._context.tasks.read(
            lambda: membership.keep_password(password), self._on_kept, owner=self, failed=self._on_unkept
        )

    def _on_kept(self, _: None) -> None:
        self._sent, self.is_unkept = "", False
        self._context.notifier.done(self.tr("Your password is changed."))
        self.closed.emit()

    def _on_unkept(self, error: LaziError) -> None:
        self.is_unkept = True
        counts = self.tr(
            "Your new password counts already, but this computer could not keep it, and will ask with the old one at "
            "its next start. {reason} Then try again here, or type it under Settings › Change connection."
        )
        self.say(counts.format(reason=said(error.detail or error.title)), "error")
        self._show_state()
        self.keep_again.setEnabled(True)
        self.keep_again.setFocus()

    def _show_typed(self, shown: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in (self.first, self.again):
            field.input.setEchoMode(echo)

    def _show_state(self) -> None:
        waits = self._work.is_busy("")
        self.change.setVisible(not self.is_unkept)
        self.keep_again.setVisible(self.is_unkept)
        self.cancel.setText(self.tr("Close") if self.is_unkept else self.tr("Cancel"))
        self.change.setEnabled(not waits)
        self.change.setText(self.tr("Changing…") if waits else self.tr("Change it"))
        for field in (self.first, self.again):
            field.setEnabled(not waits and not self.is_unkept)
