"""The connection form: ServiceTitan at the left, the shared database at the right; Test before Connect."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from lazi_desktop.ui.first_run.connection import CUSTOM, ENVIRONMENTS, ConnectionForm, problems
from lazi_desktop.ui.first_run.form_field import FormField
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, label, set_property

TestConnection = Callable[[ConnectionForm, Callable[[Mapping[str, str]], None]], Callable[[], object] | None]
"""Tries the connection without blocking, then calls back on the UI thread with a sentence per field that is wrong.

It returns what gives the trial up, if that is possible; a trial that was given up need not call back.
The key "" stands for the whole; no entries mean that all is well.
"""


class ConnectPage(QWidget):
    """`submitted(ConnectionForm)` carries a form without problems."""

    submitted = Signal(object)
    back_wanted = Signal()

    def __init__(self, test: TestConnection | None, start: ConnectionForm) -> None:
        super().__init__()
        self._test = test
        self._testing = 0  # counts trials: the answer of an older one is dropped
        self._give_up: Callable[[], object] | None = None
        self._is_testing = False
        self._can_keep_secrets = True
        self.fields = {
            "tenant": FormField(self.tr("Tenant"), hint="1234567890"),
            "client_id": FormField(self.tr("Client id"), hint="cid.…"),
            "client_secret": FormField(self.tr("Client secret"), secret=True),
            "app_key": FormField(self.tr("App key"), secret=True),
            "api_url": FormField(self.tr("API address"), hint="https://…"),
            "auth_url": FormField(self.tr("Sign-in address"), hint="https://…"),
            "hub_url": FormField(self.tr("Address"), hint="postgresql://server:5432/database"),
            "hub_login": FormField(self.tr("Login"), hint="dana"),
            "hub_password": FormField(self.tr("Password"), secret=True),
        }
        self.environment = QComboBox()
        self.environment.setAccessibleName(self.tr("Environment"))
        for name, words in zip(ENVIRONMENTS, self._environment_words(), strict=True):
            self.environment.addItem(words, name)
        self.environment.setItemDelegate(
            QStyledItemDelegate(self.environment)
        )  # the one that follows the stylesheet
        self.built_in = QRadioButton(self.tr("Built in: on this computer, for one person"))
        self.own_server = QRadioButton(self.tr("A PostgreSQL server that the team shares"))
        self.outcome = label("", "error", wrap=True)
        self.fixed = label("", "muted", wrap=True)
        self.fixed.hide()
        self._arrange()
        self._fill(start)
        self.environment.currentIndexChanged.connect(self._show_what_counts)
        self.built_in.toggled.connect(self._show_what_counts)
        for control in self.fields.values():
            control.input.returnPressed.connect(self.submit)
        self._show_what_counts()

    # -------------------------------------------------------------------------------------------------- building

    def _arrange(self) -> None:
        group = QButtonGroup(self)
        group.addButton(self.built_in)
        group.addButton(self.own_server)
        environment = QVBoxLayout()
        environment.setSpacing(4)
        environment.addWidget(label(self.tr("Environment"), "small"))
        environment.addWidget(self.environment)
        environment.addStretch(1)

        remote, remote_column = _section(
            self.tr("ServiceTitan"),
            self.tr(
                "From ServiceTitan's settings and its developer portal. Beside a shared database the keys may be left"
                " out: then another computer pulls and pushes."
            ),
        )
        remote_column.addLayout(_pair(self.fields["tenant"], environment))
        remote_column.addLayout(_pair(self.fields["api_url"], self.fields["auth_url"]))
        remote_column.addWidget(self.fields["client_id"])
        remote_column.addLayout(_pair(self.fields["client_secret"], self.fields["app_key"]))
        remote_column.addStretch(1)
        hub, hub_column = _section(
            self.tr("Shared database"), self.tr("Holds the pricebook and every change until it is pushed.")
        )
        hub_column.addWidget(self.built_in)
        hub_column.addWidget(self.own_server)
        hub_column.addWidget(self.fields["hub_url"])
        hub_column.addLayout(_pair(self.fields["hub_login"], self.fields["hub_password"]))
        hub_column.addStretch(1)

        cards = QHBoxLayout()
        cards.setSpacing(metrics.GAP)
        cards.addWidget(remote, 3)
        cards.addWidget(hub, 2)
        self.back = button(self.tr("Back"), "quiet", glyph=Glyph.BACK)
        self.back.clicked.connect(self.back_wanted)
        self.test = button(self.tr("Test"))
        self.test.clicked.connect(self._on_test)
        self.test.setVisible(self._test is not None)
        self.connect_button = button(self.tr("Connect"), "primary")
        self.connect_button.clicked.connect(self.submit)
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP_SMALL)
        row.addWidget(self.back)
        row.addWidget(self.outcome, 1)
        row.addWidget(self.test)
        row.addWidget(self.connect_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP)
        column.addWidget(label(self.tr("Connect to your ServiceTitan"), "welcome"))
        self.secrets = label(
            self.tr("Secrets go to this computer's keyring and nowhere else."),
            "muted",
            wrap=True,
        )
        column.addWidget(self.secrets)
        column.addWidget(self.fixed)
        column.addSpacing(metrics.GAP_TINY)
        column.addLayout(cards, 1)
        column.addLayout(row)

    def offer_cancel(self) -> None:
        """Where there is nothing to go back to but the connection that is."""
        self.back.setText(self.tr("Cancel"))
        self.back.setAccessibleName(self.back.text())

    def fix(self, names: Collection[str], note: str) -> None:
        """What the organisation has locked is shown, and asked of nobody. `note` is what it says about that."""
        for name in names:
            if name in self.fields:
                self.fields[name].input.setEnabled(False)
        self.environment.setEnabled("environment" not in names)
        for choice in (self.built_in, self.own_server):
            choice.setEnabled("hub_url" not in names)
        words = self.tr("What is grey here is set by your organisation.")
        self.fixed.setText(f"{words} {note}".strip())
        self.fixed.setVisible(bool(names))

    def _environment_words(self) -> tuple[str, str, str]:
        return self.tr("Production"), self.tr("Integration (sandbox)"), self.tr("Another address")

    def _fill(self, start: ConnectionForm) -> None:
        for name, control in self.fields.items():
            control.input.setText(getattr(start, name))
        self.environment.setCurrentIndex(max(0, self.environment.findData(start.environment)))
        (self.own_server if start.hub_url else self.built_in).setChecked(True)

    def _show_what_counts(self) -> None:
        custom, own = self.environment.currentData() == CUSTOM, self.own_server.isChecked()
        for name, shown in (
            ("api_url", custom),
            ("auth_url", custom),
            ("hub_url", own),
            ("hub_login", own),
            ("hub_password", own),
        ):
            self.fields[name].setVisible(shown)

    # -------------------------------------------------------------------------------------------------- using

    def form(self) -> ConnectionForm:
        typed = {name: control.text() for name, control in self.fields.items()}
        if not self.own_server.isChecked():
            typed["hub_url"] = typed["hub_login"] = typed["hub_password"] = ""
        if self.environment.currentData() != CUSTOM:
            typed["api_url"] = typed["auth_url"] = ""
        return ConnectionForm(environment=self.environment.currentData(), **typed).trimmed()

    def say_where_secrets_go(self, words: str, *, possible: bool = True) -> None:
        """`possible` is false where nothing on this computer would keep them: then there is no connecting."""
        self.secrets.setText(words)
        set_property(self.secrets, "tone", "muted" if possible else "changed")
        self._can_keep_secrets = possible
        self._show_busy(self._is_testing)

    def submit(self) -> None:
        if not self.connect_button.isEnabled():
            return
        form = self._checked()
        if form is not None:
            self.submitted.emit(form)

    def try_out(self) -> None:
        """Tests what is typed; what was changed meanwhile makes the answer worthless."""
        form = self._checked()
        if form is None or self._test is None or self._is_testing:
            return
        number = self._testing
        self._show_busy(True)
        self._say(self.tr("Testing…"), "muted")

        def answered(found: Mapping[str, str]) -> None:
            if not isValid(self) or number != self._testing:
                return
            self._end_test()
            if self.form() != form:
                self._say("", "muted")
            elif found:
                self.show_problems(found)
            else:
                self._say(self.tr("It works. ServiceTitan and the database answered."), "proved")

        give_up = self._test(form, answered)
        if self._is_testing:
            self._give_up = give_up

    def stop_testing(self) -> None:
        if not self._is_testing:
            return
        give_up = self._give_up
        self._end_test()
        self._say(self.tr("Test stopped."), "muted")
        if give_up is not None:
            give_up()

    def _on_test(self) -> None:
        if self._is_testing:
            self.stop_testing()
        else:
            self.try_out()

    def _end_test(self) -> None:
        """Whatever an older trial answers from now on is dropped."""
        self._testing += 1
        self._give_up = None
        self._show_busy(False)

    def _show_busy(self, testing: bool) -> None:
        self._is_testing = testing
        self.test.setText(self.tr("Cancel") if testing else self.tr("Test"))
        self.test.setAccessibleName(self.tr("Cancel the test") if testing else self.tr("Test"))
        self.connect_button.setEnabled(self._can_keep_secrets and not testing)

    def show_problems(self, found: Mapping[str, str]) -> None:
        for name, control in self.fields.items():
            control.show_problem(found.get(name, ""))
        elsewhere = [text for name, text in found.items() if name not in self.fields]
        self._say(" ".join(elsewhere), "error")
        first = next((name for name in self.fields if name in found), None)
        if first is not None:
            self.fields[first].input.setFocus()

    def _checked(self) -> ConnectionForm | None:
        form = self.form()
        found = problems(form, own_hub=self.own_server.isChecked())
        self.show_problems(found)
        return None if found else form

    def _say(self, text: str, tone: str) -> None:
        self.outcome.setText(text)
        set_property(self.outcome, "tone", tone)


def _section(title: str, words: str) -> tuple[QFrame, QVBoxLayout]:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(18, metrics.CARD_PADDING, 18, metrics.CARD_PADDING)
    column.setSpacing(metrics.GAP)
    column.addWidget(label(title, "heading"))
    column.addWidget(label(words, "small", wrap=True))
    return card, column


def _pair(left: QWidget, right: QWidget | QVBoxLayout) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(metrics.GAP)
    row.addWidget(left, 1)
    if isinstance(right, QWidget):
        row.addWidget(right, 1)
    else:
        row.addLayout(right, 1)
    return row
