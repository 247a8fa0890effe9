"""Setting up, the first step: where the shared database is, and what its owner may do there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote, urlencode

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from lazi_desktop.domain.hub_address import HubAddress, take_apart
from lazi_desktop.ui.first_run.certificate_field import CertificateField
from lazi_desktop.ui.first_run.check_list import CheckList, Mark
from lazi_desktop.ui.first_run.form_field import FormField
from lazi_desktop.ui.first_run.founding_forms import Kind, PlaceForm, place_problems
from lazi_desktop.ui.first_run.parts import beside, section
from lazi_desktop.ui.first_run.step_page import StepPage
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label

CHECKS = ("reach", "version", "rights", "way", "content")


class PlacePage(StepPage):
    """`submitted(PlaceForm)` wants it looked over. `next_wanted` follows once that went well."""

    submitted = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            self.tr("Where is the shared database?"),
            self.tr("It holds the pricebook and every change of your team until it is pushed."),
            self.tr("Next"),
        )
        self.kinds = {
            Kind.BUILT_IN: QRadioButton(self.tr("Built in, on this computer")),
            Kind.POSTGRESQL: QRadioButton(self.tr("A PostgreSQL server")),
            Kind.SUPABASE: QRadioButton(self.tr("Supabase")),
        }
        self._words = {
            Kind.BUILT_IN: self.tr(
                "For one person: nobody else can join, and this computer keeps the only copy."
            ),
            Kind.POSTGRESQL: self.tr("Version 15 or newer, in your office or with a provider."),
            Kind.SUPABASE: self.tr("A project there; nothing to look after in your office."),
        }
        self._options = ""
        self._certificate = CertificateField(self.tr("Certificate of the server's authority"))
        self.connection = FormField(
            self.tr("Connection string, taken apart below"),
            hint="postgresql://owner@db.example.com:5432/lazi",
        )
        self.connection.input.textEdited.connect(self._take_apart)
        self.connection.input.editingFinished.connect(self._show_taken_apart)
        self._length = 0
        self._use(
            {
                "host": FormField(self.tr("Server"), hint="db.example.com"),
                "port": FormField(self.tr("Port"), hint="5432"),
                "database": FormField(self.tr("Database"), hint="lazi"),
                "login": FormField(self.tr("Owner's login"), hint="postgres"),
                "password": FormField(self.tr("Owner's password"), secret=True),
                "certificate": self._certificate,
            }
        )
        self.hint = label("", "small", wrap=True)
        self.checks = CheckList(
            {
                "reach": self.tr("Reached"),
                "version": self.tr("Version"),
                "rights": self.tr("Rights"),
                "way": self.tr("Connections"),
                "content": self.tr("Content"),
            }
        )
        for name, field in self.fields.items():
            field.input.textEdited.connect(self._forget_what_was_found)
            if name not in ("password", "certificate"):
                field.input.textEdited.connect(self._follow_parts)
        self.connection.input.textEdited.connect(self._forget_what_was_found)
        self._certificate.input.textChanged.connect(self._forget_what_was_found)
        self._arrange()
        self.kinds[Kind.BUILT_IN].setChecked(True)
        for one in self.kinds.values():
            one.toggled.connect(self._show_what_counts)
        self._show_what_counts()

    def _arrange(self) -> None:
        group = QButtonGroup(self)
        choices = QHBoxLayout()
        choices.setSpacing(metrics.GAP)
        for kind, one in self.kinds.items():
            group.addButton(one)
            card, column = section("")
            column.setSpacing(metrics.GAP_TINY)
            column.addWidget(one)
            column.addWidget(label(self._words[kind], "small", wrap=True))
            column.addStretch(1)
            choices.addWidget(card, 1)
        self.content.addLayout(choices)
        self._server, column = section("")
        column.addWidget(self.connection)
        column.addLayout(
            beside(self.fields["host"], self.fields["port"], self.fields["database"], stretches=(3, 2, 2))
        )
        column.addWidget(self.hint)
        column.addLayout(beside(self.fields["login"], self.fields["password"]))
        column.addWidget(
            label(
                self.tr(
                    "The owner sets things up now and is forgotten then: neither login nor password is kept."
                ),
                "small",
                wrap=True,
            )
        )
        column.addWidget(self._certificate)
        self.content.addWidget(self._server)
        self._checked = QWidget()
        inner = QVBoxLayout(self._checked)
        inner.setContentsMargins(18, 0, 18, 0)
        inner.addWidget(self.checks)
        self._checked.hide()
        self.content.addWidget(self._checked)
        self.content.addStretch(1)

    @property
    def kind(self) -> Kind:
        return next(kind for kind, one in self.kinds.items() if one.isChecked())

    def form(self) -> PlaceForm:
        if self.kind is Kind.BUILT_IN:
            return PlaceForm()
        typed = {name: one.text() for name, one in self.fields.items() if name != "certificate"}
        return PlaceForm(kind=self.kind, certificate=self._certificate.pem, options=self._options, **typed)

    def fill(self, form: PlaceForm) -> None:
        """The owner's password is typed anew."""
        self.kinds[form.kind].setChecked(True)
        for name in ("host", "port", "database", "login"):
            self.fields[name].input.setText(getattr(form, name))
        self._options = form.options
        self._certificate.set_pem(form.certificate)

    def only(self, kind: Kind) -> None:
        """Where the organisation says which database it is."""
        for one, choice in self.kinds.items():
            choice.setEnabled(one is kind)
        self.kinds[kind].setChecked(True)

    def show_busy(self, words: str) -> None:
        self.checks.reset()
        self._checked.setVisible(self.kind is not Kind.BUILT_IN)
        self.checks.mark(CHECKS[0], Mark.RUNS)
        super().show_busy(words)
        self.area.ensureWidgetVisible(self._checked)

    def show_check(self, name: str, words: str) -> None:
        """It is done, and the next one is begun."""
        self.checks.mark(name, Mark.DONE, words)
        after = CHECKS[CHECKS.index(name) + 1 :][:1]
        for one in after:
            self.checks.mark(one, Mark.RUNS)

    def show_problems(self, found: Mapping[str, str]) -> None:
        self.checks.end(well=not found)
        super().show_problems(found)

    def _take_apart(self) -> None:
        """What was pasted, or is being typed, is shown in its parts."""
        before, self._length = self._length, len(self.connection.text())
        address = take_apart(self.connection.text())
        if address is None:
            bad = bool(self.connection.text().strip())
            self.connection.show_problem(
                self.tr("This is no connection string of PostgreSQL.") if bad else ""
            )
            return
        self.connection.show_problem("")
        values = {
            "host": address.host,
            "port": address.port,
            "database": address.database,
            "login": address.login,
            "password": address.password,
        }
        for name, value in values.items():
            if value or name != "password":
                self.fields[name].input.setText(value)
                self.fields[name].show_problem("")
        self._options = urlencode(address.options, quote_via=quote)
        if self._length > before + 1:
            self._show_taken_apart()

    def _show_taken_apart(self) -> None:
        """Pasted, or typed to its end: the password leaves the place where everybody can read it."""
        address = take_apart(self.connection.text())
        if address is None:
            return
        if address.password:
            self.connection.input.setText(replace(address, password="").url(with_login=True))
            self._length = len(self.connection.text())
        wrong = {name: words for name, words in place_problems(self.form()).items() if name == "port"}
        if wrong:
            self.show_problems(wrong)

    def _follow_parts(self) -> None:
        """What was pasted says what is meant, also once a part of it was changed below."""
        if not self.connection.text():
            return
        form = replace(self.form(), password="")
        extra = take_apart(f"postgresql://x/x?{self._options}")
        parts = (form.host.strip(), form.port.strip(), form.database.strip(), form.login.strip(), "")
        address = HubAddress(*parts, extra.options if extra is not None else {})
        self.connection.input.setText(address.url(with_login=True))
        self.connection.show_problem("")
        self._length = len(self.connection.text())

    def _forget_what_was_found(self) -> None:
        """It was found of another place."""
        self.checks.reset()
        self._checked.hide()
        self._say("", "muted")

    def _show_what_counts(self) -> None:
        kind = self.kind
        self._server.setVisible(kind is not Kind.BUILT_IN)
        self._forget_what_was_found()
        supabase = kind is Kind.SUPABASE
        self.hint.setVisible(supabase)
        self.hint.setText(
            self.tr(
                "Supabase › Connect › Session pooler shows all of it. Take port 5432, the session pooler, which gives "
                "everybody a connection of their own; 6543, the transaction pooler, mixes them. The certificate is "
                "at Database › Settings › SSL Configuration."
            )
        )
        hints = {
            "host": "aws-1-eu-central-1.pooler.supabase.com" if supabase else "db.example.com",
            "database": "postgres" if supabase else "lazi",
            "login": "postgres.abcdefghijkl" if supabase else "postgres",
        }
        for name, hint in hints.items():
            self.fields[name].input.setPlaceholderText(hint)

    def _submit(self) -> None:
        form = self.form()
        found = place_problems(form)
        self.show_problems(found)
        if not found:
            self.submitted.emit(form)
