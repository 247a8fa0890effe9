"""Which units are counted: nobody can buy half a tee. Whatever is not in the table may be bought in parts."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from lazi_desktop.domain.kits.planning import EXACT

COUNTED = frozenset(
    (
        "ea", "each", "pc", "pcs", "piece", "unit", "ct", "count", "set", "kit", "pair", "pr", "pk", "pack", "box",
        "bx", "case", "cs", "carton", "bag", "bundle", "roll", "coil", "stick", "length", "sheet", "tube", "can",
        "bottle", "pail",
    )
)  # fmt: skip
"""Sold whole, in the singular. Feet, pounds, gallons, quarts, pints, ounces and hours are not here, nor is what nobody
knows: an empty unit, or one that somebody made up, keeps its fraction."""


def is_counted(unit: str) -> bool:
    """Whatever the case, with a dot at the end or in the plural."""
    name = unit.strip().rstrip(".").casefold()
    return not COUNTED.isdisjoint((name, name.removesuffix("s"), name.removesuffix("es")))


def sold_whole(quantity: Decimal, unit: str) -> Decimal:
    """Rounded up to whole ones where they are counted."""
    return quantity.to_integral_value(ROUND_CEILING, EXACT) if is_counted(unit) else quantity
