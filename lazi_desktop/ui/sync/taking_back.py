"""Taking pending changes back: changes return to ServiceTitan's values; what ServiceTitan never had is thrown away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lazi_desktop.ui.edits import Edits
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.sync.review_model import ReviewRow
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.question import ask

_NO_QUESTION = 1  # so many changes are taken back without asking: undo is there


class TakingBack(QObject):
    def __init__(self, edits: Edits, owner: QWidget) -> None:
        super().__init__(owner)
        self._edits = edits
        self._owner = owner

    def begin(self, rows: Sequence[ReviewRow]) -> Dialog | None:
        """At once where it is little; else returns the question that it depends on."""
        targets = [(row.key, change.field) for row in rows if not row.is_new for change in row.changes]
        new = [row for row in rows if row.is_new]

        def take_back() -> None:
            if targets:
                self._edits.revert(targets, initiator=self._owner)
            if new:
                self._edits.discard([row.key for row in new], initiator=self._owner)

        if len(targets) <= _NO_QUESTION and not new:
            take_back()
            return None
        return ask(
            self._owner.window(),
            self._question(len(targets), new),
            self._words(len(targets), len(new)),
            go_on=self.tr("Take them back") if not new else self.tr("Throw away"),
            then=take_back,
            dangerous=bool(new),
        )

    def _question(self, targets: int, new: Sequence[ReviewRow]) -> str:
        if not new:
            return self.tr("Take back {n} changes?").format(n=f"{targets:,}")
        if targets:
            changes = counted(targets, self.tr("change"), self.tr("changes"))
            return self.tr("Throw away {n} new and take back {changes}?").format(
                n=f"{len(new):,}", changes=changes
            )
        if len(new) == 1:
            named = new[0].change.code or new[0].change.name
            return self.tr("Throw away {name}?").format(name=named)
        return self.tr("Throw away {n} new entries?").format(n=f"{len(new):,}")

    def _words(self, targets: int, new: int) -> str:
        parts = []
        if new:
            parts.append(self.tr("ServiceTitan never had what is new; with it go all its fields."))
        if targets:
            parts.append(self.tr("Their fields go back to ServiceTitan's values."))
        parts.append(self.tr("You can undo this."))
        return " ".join(parts)
