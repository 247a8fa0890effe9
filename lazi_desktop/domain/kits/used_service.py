"""What a service that gets a kit comes to: what stays in it beside the kit's, and the money before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lazi_desktop.domain.kits.service_links import LINK_FIELDS, ServiceNow
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.kits.using import PlannedLink, PlannedService
from lazi_desktop.domain.linked_cost import LinkedCost, linked_cost

_Place = tuple[str, int | str]


@dataclass(frozen=True, slots=True)
class UseMoney:
    """`before` and `after` are of all that the service links; `gives` and `price` of what the kit gives it. Each says
    of how many lines nobody knows the cost, or the price."""

    before: LinkedCost
    gives: LinkedCost
    after: LinkedCost
    price: LinkedCost


def use_money(one: PlannedService) -> UseMoney:
    skus = {**one.before.skus, **_planned(one)}
    given = [(link.gives, link.sku) for link in one.links if link.sku is not None and link.gives]
    return UseMoney(
        linked_cost(_costs(one.before, skus)),
        linked_cost((many, sku.cost) for many, sku in given),
        linked_cost(_costs(one.after, skus)),
        linked_cost((many, sku.price) for many, sku in given),
    )


def staying(one: PlannedService) -> Sequence[PlannedLink]:
    """What the service has already and the kit does not give, as many of it as there are."""
    planned, left = _planned(one), dict[_Place, Decimal]()
    still = {(name, reference) for name, reference, _ in one.after.linked()}
    for name, reference, quantity in one.before.linked():
        place = (name, reference)
        if place in still and place not in planned:
            left[place] = left.get(place, Decimal(0)) + quantity
    return [
        PlannedLink(one.before.skus.get(place), place[1], Decimal(0), quantity, quantity)
        for place, quantity in left.items()
    ]


def _planned(one: PlannedService) -> Mapping[_Place, KitSku]:
    """By all that links may name them."""
    return {
        (LINK_FIELDS[sku.kind], reference): sku
        for link in one.links
        if (sku := link.sku) is not None and sku.kind in LINK_FIELDS
        for reference in (sku.reference, str(sku.key))
    }


def _costs(service: ServiceNow, skus: Mapping[_Place, KitSku]) -> Iterator[tuple[Decimal, Decimal | None]]:
    for name, reference, quantity in service.linked():
        sku = skus.get((name, reference))
        yield quantity, None if sku is None else sku.cost
