"""Reads an entity's timeline: what the team's database has of it, page by page, and what was done here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.history import HistoryEntry, Recorded, joined, timeline
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.engine import HistoryRead
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.sync.difference import CategoryPaths, category_paths
from lazi_desktop.ui.sync.engine_signals import EngineSignals

PATIENCE_MS = 8_000
"""When the database says nothing for so long, what is known here is shown alone."""


class HistoryReader(QObject):
    """`changed()`: entries, or whether there is more, are others.

    Until the database has answered, and where it does not, `entries` are those of this computer; `error` says why.
    """

    changed = Signal()

    def __init__(self, context: UiContext, signals: EngineSignals, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._own_reads = LatestRead(context.tasks, context.notifier, self)
        self._hub: list[Recorded] | None = None
        self._own: Sequence[Recorded] = ()
        self._has_own = False
        self._asked_older = False
        self.key: EntityKey | None = None
        self.records: list[Recorded] = []
        self.entries: list[HistoryEntry] = []
        self.categories: CategoryPaths = {}
        self.more = False
        self.error: LaziError | None = None
        self.older_error: LaziError | None = None
        """Why the last attempt to read further back came to nothing."""
        self.waits = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        signals.history_read.connect(self._on_read)
        context.edits.sight_changed.connect(self._begin_anew)

    def show(self, key: EntityKey) -> None:
        """Reads it from the start; what is shown of the same entity stays until then."""
        if key != self.key:
            self.key, self._hub, self._has_own, self.error, self.more = key, None, False, None, False
            self._own, self.older_error = (), None
        self.waits = True
        self._asked_older = False
        self._patience.start()
        self._ask_hub(key)
        queries = self._context.queries

        def take(found: tuple[Sequence[Recorded], CategoryPaths]) -> None:
            if key == self.key:
                self._own, self.categories = found
                self._has_own = True
                self._put_together()

        self._own_reads.ask(lambda: (self._own_history(queries, key), category_paths(queries)), take)

    def _begin_anew(self) -> None:
        key = self.key
        self.key, self._hub, self._own, self._has_own = None, None, (), False
        self.records, self.entries = [], []
        self.changed.emit()
        if key is not None:
            self.show(key)

    def read_older(self) -> None:
        last = self._hub[-1].number if self._hub else None
        if self.key is not None and self.more and not self._asked_older and last is not None:
            self._asked_older = True
            self.older_error = None
            self._ask_hub(self.key, before=last)

    def _ask_hub(self, key: EntityKey, *, before: int | None = None) -> None:
        self._context.engine.read_history(key, before=before)

    @staticmethod
    def _own_history(queries: PricebookQueries, key: EntityKey) -> Sequence[Recorded]:
        return queries.own_history(key)

    def _on_read(self, event: HistoryRead) -> None:
        if event.key != self.key:
            return
        if event.before is not None:
            self._go_on(event)
            return
        self.waits = False
        self._patience.stop()
        self._asked_older = False
        self.error = event.error
        self._hub = list(event.records) if event.error is None else None
        self.more = event.more
        self._put_together()

    def _go_on(self, event: HistoryRead) -> None:
        """With an older page, if it is the one that follows what is held: nothing may be left out between."""
        if not self._hub or event.before != self._hub[-1].number:
            return
        self._asked_older = False
        self.older_error = event.error
        if event.error is None:
            self.more = event.more
            self._hub += event.records
            self._put_together()
        else:
            self.changed.emit()

    def _give_up(self) -> None:
        self.waits = False
        self.changed.emit()

    @property
    def only_here(self) -> bool:
        """Whether the team's database has told nothing of it."""
        return self._hub is None

    def _put_together(self) -> None:
        if not self._has_own and self._hub is None:
            return
        self.records = joined(self._hub, self._own)
        self.entries = timeline(self.records)
        self.changed.emit()
