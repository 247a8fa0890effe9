"""Rounding to the prices a shop likes: so much .99, every 5 dollars, the next dollar up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

CENT = Decimal("0.01")
_SETTLED = Decimal("1e-10")


class Toward(StrEnum):
    UP = "up"
    NEAREST = "nearest"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Rounding:
    """To the prices `ending`, `ending + step`, `ending + 2 * step` … : .99 of every dollar is a step of 1 that ends in
    0.99, and every five dollars a step of 5 that ends in 0.

    A price that is among them stays, whichever way is chosen; `NEAREST` goes up from the middle. What lies below the
    lowest of them goes up to it, so that no price falls below zero; and what costs nothing stays so.
    """

    step: Decimal = CENT
    ending: Decimal = Decimal(0)
    toward: Toward = Toward.NEAREST

    def __post_init__(self) -> None:
        if self.step < CENT or self.step % CENT or self.ending % CENT or not 0 <= self.ending < self.step:
            raise ValueError(f"no such prices: every {self.step}, ending in {self.ending}")

    def rounded(self, price: Decimal) -> Decimal:
        # a quotient such as 20 / 3 * 3 may lie a hair beside the price that it is
        settled = price.quantize(_SETTLED, ROUND_HALF_UP)
        if settled <= 0:
            return Decimal(0)
        if settled <= self.ending:
            return self.ending
        steps = ((settled - self.ending) / self.step).to_integral_value(ROUND_FLOOR)
        below = steps * self.step + self.ending
        if below == settled or self.toward is Toward.DOWN:
            return below
        above = below + self.step
        if self.toward is Toward.UP or settled - below >= above - settled:
            return above
        return below


TO_THE_CENT = Rounding()
