"""Columns that are shown will be sorted by: they are worked out before somebody asks, while nothing else is to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import SkuQuery, SortBy
from lazi_desktop.ui.tasks import Tasks

MOST = 12
"""Of more than that somebody looks at few, and the workspace keeps up only so many."""
PAUSE = 1_000  # ms; who looks at a list for a moment only wants nothing of its columns
AGAIN = 60_000  # ms; what could not be read is left for so long


class ColumnsAhead(QObject):
    """`shown` says which tree's list stands still, and which of its columns no row brings by itself."""

    def __init__(
        self,
        queries: PricebookQueries,
        tasks: Tasks,
        shown: Callable[[], tuple[Tree, Sequence[str]] | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._queries = queries
        self._tasks = tasks
        self._shown = shown
        self._done: set[tuple[Tree, str]] = set()
        self._failed: set[tuple[Tree, str]] = set()
        self._under_way: tuple[Tree, str] | None = None
        self._pause = self._timer(PAUSE, self._work_out_next)
        self._again = self._timer(AGAIN, self._try_again)

    def _timer(self, pause: int, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(action)
        return timer

    def forget(self) -> None:
        """Everything is another: what was worked out may be gone, what is being worked out too."""
        self._done.clear()
        self._failed.clear()
        self._under_way = None

    def soon(self) -> None:
        if self._next() is not None:
            self._pause.start()

    def _next(self) -> tuple[Tree, str] | None:
        shown = self._shown()
        if shown is None:
            return None
        tree, names = shown
        settled = self._done | self._failed
        return next(((tree, name) for name in names[:MOST] if (tree, name) not in settled), None)

    def _work_out_next(self) -> None:
        wanted = self._next()
        if wanted is None:
            return
        if not self._tasks.idle:
            self._pause.start()
            return
        self._under_way = wanted
        queries, (tree, name) = self._queries, wanted
        query = SkuQuery(tree=tree, order=(SortBy(name),))
        self._tasks.read(
            lambda: queries.find(query, limit=1),
            lambda _: self._on_read(wanted, self._done),
            owner=self,
            failed=lambda error: self._on_failed(wanted, error),
        )

    def _on_failed(self, wanted: tuple[Tree, str], _error: LaziError) -> None:
        """Nobody asked for it: who sorts by it is told if it still cannot be read."""
        self._on_read(wanted, self._failed)
        self._again.start()

    def _on_read(self, wanted: tuple[Tree, str], outcome: set[tuple[Tree, str]]) -> None:
        if self._under_way == wanted:
            outcome.add(wanted)
            self._under_way = None
        self.soon()

    def _try_again(self) -> None:
        self._failed.clear()
        self.soon()
