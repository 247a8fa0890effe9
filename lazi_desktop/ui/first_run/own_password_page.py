"""Joining, where the password is one that somebody else knows: a person chooses their own before anything is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal

from lazi_desktop.ui.first_run.form_field import FormField
from lazi_desktop.ui.first_run.joining_forms import password_problems
from lazi_desktop.ui.first_run.parts import beside, section
from lazi_desktop.ui.first_run.step_page import StepPage
from lazi_desktop.ui.widgets.basics import label


class OwnPasswordPage(StepPage):
    """`submitted(str)` carries the new one."""

    submitted = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            self.tr("Choose your own password"),
            self.tr(
                "The one you were given is known to whoever invited you. From now on only yours counts; the database "
                "never sees it, only what proves it."
            ),
            self.tr("Set password and join"),
        )
        self._old, self._about = "", ""
        self._use(
            {
                "password": FormField(self.tr("New password"), secret=True),
                "again": FormField(self.tr("Once more"), secret=True),
            }
        )
        card, column = section("")
        column.addLayout(beside(self.fields["password"], self.fields["again"]))
        column.addWidget(
            label(self.tr("At least 12 characters; a few words are easy to remember."), "small", wrap=True)
        )
        self.content.addWidget(card)
        self.content.addStretch(1)

    def ask(self, *, old: str, about: str) -> None:
        """`old` is what they came in with, `about` their login."""
        self._old, self._about = old, about
        for one in self.fields.values():
            one.input.clear()
        self.show_problems({})

    def _submit(self) -> None:
        password = self.fields["password"].text()
        found = password_problems(password, self.fields["again"].text(), old=self._old, about=(self._about,))
        self.show_problems(found)
        if not found:
            self.submitted.emit(password)
