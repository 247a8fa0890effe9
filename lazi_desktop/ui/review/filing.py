"""Moving chosen changes to another change-set, holding them back, answering what was proposed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.proposals import accept, reject
from lazi_desktop.ports.change_sets import Proposal
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.review.change_sets import ChangeSets
from lazi_desktop.ui.review.message_popup import MessagePopup
from lazi_desktop.ui.review.review_row import ReviewRow, RowState


class Filing(QObject):
    def __init__(self, context: UiContext, sets: ChangeSets, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._sets = sets
        self._owner = owner
        self.menu: QMenu | None = None
        self.popup: MessagePopup | None = None

    # --------------------------------------------------------------------------------------------------- change-sets

    def offer(self, rows: Sequence[ReviewRow], at: QPoint) -> None:
        """The menu of change-sets that they can go under."""
        menu = QMenu(self._owner)
        here = {row.set_id for row in rows}
        for one in self._sets.open:
            action = menu.addAction(one.message.replace("&", "&&"))
            action.setEnabled(here != {one.set_id})
            action.triggered.connect(lambda _checked=False, to=one.set_id: self.move(rows, to))
        none = menu.addAction(self.tr("No change-set"))
        none.setEnabled(here != {None})
        none.triggered.connect(lambda: self.move(rows, None))
        menu.addSeparator()
        menu.addAction(self.tr("New change-set…")).triggered.connect(lambda: self.ask_for_new(rows, at))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(self._forget_menu)
        self.menu = menu
        menu.popup(at)
        menu.setActiveAction(next((one for one in menu.actions() if one.isEnabled()), menu.actions()[-1]))

    def move(self, rows: Sequence[ReviewRow], set_id: UUID | None) -> None:
        name = next((one.message for one in self._sets.all if one.set_id == set_id), self.tr("no change-set"))
        self._sets.file(
            _ops(rows), set_id, lambda _: self._tell(rows, self.tr("{changes} moved to {name}."), name)
        )

    def ask_for_new(self, rows: Sequence[ReviewRow], at: QPoint) -> None:
        popup = MessagePopup(
            self.tr("New change-set"),
            self.tr("What is it for? “Q4 PVC increase”"),
            self.tr("Move there"),
            self._owner,
        )

        def found(message: str) -> None:
            words = self.tr("{changes} moved to {name}.")
            self._sets.file_under_new(_ops(rows), message, lambda _: self._tell(rows, words, message))

        popup.said.connect(found)
        self._open(popup, at)

    def ask_for_name(self, set_id: UUID, at: QPoint) -> None:
        name = next((one.message for one in self._sets.all if one.set_id == set_id), "")
        popup = MessagePopup(
            self.tr("Rename the change-set"),
            self.tr("What is it for?"),
            self.tr("Rename"),
            self._owner,
            text=name,
        )
        popup.said.connect(lambda message: self._sets.rename(set_id, message))
        self._open(popup, at)

    def hold_or_release(self, rows: Sequence[ReviewRow]) -> None:
        """All of them are held back, or released where all are."""
        held = [row for row in rows if row.state is RowState.HELD]
        if len(held) == len(rows):
            words = self.tr("{changes} released.")
            self._sets.release(_ops(held), lambda _: self._tell(held, words, ""))
            return
        rest = [row for row in rows if row.state is not RowState.HELD]
        words = self.tr("{changes} held back: pushing leaves them out.")
        self._sets.hold(_ops(rest), lambda _: self._tell(rest, words, ""))

    # ----------------------------------------------------------------------------------------------------- proposals

    def accept(self, proposals: Sequence[Proposal]) -> None:
        def accepted(_changes: Changes) -> None:
            count = counted(len(proposals), self.tr("proposal"), self.tr("proposals"))
            self._context.notifier.done(self.tr("{proposals} accepted.").format(proposals=count))

        self._context.edits.do(lambda work: accept(work, proposals), initiator=self._owner, done=accepted)

    def ask_why_not(self, proposals: Sequence[Proposal], at: QPoint) -> None:
        count = counted(len(proposals), self.tr("proposal"), self.tr("proposals"))
        popup = MessagePopup(
            self.tr("Reject {proposals}").format(proposals=count),
            self.tr("Why? Who proposed it will read this"),
            self.tr("Reject"),
            self._owner,
        )

        def rejected(reason: str) -> None:
            self._context.edits.do(lambda work: reject(work, proposals, reason=reason), initiator=self._owner)

        popup.said.connect(rejected)
        self._open(popup, at)

    # ------------------------------------------------------------------------------------------------------- telling

    def _open(self, popup: MessagePopup, at: QPoint) -> None:
        popup.destroyed.connect(self._forget_popup)
        self.popup = popup
        popup.open_at(at)

    def _tell(self, rows: Sequence[ReviewRow], words: str, name: str) -> None:
        fields = sum(len(row.changes) for row in rows)
        changes = counted(fields, self.tr("change"), self.tr("changes"))
        self._context.notifier.done(words.format(changes=changes, name=name))

    def _forget_menu(self) -> None:
        self.menu = None

    def _forget_popup(self) -> None:
        self.popup = None


def _ops(rows: Sequence[ReviewRow]) -> list[UUID]:
    return [op_id for row in rows for op_id in row.op_ids]
