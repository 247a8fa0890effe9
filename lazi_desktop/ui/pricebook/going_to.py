"""Going to a SKU or a category, wherever it is: what hides it is cleared away first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import tree_of
from lazi_desktop.ports.pricebook import EntityDetail, SkuRow
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.grid_panel import GridPanel
from lazi_desktop.ui.pricebook.listing import Listing
from lazi_desktop.ui.pricebook.reprice.place import GridOrReprice


class GoingTo(QObject):
    def __init__(
        self,
        context: UiContext,
        tree: CategoryPanel,
        grid: GridPanel,
        middle: GridOrReprice,
        listing: Listing,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._queries = context.queries
        self._tree = tree
        self._grid = grid
        self._middle = middle
        self._listing = listing
        self._seek = LatestRead(context.tasks, context.notifier, self)
        self._to_show: EntityKey | None = None
        """To be selected once all rows are listed."""
        grid.loader.completed.connect(self._on_completed)

    def go_to(self, key: EntityKey) -> None:
        queries, fields, held = self._queries, self._grid.loader.fields, QApplication.focusWidget()
        self._seek.ask(
            lambda: (queries.detail(key), queries.rows_of([key], fields)),
            lambda found: self._show(held, *found),
        )

    def _show(self, held: QWidget | None, detail: EntityDetail | None, rows: Sequence[SkuRow]) -> None:
        """`held` had the keyboard: it goes to the entry, unless somebody took it elsewhere meanwhile."""
        if detail is None:
            return
        self._middle.leave()
        if not rows:
            self._show_category(detail)
            return
        row = rows[0]
        if QApplication.focusWidget() is held:
            self._grid.stack.setCurrentWidget(self._grid.grid)
            self._grid.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self._grid.model.put(rows)
        if self._grid.model.rows.listed([row.number]) and self._tree.tree is tree_of(row.kind):
            self._select(row.key)
            return
        self._listing.forget_search()
        self._tree.show_tree(tree_of(row.kind))
        self._grid.clear_filters()
        if not self._is_in_chosen(detail):
            self._tree.view.choose(())
        self._to_show = row.key
        self._listing.ask()

    def _is_in_chosen(self, detail: EntityDetail) -> bool:
        """Whether the chosen categories, or what hangs below them, have it."""
        chosen, model = self._tree.chosen, self._tree.view.tree_model
        above: EntityKey | None
        for category in detail.categories:
            above = category.key
            while above is not None:
                if above in chosen:
                    return True
                above = model.parent_of(above)
        return False

    def _show_category(self, detail: EntityDetail) -> None:
        for tree, view in self._tree.trees.items():
            if view.tree_model.index_of(detail.key).isValid():
                self._tree.show_tree(tree)
                view.choose([detail.key])
                self._grid.grid.clearSelection()

    def _on_completed(self) -> None:
        if self._to_show is not None:
            key, self._to_show = self._to_show, None
            self._select(key)

    def _select(self, key: EntityKey) -> None:
        row = self._grid.model.rows.of_key(key)
        position = -1 if row is None else self._grid.model.rows.position_of(row.number)
        if position >= 0:
            self._grid.grid.select_position(position)
