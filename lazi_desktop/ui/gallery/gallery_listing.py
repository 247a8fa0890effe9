"""What the gallery lists: the categories, the search and the filters in force; and why, where it is nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from lazi_desktop.domain.column_values import CATEGORIES
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.pricebook import WorkspaceCounts
from lazi_desktop.ports.queries import FindInterrupted
from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery, TextFilter, TextMatch
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.gallery.gallery_filters import GalleryFilters
from lazi_desktop.ui.gallery.nothing_here import say_filtered_out
from lazi_desktop.ui.gallery.sheet_panel import SheetPanel
from lazi_desktop.ui.kind_looks import all_of, tree_name
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE
from lazi_desktop.ui.pricebook.empty_words import say_no_entries, say_not_found, say_nothing_pulled
from lazi_desktop.ui.pricebook.sku_columns import KIND
from lazi_desktop.ui.theme.icons import Glyph

_COUNTING_PAUSE = 200  # ms of quiet before pills are counted
_LOOSE = TextFilter(CATEGORIES, match=TextMatch.EMPTY)

Counts = tuple[Mapping[EntityKind, int], Mapping[SkuFlag, int]]


class GalleryListing(QObject):
    """`search_cleared()`: the search field must follow. `pull_wanted()`: there is nothing at all yet. `filtered()`:
    the filters are others. `searched()`: the search is another."""

    search_cleared = Signal()
    pull_wanted = Signal()
    filtered = Signal()
    searched = Signal()

    def __init__(self, context: UiContext, tree: CategoryPanel, sheet: SheetPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._queries = context.queries
        self._has_keys = context.has_keys
        self._tree = tree
        self._sheet = sheet
        self._counts: WorkspaceCounts | None = None
        self._first_pull = ""
        self._pills = LatestRead(context.tasks, context.notifier, self)
        self._count_soon = QTimer(self, singleShot=True, interval=_COUNTING_PAUSE)
        self._count_soon.timeout.connect(self._count)
        self.search = ""
        self.filters = GalleryFilters()
        tree.counted.connect(self._on_counted)
        sheet.loader.shown.connect(self._show_or_explain)
        sheet.loader.completed.connect(self._on_completed)
        sheet.empty.helped.connect(self._on_helped)
        sheet.empty.helped_otherwise.connect(lambda: tree.view.choose(()))
        sheet.strip.kind_toggled.connect(lambda kind, on: self.use(self.filters.with_kind(kind, on)))
        sheet.strip.flag_toggled.connect(lambda flag, on: self.use(self.filters.with_flag(flag, on)))
        sheet.strip.pictures_dropped.connect(lambda: self.use(replace(self.filters, pictures=frozenset())))
        sheet.strip.only_active_dropped.connect(lambda: self.use(replace(self.filters, only_active=False)))
        sheet.strip.cleared.connect(lambda: self.use(GalleryFilters()))

    # ------------------------------------------------------------------------------------------------- what is wanted

    def set_search(self, text: str) -> None:
        """At every keystroke; the newest text wins."""
        if " ".join(text.split()) != " ".join(self.search.split()):
            self.search = text
            self.searched.emit()
            self.ask()

    def use(self, filters: GalleryFilters) -> None:
        if filters != self.filters:
            self.filters = filters
            self.filtered.emit()
            self.ask()

    def show_only(self, filters: GalleryFilters) -> None:
        """These filters without a search."""
        if self.search:
            self.search = ""
            self.search_cleared.emit()
        self.filters = filters
        self.filtered.emit()
        self.ask()

    def show_all(self) -> None:
        """Without filters and search."""
        had_search, self.search = bool(self.search), ""
        if had_search:
            self.search_cleared.emit()
        if self.filters:
            self.use(GalleryFilters())
        elif had_search:
            self.ask()

    @property
    def narrows(self) -> bool:
        return bool(self.filters or self.search.strip())

    def ask(self) -> None:
        filters = self.filters.within(self._tree.tree)
        self._sheet.strip.show_filters(filters, self._tree.tree)
        self._sheet.loader.ask(filters.applied_to(self._query()))
        self._describe()
        self._count_soon.start()

    def _query(self) -> SkuQuery:
        chosen = self._tree.chosen
        return SkuQuery(
            tree=self._tree.tree,
            categories=chosen - {NOWHERE},
            filters=(_LOOSE,) if chosen == {NOWHERE} else (),
            search=self.search.strip(),
        )

    # -------------------------------------------------------------------------------------------------------- counts

    def count_soon(self) -> None:
        self._count_soon.start()

    def _count(self) -> None:
        queries, query = self._queries, self._query()
        filtered = self.filters.within(self._tree.tree).applied_to(query)

        def count() -> Counts | None:
            try:
                kinds = {EntityKind(one.value): one.count for one in queries.facets(filtered, KIND)}
                return kinds, queries.flag_counts(replace(filtered, flags=frozenset()))
            except FindInterrupted:
                return None

        self._pills.ask(count, self._take_counts)

    def _take_counts(self, counts: Counts | None) -> None:
        if counts is None:  # a newer search took the turn
            self._count_soon.start()
        else:
            self._sheet.strip.show_counts(*counts)

    # ----------------------------------------------------------------------------------------------------- in words

    def _describe(self) -> None:
        tree, chosen = self._tree.tree, sorted(self._tree.chosen)
        paths = [path for key in chosen if (path := self._tree.path(key))]
        if not paths:
            title, crumbs = all_of(tree), ""
        elif len(paths) == 1:
            title, crumbs = paths[0][-1], " › ".join((tree_name(tree), *paths[0][:-1]))
        else:
            title = self.tr("{count} categories").format(count=whole(len(paths)))
            crumbs = ", ".join(path[-1] for path in paths[:6]) + (" …" if len(paths) > 6 else "")
        if self.search.strip():
            matching = self.tr("matching “{search}”").format(search=self.search.strip()[:40])
            crumbs = f"{crumbs}  ·  {matching}" if crumbs else matching
        self._sheet.describe(title, crumbs)

    def know_first_pull(self, words: str) -> None:
        """Why something may still be missing; "" where the pricebook was read as a whole."""
        if words != self._first_pull:
            self._first_pull = words
            self._show_or_explain()

    def _on_counted(self, counts: WorkspaceCounts) -> None:
        was_empty = self._counts is None or _is_empty(self._counts)
        self._counts = counts
        self._describe()
        if was_empty and not _is_empty(counts) and not len(self._sheet.model.rows):
            self._sheet.loader.refresh()
        self._show_or_explain()

    def _on_completed(self) -> None:
        self._show_or_explain()
        self._count_soon.start()

    def _show_or_explain(self) -> None:
        sheet, search = self._sheet, self.search.strip()
        if len(sheet.model.rows) or not sheet.loader.is_complete:
            sheet.stack.setCurrentWidget(sheet.view)
            return
        if self._counts is not None and _is_empty(self._counts):
            say_nothing_pulled(sheet.empty, has_keys=self._has_keys)
        elif self.filters.within(self._tree.tree):
            say_filtered_out(sheet.empty, self.filters)
        elif search:
            say_not_found(sheet.empty, search, self._tree.tree, chosen=bool(self._tree.chosen))
        else:
            say_no_entries(sheet.empty, self._tree.tree, self._counts, self._first_pull, Glyph.PICTURE)
        sheet.stack.setCurrentWidget(sheet.empty)

    def _on_helped(self) -> None:
        if self._counts is not None and _is_empty(self._counts):
            self.pull_wanted.emit()
        elif self.filters:
            self.use(GalleryFilters())
        else:
            self.show_all()


def _is_empty(counts: WorkspaceCounts) -> bool:
    return not counts.categories and not any(counts.skus.values())
