"""Entries under the actions of the palette: SKUs of both trees and categories, by code or name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.ports.pricebook import CategoryNode, SkuRow
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ui.keyboard.palette_lines import Line
from lazi_desktop.ui.kind_looks import glyph_of, tree_name, word_of
from lazi_desktop.ui.theme.icons import Glyph

_MOST_SKUS = 6
_MOST_CATEGORIES = 4


@dataclass(frozen=True, slots=True)
class Found:
    rows: Sequence[SkuRow] = ()
    categories: Sequence[CategoryNode] = field(default_factory=list)


def find_entries(queries: PricebookQueries, text: str) -> Found:
    """The best few. Reads the workspace."""
    numbers = [number for tree in Tree for number in _find(queries, tree, text)]
    words = text.casefold().split()
    categories = [
        node
        for tree in Tree
        for node in queries.categories(tree)
        if all(word in node.name.casefold() for word in words)
    ]
    return Found(queries.rows(numbers), categories[:_MOST_CATEGORIES])


def _find(queries: PricebookQueries, tree: Tree, text: str) -> Sequence[int]:
    return queries.find(SkuQuery(tree=tree, search=text), limit=_MOST_SKUS // 2)


def entry_lines(found: Found, go_to: Callable[[EntityKey], None]) -> list[Line]:
    lines = [
        Line(
            f"{row.code}  {row.name}".strip(),
            lambda key=row.key: go_to(key),  # type: ignore[misc]
            f"entry {row.key}",
            glyph_of(row.kind),
            word_of(row.kind),
        )
        for row in found.rows
    ]
    lines += [
        Line(
            node.name,
            lambda key=node.key: go_to(key),  # type: ignore[misc]
            f"entry {node.key}",
            Glyph.CATEGORY,
            f"{word_of(EntityKind.CATEGORY)} · {tree_name(node.tree)}",
        )
        for node in found.categories
    ]
    return lines
