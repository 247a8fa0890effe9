"""Which SKUs a bulk price change is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import SkuQuery


class Among(StrEnum):
    SELECTED = "selected"
    LISTED = "listed"
    CATEGORIES = "categories"


@dataclass(frozen=True, slots=True)
class Scopes:
    """What there is to choose from: the selected rows by their numbers, all rows that the grid lists, and all that the
    chosen categories hold, whatever is searched or filtered."""

    selected: Sequence[int]
    listed: SkuQuery | None
    categories: SkuQuery | None
    categories_title: str = ""

    def rows(self, among: Among, queries: PricebookQueries, fields: Sequence[str]) -> Sequence[SkuRow]:
        return queries.rows(self._numbers(among, queries), fields)

    def _numbers(self, among: Among, queries: PricebookQueries) -> Sequence[int]:
        query = self.query(among)
        if query is None:
            return self.selected if among is Among.SELECTED else ()
        return queries.find(query)

    def query(self, among: Among) -> SkuQuery | None:
        return {Among.LISTED: self.listed, Among.CATEGORIES: self.categories}.get(among)
