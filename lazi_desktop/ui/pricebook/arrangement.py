"""How a grid is arranged: its columns, their order and widths, those that stay at the left, the sorting. Without Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.sku_query import SortBy
from lazi_desktop.ui.pricebook.column_catalogue import COLUMN, columns_of, place_in_catalogue
from lazi_desktop.ui.pricebook.sku_columns import PICTURE, SkuColumn

NARROWEST, WIDEST = 36, 2_000

_FIRST: Mapping[Tree, tuple[str, ...]] = {
    Tree.MATERIALS: (
        PICTURE, "code", "name", "cost", "price", "margin", "member_price", "state", "unit", "vendor_part",
    ),
    Tree.SERVICES: (PICTURE, "code", "name", "cost", "price", "margin", "member_price", "state"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`shown` from left to right, of which the first `pinned` stay while the others scroll. `widths` are those that a
    person gave; all other columns are as wide as what stands in them. `order` is empty for the natural one."""

    shown: tuple[str, ...]
    widths: Mapping[str, int] = field(default_factory=dict)
    pinned: int = 0
    order: tuple[SortBy, ...] = ()

    @property
    def columns(self) -> tuple[SkuColumn, ...]:
        return tuple(COLUMN[key] for key in self.shown)

    @property
    def fields(self) -> tuple[str, ...]:
        """What rows must be asked for to be shown like this."""
        return tuple(dict.fromkeys(column.wants for column in self.columns if column.wants))

    def sorting_of(self, key: str) -> tuple[int, bool] | None:
        """(which one it is of the columns sorted by, whether downwards)."""
        for place, by in enumerate(self.order):
            if by.column == key:
                return place, by.descending
        return None

    def with_column(self, key: str) -> Arrangement:
        """Behind the shown column that is listed before it."""
        if key in self.shown:
            return self
        place = place_in_catalogue(key)
        before = [one for one in self.shown if place_in_catalogue(one) < place]
        at = self.shown.index(max(before, key=place_in_catalogue)) + 1 if before else 0
        pinned = self.pinned + (at < self.pinned)
        return replace(self, shown=(*self.shown[:at], key, *self.shown[at:]), pinned=pinned)

    def without(self, key: str) -> Arrangement:
        """The last column that says something stays."""
        left = tuple(one for one in self.shown if one != key)
        if len(left) == len(self.shown) or all(not COLUMN[one].choosable for one in left):
            return self
        pinned = self.pinned - (self.shown.index(key) < self.pinned)
        return replace(self, shown=left, pinned=pinned)

    def moved(self, key: str, to: int) -> Arrangement:
        """So that it becomes the column at `to`. Where the pinned ones end stays in its place."""
        left = [one for one in self.shown if one != key]
        left.insert(max(0, min(to, len(left))), key)
        return replace(self, shown=tuple(left))

    def pinned_up_to(self, key: str) -> Arrangement:
        """This column joins those that stay at the left, or leaves them."""
        place = self.shown.index(key)
        if place < self.pinned:
            return replace(self.moved(key, self.pinned - 1), pinned=self.pinned - 1)
        lead = self.pinned
        if not lead and self.shown[0] == PICTURE and key != PICTURE:
            lead = 1
        return replace(self.moved(key, lead), pinned=lead + 1)

    def sized(self, key: str, width: int | None) -> Arrangement:
        """None: as wide as what stands in it."""
        widths = {one: other for one, other in self.widths.items() if one != key}
        if width is not None:
            widths[key] = min(max(width, NARROWEST), WIDEST)
        return replace(self, widths=widths)

    def sorted_by(self, key: str, *, descending: bool | None = None, add: bool = False) -> Arrangement:
        """Upwards, downwards, and back to the natural order, unless told which; `add` keeps the other columns."""
        now = self.sorting_of(key)
        if descending is None:
            wanted = None if now is not None and now[1] else SortBy(key, descending=now is not None)
        else:
            wanted = SortBy(key, descending)
        if not add:
            return replace(self, order=() if wanted is None else (wanted,))
        order = [by for by in self.order if by.column != key]
        if wanted is not None:
            order.insert(len(order) if now is None else now[0], wanted)
        return replace(self, order=tuple(order))

    # ------------------------------------------------------------------------------------------------ remembered

    def to_json(self) -> dict[str, Any]:
        return {
            "shown": list(self.shown),
            "widths": dict(self.widths),
            "pinned": self.pinned,
            "order": [[by.column, "down" if by.descending else "up"] for by in self.order],
        }


def first_arrangement(tree: Tree) -> Arrangement:
    return Arrangement(_FIRST[tree])


def arrangement_from(data: object, tree: Tree) -> Arrangement:
    """As it was remembered. What is said of columns that this tree does not have, or not any more, is passed over."""
    if not isinstance(data, Mapping):
        return first_arrangement(tree)
    known = {column.key for column in columns_of(tree)}
    wanted = [key for key in _listed(data.get("shown")) if isinstance(key, str)]
    shown = tuple(dict.fromkeys(key for key in wanted if key in known))
    if not any(COLUMN[key].choosable for key in shown):
        return first_arrangement(tree)
    pinned = data.get("pinned")
    lead = wanted[:pinned] if isinstance(pinned, int) and pinned > 0 else []
    return Arrangement(
        shown,
        _widths(data.get("widths"), known),
        sum(key in lead for key in shown),
        tuple(by for one in _listed(data.get("order")) if (by := _sorting(one, known)) is not None),
    )


def _listed(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else []


def _widths(value: object, known: set[str]) -> dict[str, int]:
    if not isinstance(value, Mapping):
        return {}
    return {
        key: min(max(width, NARROWEST), WIDEST)
        for key, width in value.items()
        if key in known and isinstance(width, int)
    }


def _sorting(value: object, known: set[str]) -> SortBy | None:
    match value:
        case [str(key), "up" | "down" as way] if key in known and COLUMN[key].sort:
            return SortBy(key, way == "down")
    return None
