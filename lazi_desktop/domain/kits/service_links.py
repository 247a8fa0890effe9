"""The links of a service by the SKUs that kits know: how many of one there are, and the same service with others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.planning import EXACT
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.links import linked_sku, new_link, read_quantity
from lazi_desktop.domain.values import Value

LINK_FIELDS: Mapping[EntityKind, str] = {
    EntityKind.MATERIAL: "service_materials",
    EntityKind.EQUIPMENT: "service_equipment",
}
"""Where a service links what kind of SKU."""
_NOTHING = Decimal(0)
_STEP = Decimal("0.01")  # ServiceTitan keeps no more digits of a link's quantity


@dataclass(frozen=True, kw_only=True)  # without slots: its links are looked up by what they name
class ServiceNow:
    """A service as it is now. `links` are the effective values of the fields in `LINK_FIELDS`; `skus` what is known of
    those they name, by the field and as it names them."""

    key: EntityKey
    code: str
    name: str
    links: Mapping[str, Sequence[Value] | None]
    skus: Mapping[tuple[str, int | str], KitSku] = field(default_factory=dict)

    def quantity(self, sku: KitSku) -> Decimal:
        """0 where it is not linked."""
        return sum(
            (_quantity(link) for place in _places(sku) for link in self._links.get(place, ())), _NOTHING
        )

    def has(self, sku: KitSku) -> bool:
        return any(place in self._links for place in _places(sku))

    def with_quantities(
        self, wanted: Mapping[EntityKey, Decimal], skus: Mapping[EntityKey, KitSku]
    ) -> ServiceNow:
        """With so many of each; nothing or less takes the link out. Links keep what else they hold."""
        held = {place: list(links) for place, links in self._links.items()}
        for key, quantity in wanted.items():
            sku = skus[key]
            places = _places(sku)
            old = next((held[place][0] for place in places if place in held), None)
            for place in places:
                held.pop(place, None)
            if quantity <= 0:
                continue
            name, reference = places[0]
            amount = read_quantity(quantity)
            fresh = new_link(field_of(EntityKind.SERVICE, name), sku.kind, reference, amount)
            held[places[0]] = [fresh if old is None else {**old, "quantity": amount}]
        links = {
            name: [link for place, those in held.items() if place[0] == name for link in those]
            for name in LINK_FIELDS.values()
        }
        return replace(self, links=links)

    def without_links(self) -> ServiceNow:
        links: dict[str, Sequence[Value] | None] = {name: [] for name in LINK_FIELDS.values()}
        return replace(self, links=links)

    def linked(self) -> Iterator[tuple[str, int | str, Decimal]]:
        """Every link: its field, as it names the SKU, and how many."""
        for (name, reference), links in self._links.items():
            for link in links:
                yield name, reference, _quantity(link)

    @cached_property
    def _links(self) -> Mapping[tuple[str, int | str], Sequence[Value]]:
        found: dict[tuple[str, int | str], list[Value]] = {}
        for name in LINK_FIELDS.values():
            for link in self.links.get(name) or ():
                found.setdefault((name, linked_sku(link)), []).append(link)
        return found


def link_quantity(quantity: Decimal) -> Decimal:
    """As a link can hold it: rounded to hundredths, and never to nothing."""
    if quantity <= 0:
        return Decimal(0)
    return max(quantity.quantize(_STEP, ROUND_HALF_UP, EXACT), _STEP)


def why_not_linked(sku: KitSku | None, service: ServiceNow, quantity: Decimal) -> str:
    """Why a service cannot have that many of it, in words; "" where it can."""
    return why_never_linked(sku, quantity, is_linked=sku is not None and service.has(sku))


def why_never_linked(sku: KitSku | None, quantity: Decimal, *, is_linked: bool) -> str:
    """Of any service that has it already, or has not."""
    if sku is None or sku.gone:
        return "ServiceTitan does not have it any more."
    if sku.kind not in LINK_FIELDS:
        if sku.kind is EntityKind.SERVICE:
            return "A service cannot be linked in a service."
        return "Discounts and fees cannot be linked in a service."
    if not sku.active and not is_linked:
        return "It is inactive."
    try:
        if quantity > 0:
            read_quantity(quantity)
    except InvalidValue as problem:
        return problem.detail
    return ""


def _places(sku: KitSku) -> Sequence[tuple[str, int | str]]:
    """How links name it: what got its number a moment ago may still be named by its key."""
    name = LINK_FIELDS.get(sku.kind)
    names = dict.fromkeys((sku.reference, str(sku.key)))
    return [] if name is None else [(name, one) for one in names]


def _quantity(link: Value) -> Decimal:
    return Decimal(link.get("quantity") or 0)
