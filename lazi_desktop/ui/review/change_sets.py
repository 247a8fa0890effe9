"""The change-sets as the window knows them, and which of them new edits go under."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.errors import LaziError, NothingToDo
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.operations.change_sets import (
    choose_change_set,
    file_changes,
    hold_back,
    open_change_set,
    release,
    rename_change_set,
    reopen_change_set,
)
from lazi_desktop.operations.close_change_sets import close_change_sets
from lazi_desktop.ports.change_sets import ChangeSet, SetState
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.review.rights import Rights

_OF_SETS = frozenset((Aspect.CHANGE_SETS, Aspect.FIELDS, Aspect.STATE, Aspect.EVERYTHING))


class ChangeSets(QObject):
    """`changed()`: there are others, or others are current."""

    changed = Signal()

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rights = Rights(context)
        self._reading = LatestRead(context.tasks, context.notifier, self, after_writes=True)
        self.all: Sequence[ChangeSet] = ()
        self.current: UUID | None = None
        context.edits.changed.connect(self._on_changed)
        self.read()

    @property
    def open(self) -> list[ChangeSet]:
        """Those that something can go under, the newest first."""
        return [one for one in reversed(self.all) if one.state is SetState.OPEN]

    @property
    def closed(self) -> list[ChangeSet]:
        """Those that this person may open again, the newest first."""
        return [
            one for one in reversed(self.all) if one.state is SetState.CLOSED and self._rights.may_change(one)
        ]

    @property
    def empty(self) -> list[ChangeSet]:
        """Those that this person may close and nothing waits in."""
        return [one for one in self.open if one.is_empty and self._rights.may_change(one)]

    def may_close(self, set_id: UUID | None) -> bool:
        return any(one.set_id == set_id and self._rights.may_change(one) for one in self.open)

    def name(self, set_id: UUID | None) -> str:
        return next((one.message for one in self.all if one.set_id == set_id), "")

    def read(self) -> None:
        queries = self._context.queries
        self._reading.ask(lambda: (queries.change_sets(), queries.current_change_set()), self._take)

    def _take(self, found: tuple[Sequence[ChangeSet], UUID | None]) -> None:
        if (self.all, self.current) != found:
            self.all, self.current = found
            self.changed.emit()

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        if changes.aspects & _OF_SETS:
            self.read()

    # ------------------------------------------------------------------------------------------------------- editing

    def choose(self, set_id: UUID | None) -> None:
        self._do(lambda work: choose_change_set(work, set_id))

    def found(self, message: str) -> None:
        """Opens one; from then on edits go under it."""
        self._do(lambda work: open_change_set(work, message))

    def rename(self, set_id: UUID, message: str) -> None:
        self._do(lambda work: rename_change_set(work, set_id, message))

    def close(self, set_ids: Collection[UUID]) -> None:
        """What is pending in them stays there, and nothing more goes under them."""
        if len(set_ids) == 1:
            [one] = set_ids
            told = self.tr("{name} is closed.").format(name=self.name(one))
        else:
            told = self.tr("{n} change-sets are closed.").format(n=whole(len(set_ids)))
        self._do(lambda work: close_change_sets(work, set_ids), lambda _: self._context.notifier.done(told))

    def reopen(self, set_id: UUID) -> None:
        told = self.tr("{name} is open again.").format(name=self.name(set_id))
        self._do(lambda work: reopen_change_set(work, set_id), lambda _: self._context.notifier.done(told))

    def file(self, op_ids: Collection[UUID], set_id: UUID | None, done: Callable[[Changes], None]) -> None:
        self._do(lambda work: file_changes(work, op_ids, set_id), done)

    def file_under_new(self, op_ids: Collection[UUID], message: str, done: Callable[[Changes], None]) -> None:
        """What edits go under from then on stays what it was."""

        def operation(work: UnitOfWork) -> Changes:
            before, set_id = work.current_change_set(), work.new_key()
            opened = open_change_set(work, message, set_id=set_id)
            work.choose_change_set(before)
            return file_changes(work, op_ids, set_id) | opened

        self._do(operation, done)

    def hold(self, op_ids: Collection[UUID], done: Callable[[Changes], None]) -> None:
        self._do(lambda work: hold_back(work, op_ids), done)

    def release(self, op_ids: Collection[UUID], done: Callable[[Changes], None]) -> None:
        self._do(lambda work: release(work, op_ids), done)

    def _do(
        self, operation: Callable[[UnitOfWork], Changes], done: Callable[[Changes], None] | None = None
    ) -> None:
        self._context.edits.do(operation, initiator=self, failed=self._on_failed, done=done)

    def _on_failed(self, error: LaziError) -> None:
        """What is so already needs no dialog."""
        self.read()
        if isinstance(error, NothingToDo):
            self._context.notifier.done(error.detail)
        else:
            self._context.notifier.problem(error)
