"""What the Pricebook page lists: the categories, the search and the filters in force; and why, where it is nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lazi_desktop.ports.pricebook import WorkspaceCounts
from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kind_looks import all_of, tree_name
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE
from lazi_desktop.ui.pricebook.empty_words import say_no_entries, say_not_found, say_nothing_pulled
from lazi_desktop.ui.pricebook.found_elsewhere import FoundElsewhere
from lazi_desktop.ui.pricebook.grid_panel import GridPanel


class Listing(QObject):
    """`search_cleared()`: all rows are wanted again; the search field must follow. `pull_wanted()`: there is nothing at
    all yet."""

    search_cleared = Signal()
    pull_wanted = Signal()

    def __init__(self, context: UiContext, tree: CategoryPanel, grid: GridPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._has_keys = context.has_keys
        self._elsewhere = FoundElsewhere(context, tree, grid, self)
        self._tree = tree
        self._grid = grid
        self._counts: WorkspaceCounts | None = None
        self._first_pull = ""
        self.search = ""
        tree.counted.connect(self._on_counted)
        grid.loader.shown.connect(self._on_rows)
        grid.loader.completed.connect(self._on_rows)
        grid.empty.helped.connect(self._on_helped)
        grid.empty.helped_otherwise.connect(lambda: tree.view.choose(()))

    def set_search(self, text: str) -> None:
        """At every keystroke; the newest text wins."""
        if " ".join(text.split()) != " ".join(self.search.split()):
            self.search = text
            self.ask()

    def know_first_pull(self, words: str) -> None:
        """Why something may still be missing; "" where the pricebook was read as a whole."""
        if words != self._first_pull:
            self._first_pull = words
            self._show_or_explain()

    def forget_search(self) -> None:
        """Before something else is asked for."""
        if self.search:
            self.search = ""
            self.search_cleared.emit()

    def ask(self) -> None:
        chosen = self._tree.chosen
        self._grid.ask(
            SkuQuery(
                tree=self._tree.tree,
                categories=chosen - {NOWHERE},
                flags=frozenset([SkuFlag.UNCATEGORISED]) if chosen == {NOWHERE} else frozenset(),
                search=self.search.strip(),
                order=self._grid.grid.arrangement.order,
            )
        )
        self._describe()

    def _describe(self) -> None:
        tree, chosen = self._tree.tree, sorted(self._tree.chosen)
        crumbs = made_of = ""
        paths = [path for key in chosen if (path := self._tree.path(key))]
        if not paths:
            filtered = self.search.strip() or self._grid.filtering.filters
            title, made_of = all_of(tree), "" if filtered else self._tree.view.tree_model.made_of
        elif len(paths) == 1:
            title, crumbs = paths[0][-1], " › ".join((tree_name(tree), *paths[0][:-1]))
        else:
            title = self.tr("{count} categories").format(count=whole(len(paths)))
            crumbs = ", ".join(path[-1] for path in paths[:6]) + (" …" if len(paths) > 6 else "")
        if self.search.strip():
            matching = self.tr("matching “{search}”").format(search=self.search.strip()[:40])
            crumbs = f"{crumbs}  ·  {matching}" if crumbs else matching
        self._grid.describe(title, crumbs, made_of)

    def _on_rows(self) -> None:
        self._show_or_explain()
        self._grid.tell_figures()

    # --------------------------------------------------------------------------------------------- empty states

    def _on_counted(self, counts: WorkspaceCounts) -> None:
        was_empty = self._counts is None or _is_empty(self._counts)
        self._counts = counts
        self._grid.model.know_categories(self._tree.names)
        self._describe()
        if was_empty and not _is_empty(counts) and not len(self._grid.model.rows):
            self._grid.loader.refresh()
        self._show_or_explain()

    def _show_or_explain(self) -> None:
        grid = self._grid
        nothing = not len(grid.model.rows) and grid.loader.is_complete
        nothing_at_all = self._counts is not None and _is_empty(self._counts)
        filtered = nothing and not nothing_at_all and bool(grid.filtering.filters)
        grid.nothing.show_over(shown=filtered)
        if filtered or not nothing or not self.search.strip():
            self._elsewhere.forget()
        if filtered or not nothing:
            grid.stack.setCurrentWidget(grid.grid)
            return
        if self.search.strip():
            say_not_found(grid.empty, self.search.strip(), self._tree.tree, chosen=bool(self._tree.chosen))
            self._elsewhere.look(self.search.strip())
        elif nothing_at_all:
            say_nothing_pulled(grid.empty, has_keys=self._has_keys)
        else:
            say_no_entries(grid.empty, self._tree.tree, self._counts, self._first_pull)
        grid.stack.setCurrentWidget(grid.empty)

    def _on_helped(self) -> None:
        if self.search.strip():
            self.set_search("")
            self.search_cleared.emit()
        else:
            self.pull_wanted.emit()


def _is_empty(counts: WorkspaceCounts) -> bool:
    return not counts.categories and not any(counts.skus.values())
