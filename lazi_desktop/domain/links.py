"""Which SKUs can be linked in which, and what a link holds."""

from __future__ import annotations

from collections.abc import Mapping

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.linked_cost import COSTED
from lazi_desktop.domain.typed_text import check_value
from lazi_desktop.domain.values import Value

_M, _S, _E = EntityKind.MATERIAL, EntityKind.SERVICE, EntityKind.EQUIPMENT

LINKED: Mapping[tuple[EntityKind, str], tuple[EntityKind, ...]] = {
    (_S, "service_materials"): (_M,),
    (_S, "service_equipment"): (_E,),
    (_E, "equipment_materials"): (_M,),
    (_S, "recommendations"): (_S,),
    (_E, "recommendations"): (_S, _M),
    (_S, "upgrades"): (_S,),
    (_E, "upgrades"): (_E,),
}
"""Which kinds each field links."""

QUANTITY = Field("quantity", "Quantity", FieldType.NUMBER)
_TYPES = {EntityKind.SERVICE: "Service", EntityKind.MATERIAL: "Material"}


def has_quantities(name: str) -> bool:
    return name in COSTED


def read_quantity(typed: Value) -> Value:
    """Raises InvalidValue for what is no number, and for nothing or less."""
    quantity = check_value(QUANTITY, typed)
    if quantity <= 0:
        raise InvalidValue("The quantity must be more than nothing.")
    return quantity


def new_link(field: Field, kind: EntityKind, reference: int | str, quantity: Value = 1) -> Value:
    """What a field of `LINKED` holds about a SKU of that kind."""
    if not field.entry_key:
        return reference
    if has_quantities(field.name):
        return {"skuId": reference, "quantity": quantity}
    return {"skuId": reference, "type": _TYPES[kind]}


def linked_sku(link: Value) -> int | str:
    reference: int | str = link["skuId"] if isinstance(link, Mapping) else link
    return reference
