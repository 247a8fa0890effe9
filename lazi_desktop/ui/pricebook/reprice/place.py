"""The middle of the Pricebook page: the grid, or in its place a bulk price change of what it lists."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kind_looks import tree_name
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE
from lazi_desktop.ui.pricebook.grid_panel import GridPanel
from lazi_desktop.ui.pricebook.reprice.panel import RepricePanel
from lazi_desktop.ui.pricebook.reprice.scope import Scopes


class GridOrReprice(QStackedWidget):
    """`line_looked_at(key)`: a SKU of the preview. `grid_came_back()`: the price change was done, or left."""

    line_looked_at = Signal(object)
    grid_came_back = Signal()

    def __init__(
        self, context: UiContext, grid: GridPanel, tree: CategoryPanel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._grid = grid
        self._tree = tree
        self.panel: RepricePanel | None = None
        """Made when it is opened for the first time."""
        self.addWidget(grid)
        grid.head.reprice_button.clicked.connect(lambda: self.reprice())
        grid.loader.completed.connect(self._on_listed)

    @property
    def keys_go_to(self) -> QWidget:
        """What is to have the focus."""
        panel = self.panel
        return panel.table if panel is not None and panel.is_open else self._grid.grid

    def reprice(self, scopes: Scopes | None = None) -> None:
        """The preview of a bulk price change: of what is told, else of the selected rows or of all that are listed."""
        if self.panel is not None and self.panel.is_open:
            return
        if not self._grid.grid.finish_typing():
            return
        if self.panel is None:
            self.panel = RepricePanel(self._context)
            self.panel.closed.connect(self._on_closed)
            self.panel.told.connect(self._grid.bulk.line.say_words)
            self.panel.line_looked_at.connect(self.line_looked_at)
            self.addWidget(self.panel)
        self.setCurrentWidget(self.panel)
        self.panel.open(scopes or self._scopes())

    def leave(self) -> None:
        if self.panel is not None:
            self.panel.leave()

    def _on_closed(self) -> None:
        self.setCurrentWidget(self._grid)
        self._grid.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grid_came_back.emit()

    def _on_listed(self) -> None:
        if self.panel is not None and self.panel.is_open:
            self.panel.follow(self._scopes())

    def _scopes(self) -> Scopes:
        positions = self._grid.grid.selected_positions()
        chosen = self._tree.chosen - {NOWHERE}
        return Scopes(
            selected=self._grid.model.numbers_at(positions),
            listed=self._grid.loader.query,
            categories=self._categories(chosen),
            categories_title=self._title(chosen),
        )

    def _categories(self, chosen: frozenset[EntityKey]) -> SkuQuery | None:
        """All that the chosen categories hold, whatever is searched or filtered; None where none is chosen."""
        query = self._grid.loader.query
        if query is None:
            return None
        flags = frozenset([SkuFlag.UNCATEGORISED]) if self._tree.chosen == {NOWHERE} else frozenset()
        return replace(query, categories=chosen, search="", filters=(), flags=flags)

    def _title(self, chosen: frozenset[EntityKey]) -> str:
        if not chosen:
            return tree_name(self._tree.tree)
        if len(chosen) == 1:
            path = self._tree.path(next(iter(chosen)))
            return path[-1] if path else ""
        return self.tr("{count} categories").format(count=whole(len(chosen)))
