"""Member and add-on prices, which follow the price or stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lazi_desktop.domain.errors import InvalidValue

DERIVED_FIELDS = ("member_price", "add_on_price", "add_on_member_price")


class Follow(StrEnum):
    LEAVE = "leave"
    KEEP_RATIO = "keep_ratio"  # what was 92 % of the price stays 92 % of it
    PERCENT_OFF = "percent_off"  # so much below the new price


@dataclass(frozen=True, slots=True)
class Derived:
    """How one of the derived prices follows the price."""

    follow: Follow = Follow.KEEP_RATIO
    percent: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if not 0 <= self.percent < 100:
            raise InvalidValue("Between 0 and 100 % can be taken off.")

    def price(self, old: Decimal | None, base: Decimal | None, new_base: Decimal) -> Decimal | None:
        """From the price before and after, unrounded. None leaves `old`: also where there is no ratio to keep, since
        ServiceTitan writes 0 for a price that is not used."""
        match self.follow:
            case Follow.LEAVE:
                return None
            case Follow.KEEP_RATIO:
                return new_base * old / base if old and base else None
            case Follow.PERCENT_OFF:
                return new_base * (100 - self.percent) / 100
