"""What pricing knows of a SKU."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.kinds import EntityKind

NAMES = (
    "cost",
    "price",
    "member_price",
    "add_on_price",
    "add_on_member_price",
    "hours",
    "calculated_price",
)
"""What formulas may name."""


class Unpriceable(LaziError):
    """There is no new price, and `detail` says why in a sentence."""

    title = "This has no new price"


@dataclass(slots=True, kw_only=True)  # not frozen: there are a hundred thousand to be made at a time
class PricedSku:
    """Effective values. `is_dynamic`: what stands in its price is not what customers see (`domain.dynamic_pricing`)."""

    kind: EntityKind
    cost: Decimal | None = None
    price: Decimal | None = None
    member_price: Decimal | None = None
    add_on_price: Decimal | None = None
    add_on_member_price: Decimal | None = None
    hours: Decimal | None = None
    calculated_price: Decimal | None = None
    is_locked: bool = False
    is_dynamic: bool = False

    def values(self) -> Mapping[str, Decimal | None]:
        """By `NAMES`. ServiceTitan writes 0 for a cost that nobody entered, so that 0 is none."""
        return {
            "cost": self.cost or None,
            "price": self.price,
            "member_price": self.member_price,
            "add_on_price": self.add_on_price,
            "add_on_member_price": self.add_on_member_price,
            "hours": self.hours,
            "calculated_price": self.calculated_price,
        }

    def known_cost(self) -> Decimal:
        """Raises Unpriceable without one."""
        if not self.cost or self.cost < 0:
            raise Unpriceable("It has no cost.")
        return self.cost

    def known_price(self) -> Decimal:
        """Raises Unpriceable without one, or with 0, which ServiceTitan writes for none."""
        if not self.price or self.price < 0:
            raise Unpriceable("It has no price.")
        return self.price


def margin_of(price: Decimal | None, cost: Decimal | None) -> Decimal | None:
    """Share of the price that is not cost; None without both."""
    return None if not price or cost is None else (price - cost) / price
