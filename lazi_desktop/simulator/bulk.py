"""Bulk create and update: all of a request or nothing."""

from __future__ import annotations

from typing import Any

from lazi_desktop.simulator import sku_writes
from lazi_desktop.simulator.calls import Answer, Call
from lazi_desktop.simulator.fields import Model, complain, read_object
from lazi_desktop.simulator.kinds import SkuKind
from lazi_desktop.simulator.models import BULK_CREATE, BULK_UPDATE, STRICT_BULK_UPDATE
from lazi_desktop.simulator.problems import REQUEST_REQUIRED, Errors, Problem, invalid
from lazi_desktop.simulator.tenant import Tenant
from lazi_desktop.simulator.wire import Json, encode

_ARRAYS: dict[str, SkuKind] = {
    "services": "service",
    "equipment": "equipment",
    "materials": "material",
    "discountAndFees": "discount_fee",
}
_REFERRING = ("serviceMaterials", "serviceEquipment", "equipmentMaterials", "upgrades", "recommendations")

Items = list[tuple[str, SkuKind, Json]]


def create(tenant: Tenant, call: Call) -> Answer:
    items = _read(call, BULK_CREATE)
    ids = [tenant.next_id() for _ in items]
    named = {
        fields["customId"]: number
        for (_, _, fields), number in zip(items, ids, strict=True)
        if fields.get("customId")
    }
    for array, _, fields in items:
        _resolve(array, fields, named)
    for _, kind, fields in items:
        sku_writes.check_create(tenant, kind, _without_own(fields, set(ids)))
    mappings: dict[str, list[Json]] = {array: [] for array in _ARRAYS}
    for (array, kind, fields), number in zip(items, ids, strict=True):
        sku_writes.create(tenant, kind, fields, number)
        mappings[array].append({"customId": fields.get("customId") or "", "id": number})
    return Answer(201, encode(mappings))


def update(tenant: Tenant, call: Call) -> Answer:
    items = _read(call, STRICT_BULK_UPDATE if tenant.settings.strict_bulk else BULK_UPDATE)
    errors: Errors = {}
    for array, kind, fields in items:
        if fields["id"] not in tenant.skus[kind].rows:
            complain(errors, array, f"Sku {fields['id']} does not exist.")
    if errors:
        raise invalid(errors)
    for _, kind, fields in items:
        sku_writes.check_update(tenant, kind, fields["id"], fields)
    for _, kind, fields in items:
        sku_writes.update(tenant, kind, fields["id"], fields)
    return Answer(200)


def _read(call: Call, models: dict[SkuKind, Model]) -> Items:
    body = call.json()
    errors: Errors = {}
    items: Items = []
    for array, kind in _ARRAYS.items():
        sent: Any = body.get(array)
        if sent is None:
            continue
        if not isinstance(sent, list):
            complain(errors, array, f"Cannot deserialize the current JSON value into a list. Path '{array}'.")
            continue
        for index, item in enumerate(sent):
            path = f"{array}[{index}]"
            if isinstance(item, dict):
                kept = {name: each for name, each in item.items() if name not in call.dropped}
                items.append((array, kind, read_object(kept, models[kind], errors, f"{path}.")))
            else:
                complain(errors, path, f"Cannot deserialize the current JSON value. Path '{path}'.")
    if errors:
        raise invalid({**errors, "request": [REQUEST_REQUIRED]})
    return items


def _resolve(array: str, fields: Json, named: dict[str, int]) -> None:
    """Puts ids where items of the same request were named by their custom ids."""
    for member in _REFERRING:
        if not fields.get(member):
            continue
        links = []
        for link in fields[member]:
            custom = link.get("customId")
            if link.get("skuId") is None and custom not in named:
                raise Problem(400, f"{array}: no sku with customId '{custom}' in this request.")
            sku = link["skuId"] if link.get("skuId") is not None else named[custom]
            rest = {name: each for name, each in link.items() if name not in ("skuId", "customId")}
            links.append({"skuId": sku, **rest} if rest else sku)
        fields[member] = links


def _without_own(fields: Json, own: set[int]) -> Json:
    """Fields to check against the tenant, less the references to items that are only coming."""
    checked = dict(fields)
    for member in _REFERRING:
        if fields.get(member):
            checked[member] = [
                link
                for link in fields[member]
                if (link["skuId"] if isinstance(link, dict) else link) not in own
            ]
    return checked
