"""Undo and redo of the window: what they did is said and can be looked at; what stands against them is asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.undo import ChangedSince
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.edits import TellsItself
from lazi_desktop.ui.shell.toast import Toast
from lazi_desktop.ui.undone import the_one_entry, undone_words
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.question import ask


class Undoing(QObject):
    """`entry_wanted(key)`: the person wants to see what was changed. `shows` says whether they see it already."""

    entry_wanted = Signal(object)

    def __init__(
        self, window: QWidget, context: UiContext, toast: Toast, shows: Callable[[EntityKey], bool]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._toast = toast
        self._shows = shows
        self._offered: Callable[[], None] | None = None
        self.question: Dialog | None = None

    def undo(self) -> None:
        self._context.edits.undo(initiator=self, failed=self._on_undo_failed)

    def redo(self) -> None:
        self._context.edits.redo(initiator=self, failed=self._on_redo_failed)

    def tell(self, text: str, undo: object) -> None:
        """What was done, with the way back where there is one."""
        run = self._offered = undo if callable(undo) else None
        self._toast.say(text, action=self.tr("Undo") if run is not None else "", run=run)

    def note(self, changes: Changes, initiator: object) -> None:
        """Of every change; those of the person that nobody else tells of are told with the way back."""
        if changes.txn_id is not None or initiator is self:
            self._drop_offered()
        if initiator is self and changes.label:
            queries = self._context.queries
            self._context.tasks.read(
                lambda: the_one_entry(changes, queries),
                lambda detail: self._on_undone(changes, detail),
                owner=self,
            )
        elif initiator is None or isinstance(initiator, TellsItself):
            return
        elif changes.txn_id is not None and len(changes.keys) > 1 and Aspect.FIELDS in changes.aspects:
            undo = self._context.edits.undoing(changes, initiator=self, failed=self._on_undo_failed)
            self.tell(f"{changes.label}.", undo)

    def _on_undone(self, changes: Changes, detail: EntityDetail | None) -> None:
        """Nobody is taken away from where they work."""
        words = undone_words(changes, detail)
        if detail is None or self._shows(detail.key):
            self._toast.say(words)
        else:
            key = detail.key
            self._toast.say(words, action=self.tr("Show"), run=lambda: self.entry_wanted.emit(key))

    def _drop_offered(self) -> None:
        """Something else is the newest step now."""
        if self._offered is not None and self._toast.offers(self._offered):
            self._toast.drop_action()
        self._offered = None

    def _on_undo_failed(self, error: LaziError) -> None:
        self._ask_anyway(
            error, self.tr("Undo anyway"), lambda: self._context.edits.undo(initiator=self, anyway=True)
        )

    def _on_redo_failed(self, error: LaziError) -> None:
        self._ask_anyway(
            error, self.tr("Redo anyway"), lambda: self._context.edits.redo(initiator=self, anyway=True)
        )

    def _ask_anyway(self, error: LaziError, go_on: str, then: Callable[[], None]) -> None:
        if isinstance(error, ChangedSince):
            self.question = ask(self._window, error.title, error.detail, go_on=go_on, then=then)
        else:
            self._toast.say(str(error))
