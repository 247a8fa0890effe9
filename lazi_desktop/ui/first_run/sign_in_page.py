"""Joining, the second step: whose team it is, one's own login and password, tried before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from lazi_desktop.ui.first_run.certificate_field import CertificateField
from lazi_desktop.ui.first_run.form_field import FormField
from lazi_desktop.ui.first_run.joining_forms import SignIn, TeamPlace, sign_in_problems, trimmed
from lazi_desktop.ui.first_run.parts import beside, section
from lazi_desktop.ui.first_run.step_page import StepPage
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label, set_property


class SignInPage(StepPage):
    """`submitted(SignIn)`; the place is the caller's."""

    submitted = Signal(object)

    def __init__(self) -> None:
        super().__init__("", "", self.tr("Join"))
        self._can_keep = True
        self.place = TeamPlace()
        self.certificate = CertificateField(self.tr("Certificate of the server's authority"))
        self._use(
            {
                "login": FormField(self.tr("Your login"), hint="dana"),
                "password": FormField(self.tr("Your password"), secret=True),
                "certificate": self.certificate,
            }
        )
        self.whose = label("", "title", wrap=True)
        self.facts = {name: label("", wrap=True) for name in ("tenant", "server")}
        self.where = label("", "small", wrap=True)
        self.fixed = label("", "muted", wrap=True)
        self.certificate.hide()
        self._arrange()

    def _arrange(self) -> None:
        team, column = section("")
        column.addWidget(self.whose)
        column.addWidget(self._facts())
        column.addWidget(self.fixed)
        self.content.addWidget(team)
        own, own_column = section(self.tr("You"))
        own_column.addLayout(beside(self.fields["login"], self.fields["password"]))
        own_column.addWidget(self.certificate)
        own_column.addWidget(self.where)
        self.content.addWidget(own)
        self.content.addStretch(1)

    def _facts(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(metrics.GAP_LARGE)
        titles = {"tenant": self.tr("ServiceTitan tenant"), "server": self.tr("Shared database")}
        for row, (name, title) in enumerate(titles.items()):
            grid.addWidget(label(title, "muted"), row, 0)
            grid.addWidget(self.facts[name], row, 1)
        grid.setColumnStretch(1, 1)
        return holder

    def show_place(self, place: TeamPlace, login: str) -> None:
        self.place = place
        named = place.name.strip()
        self.title.setText(
            self.tr("Welcome, {name}").format(name=named) if named else self.tr("Sign in to your team")
        )
        self.words.setText(
            self.tr("Type the password that you were given. Nothing is kept before it is tried.")
        )
        self.whose.setText(place.team or self.tr("Your team"))
        self.facts["tenant"].setText(f"{place.tenant} ({place.environment})")
        self.facts["server"].setText(place.server)
        self.fields["login"].input.setText(place.login or login)
        self.fields["password"].input.clear()
        self.certificate.set_pem(place.certificate)
        self.certificate.setVisible(False)
        self.show_problems({})

    def fix(self, *, login: bool, note: str, back: bool) -> None:
        """What the organisation says stands and is asked of nobody."""
        self.fields["login"].input.setEnabled(not login)
        self.leads_back = back
        self.back.setVisible(back)
        words = self.tr("Set by your organisation.")
        self.fixed.setText(f"{words} {note}".strip())
        self.fixed.show()

    def free(self) -> None:
        """Nothing of it is fixed."""
        self.fields["login"].input.setEnabled(True)
        self.leads_back = True
        self.back.show()
        self.fixed.hide()

    def say_where_secrets_go(self, words: str, *, possible: bool = True) -> None:
        self.where.setText(words)
        set_property(self.where, "tone", "small" if possible else "changed")
        self._can_keep = possible
        self.forward.setEnabled(possible and not self.is_busy)

    def show_problems(self, found: Mapping[str, str]) -> None:
        """The certificate is asked for where it is the reason."""
        if "certificate" in found:
            self.certificate.show()
        super().show_problems(found)

    def _set_busy(self, busy: bool) -> None:
        super()._set_busy(busy)
        self.forward.setEnabled(self._can_keep and not busy)

    def _submit(self) -> None:
        form = trimmed(SignIn(self.fields["login"].text(), self.fields["password"].text()))
        found = sign_in_problems(form)
        self.show_problems(found)
        if not found:
            self.submitted.emit(form)
