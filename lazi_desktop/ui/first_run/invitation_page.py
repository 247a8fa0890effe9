"""Joining, the first step: an invitation as a file or a link, or by hand what it would say."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.invitation import SUFFIX, read_invitation
from lazi_desktop.ui.first_run.certificate_field import CertificateField
from lazi_desktop.ui.first_run.form_field import FormField
from lazi_desktop.ui.first_run.joining_forms import TeamPlace, place_by_hand, place_problems
from lazi_desktop.ui.first_run.parts import EnvironmentChoice, addresses, ask_for_file, beside, section
from lazi_desktop.ui.first_run.step_page import StepPage
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label

_MOST = 70_000


class InvitationPage(StepPage):
    """`submitted(TeamPlace)`: whose team it is and where."""

    submitted = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            self.tr("Join my team"),
            self.tr("An invitation says where your team's pricebook is. It holds no password."),
            self.tr("Next"),
        )
        self.dialog: QFileDialog | None = None
        self.open_file = button(self.tr("Open the invitation…"), glyph=Glyph.FILE)
        self.open_file.clicked.connect(self._choose)
        self.paste = QPlainTextEdit()
        self.paste.setPlaceholderText(self.tr("… or paste the link here: lazi-desktop://join/…"))
        self.paste.setAccessibleName(self.tr("Link of the invitation"))
        self.paste.setTabChangesFocus(True)
        self.paste.setFixedHeight(64)
        self.paste.textChanged.connect(self._on_pasted)
        self.unreadable = label("", "error", wrap=True)
        self.unreadable.hide()
        self.by_hand = button(self.tr("I have no invitation"), "link")
        self.by_hand.clicked.connect(self.show_by_hand)
        self.environment = EnvironmentChoice()
        self.certificate = CertificateField(self.tr("Certificate of the server's authority"))
        self._use(
            {
                "hub": FormField(self.tr("Address of the shared database"), hint="db.example.com:5432/lazi"),
                "tenant": FormField(self.tr("ServiceTitan tenant"), hint="1234567890"),
                **addresses(),
                "certificate": self.certificate,
            }
        )
        self._arrange()
        self.environment.changed.connect(self._show_what_counts)
        self._show_what_counts()
        self.forward.hide()

    def _arrange(self) -> None:
        card, column = section(self.tr("Your invitation"))
        row = QHBoxLayout()
        row.addWidget(self.open_file)
        row.addWidget(label(self.tr("or drop the file anywhere in this window"), "muted"))
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.paste)
        column.addWidget(self.unreadable)
        self.content.addWidget(card)
        links = QHBoxLayout()
        links.addWidget(self.by_hand)
        links.addStretch(1)
        self.content.addLayout(links)
        self._hand, hand = section(self.tr("By hand"), self.tr("Your administrator knows all of this."))
        hand.addWidget(self.fields["hub"])
        hand.addLayout(beside(self.fields["tenant"], self.environment))
        hand.addLayout(beside(self.fields["api_url"], self.fields["auth_url"]))
        hand.addWidget(self.certificate)
        self._hand.hide()
        self.content.addWidget(self._hand)
        self.content.addStretch(1)
        self.content.setSpacing(metrics.GAP)

    def begin(self) -> None:
        if self._hand.isVisibleTo(self):
            super().begin()
        else:
            self.open_file.setFocus()

    def show_by_hand(self) -> None:
        self._hand.show()
        self.by_hand.hide()
        self.forward.show()
        self.fields["hub"].input.setFocus()

    def fill(self, place: TeamPlace) -> None:
        """What was typed by hand before."""
        self.fields["hub"].input.setText(place.hub)
        self.fields["tenant"].input.setText(place.tenant)
        self.fields["api_url"].input.setText(place.api_url)
        self.fields["auth_url"].input.setText(place.auth_url)
        self.environment.choose(place.environment)
        self.certificate.set_pem(place.certificate)

    def read_file(self, file: Path) -> None:
        try:
            with file.open(encoding="utf-8") as opened:
                text = opened.read(_MOST)
        except (OSError, ValueError):
            self._refuse(self.tr("{name} cannot be read.").format(name=file.name))
            return
        self.read(text)

    def read(self, text: str) -> None:
        """A link, or a file's content."""
        try:
            invitation = read_invitation(text)
        except InvalidValue as error:
            self._refuse(error.detail)
            return
        self._refuse("")
        self.submitted.emit(TeamPlace.of(invitation))

    def _refuse(self, words: str) -> None:
        self.unreadable.setText(words)
        self.unreadable.setVisible(bool(words))

    def _on_pasted(self) -> None:
        text = self.paste.toPlainText().strip()
        self._refuse("")
        if text:
            self.read(text)

    def _choose(self) -> None:
        filters = [self.tr("Invitations") + f" (*{SUFFIX})", self.tr("All") + " (*)"]
        self.dialog = ask_for_file(self, self.tr("Open an invitation"), filters, self.read_file)

    def _show_what_counts(self) -> None:
        for name in ("api_url", "auth_url"):
            self.fields[name].setVisible(self.environment.is_custom)

    def _submit(self) -> None:
        place = place_by_hand(
            self.fields["hub"].text(),
            self.fields["tenant"].text(),
            self.environment.name,
            self.fields["api_url"].text(),
            self.fields["auth_url"].text(),
            self.certificate.pem,
        )
        found = place_problems(place)
        self.show_problems(found)
        if not found:
            self.submitted.emit(place)
