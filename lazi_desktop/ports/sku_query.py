"""Which SKUs a person wants to see, and in which order: what the grid asks of the workspace.

A *column* is named by an attribute of `SkuRow` ("code", "name", "margin", "state" …) or, for all else, by a field of
`domain.field_tables`; a kind without that field has nothing in the column.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.team import TeamSettings

_USUAL = TeamSettings()


@dataclass(frozen=True, slots=True)
class SortBy:
    """Rows with nothing in the column come last both ways."""

    column: str
    descending: bool = False


class TextMatch(StrEnum):
    CONTAINS = "contains"
    BEGINS = "begins"
    EQUALS = "equals"
    LACKS = "lacks"
    EMPTY = "empty"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class TextFilter:
    """Case and accents do not count. `text` is not looked at for EMPTY and FILLED."""

    column: str
    text: str = ""
    match: TextMatch = TextMatch.CONTAINS


@dataclass(frozen=True, slots=True)
class RangeFilter:
    """Both ends included; None leaves one open. Margins are shares: 0.375 for 37.5 %."""

    column: str
    least: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ChoiceFilter:
    """One of these values, as `Facet.value` has them; "" stands for nothing."""

    column: str
    values: frozenset[str]


ColumnFilter = TextFilter | RangeFilter | ChoiceFilter


class SkuFlag(StrEnum):
    """What a row can be picked by besides its columns."""

    CHANGED = "changed"  # anything that differs from ServiceTitan here
    PENDING = "pending"
    SUBMITTED = "submitted"
    CONFLICT = "conflict"
    FAILED = "failed"
    DIFFERS = "differs"
    PROPOSED = "proposed"  # somebody asks for a change and nobody has answered
    NEW = "new"
    GONE = "gone"
    INACTIVE = "inactive"
    NO_IMAGE = "no_image"
    LOW_IMAGE = "low_image"  # a picture of too few pixels
    BROKEN_IMAGE = "broken_image"  # a picture that cannot be shown, or that has no address
    SHARED_IMAGE = "shared_image"  # another SKU shows the same picture
    IMAGE_PENDING = "image_pending"  # a change of its pictures that ServiceTitan does not have yet
    IMAGE_FAILED = "image_failed"  # one that ServiceTitan refused, or that came out otherwise
    BELOW_FLOOR = "below_floor"
    UNCATEGORISED = "uncategorised"
    PRICE_LOCKED = "price_locked"
    DYNAMIC_PRICE = "dynamic_price"
    TO_REVIEW = "to_review"  # somebody here marked it to be looked at


SEEN_FLAGS = frozenset((SkuFlag.LOW_IMAGE, SkuFlag.BROKEN_IMAGE, SkuFlag.SHARED_IMAGE))
"""What only those find out who look at pictures."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A value of a column and how many of the matching rows have it; `value` is its text, "" for nothing."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SkuQuery:
    """Which rows, in which order. Without `order`: relevance when searching, else code. All conditions must hold."""

    tree: Tree = Tree.MATERIALS
    kinds: frozenset[EntityKind] = frozenset()
    """Of the tree's; empty means all of them."""
    categories: frozenset[EntityKey] = frozenset()
    """Union of these and everything below them; empty means all."""
    search: str = ""
    whole_numbers: bool = False
    """What is searched and begins with a digit is a whole word: 2 does not find 20."""
    order: tuple[SortBy, ...] = ()
    filters: tuple[ColumnFilter, ...] = ()
    pictures: frozenset[str] = frozenset()
    """Addresses: SKUs that show any of these; empty means all rows."""
    flags: frozenset[SkuFlag] = frozenset()
    """Any of these; empty means all rows."""
    margin_floor: Decimal = _USUAL.margin_floor
    """The least margin that needs no look, as a share of the price."""
    include_inactive: bool = True
    hides_costs: bool = False
    """What is proposed about costs alone counts for nothing."""
