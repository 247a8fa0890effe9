"""Which kits are listed, and in which order. Without Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any

from lazi_desktop.ui.kits.listing.kit_row import KitRow


class Column(IntEnum):
    NAME = 0
    CATEGORY = 1
    LINES = 2
    COST = 3
    PRICE = 4
    MARGIN = 5
    OLDEST = 6
    USED = 7
    PROBLEMS = 8


COSTS = (Column.COST, Column.MARGIN, Column.OLDEST)
"""Not for who does not see costs."""


class Shelf(StrEnum):
    """Where kits stand; the values are remembered."""

    CURRENT = "current"
    ARCHIVED = "archived"
    REMOVED = "removed"


class Only(StrEnum):
    """What can be asked for besides; the values are remembered."""

    PROBLEMS = "problems"
    INCOMPLETE = "incomplete"
    CHANGED = "changed"
    MINE = "mine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`path` is the category, with all below it; () for any."""

    shelf: Shelf = Shelf.CURRENT
    only: frozenset[Only] = frozenset()
    path: tuple[str, ...] = ()
    search: str = ""
    column: Column = Column.NAME
    descending: bool = False

    @property
    def narrows(self) -> bool:
        return bool(self.only or self.path or self.search.strip() or self.shelf is not Shelf.CURRENT)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the kits of the category that fit the search. `margin` is the average of those that have one."""

    kits: int = 0
    margin: Decimal | None = None
    incomplete: int = 0
    oldest: KitRow | None = None
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """`counts` are of the kits that there would be with a filter more; `paths` how many kits are in and below each
    category of the shelf."""

    rows: Sequence[KitRow] = ()
    figures: Figures = Figures()
    counts: dict[Only | Shelf, int] = field(default_factory=dict)
    paths: dict[tuple[str, ...], int] = field(default_factory=dict)


def listed(rows: Iterable[KitRow], wanted: Wanted) -> Listed:
    words = wanted.search.casefold().split()
    rows = list(rows)
    shelves = {shelf: [row for row in rows if shelf_of(row) is shelf] for shelf in Shelf}
    here = shelves[wanted.shelf]
    paths: dict[tuple[str, ...], int] = {}
    for row in here:
        for depth in range(1, len(row.path) + 1):
            below = tuple(row.path[:depth])
            paths[below] = paths.get(below, 0) + 1
    fitting = [row for row in here if _is_below(row, wanted.path) and all(word in row.text for word in words)]
    found = [row for row in fitting if all(_FITS[only](row) for only in wanted.only)]
    counts: dict[Only | Shelf, int] = {only: sum(map(_FITS[only], fitting)) for only in Only}
    counts |= {shelf: len(some) for shelf, some in shelves.items()}
    return Listed(
        in_order(found, wanted.column, descending=wanted.descending), _figures(fitting), counts, paths
    )


def shelf_of(row: KitRow) -> Shelf:
    if row.gone:
        return Shelf.REMOVED
    return Shelf.ARCHIVED if row.archived else Shelf.CURRENT


def in_order(rows: Iterable[KitRow], column: Column, *, descending: bool) -> Sequence[KitRow]:
    """What has nothing in the column, or no whole total, comes last both ways; equals by name."""
    by_name = sorted(rows, key=_name)
    keyed = [(_ORDER[column](row), row) for row in by_name]
    filled = [one for one in keyed if one[0] is not None]
    filled.sort(key=lambda one: one[0], reverse=descending)
    return [*(row for _, row in filled), *(row for key, row in keyed if key is None)]


def _is_below(row: KitRow, path: tuple[str, ...]) -> bool:
    return tuple(row.path[: len(path)]) == path


def _figures(rows: Sequence[KitRow]) -> Figures:
    margins = [row.margin for row in rows if row.margin is not None]
    dated = [row for row in rows if row.oldest is not None]
    return Figures(
        kits=len(rows),
        margin=sum(margins, Decimal(0)) / len(margins) if margins else None,
        incomplete=sum(row.is_incomplete for row in rows),
        oldest=min(dated, key=lambda row: row.oldest, default=None),  # type: ignore[arg-type,return-value]
        changed=sum(bool(row.outdated) for row in rows),
    )


def _name(row: KitRow) -> list[str | int]:
    """Numbers in it by their size."""
    parts = _NUMBERS.split(row.name.casefold())
    return [int(part) if place % 2 else part for place, part in enumerate(parts)]


_NUMBERS = re.compile(r"([0-9]{1,18})")
_FITS: dict[Only, Callable[[KitRow], bool]] = {
    Only.PROBLEMS: lambda row: row.has_problems,
    Only.INCOMPLETE: lambda row: row.is_incomplete,
    Only.CHANGED: lambda row: bool(row.outdated),
    Only.MINE: lambda row: row.is_mine,
}
_ORDER: dict[Column, Callable[[KitRow], Any]] = {
    Column.NAME: _name,
    Column.CATEGORY: lambda row: [one.casefold() for one in row.path] or None,
    Column.LINES: lambda row: row.lines,
    Column.COST: lambda row: row.cost.amount if row.cost.is_complete else None,
    Column.PRICE: lambda row: row.price.amount if row.price.is_complete else None,
    Column.MARGIN: lambda row: row.margin,
    Column.OLDEST: lambda row: row.days,
    Column.USED: lambda row: row.services + row.kits or None,
    Column.PROBLEMS: lambda row: sum(row.ailments.values()) if row.ailments else None,
}
