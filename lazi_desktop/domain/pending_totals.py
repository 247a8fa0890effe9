"""What pending changes come to: how many SKUs and fields, and how much money they move. Exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value

LIST_PRICE = "price"
"""What a customer without a membership pays."""


class Pending(Protocol):
    """One field that is to be sent."""

    @property
    def entity_key(self) -> EntityKey: ...
    @property
    def entity_kind(self) -> EntityKind: ...
    @property
    def field(self) -> str: ...
    @property
    def theirs(self) -> Value: ...
    @property
    def ours(self) -> Value: ...
    @property
    def creates(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Totals:
    """`list_prices` is by how much the list prices of what ServiceTitan has already rise, all together."""

    entities: int = 0
    fields: int = 0
    new: int = 0
    deactivated: int = 0
    list_prices: Decimal = Decimal(0)
    categories: int = 0
    """Those of the entities that are no SKUs."""


def money_moved(change: Pending) -> Decimal | None:
    """By how much a sum of money rises; None for what is no sum, or has none on one of the sides."""
    field = FIELDS[change.entity_kind].get(change.field)
    if field is None or field.type is not FieldType.MONEY:
        return None
    ours = _sum_of(change.ours)
    if change.theirs is None:
        return ours if change.creates else None
    theirs = _sum_of(change.theirs)
    return None if ours is None or theirs is None else ours - theirs


def _sum_of(value: Value) -> Decimal | None:
    """None for what is no number: the shared database takes whatever somebody writes there."""
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return Decimal(value) if is_number else None


def totals_of(changes: Iterable[Pending]) -> Totals:
    entities: dict[int, EntityKind] = {}  # by the keys' numbers, whose hash costs a tenth
    new: set[int] = set()
    fields = deactivated = 0
    list_prices = Decimal(0)
    for change in changes:
        fields += 1
        key = change.entity_key.int
        entities[key] = change.entity_kind
        if change.creates:
            new.add(key)
        elif change.field == LIST_PRICE:
            list_prices += money_moved(change) or 0
        elif change.field == "active" and change.ours is False:
            deactivated += 1
    return Totals(
        entities=len(entities),
        fields=fields,
        new=len(new),
        deactivated=deactivated,
        list_prices=list_prices,
        categories=sum(not kind.is_sku for kind in entities.values()),
    )
