"""What the SKUs in a service or equipment cost together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.domain.column_values import INCOMPLETE, LINKED_COST, LINKED_MARGIN
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value

COSTED = ("service_materials", "service_equipment", "equipment_materials")
"""Fields whose links have quantities."""
_MARGIN_DIGITS = 9


@dataclass(frozen=True, slots=True)
class LinkedCost:
    """`total` is of the lines that have a cost; with any that has none it is no total."""

    lines: int = 0
    total: Decimal = Decimal(0)
    without_cost: int = 0

    @property
    def is_complete(self) -> bool:
        return self.without_cost == 0

    def __add__(self, other: LinkedCost) -> LinkedCost:
        return LinkedCost(
            self.lines + other.lines, self.total + other.total, self.without_cost + other.without_cost
        )

    def with_own(self, kind: EntityKind, cost: Decimal | None) -> LinkedCost:
        """What is sold itself costs something besides what is linked in it: equipment does, a service has no cost."""
        if kind is not EntityKind.EQUIPMENT or not self.lines:
            return self
        return self + linked_cost([(1, cost)])

    def margin(self, price: Value) -> Decimal | None:
        """Share of the price that is not cost; None without a price, or where a cost is missing."""
        if not price or not self.is_complete:
            return None
        return (Decimal(price) - self.total) / Decimal(price)


def linked_cost(lines: Iterable[tuple[Value, Decimal | None]]) -> LinkedCost:
    """Of (quantity, cost each); a cost that is not known is not nothing, and ServiceTitan writes 0 for one."""
    count = missing = 0
    total = Decimal(0)
    for quantity, cost in lines:
        count += 1
        if not cost or quantity is None:
            missing += 1
        else:
            total += Decimal(quantity) * cost
    return LinkedCost(count, total, missing)


def in_columns(cost: LinkedCost, price: Value) -> dict[str, Value]:
    """What stands in the columns of it; where something has no cost, that it is incomplete, and no number."""
    if not cost.lines:
        return {LINKED_COST: None, LINKED_MARGIN: None}
    if not cost.is_complete:
        return {LINKED_COST: INCOMPLETE, LINKED_MARGIN: INCOMPLETE}
    margin = cost.margin(price)
    return {LINKED_COST: cost.total, LINKED_MARGIN: None if margin is None else round(margin, _MARGIN_DIGITS)}
