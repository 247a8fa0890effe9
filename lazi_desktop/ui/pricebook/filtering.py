"""Filtering the grid: what is typed and picked comes together here, and goes to the fields, the pills and the query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from lazi_desktop.domain.column_values import CATEGORIES
from lazi_desktop.ports.queries import FindInterrupted
from lazi_desktop.ports.sku_query import Facet, SkuFlag, SkuQuery, TextFilter, TextMatch
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.pricebook.column_catalogue import COLUMN
from lazi_desktop.ui.pricebook.column_rights import ColumnRights
from lazi_desktop.ui.pricebook.facet_popup import FACETS_SHOWN, FacetPopup
from lazi_desktop.ui.pricebook.filter_pills import FilterPills
from lazi_desktop.ui.pricebook.filter_row import FilterRow
from lazi_desktop.ui.pricebook.grid_filters import GridFilters
from lazi_desktop.ui.pricebook.sku_grid import SkuGrid

COUNTING_PAUSE = 200  # ms of quiet before flags are counted: who types or edits on is not kept waiting
_LOOSE = TextFilter(CATEGORIES, match=TextMatch.EMPTY)


class Filtering(QObject):
    """`edited()`: the filters are others; `changed()`: so that other rows are wanted."""

    edited = Signal()
    changed = Signal()

    def __init__(
        self, context: UiContext, grid: SkuGrid, pills: FilterPills, rights: ColumnRights, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._rights = rights
        self._queries = context.queries
        self._tasks = context.tasks
        self._grid = grid
        self._pills = pills
        self.row = FilterRow(grid.grid_header)
        grid.grid_header.strip = self.row
        self.filters = GridFilters()
        self._query: SkuQuery | None = None
        self._counts = LatestRead(context.tasks, context.notifier, self)
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(COUNTING_PAUSE)
        self._count_soon.timeout.connect(self._count)
        self.row.typed.connect(lambda key, text: self.use(self.filters.with_typed(key, text)))
        self.row.asked.connect(self.pick_values)
        self.row.left.connect(self._on_left)
        pills.flag_toggled.connect(lambda flag, on: self.use(self.filters.with_flag(flag, on)))
        pills.removed.connect(lambda key: self.use(self.filters.without(key)))
        pills.cleared.connect(self.clear)

    # --------------------------------------------------------------------------------------------------- the query

    def use(self, filters: GridFilters) -> None:
        """Picks the rows by these and no others."""
        filters = self._rights.filters(filters)
        before, self.filters = self.filters, filters
        self.row.show_filters(filters)
        self._pills.show_filters(filters)
        if before != filters:
            self.edited.emit()
        if (before.conditions(), before.flags) != (filters.conditions(), filters.flags):
            self.changed.emit()

    def clear(self) -> None:
        self.use(GridFilters())

    def applied_to(self, query: SkuQuery) -> SkuQuery:
        """The page's query, with what is filtered here. Flags are any of; what hangs nowhere is besides."""
        filters = [*query.filters, *self.filters.conditions()]
        flags = query.flags
        if self.filters.flags:
            filters += [_LOOSE] if SkuFlag.UNCATEGORISED in query.flags else []
            flags = self.filters.flags
        self._query = replace(query, filters=tuple(filters), flags=flags)
        return self._query

    # -------------------------------------------------------------------------------------------------- the row

    @property
    def is_row_shown(self) -> bool:
        return not self.row.isHidden()

    def show_row(self, shown: bool, *, takes_keyboard: bool = True) -> None:
        """A hidden row filters on: the pills say so."""
        self.row.setVisible(shown)
        self._grid.updateGeometries()
        self.row.place()
        if shown:
            self.row.show_filters(self.filters)
        if takes_keyboard and shown:
            current = self._grid.currentIndex()
            self.row.focus_field(self._grid.column_at(current).key if current.isValid() else "")
        elif takes_keyboard:
            self._grid.setFocus()

    def _on_left(self, way: int) -> None:
        (self._grid if way > 0 else self._grid.grid_header).setFocus()

    # ----------------------------------------------------------------------------------------------------- values

    def pick_values(self, key: str) -> FacetPopup:
        """The values of a column with their counts, below its heading."""
        header, column = self._grid.grid_header, COLUMN[key]
        popup = FacetPopup(column, self.filters.chosen.get(key, frozenset()), header)
        popup.values_chosen.connect(self._on_values)
        place = self._grid.sku_model.place_of(key)
        box = header.box(place) if place >= 0 else header.rect()
        popup.open_at(header.viewport().mapToGlobal(QPoint(max(box.left(), 0), header.height())))
        self._read_values(popup)
        return popup

    def _read_values(self, popup: FacetPopup) -> None:
        query, queries, key = self._query, self._queries, popup.column.key
        if query is None:
            return

        def read() -> Sequence[Facet] | None:
            try:
                return queries.facets(query, key, limit=FACETS_SHOWN)
            except FindInterrupted:
                return None

        def take(facets: Sequence[Facet] | None) -> None:
            if facets is None:  # a newer search took the turn
                QTimer.singleShot(COUNTING_PAUSE, popup, lambda: self._read_values(popup))
            else:
                popup.know(facets)

        self._tasks.read(read, take, owner=popup)

    def _on_values(self, key: str, values: frozenset[str]) -> None:
        self.use(self.filters.with_chosen(key, values))

    # ------------------------------------------------------------------------------------------------------ flags

    def count_soon(self) -> None:
        """How many rows each flag would leave; once it is quiet."""
        self._count_soon.start()

    def _count(self) -> None:
        query, queries = self._query, self._queries
        if query is None:
            return
        if SkuFlag.UNCATEGORISED in query.flags and not self.filters.flags:
            query = replace(query, filters=(*query.filters, _LOOSE))
        counted = replace(query, flags=frozenset())

        def count() -> Mapping[SkuFlag, int] | None:
            try:
                return queries.flag_counts(counted)
            except FindInterrupted:
                return None

        self._counts.ask(count, self._take_counts)

    def _take_counts(self, counts: Mapping[SkuFlag, int] | None) -> None:
        if counts is None:  # a newer search took the turn
            self._count_soon.start()
        else:
            self._pills.show_counts(counts)
