"""Finds what can be put into a kit, at every keystroke: materials at once, then equipment and services behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.queries import FindInterrupted, PricebookQueries
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.browser.best_first import best_first
from lazi_desktop.ui.kits.browser.found_part import (
    FoundPart,
    identity_in,
    kits_found,
    part_of_kit,
    part_of_row,
)
from lazi_desktop.ui.latest_read import LatestRead

MATERIALS, OTHERS = 60, 30
_LOOKED_AT = 200
"""Found rows of which the best are offered."""
_OTHER_KINDS = frozenset((EntityKind.EQUIPMENT, EntityKind.SERVICE))


@dataclass(frozen=True, slots=True)
class PartWish:
    """`tree` and `category` narrow it to SKUs below that category, `path` to kits below that one."""

    text: str = ""
    tree: Tree | None = None
    category: EntityKey | None = None
    path: Sequence[str] = ()

    @property
    def is_narrowed(self) -> bool:
        return self.category is not None or self.tree is not None or bool(self.path)


_Find = Callable[[PricebookQueries, PartWish], "Sequence[FoundPart] | None"]


class PartFinder(QObject):
    """`found(parts, wish)`: the newest wish's, the best first; `more(parts, wish)`: to be put behind them.
    `failed(wish)`: nothing more comes."""

    found = Signal(object, object)
    more = Signal(object, object)
    failed = Signal(object)

    def __init__(self, context: UiContext, kits: Kits, parent: QObject) -> None:
        super().__init__(parent)
        self._queries = context.queries
        self._tasks = context.tasks
        self._kits = kits
        self._reads = LatestRead(context.tasks, context.notifier, self)
        self._kept_reads = LatestRead(context.tasks, context.notifier, self)
        self.is_looking = False
        """More may be found."""
        self.besides: KitId | None = None
        """The kit that is built cannot be put into itself."""

    def ask(self, wish: PartWish) -> None:
        if self._reads.is_running:
            self._queries.interrupt()  # whatever is still being looked for, nobody waits for it any more
        if not (wish.text.strip() or wish.is_narrowed) or wish.path:
            self._reads.drop()
            self.is_looking = False
            self.found.emit(self._kits_for(wish), wish)
            return
        self.is_looking = True
        if wish.tree is Tree.SERVICES:
            self._look(_others, wish, lambda parts: self._take(parts, wish, last=True))
            return
        last = wish.tree is not None or wish.category is not None
        self._look(_materials, wish, lambda parts: self._take(parts, wish, last=last))

    def rest(self) -> None:
        """Nothing is looked for any more."""
        if self._reads.is_running:
            self._queries.interrupt()
        self._reads.drop()
        self.is_looking = False

    def _look(self, find: _Find, wish: PartWish, take: Callable[[Sequence[FoundPart]], None]) -> None:
        queries = self._queries

        def arrived(parts: Sequence[FoundPart] | None) -> None:
            if parts is None:
                self.ask(wish)  # somebody else's search ended it, and it is still wanted
            else:
                take(parts)

        def failed() -> None:
            self.is_looking = False
            self.failed.emit(wish)

        self._reads.ask(lambda: find(queries, wish), arrived, failed)

    def read_kept(
        self,
        kept: Sequence[str],
        done: Callable[[Sequence[FoundPart]], None],
        failed: Callable[[], None] | None = None,
    ) -> None:
        """What is remembered by `identity`, as it is now; what is not there any more is left out."""
        self._kept_reads.ask(*self._parts_of(kept, done), failed)

    def read_dropped(self, identities: Sequence[str], done: Callable[[Sequence[FoundPart]], None]) -> None:
        """What was let go over the lines; whatever is looked for meanwhile, it arrives."""
        self._tasks.read(*self._parts_of(identities, done), owner=self)

    def _parts_of(
        self, kept: Sequence[str], done: Callable[[Sequence[FoundPart]], None]
    ) -> tuple[Callable[[], Sequence[SkuRow]], Callable[[Sequence[SkuRow]], None]]:
        """What reads them, and what takes the answer."""
        wanted = [one for one in map(identity_in, kept) if one is not None]
        keys = [EntityKey(key) for what, key in wanted if what == "sku"]
        queries, book = self._queries, self._kits.book

        def arrived(rows: Sequence[SkuRow]) -> None:
            by_key: dict[UUID, FoundPart] = {row.key: part_of_row(row) for row in rows}
            parts = []
            for what, key in wanted:
                part = by_key.get(key) if what == "sku" else part_of_kit(book, KitId(key))
                if part is not None and not (part.kit is not None and part.kit == self.besides):
                    parts.append(part)
            done(parts)

        return lambda: queries.rows_of(keys) if keys else (), arrived

    def _kits_for(self, wish: PartWish) -> list[FoundPart]:
        if not (wish.text.strip() or wish.path):
            return []
        return kits_found(self._kits.book, wish.text, wish.path, besides=self.besides)

    def _take(self, parts: Sequence[FoundPart], wish: PartWish, *, last: bool) -> None:
        self.is_looking = not last
        kits = [] if wish.is_narrowed else self._kits_for(wish)
        self.found.emit(best_first([*parts, *kits], wish.text), wish)
        if not last:
            self._look(_others, wish, lambda found: self._take_more(found, wish))

    def _take_more(self, parts: Sequence[FoundPart], wish: PartWish) -> None:
        self.is_looking = False
        self.more.emit(parts, wish)


def _materials(queries: PricebookQueries, wish: PartWish) -> Sequence[FoundPart] | None:
    return _found(queries, wish, Tree.MATERIALS, frozenset(), MATERIALS)


def _others(queries: PricebookQueries, wish: PartWish) -> Sequence[FoundPart] | None:
    limit = MATERIALS if wish.tree is Tree.SERVICES else OTHERS
    return _found(queries, wish, Tree.SERVICES, _OTHER_KINDS, limit)


def _found(
    queries: PricebookQueries, wish: PartWish, tree: Tree, kinds: frozenset[EntityKind], limit: int
) -> Sequence[FoundPart] | None:
    """The best of those first found; None where a newer wish ended it."""
    query = SkuQuery(
        tree=tree,
        kinds=kinds,
        categories=frozenset() if wish.category is None else frozenset((wish.category,)),
        search=wish.text,
        include_inactive=False,
    )
    try:
        parts = [part_of_row(row) for row in queries.rows(_numbers(queries, query, limit))]
    except FindInterrupted:
        return None
    return best_first(parts, wish.text)[:limit]


def _numbers(queries: PricebookQueries, query: SkuQuery, limit: int) -> Sequence[int]:
    """Those of just this size come first: among very many they would not be met in time."""
    if len(query.search.strip()) < 2:  # a single letter says nothing about what is meant
        return queries.find(query, limit=limit, interruptible=True)
    if not any(sign.isdigit() for sign in query.search):
        return queries.find(query, limit=_LOOKED_AT, interruptible=True)
    sized = queries.find(replace(query, whole_numbers=True), limit=_LOOKED_AT, interruptible=True)
    if len(sized) >= _LOOKED_AT:
        return sized
    others = queries.find(query, limit=_LOOKED_AT, interruptible=True)
    return list(dict.fromkeys((*sized, *others)))[:_LOOKED_AT]
