"""Setting up, the third step: ServiceTitan's keys, tried at once, and what they may read."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from lazi_desktop.ui.first_run.check_list import CheckList, Mark
from lazi_desktop.ui.first_run.form_field import FormField
from lazi_desktop.ui.first_run.founding_forms import KeysForm, keys_problems
from lazi_desktop.ui.first_run.parts import beside, section
from lazi_desktop.ui.first_run.step_page import StepPage
from lazi_desktop.ui.widgets.basics import button, label


class KeysPage(StepPage):
    """`submitted(KeysForm)` wants them tried; `accepted(KeysForm)` goes on although some of it may not be read.
    `later_wanted`: another computer has them, or somebody else will give them."""

    submitted = Signal(object)
    accepted = Signal(object)
    later_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(
            self.tr("ServiceTitan's keys"),
            self.tr(
                "From ServiceTitan's settings and its developer portal. Trying them reads; it changes nothing."
            ),
            self.tr("Test and go on"),
        )
        self._tried = KeysForm()
        self._use(
            {
                "client_id": FormField(self.tr("Client id"), hint="cid.…"),
                "client_secret": FormField(self.tr("Client secret"), secret=True),
                "app_key": FormField(self.tr("App key"), secret=True),
            }
        )
        self.about = label("", "muted")
        self.where = label("", "small", wrap=True)
        self.parts: CheckList | None = None
        self.later = button(self.tr("Later"), "quiet")
        self.later.clicked.connect(self.later_wanted)
        self.anyway = button(self.tr("Go on without it"))
        self.anyway.clicked.connect(lambda: self.accepted.emit(self._tried))
        self.anyway.hide()
        self.row.insertWidget(2, self.later)
        self.row.insertWidget(3, self.anyway)
        self._arrange()

    def _arrange(self) -> None:
        card, column = section(self.tr("Keys"))
        column.addWidget(self.about)
        column.addWidget(self.fields["client_id"])
        column.addLayout(beside(self.fields["client_secret"], self.fields["app_key"]))
        column.addWidget(self.where)
        self.content.addWidget(card)
        self._found, self._found_column = section(self.tr("What they may read"))
        self._found.hide()
        self.content.addWidget(self._found)
        self.content.addStretch(1)

    def ask(self, *, tenant: str, can_wait: bool) -> None:
        self.about.setText(self.tr("For the ServiceTitan tenant {tenant}").format(tenant=tenant))
        self.later.setVisible(can_wait)

    def fix_client_id(self, client_id: str) -> None:
        """Said by the organisation."""
        self.fields["client_id"].input.setText(client_id)
        self.fields["client_id"].input.setEnabled(not client_id)

    def say_where_secrets_go(self, words: str) -> None:
        self.where.setText(words)

    def show_tried(self, form: KeysForm, problems: Mapping[str, str], parts: Mapping[str, str]) -> None:
        """`parts` by words: what is in the way of reading each, "" for nothing."""
        self._tried = form
        self._show_parts(parts)
        refused = [words for words in parts.values() if words]
        self.anyway.setVisible(bool(refused))
        if refused and not problems:
            self.say(
                self.tr(
                    "Let your ServiceTitan administrator allow what is missing in its portal, then test again."
                ),
                "changed",
            )
            self.anyway.setVisible(any(not words for words in parts.values()))
        else:
            self.show_problems(problems)

    def _show_parts(self, parts: Mapping[str, str]) -> None:
        if self.parts is not None:
            self._found_column.removeWidget(self.parts)
            self.parts.deleteLater()
            self.parts = None
        self._found.setVisible(bool(parts))
        if parts:
            self.parts = CheckList({words: words.capitalize() for words in parts})
            for words, why_not in parts.items():
                self.parts.mark(words, Mark.FAILED if why_not else Mark.DONE, why_not)
            self._found_column.addWidget(self.parts)

    def _submit(self) -> None:
        form = KeysForm(**{name: one.text().strip() for name, one in self.fields.items()})
        found = keys_problems(form)
        self.anyway.hide()
        self.show_problems(found)
        if not found:
            self.submitted.emit(form)
