"""What a bulk price change makes of one SKU."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pricing.derived import DERIVED_FIELDS, Derived, Follow
from lazi_desktop.domain.pricing.methods import Method
from lazi_desktop.domain.pricing.priced import PricedSku, Unpriceable
from lazi_desktop.domain.pricing.rounding import TO_THE_CENT, Rounding
from lazi_desktop.domain.typed_text import MAX_MONEY

_KEPT = Derived()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repricing:
    """`derived` says by field how member and add-on prices follow; those not named keep their ratio. Where
    `rounds_derived` is off they are rounded to the cent. Margins below `floor`, a share, are pointed out."""

    method: Method
    rounding: Rounding = TO_THE_CENT
    derived: Mapping[str, Derived] = field(default_factory=dict)
    rounds_derived: bool = True
    floor: Decimal = Decimal("0.10")

    def new_prices(self, sku: PricedSku) -> dict[str, Decimal]:
        """The new price, and those of the derived ones that follow it, whether they differ or not.

        Raises:
            Unpriceable: it has no price, it is locked, something is missing, or the result is no price. A price above
                zero is never made 0.
        """
        if sku.kind in (EntityKind.DISCOUNT_FEE, EntityKind.CATEGORY):
            raise Unpriceable("Discounts and fees have no price.")
        if sku.is_locked:
            raise Unpriceable("Its price is locked.")
        price = _rounded(self.method.price(sku), self.rounding)
        return {"price": price, **self._derived(sku, price)}

    def _derived(self, sku: PricedSku, price: Decimal) -> dict[str, Decimal]:
        prices = {}
        rounding = self.rounding if self.rounds_derived else TO_THE_CENT
        for name in DERIVED_FIELDS:
            how = self.derived.get(name, _KEPT)
            if how.follow is Follow.KEEP_RATIO and price == sku.price:
                continue
            exact = how.price(getattr(sku, name), sku.price, price)
            if exact is None:
                continue
            if exact > MAX_MONEY or (rounded := rounding.rounded(exact)) > MAX_MONEY:
                raise Unpriceable(f"Its new {name.replace('_', ' ')} would be too large.")
            if rounded > 0:
                prices[name] = rounded
        return prices


def _rounded(exact: Decimal, rounding: Rounding) -> Decimal:
    if exact > MAX_MONEY:
        raise Unpriceable("Its new price would be too large.")
    if exact <= 0:
        raise Unpriceable(f"Its new price would be {exact:,.2f}.")
    price = rounding.rounded(exact)
    if price <= 0:
        raise Unpriceable(f"Rounding would make {exact:,.2f} a price of 0.")
    if price > MAX_MONEY:
        raise Unpriceable("Its new price would be too large.")
    return price
