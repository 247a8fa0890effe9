"""The links of a service by the SKUs that kits know: how many of one there are, and the same service with others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.formula.arithmetic import CONTEXT
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.skus import KitSku
from lazi_desktop.domain.links import linked_sku, new_link, read_quantity
from lazi_desktop.domain.values import Value

LINK_FIELDS: Mapping[EntityKind, str] = {
    EntityKind.MATERIAL: "service_materials",
    EntityKind.EQUIPMENT: "service_equipment",
}
"""Where a service links what kind of SKU."""
_STEP = Decimal("0.01")  # ServiceTitan keeps no more digits of a link's quantity


@dataclass(frozen=True, slots=True, kw_only=True)
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
        return sum((Decimal(one.get("quantity") or 0) for one in self._of(sku)), Decimal(0))

    def has(self, sku: KitSku) -> bool:
        return bool(self._of(sku))

    def with_quantities(
        self, wanted: Mapping[EntityKey, Decimal], skus: Mapping[EntityKey, KitSku]
    ) -> ServiceNow:
        """With so many of each; nothing or less takes the link out. Links keep what else they hold."""
        links = {name: list(self.links.get(name) or ()) for name in LINK_FIELDS.values()}
        for key, quantity in wanted.items():
            sku = skus[key]
            name = LINK_FIELDS[sku.kind]
            held = links[name]
            old = next((one for one in held if _is_of(one, sku)), None)
            links[name] = [one for one in held if not _is_of(one, sku)]
            if quantity > 0:
                amount = read_quantity(quantity)
                fresh = new_link(field_of(EntityKind.SERVICE, name), sku.kind, sku.reference, amount)
                links[name].append(fresh if old is None else {**old, "quantity": amount})
        return replace(self, links=links)

    def without_links(self) -> ServiceNow:
        links: dict[str, Sequence[Value] | None] = {name: [] for name in LINK_FIELDS.values()}
        return replace(self, links=links)

    def linked(self) -> Iterator[tuple[str, int | str, Decimal]]:
        """Every link: its field, as it names the SKU, and how many."""
        for name in LINK_FIELDS.values():
            for link in self.links.get(name) or ():
                yield name, linked_sku(link), Decimal(link.get("quantity") or 0)

    def _of(self, sku: KitSku) -> list[Value]:
        name = LINK_FIELDS.get(sku.kind)
        return [] if name is None else [one for one in self.links.get(name) or () if _is_of(one, sku)]


def link_quantity(quantity: Decimal) -> Decimal:
    """As a link can hold it: rounded to hundredths, and never to nothing."""
    if quantity <= 0:
        return Decimal(0)
    return max(quantity.quantize(_STEP, ROUND_HALF_UP, CONTEXT), _STEP)


def why_not_linked(sku: KitSku | None, service: ServiceNow, quantity: Decimal) -> str:
    """Why a service cannot have that many of it, in words; "" where it can."""
    if sku is None or sku.gone:
        return "ServiceTitan does not have it any more."
    if sku.kind not in LINK_FIELDS:
        if sku.kind is EntityKind.SERVICE:
            return "A service cannot be linked in a service."
        return "Discounts and fees cannot be linked in a service."
    if not sku.active and not service.has(sku):
        return "It is inactive."
    try:
        if quantity > 0:
            read_quantity(quantity)
    except InvalidValue as problem:
        return problem.detail
    return ""


def _is_of(link: Value, sku: KitSku) -> bool:
    """What got its number a moment ago may still be named by its key."""
    return linked_sku(link) in (sku.reference, str(sku.key))
