"""The ways to a new price. Each gives it exactly; rounding comes after."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.formula.parser import Formula
from lazi_desktop.domain.formula.problems import FormulaProblem
from lazi_desktop.domain.pricing.ladder import Ladder
from lazi_desktop.domain.pricing.priced import PricedSku, Unpriceable

_HUNDRED = Decimal(100)
_SHOWN = 40  # characters of a formula that a label has room for


class Method(Protocol):
    @property
    def words(self) -> str:
        """What it does, in a few characters: "+5 %"."""

    def price(self, sku: PricedSku) -> Decimal:
        """The new price before rounding.

        Raises:
            Unpriceable: something is missing; never is 0 taken instead.
        """


@dataclass(frozen=True, slots=True)
class ByPercent:
    """Raised by so many percent, or lowered where negative."""

    percent: Decimal

    def __post_init__(self) -> None:
        if self.percent <= -_HUNDRED:
            raise InvalidValue("A price can be lowered by less than 100 %.")

    @property
    def words(self) -> str:
        return f"{self.percent.normalize():+f} %"

    def price(self, sku: PricedSku) -> Decimal:
        return sku.known_price() * (1 + self.percent / _HUNDRED)


@dataclass(frozen=True, slots=True)
class ByAmount:
    amount: Decimal

    @property
    def words(self) -> str:
        return f"{self.amount:+,.2f}"

    def price(self, sku: PricedSku) -> Decimal:
        return sku.known_price() + self.amount


@dataclass(frozen=True, slots=True)
class MarkupFromCost:
    percent: Decimal

    def __post_init__(self) -> None:
        if self.percent <= -_HUNDRED:
            raise InvalidValue("A markup is above -100 %.")

    @property
    def words(self) -> str:
        return f"at cost {self.percent.normalize():+f} %"

    def price(self, sku: PricedSku) -> Decimal:
        return sku.known_cost() * (1 + self.percent / _HUNDRED)


@dataclass(frozen=True, slots=True)
class TargetMargin:
    """So many percent of the price are to be left when the cost is paid."""

    percent: Decimal

    def __post_init__(self) -> None:
        if self.percent >= _HUNDRED:
            raise InvalidValue("A margin is below 100 %.")

    @property
    def words(self) -> str:
        return f"at a margin of {self.percent.normalize():f} %"

    def price(self, sku: PricedSku) -> Decimal:
        return sku.known_cost() * _HUNDRED / (_HUNDRED - self.percent)


@dataclass(frozen=True, slots=True)
class ByFormula:
    formula: Formula

    @property
    def words(self) -> str:
        return "by " + " ".join(self.formula.text.split())[:_SHOWN]

    def price(self, sku: PricedSku) -> Decimal:
        try:
            return self.formula.number(sku.values())
        except FormulaProblem as problem:
            raise Unpriceable(problem.reason[:1].upper() + problem.reason[1:]) from problem


@dataclass(frozen=True, slots=True)
class ByLadder:
    ladder: Ladder

    @property
    def words(self) -> str:
        return "by the markup ladder"

    def price(self, sku: PricedSku) -> Decimal:
        cost = sku.known_cost()
        return cost * (1 + self.ladder.percent(cost) / _HUNDRED)
