"""What this person may do with which lines of the Review page, and in words why not with the rest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ports.change_sets import ChangeSet, Proposal
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.review.review_row import ON_THEIR_WAY, ReviewRow


class Rights:
    """Managers do everything. Who may only propose takes back and files what they proposed, under change-sets of their
    own too. All others read."""

    def __init__(self, context: UiContext) -> None:
        self._edits = context.edits
        self._me = context.me

    @property
    def decides(self) -> bool:
        """Sends, accepts, rejects and holds back."""
        return self._edits.may_edit

    @property
    def takes_part(self) -> bool:
        """Founds change-sets and edits, if only by proposing."""
        return self._edits.may_record

    def sendable(self, rows: Sequence[ReviewRow]) -> list[ReviewRow]:
        return [row for row in rows if row.can_be_sent] if self.decides else []

    def holdable(self, rows: Sequence[ReviewRow]) -> list[ReviewRow]:
        if not self.decides:
            return []
        return [row for row in rows if row.proposal is None and row.state not in ON_THEIR_WAY]

    def answerable(self, rows: Sequence[ReviewRow]) -> list[Proposal]:
        return [row.proposal for row in rows if row.proposal is not None] if self.decides else []

    def movable(self, rows: Sequence[ReviewRow]) -> list[ReviewRow]:
        return list(rows) if self.decides else self._own_proposals(rows)

    def retractable(self, rows: Sequence[ReviewRow]) -> list[ReviewRow]:
        """What can be discarded, or withdrawn: of proposals only one's own."""
        edits = [row for row in rows if row.proposal is None] if self.decides else []
        return edits + self._own_proposals(rows)

    def may_change(self, change_set: ChangeSet | None) -> bool:
        """Its name, and whether it is open. What the database does not have yet bears no name: it was founded here."""
        if change_set is None:
            return False
        return self.decides or (self.takes_part and change_set.by in ("", *self._me))

    def why_not(self, name: str, rows: Sequence[ReviewRow]) -> str:
        """What an action lacks."""
        if not self.takes_part and name not in _READING:
            return _tr("Your role can look but not change.")
        if not self.decides:
            if name in _DECIDING:
                return decider_words()
            if rows and name in ("review_discard", "review_move"):
                return _tr("You can take back and file what you proposed yourself.")
            if name in ("review_rename_set", "review_close_set"):
                return _tr("You can rename and close change-sets that you founded.")
        return _tr("Nothing is chosen that this could be about")

    def words(self) -> str:
        """What is said where others see the button that sends; "" for those who decide."""
        if self.decides:
            return ""
        return decider_words() if self.takes_part else _tr("Your role can look but not change.")

    def _own_proposals(self, rows: Sequence[ReviewRow]) -> list[ReviewRow]:
        if not self.takes_part:
            return []
        return [row for row in rows if row.proposal is not None and row.proposal.mine]


_READING = frozenset(("review_go_on", "review_show", "review_decide"))
_DECIDING = frozenset((
    "review_tick", "review_hold", "review_push_chosen", "review_push_ticked", "review_accept", "review_reject",
))  # fmt: skip


def decider_words() -> str:
    return _tr("A manager decides and pushes.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)
