"""Brings rows from the workspace to the grid's model: the first screen, then the list, then what is looked at."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from lazi_desktop.domain.column_values import LINKED_COLUMNS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.queries import FindInterrupted
from lazi_desktop.ports.sku_query import SEEN_FLAGS, SkuQuery
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.pricebook.columns_ahead import ColumnsAhead
from lazi_desktop.ui.pricebook.listed_rows import ListedRows
from lazi_desktop.ui.tasks import Task

FIRST_NUMBERS = 200
FIRST_ROWS = 40
PAGE = 40
MANY_KEYS = 100
BURST_PAUSE = 300  # ms between two refreshes while replication brings change after change
AFTER_PAINTING = 0  # ms; what was posted before, the painting, goes first
TYPING_PAUSE = 250  # ms; who types on wants the next first rows, and not to wait for a list of thousands

Found = tuple["array[int]", Sequence[SkuRow]]


class SkuLoader(QObject):
    """Newest query wins. `shown()`: the first rows of a query stand in the model; `completed()`: all are listed."""

    shown = Signal()
    completed = Signal()

    def __init__(
        self, context: UiContext, model: ListedRows, parent: QObject, *, fields: Sequence[str] = ()
    ) -> None:
        """`fields`: what rows are read with from the beginning, where nobody sorts by them."""
        super().__init__(parent)
        self._queries = context.queries
        self._tasks = context.tasks
        self.model = model
        self.query: SkuQuery | None = None
        self.is_complete = False
        self.shows_first_of: SkuQuery | None = None
        """What the model shows the first rows of, as long as the others are not listed. `query` may be a newer one."""
        self._finding: Task | None = None
        self._list = LatestRead(context.tasks, context.notifier, self)
        self._window = LatestRead(context.tasks, context.notifier, self)
        self._reread = LatestRead(context.tasks, context.notifier, self)
        self._looked_at = (0, PAGE)
        self._missed: list[int] = []
        self._fields = tuple(fields)
        self._never_sorted = frozenset(fields)
        self._touched: set[EntityKey] = set()
        self._owed: set[EntityKey] = set()
        self._from_elsewhere: set[EntityKey] = set()
        self._found: Found | None = None
        """The first rows of a query, held back."""
        self.is_held: Callable[[], bool] = lambda: False
        """Whether the rows must stay: something is typed in one that would be lost."""
        self._expired = 0
        """How often everything had to be read again."""
        self._soon = self._timer(0, self._fetch_missed)
        self._after_painting = self._timer(0, self.refresh)
        self._refresh_soon = self._timer(BURST_PAUSE, self.refresh)
        self._ahead = ColumnsAhead(context.queries, context.tasks, self._shown_columns, self)
        self.completed.connect(self._ahead.soon)
        model.missing.connect(self._on_missing)

    def _shown_columns(self) -> tuple[Tree, Sequence[str]] | None:
        if self.query is None or not self.is_complete:
            return None
        return self.query.tree, [name for name in self._fields if name not in self._never_sorted]

    def _timer(self, pause: int, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(action)
        return timer

    @property
    def fields(self) -> tuple[str, ...]:
        """What rows are read with, besides what every row has."""
        return self._fields

    def use_fields(self, fields: Sequence[str]) -> None:
        """Other columns are shown: rows in memory that lack a field of theirs are read again."""
        lacking = set(fields) - set(self._fields)
        self._fields = tuple(fields)
        self._ahead.soon()
        if lacking and len(self.model.rows):
            self._expired += 1
            self.model.rows.expire_all()
            self._fetch()

    # ------------------------------------------------------------------------------------------------- the list

    def ask(self, query: SkuQuery) -> None:
        """Shows another query as soon as its first rows are there; until then what was shown stays."""
        self.query = query
        self.is_complete = False
        if self._finding is not None:
            self._finding.cancel()
        self._found = None
        self._list.drop()
        self._refresh_soon.stop()
        self._after_painting.stop()
        queries, fields = self._queries, self._fields

        def find() -> Found | None:
            try:
                numbers = queries.find(query, limit=FIRST_NUMBERS, interruptible=True)
            except FindInterrupted:
                return None
            return numbers, queries.rows(numbers[:FIRST_ROWS], fields)

        queries.interrupt()  # whatever is still being looked for, nobody waits for it any more
        self._finding = self._tasks.read(find, self._show_first, owner=self)

    def refresh(self) -> None:
        """Reads the list of the same query again; rows keep their places, selection and all."""
        query, queries = self.query, self._queries
        if query is None:
            return
        if self._finding is not None or self._found is not None:
            self.ask(query)
            return

        def find() -> array[int] | None:
            try:
                return queries.find(query, interruptible=True)
            except FindInterrupted:
                return None

        self._list.ask(find, self._take_list)

    def _show_first(self, found: Found | None) -> None:
        self._finding = None
        if found is None:
            return
        if self.is_held():
            self._found = found
            return
        numbers, rows = found
        self._looked_at = (0, PAGE)
        self.model.replace(numbers, rows)
        self.is_complete = len(numbers) < FIRST_NUMBERS
        self.shows_first_of = None if self.is_complete else self.query
        self.shown.emit()
        if self.is_complete:
            self.completed.emit()
        else:
            searching = self.query is not None and bool(self.query.search)
            self._after_painting.start(TYPING_PAUSE if searching else AFTER_PAINTING)

    def resume(self) -> None:
        """Shows what was held back."""
        found, self._found = self._found, None
        if found is not None:
            self._show_first(found)

    def _take_list(self, numbers: array[int] | None) -> None:
        if numbers is None:
            return
        self.is_complete = True
        self.shows_first_of = None
        self.model.extend(numbers)
        self.completed.emit()

    # ------------------------------------------------------------------------------------------------- the rows

    def look_at(self, first: int, last: int) -> None:
        """These rows are on the screen: they and a page around them should be in memory."""
        page = max(last - first, 1)
        self._looked_at = (first - page, last + page)
        if self.model.rows.lacking(first - page // 2, last + page // 2):
            self._fetch()

    def _on_missing(self, position: int) -> None:
        self._missed.append(position)
        if not self._soon.isActive():
            self._soon.start()

    def _fetch_missed(self) -> None:
        if self._missed:
            self._looked_at = (
                min(self._missed) - PAGE,
                min(max(self._missed), min(self._missed) + 500) + PAGE,
            )
            self._missed.clear()
            self._fetch()

    def _fetch(self) -> None:
        if self._window.is_running:
            return
        numbers = self.model.rows.lacking(*self._looked_at)
        if not numbers:
            return
        self._touched.clear()
        queries, expired, fields = self._queries, self._expired, self._fields
        self._window.ask(
            lambda: queries.rows(numbers, fields), lambda rows: self._take_window(numbers, rows, expired)
        )

    def _take_window(self, numbers: Sequence[int], rows: Sequence[SkuRow], expired: int) -> None:
        """Rows touched since the read began may be older than what is known: they are asked for again."""
        stale = {row.number for row in rows if row.key in self._touched}
        self.model.put(
            [row for row in rows if row.number not in stale],
            asked=[number for number in numbers if number not in stale],
            near=max(self._looked_at[0], 0),
        )
        if expired != self._expired:
            self.model.rows.expire_all()
        self._fetch()

    # --------------------------------------------------------------------------------------------- what changes

    def note_edit(self, keys: set[EntityKey]) -> None:
        """The model shows edits that are not recorded yet."""
        self._touched |= keys

    def take_back(self, keys: set[EntityKey]) -> None:
        """Edits were not recorded: shows what is."""
        self._read_again(keys, own=True)

    def follow(self, changes: Changes, *, own: bool) -> None:
        """What we edited ourselves keeps its place in the list until the list is asked for again."""
        if changes.aspects == {Aspect.KITS}:
            return  # no SKU is among it
        self._touched |= changes.keys
        if Aspect.EVERYTHING in changes.aspects:
            self._ahead.forget()
        if Aspect.EVERYTHING in changes.aspects or len(changes.keys) > MANY_KEYS:
            self._expired += 1
            self.model.rows.expire_all()
            self._fetch()
            if not own:
                self._refresh_in_a_while()
        elif changes.keys:
            self._read_again(changes.keys, own=own)
            if not LINKED_COLUMNS.isdisjoint(self._fields):  # which stand in rows that link what was changed
                self._expired += 1
                self.model.rows.expire_all()
                self._fetch()
        if Aspect.CATEGORIES in changes.aspects:
            self._refresh_in_a_while()

    def follow_pictures(self) -> None:
        """Something else is known of pictures, which may decide who is listed."""
        if self.query is not None and not SEEN_FLAGS.isdisjoint(self.query.flags):
            self._refresh_in_a_while()

    def _refresh_in_a_while(self) -> None:
        if not self._refresh_soon.isActive():
            self._refresh_soon.start()

    def _read_again(self, keys: set[EntityKey] | frozenset[EntityKey], *, own: bool) -> None:
        self._owed |= keys
        if not own:
            self._from_elsewhere |= keys
        owed, queries, fields = list(self._owed), self._queries, self._fields
        self._reread.ask(lambda: queries.rows_of(owed, fields), lambda rows: self._take_again(owed, rows))

    def _take_again(self, keys: Sequence[EntityKey], rows: Sequence[SkuRow]) -> None:
        self._owed.difference_update(keys)
        news = self._from_elsewhere.intersection(keys)
        self._from_elsewhere.difference_update(keys)
        numbers = self.model.rows.listed(row.number for row in rows)
        self.model.put([row for row in rows if row.number in numbers])
        vanished = {key for key in news if self.model.rows.of_key(key)} - {row.key for row in rows}
        if vanished or any(
            row.key in news and row.number not in numbers and self._belongs(row) for row in rows
        ):
            self._refresh_in_a_while()

    def _belongs(self, row: SkuRow) -> bool:
        """Whether a row that is not listed may have to be."""
        query = self.query
        return (
            query is not None
            and row.kind in query.tree.sku_kinds
            and (self.is_complete or bool(query.search))
        )
