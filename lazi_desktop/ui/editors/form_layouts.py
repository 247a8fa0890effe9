"""Which fields the inspector shows of each kind, and how they stand together. One tuple is one line."""

from __future__ import annotations

from collections.abc import Mapping

from lazi_desktop.domain.kinds import EntityKind

MARGIN = "margin"  # not a field: the line that tells margin and markup

Layout = tuple[tuple[str, ...], ...]

_PRICES: Layout = (
    ("cost", "price"),
    ("member_price", "add_on_price"),
    ("add_on_member_price", "hours"),
    (MARGIN,),
)
_FLAGS: Layout = (("active", "taxable"), ("categories",))

LAYOUTS: Mapping[EntityKind, Layout] = {
    EntityKind.MATERIAL: (
        ("display_name",),
        ("code", "unit_of_measure"),
        *_PRICES,
        ("description",),
        ("account",),
        *_FLAGS,
    ),
    EntityKind.EQUIPMENT: (
        ("display_name",),
        ("code", "unit_of_measure"),
        *_PRICES,
        ("description",),
        ("account",),
        *_FLAGS,
    ),
    EntityKind.SERVICE: (
        ("display_name",),
        ("code", "account"),
        *_PRICES,
        ("description",),
        *_FLAGS,
    ),
    EntityKind.DISCOUNT_FEE: (
        ("display_name",),
        ("code", "type"),
        ("amount_type", "amount"),
        ("limit", "hours"),
        ("description",),
        ("account",),
        *_FLAGS,
    ),
    EntityKind.CATEGORY: (
        ("name",),
        ("description",),
        ("position", "category_type"),
        ("active",),
    ),
}
