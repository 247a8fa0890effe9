"""How much a search that found nothing finds in the other tree, and the way there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.queries import FindInterrupted
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.filtering import COUNTING_PAUSE
from lazi_desktop.ui.pricebook.grid_panel import GridPanel


class FoundElsewhere(QObject):
    def __init__(self, context: UiContext, tree: CategoryPanel, grid: GridPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._queries = context.queries
        self._tree = tree
        self._grid = grid
        self._asked: SkuQuery | None = None
        """What is counted, or was."""
        self._read = LatestRead(context.tasks, context.notifier, self)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(COUNTING_PAUSE)
        self._again.timeout.connect(self._count)
        grid.empty.elsewhere_wanted.connect(self._go)

    def look(self, search: str) -> None:
        """For what was not found where somebody is."""
        other = Tree.SERVICES if self._tree.tree is Tree.MATERIALS else Tree.MATERIALS
        wanted = SkuQuery(tree=other, search=search)
        if wanted == self._asked and (self._read.is_running or self._again.isActive()):
            return
        if wanted != self._asked:
            self._grid.empty.tell_elsewhere(other, 0)
        self._asked = wanted
        self._count()

    def forget(self) -> None:
        """Nothing is looked for, or something was found."""
        self._again.stop()
        self._read.drop()
        if self._asked is not None:
            self._grid.empty.tell_elsewhere(self._asked.tree, 0)
        self._asked = None

    def _count(self) -> None:
        query, queries = self._asked, self._queries
        if query is None:
            return

        def count() -> int | None:
            try:
                return len(queries.find(query, interruptible=True))
            except FindInterrupted:
                return None

        self._again.stop()
        self._read.ask(count, lambda found: self._take(query, found))

    def _take(self, query: SkuQuery, found: int | None) -> None:
        if found is None:  # a newer search took the turn
            self._again.start()
        else:
            self._grid.empty.tell_elsewhere(query.tree, found)

    def _go(self) -> None:
        """All that was counted is there: neither filters nor chosen categories hide any of it."""
        if self._asked is None:
            return
        self._tree.show_tree(self._asked.tree)
        self._grid.clear_filters()
        self._tree.view.choose(())
        self._grid.stack.setCurrentWidget(self._grid.grid)
        self._grid.grid.setFocus(Qt.FocusReason.OtherFocusReason)
