"""Cost, price and hours of lines and of kits while they are worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.domain.kits.lacks import without
from lazi_desktop.domain.kits.totals import FLAGGED, Lack, Missing, Total

_BESIDES_COST = FLAGGED | {Lack.NO_PRICE}
_BESIDES_PRICE = FLAGGED | {Lack.NO_COST}
_BESIDES_HOURS = FLAGGED | {Lack.NO_PRICE, Lack.NO_COST}


@dataclass(slots=True)  # not frozen: thousands are made at a time
class Sums:
    """Of what is known; `lacks` are all that keep a total from being one, and what is flagged."""

    cost: Decimal = Decimal(0)
    price: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)
    lacks: Sequence[Missing] = ()

    def times(self, quantity: Decimal) -> Sums:
        return Sums(quantity * self.cost, quantity * self.price, quantity * self.hours, self.lacks)

    def cost_total(self) -> Total:
        return Total(self.cost, without(self.lacks, _BESIDES_COST))

    def price_total(self) -> Total:
        return Total(self.price, without(self.lacks, _BESIDES_PRICE))

    def hours_total(self) -> Total:
        return Total(self.hours, without(self.lacks, _BESIDES_HOURS))
