"""How an invitation gets to the person: as a file, as a link, as the text of a message. The password never is in it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QDir
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.invitation import SUFFIX, Invitation
from lazi_desktop.exchange.sheet import in_place
from lazi_desktop.ports.team import Membership
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label

FOLDER = "team/folder"
_HERE = ("localhost", "127.", "::1")


class Handing(QWidget):
    """`show_for` makes the invitation; until it is there, nothing can be handed on."""

    def __init__(self, context: UiContext, membership: Membership) -> None:
        super().__init__()
        self._context = context
        self._membership = membership
        self.invitation: Invitation | None = None
        self.dialog: QFileDialog | None = None
        self.says = label("", "small", wrap=True)
        self.warning = label("", "changed", wrap=True)
        self.warning.hide()
        self.save = button(self.tr("Save as a file…"), glyph=Glyph.SHARE)
        self.copy_link = button(self.tr("Copy the link"), glyph=Glyph.CONNECT)
        self.copy_mail = button(self.tr("Copy a message with it"), glyph=Glyph.MAIL)
        self.acts = (self.save, self.copy_link, self.copy_mail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP_SMALL)
        column.addWidget(label(self.tr("Invitation"), "heading"))
        column.addWidget(self.says)
        column.addWidget(self.warning)
        for act in self.acts:
            column.addWidget(act)
        self.save.clicked.connect(self.ask_where)
        self.copy_link.clicked.connect(self._copy_link)
        self.copy_mail.clicked.connect(self._copy_mail)

    def show_for(self, *, team: str, login: str, name: str) -> None:
        self._take(None)
        self.says.setText(self.tr("Making the invitation…"))
        membership = self._membership
        self._context.tasks.read(
            lambda: membership.invitation(team=team, login=login, name=name),
            self._take,
            owner=self,
            failed=self._on_failed,
        )

    def _take(self, invitation: Invitation | None) -> None:
        self.invitation = invitation
        for act in self.acts:
            act.setEnabled(invitation is not None)
        self.says.setText(
            self.tr(
                "It says where the shared database is and whose pricebook it holds; there is no secret in it."
            )
        )
        host = urlsplit(invitation.hub).hostname or "" if invitation is not None else ""
        self.warning.setVisible(host.startswith(_HERE))
        self.warning.setText(
            self.tr(
                "This computer reaches the database as “{host}”, which on any other computer is that one itself. "
                "Connect under the server's own name first, and invite then."
            ).format(host=host)
        )

    def _on_failed(self, error: LaziError) -> None:
        self.says.setText(said(str(error)))

    # --------------------------------------------------------------------------------------------------- handing on

    def ask_where(self) -> None:
        """Meanwhile everything else goes on."""
        invitation = self.invitation
        if invitation is None:
            return
        dialog = QFileDialog(self.window(), self.tr("Save the invitation"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Invitation (*{suffix})").format(suffix=SUFFIX)])
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.setDirectory(str(self._context.state.value(FOLDER, "")) or QDir.homePath())
        dialog.selectFile(file_name(invitation))
        dialog.fileSelected.connect(lambda file: self.write(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def write(self, target: Path) -> None:
        invitation = self.invitation
        if invitation is None:
            return
        text = invitation.as_text()
        self._context.state.setValue(FOLDER, str(target.parent))

        def fill(path: Path) -> None:
            path.write_text(text, encoding="utf-8")

        def work() -> None:
            in_place(target, fill)

        def done(_: None) -> None:
            self._context.notifier.done(self.tr("Saved as {name}.").format(name=target.name))

        self._context.tasks.read(work, done, owner=self)

    def _copy_link(self) -> None:
        if self.invitation is not None:
            QGuiApplication.clipboard().setText(self.invitation.as_link())
            self._context.notifier.done(self.tr("The link is copied."))

    def _copy_mail(self) -> None:
        if self.invitation is not None:
            QGuiApplication.clipboard().setText(self.mail_text(self.invitation))
            self._context.notifier.done(self.tr("The message is copied."))

    def mail_text(self, invitation: Invitation) -> str:
        lines = [
            self.tr("Hello {name},").format(name=invitation.name or invitation.login),
            self.tr("you are invited to work on the pricebook of {team} with LAZI Desktop.").format(
                team=invitation.team or invitation.tenant
            ),
            self.tr(
                "1. Install LAZI Desktop and start it.\n"
                "2. Choose “Join my team”, and paste this link, all of it:"
            ),
            invitation.as_link(),
            self.tr(
                "3. Your login is {login}. Your first password I tell you myself: it is not in this message. "
                "The program then asks you to choose your own."
            ).format(login=invitation.login),
        ]
        return "\n\n".join(lines) + "\n"


def file_name(invitation: Invitation) -> str:
    return re.sub(r"[^\w.-]+", "-", invitation.login or invitation.team or invitation.tenant) + SUFFIX
