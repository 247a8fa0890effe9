"""The banner over the grid while something typed could not be written down: why, and the way to try again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label, set_property


class UnsavedBanner(QFrame):
    """`again_wanted(edits)`: record them now. `given_up(keys)`: the person lets them go."""

    again_wanted = Signal(object)
    given_up = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._edits: dict[tuple[EntityKey, str], FieldEdit] = {}
        self.setProperty("surface", "banner")
        set_property(self, "tone", "danger")
        self.words = label("", wrap=True)
        self.again = button(self.tr("Try again"))
        self.again.clicked.connect(self._on_again)
        self.give_up = button(self.tr("Take back"))
        self.give_up.clicked.connect(self._on_give_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.GAP, 6, 6, 6)
        row.addWidget(self.words, 1)
        row.addWidget(self.again)
        row.addWidget(self.give_up)
        self.hide()

    @property
    def edits(self) -> list[FieldEdit]:
        return list(self._edits.values())

    def lost(self) -> str:
        """What goes with the window, as a sentence; "" for nothing."""
        changes = counted(len(self._edits), self.tr("change"), self.tr("changes"))
        return self.tr("{changes} could not be saved yet.").format(changes=changes) if self._edits else ""

    def keep(self, edits: Sequence[FieldEdit], error: LaziError) -> None:
        """They are not shown in their cells; nothing of them is lost while this stands."""
        self._edits |= {(edit.key, edit.field): edit for edit in edits}
        changes = counted(len(self._edits), self.tr("change"), self.tr("changes"))
        words = self.tr("{changes} could not be saved: {reason} They are kept here until they can be.")
        self._say(words.format(changes=changes, reason=_reason(error)), buttons=True)

    def note(self, error: LaziError) -> None:
        """What was typed stands in its cell again."""
        words = self.tr(
            "This could not be saved: {reason} Your text is still in the cell; Enter tries again."
        )
        self._say(words.format(reason=_reason(error)), buttons=False)

    def typing_ended(self) -> None:
        if not self._edits:
            self.hide()

    def _say(self, words: str, *, buttons: bool) -> None:
        self.words.setText(words)
        self.setAccessibleName(words)
        self.again.setVisible(buttons)
        self.give_up.setVisible(buttons)
        self.show()

    def _let_go(self) -> list[FieldEdit]:
        edits, self._edits = self.edits, {}
        self.hide()
        return edits

    def _on_again(self) -> None:
        self.again_wanted.emit(self._let_go())

    def _on_give_up(self) -> None:
        self.given_up.emit({edit.key for edit in self._let_go()})


def _reason(error: LaziError) -> str:
    text = said(error.detail or error.title)
    return text if text.endswith((".", "!", "?")) else f"{text}."
