"""Values that are known in the pricebook and in ServiceTitan's lists, for controls that offer them.

Each is read when it is first wanted, and again after something has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from lazi_desktop.domain.column_values import JOINED_BY
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.listed_fields import ACCOUNTS, VENDORS
from lazi_desktop.ports.pricebook import CategoryNode
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import Facet, SkuQuery
from lazi_desktop.ui.context import UiContext

_MOST = 300
_OF_ACCOUNTS = frozenset(("account", "cost_of_sale_account", "asset_account"))


class KnownLists(QObject):
    """Each method calls `done` with the list as soon as it is there, at once where it is known already. `owner` is who
    asks: nothing is handed to one that is gone."""

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kept: dict[Hashable, Sequence[Any]] = {}
        self._waiting: dict[Hashable, list[tuple[QObject, Callable[[Any], None]]]] = {}

    def forget(self) -> None:
        """Something has changed: what is wanted next is read anew."""
        self._kept.clear()

    def texts(self, column: str, done: Callable[[Sequence[str]], None], *, owner: QObject) -> None:
        """The values of a text column in both trees, those that most rows have first."""
        queries = self._context.queries
        self._hand_over(("texts", column), lambda: _texts_and_listed(queries, column), done, owner)

    def texts_of_sets(self, column: str, done: Callable[[Sequence[str]], None], *, owner: QObject) -> None:
        """The words of a column that holds several of them, those that most rows have first."""
        queries = self._context.queries
        self._hand_over(("texts of sets", column), lambda: _words(queries, column), done, owner)

    def vendors(self, done: Callable[[Sequence[str]], None], *, owner: QObject) -> None:
        """The names of active vendors; of those that entries here have as their primary one first."""
        queries = self._context.queries
        self._hand_over(("vendors",), lambda: _vendors(queries), done, owner)

    def categories(
        self, tree: Tree, done: Callable[[Sequence[CategoryNode]], None], *, owner: QObject
    ) -> None:
        queries = self._context.queries
        self._hand_over(("categories", tree), lambda: queries.categories(tree), done, owner)

    def _hand_over(
        self, name: Hashable, read: Callable[[], Sequence[Any]], done: Callable[[Any], None], owner: QObject
    ) -> None:
        if name in self._kept:
            done(self._kept[name])
            return
        waiting = self._waiting.setdefault(name, [])
        waiting.append((owner, done))
        if len(waiting) == 1:
            self._context.tasks.read(read, lambda found: self._arrived(name, found), owner=self)

    def _arrived(self, name: Hashable, found: Sequence[Any]) -> None:
        self._kept[name] = found
        for owner, done in self._waiting.pop(name):
            if isValid(owner):
                done(found)


def _texts_and_listed(queries: PricebookQueries, column: str) -> Sequence[str]:
    """Accounts are named by their texts: those in use, then what else ServiceTitan's list has."""
    used = _texts(queries, column)
    if column not in _OF_ACCOUNTS:
        return used
    rows = queries.reference_rows(ACCOUNTS)
    return _and(used, (str(row.payload.get("name") or "") for row in rows if row.active))


def _vendors(queries: PricebookQueries) -> Sequence[str]:
    rows = queries.listed_names().rows(VENDORS).values()
    return _and(_texts(queries, "primary_vendor"), (row.name for row in rows if row.active))


def _and(used: Sequence[str], listed: Iterable[str]) -> Sequence[str]:
    return [*used, *sorted({*listed} - {*used, ""}, key=str.casefold)]


def _texts(queries: PricebookQueries, column: str) -> Sequence[str]:
    return _most_used_first(_facets(queries, column))


def _words(queries: PricebookQueries, column: str) -> Sequence[str]:
    return _most_used_first(
        Facet(word, facet.count)
        for facet in _facets(queries, column)
        for word in facet.value.split(JOINED_BY)
    )


def _facets(queries: PricebookQueries, column: str) -> Iterator[Facet]:
    for tree in Tree:
        yield from queries.facets(SkuQuery(tree=tree), column, limit=_MOST)


def _most_used_first(facets: Iterable[Facet]) -> Sequence[str]:
    counts: dict[str, int] = {}
    for facet in facets:
        if facet.value:
            counts[facet.value] = counts.get(facet.value, 0) + facet.count
    return sorted(counts, key=lambda text: (-counts[text], text))
