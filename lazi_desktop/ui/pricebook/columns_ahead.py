"""Columns that are shown will be sorted by: they are worked out before somebody asks, while nothing else is to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import SkuQuery, SortBy
from lazi_desktop.ui.tasks import Tasks

MOST = 12
"""Of more than that somebody looks at few, and the workspace keeps up only so many."""
PAUSE = 1_000  # ms; who looks at a list for a moment only wants nothing of its columns


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
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._work_out_next)

    def forget(self) -> None:
        """Everything is another: what was worked out may be gone."""
        self._done.clear()

    def soon(self) -> None:
        if self._next() is not None:
            self._pause.start()

    def _next(self) -> tuple[Tree, str] | None:
        shown = self._shown()
        if shown is None:
            return None
        tree, names = shown
        return next(((tree, name) for name in names[:MOST] if (tree, name) not in self._done), None)

    def _work_out_next(self) -> None:
        wanted = self._next()
        if wanted is None:
            return
        if not self._tasks.idle:
            self._pause.start()
            return
        self._done.add(wanted)
        queries, (tree, name) = self._queries, wanted
        query = SkuQuery(tree=tree, order=(SortBy(name),))
        self._tasks.read(lambda: queries.find(query, limit=1), lambda _: self.soon(), owner=self)
