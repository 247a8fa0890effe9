"""The shape of ServiceTitan's records, checked by pydantic: one model per kind, made from the field table.

A member may be missing or null anywhere but in `id`; one that we do not know is kept. Numbers arrive as int or as
exact Decimal and are nothing else: `"5"` is no price.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Required

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    InstanceOf,
    StrictBool,
    StrictInt,
    StrictStr,
    TypeAdapter,
    create_model,
)
from typing_extensions import TypedDict  # pydantic wants this one before Python 3.12

from lazi_desktop.domain.field_tables import REMOTE_FIELDS
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.kinds import EntityKind

_KEEP = ConfigDict(extra="allow")

Number = StrictInt | InstanceOf[Decimal]
RemoteId = Annotated[StrictInt, Field(gt=0, lt=2**63)]


class AssetWire(TypedDict, total=False):
    __pydantic_config__ = _KEEP  # type: ignore[misc]
    url: StrictStr | None
    type: StrictStr | None
    alias: StrictStr | None
    fileName: StrictStr | None
    isDefault: StrictBool | None


class LinkWire(TypedDict, total=False):
    __pydantic_config__ = _KEEP  # type: ignore[misc]
    skuId: Required[RemoteId]
    quantity: Number | None


class RecommendationWire(TypedDict, total=False):
    __pydantic_config__ = _KEEP  # type: ignore[misc]
    skuId: Required[RemoteId]
    type: StrictStr | None


class CategoryRefWire(TypedDict, total=False):
    """Services name their categories in full; the other kinds by id alone."""

    __pydantic_config__ = _KEEP  # type: ignore[misc]
    id: Required[RemoteId]
    name: StrictStr | None
    active: StrictBool | None


class WarrantyWire(TypedDict, total=False):
    __pydantic_config__ = _KEEP  # type: ignore[misc]
    duration: Number | None
    description: StrictStr | None


class DimensionsWire(TypedDict, total=False):
    __pydantic_config__ = _KEEP  # type: ignore[misc]
    height: Number | None
    width: Number | None
    depth: Number | None


class SubAccountWire(TypedDict, total=False):
    __pydantic_config__ = _KEEP  # type: ignore[misc]
    id: StrictInt | None
    cost: Number | None
    accountName: StrictStr | None


class VendorWire(TypedDict, total=False):
    __pydantic_config__ = _KEEP  # type: ignore[misc]
    id: StrictInt | None
    vendorName: StrictStr | None
    vendorId: Required[RemoteId]
    memo: StrictStr | None
    vendorPart: StrictStr | None
    cost: Number | None
    active: StrictBool | None
    primarySubAccount: SubAccountWire | None
    otherSubAccounts: list[SubAccountWire] | None


_BY_TYPE: Mapping[FieldType, Any] = {
    FieldType.TEXT: StrictStr,
    FieldType.HTML: StrictStr,
    FieldType.CHOICE: StrictStr,
    FieldType.MOMENT: StrictStr,
    FieldType.MONEY: Number,
    FieldType.NUMBER: Number,
    FieldType.INTEGER: Number,
    FieldType.FLAG: StrictBool,
    FieldType.IDS: list[StrictInt],
}
_BY_NAME: Mapping[str, Any] = {
    "assets": list[AssetWire],
    "categories": list[StrictInt | CategoryRefWire],
    "dimensions": DimensionsWire,
    "equipment_materials": list[LinkWire],
    "manufacturer_warranty": WarrantyWire,
    "other_vendors": list[VendorWire],
    "primary_vendor": VendorWire,
    "service_equipment": list[LinkWire],
    "service_materials": list[LinkWire],
    "service_provider_warranty": WarrantyWire,
    "sku_images": list[StrictStr | None],
    "sku_videos": list[StrictStr | None],
    "warranty": WarrantyWire,
}
_RECOMMENDATIONS = {
    FieldType.IDS: list[StrictInt],
    FieldType.ENTRIES: list[RecommendationWire],
}

# Members we know and keep in `raw` alone.
NOT_FIELDS = frozenset(("id", "externalData", "subcategories"))


def _model(name: str, kind: EntityKind) -> type[BaseModel]:
    members: dict[str, Any] = {}
    for field in REMOTE_FIELDS[kind].values():
        if field.name == "recommendations":
            shape = _RECOMMENDATIONS[field.type]
        else:
            shape = _BY_NAME.get(field.name) or _BY_TYPE[field.type]
        members[field.wire_name] = (shape | None, None)
    config = ConfigDict(extra="allow", protected_namespaces=())
    return create_model(name, __config__=config, id=(RemoteId, ...), **members)


MODELS: Mapping[EntityKind, type[BaseModel]] = {
    EntityKind.CATEGORY: _model("CategoryWire", EntityKind.CATEGORY),
    EntityKind.MATERIAL: _model("MaterialWire", EntityKind.MATERIAL),
    EntityKind.SERVICE: _model("ServiceWire", EntityKind.SERVICE),
    EntityKind.EQUIPMENT: _model("EquipmentWire", EntityKind.EQUIPMENT),
    EntityKind.DISCOUNT_FEE: _model("DiscountFeeWire", EntityKind.DISCOUNT_FEE),
}
LISTS: Mapping[EntityKind, TypeAdapter[list[BaseModel]]] = {
    kind: TypeAdapter(list[model])  # type: ignore[valid-type]
    for kind, model in MODELS.items()
}
