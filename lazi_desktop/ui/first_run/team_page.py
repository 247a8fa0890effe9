"""Setting up, the second step: whose pricebook it is and who looks after the team; then it is made."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lazi_desktop.ui.first_run.check_list import CheckList
from lazi_desktop.ui.first_run.form_field import FormField
from lazi_desktop.ui.first_run.founding_forms import TeamForm, team_problems
from lazi_desktop.ui.first_run.parts import EnvironmentChoice, addresses, beside, section
from lazi_desktop.ui.first_run.step_page import StepPage
from lazi_desktop.ui.widgets.basics import label, set_property

_ADMIN = ("name", "login", "password", "again")


class TeamPage(StepPage):
    """`submitted(TeamForm)`."""

    submitted = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            self.tr("Whose pricebook is it?"),
            self.tr("One team shares the pricebook of one ServiceTitan tenant."),
            self.tr("Set up"),
        )
        self._alone = False
        self._owner = ""
        self._can_keep = True
        self.environment = EnvironmentChoice()
        self.environment.changed.connect(self._show_what_counts)
        self._use(
            {
                "tenant": FormField(self.tr("ServiceTitan tenant"), hint="1234567890"),
                **addresses(),
                "team": FormField(self.tr("Name of your company"), hint=self.tr("Fairview Pools")),
                "name": FormField(self.tr("Your name"), hint=self.tr("Dana Reyes")),
                "login": FormField(self.tr("Login"), hint="dana.reyes"),
                "password": FormField(self.tr("Password"), secret=True),
                "again": FormField(self.tr("Password once more"), secret=True),
            }
        )
        self.where = label("", "small", wrap=True)
        self.steps = CheckList(
            {
                "migrate": self.tr("Tables"),
                "tenant": self.tr("Tenant"),
                "admin": self.tr("First admin"),
                "prove": self.tr("Sign-in"),
            }
        )
        self._arrange()
        self._show_what_counts()

    def _arrange(self) -> None:
        company, column = section(self.tr("ServiceTitan"))
        column.addLayout(beside(self.fields["tenant"], self.environment, self.fields["team"]))
        column.addLayout(beside(self.fields["api_url"], self.fields["auth_url"]))
        self.content.addWidget(company)
        self._admin, admin = section(
            self.tr("The first admin"),
            self.tr("That is you: who invites the others. Others of the team come later, on the Team page."),
        )
        admin.addLayout(beside(self.fields["name"], self.fields["login"]))
        admin.addLayout(beside(self.fields["password"], self.fields["again"]))
        self.rule = label(
            self.tr("At least 12 characters; a few words are easy to remember."), "small", wrap=True
        )
        admin.addWidget(self.rule)
        self.content.addWidget(self._admin)
        self.content.addWidget(self.where)
        self._progress = QWidget()
        inner = QVBoxLayout(self._progress)
        inner.setContentsMargins(18, 0, 18, 0)
        inner.addWidget(self.steps)
        self._progress.hide()
        self.content.addWidget(self._progress)
        self.content.addStretch(1)

    def ask(self, *, alone: bool, owner: str = "") -> None:
        """`alone`: with the built-in database, which knows one person. `owner` is who sets things up elsewhere."""
        self._alone, self._owner = alone, owner
        self._admin.setVisible(not alone)
        self.fields["team"].setVisible(not alone)
        self._progress.hide()

    def fill(self, form: TeamForm) -> None:
        for name, value in form.values().items():
            if name in self.fields:
                self.fields[name].input.setText(value)
        self.environment.choose(form.environment)

    def fix(self, names: Collection[str]) -> None:
        """What the organisation says."""
        for name in names:
            if name in self.fields:
                self.fields[name].input.setEnabled(False)
        self.environment.setEnabled("environment" not in names)

    def form(self) -> TeamForm:
        typed = {name: one.text() for name, one in self.fields.items()}
        if not self.environment.is_custom:
            typed["api_url"] = typed["auth_url"] = ""
        if self._alone:
            typed |= dict.fromkeys((*_ADMIN, "team"), "")
        for name in ("tenant", "api_url", "auth_url", "team", "name", "login"):
            typed[name] = typed[name].strip()
        return TeamForm(environment=self.environment.name, **typed)

    def say_where_secrets_go(self, words: str, *, possible: bool = True) -> None:
        self.where.setText(words)
        set_property(self.where, "tone", "small" if possible else "changed")
        self._can_keep = possible
        self._set_busy(self.is_busy)

    def show_busy(self, words: str) -> None:
        self.steps.reset()
        self._progress.show()
        super().show_busy(words)
        self.area.ensureWidgetVisible(self._progress)

    def show_step(self, name: str) -> None:
        self.steps.go_on_to(name)

    def show_problems(self, found: Mapping[str, str]) -> None:
        self.steps.end(well=not found)
        super().show_problems(found)

    def _set_busy(self, busy: bool) -> None:
        super()._set_busy(busy)
        self.forward.setEnabled(self._can_keep and not busy)

    def _show_what_counts(self) -> None:
        for name in ("api_url", "auth_url"):
            self.fields[name].setVisible(self.environment.is_custom)

    def _submit(self) -> None:
        form = self.form()
        found = team_problems(form, alone=self._alone, owner=self._owner)
        self.show_problems(found)
        if not found:
            self.submitted.emit(form)
