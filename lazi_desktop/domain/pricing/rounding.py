"""Rounding to the prices a shop likes: so much .99, every 5 dollars, the next dollar up."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

CENT = Decimal("0.01")
_PLACES = 10
_PARTS = 10 ** (_PLACES - 2)  # of a cent: whole numbers are several times faster than decimals


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
    _parts: tuple[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.step < CENT or self.step % CENT or self.ending % CENT or not 0 <= self.ending < self.step:
            raise ValueError(f"no such prices: every {self.step}, ending in {self.ending}")
        parts = (int(self.step * 100) * _PARTS, int(self.ending * 100) * _PARTS)
        object.__setattr__(self, "_parts", parts)

    def rounded(self, price: Decimal) -> Decimal:
        # a quotient such as 20 / 3 * 3 may lie a hair beside the price that it is
        parts = int(price.scaleb(_PLACES).to_integral_value(ROUND_HALF_UP))
        if parts <= 0:
            return Decimal(0)
        step, ending = self._parts
        over = (parts - ending) % step
        below, above = parts - over, parts - over + step
        if parts <= ending:
            found = ending
        elif not over or self.toward is Toward.DOWN:
            found = below
        elif self.toward is Toward.UP or over >= above - parts:
            found = above
        else:
            found = below
        return Decimal(found // _PARTS).scaleb(-2)


TO_THE_CENT = Rounding()
