"""Keeps what the Review page shows as the store has it: reads what changed, and has it judged behind that."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.review.arranging import Arrangement
from lazi_desktop.ui.review.due import EVERYTHING, Due
from lazi_desktop.ui.review.reading import Broken, Reading, blame, read_pile, read_rules

_CARED_FOR = frozenset((
    Aspect.FIELDS, Aspect.STATE, Aspect.CHANGE_SETS, Aspect.CATEGORIES, Aspect.EVERYTHING,
))  # fmt: skip


class CatchingUp(QObject):
    """`read(reading, is_other)`: lines are as they are now; `judged()`: other rules are broken."""

    read = Signal(object, bool)
    judged = Signal()

    def __init__(self, context: UiContext, wanted: Callable[[], Arrangement], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted = wanted
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self._judging = LatestRead(context.tasks, context.notifier, self)
        self._unread, self._unjudged = Due(), Due()
        self._broken: Broken = {}
        self.reading: Reading | None = None

    @property
    def is_behind(self) -> bool:
        return bool(self._unread)

    def note(self, changes: Changes) -> bool:
        """Whether the page shows something of it."""
        if not changes.aspects & _CARED_FOR:
            return False
        self._unread.add(changes)
        self._unjudged.add(changes)
        return True

    def forget(self) -> None:
        """Everything is to be read again."""
        self.note(EVERYTHING)

    def catch_up(self) -> None:
        queries, me, due = self._context.queries, self._context.me, self._unread.ask()
        wanted, broken, before = self._wanted(), self._broken, self.reading
        self._reads.ask(
            lambda: read_pile(queries, wanted, broken, me=me, before=before, due=due), self._on_read
        )

    def _on_read(self, reading: Reading) -> None:
        self._unread.answered()
        is_other = reading is not self.reading
        self.reading = reading
        queries, pending, broken, due = (
            self._context.queries, reading.pile.pending, self._broken, self._unjudged.ask(),
        )  # fmt: skip
        floor = self._context.edits.margin_floor
        self._judging.ask(lambda: read_rules(queries, pending, broken, due, floor=floor), self._on_judged)
        self.read.emit(reading, is_other)

    def _on_judged(self, broken: Broken) -> None:
        self._unjudged.answered()
        if self.reading is not None and broken != self._broken:
            self._broken = broken
            blame(self.reading.rows, broken)
            self.judged.emit()
