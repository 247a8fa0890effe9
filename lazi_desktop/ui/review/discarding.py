"""Taking pending changes back: at once where it is little, else after a question that says how many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.discard_changes import discard_changes
from lazi_desktop.operations.proposals import withdraw
from lazi_desktop.ports.change_sets import Proposal
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.review.review_row import ReviewRow
from lazi_desktop.ui.review.words import names_of
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.question import ask

_NO_QUESTION = 1  # so many changes are taken back without asking: undo is there


class Discarding(QObject):
    """Of edits everything that is taken back is one step of undo. Of proposals only one's own can be withdrawn, and
    nothing brings them back: that is always asked."""

    def __init__(self, context: UiContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._edits = context.edits
        self._notifier = context.notifier
        self._owner = owner

    def begin(self, rows: Sequence[ReviewRow]) -> Dialog | None:
        """At once where it is little; else returns the question that it depends on."""
        edits = [row for row in rows if row.proposal is None]
        mine = [row.proposal for row in rows if row.proposal is not None and row.proposal.mine]
        new = [row for row in edits if row.is_new]
        if not edits and not mine:
            return None
        if not mine and sum(len(row.changes) for row in edits) <= _NO_QUESTION and not new:
            self._take_back(edits, mine)
            return None
        return ask(
            self._owner.window(),
            self._question(edits, new, mine),
            self._words(edits, new, mine),
            go_on=self._verb(edits, new),
            then=lambda: self._take_back(edits, mine),
            dangerous=bool(new or mine),
        )

    def _take_back(self, edits: Sequence[ReviewRow], mine: Sequence[Proposal]) -> None:
        """Who cancels a long one keeps the proposals too."""
        if not edits:
            self._withdraw(mine)
            return
        targets = [(row.key, change.field) for row in edits if not row.is_new for change in row.changes]
        new = [row.key for row in edits if row.is_new]

        def taken_back(changes: Changes) -> None:
            self._tell(edits, changes)
            if mine:
                self._withdraw(mine)

        self._edits.do_many(
            lambda work, step: discard_changes(work, targets, new, step=step),
            title=self.tr("Discard"),
            initiator=self._owner,
            done=taken_back,
        )

    def _tell(self, rows: Sequence[ReviewRow], done: Changes) -> None:
        """Also of one line: who pressed a key while they looked elsewhere sees what went."""
        changes = counted(sum(len(row.changes) for row in rows), self.tr("change"), self.tr("changes"))
        self._notifier.done(
            self.tr("{changes} of {names} discarded.").format(changes=changes, names=names_of(rows)),
            undo=self._edits.undoing(done, initiator=self._owner),
        )

    def _withdraw(self, proposals: Sequence[Proposal]) -> None:
        op_ids = [one.op_id for one in proposals]

        def withdrawn(_changes: Changes) -> None:
            self._notifier.done(self.tr("{proposals} withdrawn.").format(proposals=self._counted(proposals)))

        self._edits.do(lambda work: withdraw(work, op_ids), initiator=self._owner, done=withdrawn)

    def _question(self, rows: Sequence[ReviewRow], new: Sequence[ReviewRow], mine: Sequence[Proposal]) -> str:
        if not rows:
            return self.tr("Withdraw {proposals}?").format(proposals=self._counted(mine))
        fields = sum(len(row.changes) for row in rows)
        changes = counted(fields, self.tr("change"), self.tr("changes"))
        if not new:
            return self.tr("Discard {changes} of {names}?").format(changes=changes, names=names_of(rows))
        if len(new) == len(rows):
            return self.tr("Throw away {names}?").format(names=names_of(new))
        return self.tr("Discard {changes}, and with them {n} new?").format(changes=changes, n=whole(len(new)))

    def _words(self, rows: Sequence[ReviewRow], new: Sequence[ReviewRow], mine: Sequence[Proposal]) -> str:
        if not rows:
            return self.tr("This cannot be undone. You can propose the same again.")
        parts = []
        if new:
            parts.append(self.tr("ServiceTitan never had what is new; with it go all its fields."))
        if len(new) < len(rows):
            parts.append(self.tr("Their fields go back to ServiceTitan's values."))
        parts.append(self.tr("You can undo this in one step."))
        if mine:
            words = self.tr("Also withdrawn: {proposals} of yours, which undo does not bring back.")
            parts.append(words.format(proposals=self._counted(mine)))
        return " ".join(parts)

    def _verb(self, rows: Sequence[ReviewRow], new: Sequence[ReviewRow]) -> str:
        if not rows:
            return self.tr("Withdraw")
        return self.tr("Throw away") if new else self.tr("Discard")

    def _counted(self, proposals: Sequence[Proposal]) -> str:
        return counted(len(proposals), self.tr("proposal"), self.tr("proposals"))
