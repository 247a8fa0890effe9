"""What a kit comes to: quantities, cost, price and hours of every line and of the whole, at any depth, exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.sums import Sums
from lazi_desktop.domain.kits.totals import Missing, Total
from lazi_desktop.domain.kits.worked_out import Taken


@dataclass(frozen=True, slots=True)
class RolledLine:
    """A line worked out, for one of the kit that it is a line of.

    `typed` is what the quantity says (None: it cannot be worked out), `needed` that with waste, `quantity` rounded up
    to packs: what everything is reckoned with. `counts` is False for an optional line that was not taken: it is worked
    out, and in no total. `nested` is what one of the included kit comes to. `formula` is that of the quantity, with the
    numbers in the places of the names.
    """

    key: PartId
    name: str
    code: str
    unit: str
    typed: Decimal | None
    needed: Decimal | None
    quantity: Decimal | None
    cost_each: Decimal | None
    price_each: Decimal | None
    cost: Total
    price: Total
    hours: Total
    counts: bool = True
    sku: EntityKey | None = None
    includes: KitId | None = None
    nested: RollUp | None = None
    formula: str = ""
    waste: Decimal = Decimal(0)
    pack: Decimal | None = None
    hours_each: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Needed:
    """A SKU in the list of what a kit takes. `needed` is before any rounding up to packs, `quantity` as rolled up."""

    sku: EntityKey
    needed: Decimal
    quantity: Decimal
    pack: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """The lines of a roll-up, and the cost of its groups."""

    lines: Sequence[RolledLine]
    groups: Mapping[PartId | None, Total]


@dataclass  # not frozen, for there are thousands; without slots, for most is worked out when it is asked for
class RollUp:
    """What one kit comes to with these parameter values, by `plain_name`. `groups` has the cost of each group, by its
    key; None is the lines in no group. `problems` are all that any total lacks, once each, and what is flagged.
    `labour` are the kit's own hours, which are in `hours`. `take` tells what it takes of every SKU, None where that is
    too much to be worked out.
    """

    kit: KitId
    values: Mapping[str, Decimal]
    sums: Sums
    labour: Decimal
    work: Callable[[], Detail] = field(repr=False, compare=False)
    take: Callable[[], Taken | None] = field(repr=False, compare=False)

    @cached_property
    def cost(self) -> Total:
        return self.sums.cost_total()

    @cached_property
    def price(self) -> Total:
        return self.sums.price_total()

    @cached_property
    def hours(self) -> Total:
        return self.sums.hours_total()

    @property
    def problems(self) -> Sequence[Missing]:
        return self.sums.lacks

    @cached_property
    def _detail(self) -> Detail:
        return self.work()

    @property
    def lines(self) -> Sequence[RolledLine]:
        return self._detail.lines

    @property
    def groups(self) -> Mapping[PartId | None, Total]:
        return self._detail.groups

    @cached_property
    def _by_key(self) -> Mapping[PartId, RolledLine]:
        return {one.key: one for one in self.lines}

    @property
    def margin(self) -> Decimal | None:
        """Share of the price that is not cost; None where either is not complete, or there is no price."""
        if not (self.cost.is_complete and self.price.is_complete and self.price.amount):
            return None
        return (self.price.amount - self.cost.amount) / self.price.amount

    def line(self, key: PartId) -> RolledLine | None:
        return self._by_key.get(key)
