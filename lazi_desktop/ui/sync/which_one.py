"""Asking which of those that ServiceTitan has a create became, where nobody but a person can tell."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableWidget, QWidget

from lazi_desktop.ports.hub_push import Candidate, CreateQuestion
from lazi_desktop.ui.formatting import kind_title
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import label
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.plain_table import Heading, in_card, plain_table

_ROW = 34


class WhichOneDialog(Dialog):
    """`answered(remote id or None)`: that one, or none of them. It stays open until `accept` or `show_problem`."""

    answered = Signal(object)

    def __init__(self, parent: QWidget | None, question: CreateQuestion) -> None:
        super().__init__(parent, "", width=640)
        self.question = question
        named = question.code or question.name
        kind = kind_title(question.entity_kind, 1)
        self.setWindowTitle(self.tr("Which one is it?"))
        self.title.setText(self.tr("Which one is the new {kind} {name}?").format(kind=kind, name=named))
        look = self.tr("Look at them there, then say which one it is.")
        self.text.setText(f"{question.detail} {look}")
        self.text.show()
        self.table = self._table()
        self.content.addWidget(in_card(self.table), 1)
        anew = self.tr(
            "“None of these” creates it anew, after looking for it twice more. “It is this one” sends nothing new: "
            "where its fields differ from yours, you are asked."
        )
        self.content.addWidget(label(anew, "muted", wrap=True))
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.content.addWidget(self.problem)
        self.later = self.add_button(self.tr("Decide later"), rejects=True, left=True)
        self.none = self.add_button(self.tr("None of these: create it anew"))
        self.this = self.add_button(self.tr("It is this one"), "primary", glyph=Glyph.ACCEPT)
        self.none.clicked.connect(lambda: self._answer(None))
        self.this.clicked.connect(self._on_this)
        self.table.itemSelectionChanged.connect(self._on_selection)
        self.table.setFocus()
        self._on_selection()
        self.resize(720, min(560, 330 + _ROW * len(question.found)))

    def _table(self) -> QTableWidget:
        columns = [
            (Heading(self.tr("Number"), 110), lambda one: str(one.remote_id)),
            (Heading(self.tr("Code"), 120), lambda one: one.code),
            (Heading(self.tr("Name"), 180, share=1), lambda one: one.name),
            (Heading(self.tr("State"), 100), self._state),
        ]
        found = self.question.found
        shown = [(heading, text) for heading, text in columns if any(text(one) for one in found)]
        table = plain_table(
            [heading for heading, _ in shown], [[text(one) for _, text in shown] for one in found]
        )
        table.setAccessibleName(self.tr("What ServiceTitan has"))
        return table

    def _state(self, one: Candidate) -> str:
        return self.tr("Active") if one.active else self.tr("Inactive")

    def chosen(self) -> Candidate | None:
        rows = self.table.selectionModel().selectedRows()
        return self.question.found[rows[0].row()] if rows else None

    def _on_selection(self) -> None:
        self.this.setEnabled(self.chosen() is not None)

    def _on_this(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._answer(chosen.remote_id)

    def _answer(self, remote_id: int | None) -> None:
        self._set_busy(True)
        self.problem.hide()
        self.answered.emit(remote_id)

    def show_problem(self, sentence: str) -> None:
        """It was not answered; another try may be."""
        self._set_busy(False)
        self.problem.setText(sentence)
        self.problem.show()

    def _set_busy(self, busy: bool) -> None:
        self.table.setEnabled(not busy)
        self.none.setEnabled(not busy)
        self.this.setEnabled(not busy and self.chosen() is not None)
