"""The bodies of changes and creates: only what ServiceTitan's requests have, since it ignores all else silently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from lazi_desktop.domain.errors import RemoteRejected
from lazi_desktop.domain.field_tables import GIVEN_ONLY_AT_CREATION, REMOTE_FIELDS
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.references import local_references
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.remote import RemoteChange

SUB_ACCOUNT = ("cost", "accountName")
VENDOR = ("vendorId", "memo", "vendorPart", "cost", "active", "primarySubAccount", "otherSubAccounts")
ASSET = ("type", "alias", "url", "isDefault")
LINK = ("skuId", "quantity")
RECOMMENDATION = ("skuId", "type")
WARRANTY = ("duration", "description")
DIMENSIONS = ("height", "width", "depth")

# ServiceTitan's request members of what is an object here, in a list or alone.
SHAPES: Mapping[str, Sequence[str]] = {
    "assets": ASSET,
    "dimensions": DIMENSIONS,
    "equipment_materials": LINK,
    "manufacturer_warranty": WARRANTY,
    "other_vendors": VENDOR,
    "primary_vendor": VENDOR,
    "recommendations": RECOMMENDATION,
    "service_equipment": LINK,
    "service_materials": LINK,
    "service_provider_warranty": WARRANTY,
    "warranty": WARRANTY,
}
# What reading shows where there is none: the requests accept no null.
_NOTHING: Mapping[str, Value] = {
    "assets": [],
    "dimensions": {"height": 0, "width": 0, "depth": 0},
    "manufacturer_warranty": {"duration": 0, "description": ""},
    "service_provider_warranty": {"duration": 0, "description": ""},
    "sku_images": [],
    "sku_videos": [],
    "warranty": {"duration": 0, "description": ""},
}
_BUDGET = ("budget_cost_code", "budget_cost_type")
_WITH_VENDORS = (EntityKind.MATERIAL, EntityKind.EQUIPMENT)

_ARRAYS = {
    EntityKind.SERVICE: "services",
    EntityKind.EQUIPMENT: "equipment",
    EntityKind.MATERIAL: "materials",
    EntityKind.DISCOUNT_FEE: "discountAndFees",
}

_encode = msgspec.json.Encoder(decimal_format="number").encode


@dataclass(frozen=True, slots=True)
class Body:
    content: bytes
    wire_fields: Mapping[str, str]
    """The members sent, and the field of ours that each stands for."""


def patch_body(kind: EntityKind, changes: Mapping[str, Value], known: Fields) -> Body:
    """The request that changes these fields.

    Raises:
        RemoteRejected: ServiceTitan's requests have no way to say this; nothing was sent.
    """
    members, wire_fields = _members(kind, changes, known, frozenset())
    return Body(_encode(members), wire_fields)


def patch_body_of_several(kind: EntityKind, changes: Sequence[RemoteChange]) -> Body:
    """One request with what `patch_body` would say of each.

    Raises:
        RemoteRejected: ServiceTitan's requests have no way to say one of them; nothing was sent.
    """
    items = [
        {"id": one.remote_id, **_members(kind, one.changes, one.known, frozenset())[0]} for one in changes
    ]
    return Body(_encode({_ARRAYS[kind]: items}), {})


def create_body(kind: EntityKind, wanted: Fields, external_data: Mapping[str, Any] | None) -> Body:
    """The request that makes an entity with these fields; what it shall not have is left out.

    Raises:
        RemoteRejected: ServiceTitan's requests have no way to say this; nothing was sent.
    """
    given = {name: value for name, value in wanted.items() if value is not None}
    members, wire_fields = _members(kind, given, {}, GIVEN_ONLY_AT_CREATION.get(kind, frozenset()))
    if external_data is not None:
        members["externalData"] = external_data
    return Body(_encode(members), wire_fields)


def _members(
    kind: EntityKind, changes: Mapping[str, Value], known: Fields, also: frozenset[str]
) -> tuple[dict[str, Any], dict[str, str]]:
    wanted = dict(changes)
    if any(name in wanted for name in _BUDGET):  # it wants the two together
        wanted = {name: known.get(name) for name in _BUDGET} | wanted
    vendor = _vendor_with_cost(kind, wanted, known)
    members: dict[str, Any] = {}
    wire_fields: dict[str, str] = {}
    if vendor is not None:
        cost = wanted.pop("cost")
        members["primaryVendor"] = _shaped(VENDOR, vendor)
        wire_fields["primaryVendor"] = "primary_vendor" if "primary_vendor" in wanted else "cost"
        wanted.pop("primary_vendor", None)
        if "other_vendors" in wanted:  # they repeat the primary one
            wanted["other_vendors"] = [
                {**other, "cost": cost} if other.get("vendorId") == vendor["vendorId"] else other
                for other in wanted["other_vendors"] or ()
            ]
    for name, value in wanted.items():
        entity_field = REMOTE_FIELDS[kind].get(name)
        if entity_field is None or not (entity_field.writable or name in also):
            raise _unsayable(name, "ServiceTitan lets nobody change this from outside.")
        if local_references(name, value):
            raise _unsayable(name, "It names something that ServiceTitan does not have yet.")
        members[entity_field.wire_name] = _member(entity_field, value)
        wire_fields[entity_field.wire_name] = name
    return members, wire_fields


def _vendor_with_cost(kind: EntityKind, wanted: Fields, known: Fields) -> dict[str, Value] | None:
    """The primary vendor carrying the new cost: ServiceTitan takes an entity's cost from there."""
    if kind not in _WITH_VENDORS or wanted.get("cost") is None:
        return None
    vendor = wanted.get("primary_vendor", known.get("primary_vendor"))
    return {"active": True, **vendor, "cost": wanted["cost"]} if vendor else None


def _member(entity_field: Field, value: Value) -> Value:
    if value is None:
        return _nothing(entity_field)
    shape = SHAPES.get(entity_field.name)
    if shape is None or entity_field.type is FieldType.IDS:
        return value
    return [_shaped(shape, one) for one in value] if isinstance(value, list) else _shaped(shape, value)


def _nothing(entity_field: Field) -> Value:
    if entity_field.nullable:
        return None
    match entity_field.type:
        case FieldType.TEXT | FieldType.HTML:
            return ""
        case FieldType.IDS | FieldType.ENTRIES:
            return []
    if entity_field.name in _NOTHING:
        return _NOTHING[entity_field.name]
    raise _unsayable(entity_field.name, f"{entity_field.title} cannot be emptied in ServiceTitan.")


def _shaped(shape: Sequence[str], value: Mapping[str, Value]) -> dict[str, Value]:
    shaped = {name: value[name] for name in shape if name in value}
    if shaped.get("primarySubAccount"):
        shaped["primarySubAccount"] = _shaped(SUB_ACCOUNT, shaped["primarySubAccount"])
    if shaped.get("otherSubAccounts"):
        shaped["otherSubAccounts"] = [_shaped(SUB_ACCOUNT, one) for one in shaped["otherSubAccounts"]]
    return shaped


def _unsayable(name: str, why: str) -> RemoteRejected:
    return RemoteRejected(why, status=0, field_errors={name: why})
