"""Create, update and delete of SKUs."""

from __future__ import annotations

from typing import Any

import msgspec

from lazi_desktop.simulator.assets import apply_assets
from lazi_desktop.simulator.clock import to_text
from lazi_desktop.simulator.fields import complain
from lazi_desktop.simulator.kinds import SkuKind
from lazi_desktop.simulator.new_rows import new
from lazi_desktop.simulator.problems import Errors, Problem, invalid
from lazi_desktop.simulator.rows import Row, row_of
from lazi_desktop.simulator.tenant import Tenant
from lazi_desktop.simulator.vendor_links import apply_vendors
from lazi_desktop.simulator.wire import Json

NO_PRIMARY_VENDOR = "There must be exactly one vendor selected as Primary"

_ELSEWHERE = frozenset(
    {
        "assets",
        "categories",
        "externalData",
        "primaryVendor",
        "otherVendors",
        "intacctGlGroupAccount",
        "variationMaterials",
        "variationEquipment",
        "customId",
        "id",
    }
)
"""Members that are not simply written over."""

_LINKED: dict[str, tuple[SkuKind, ...]] = {
    "serviceMaterials": ("material",),
    "serviceEquipment": ("equipment",),
    "equipmentMaterials": ("material",),
    "variationMaterials": ("material",),
    "variationEquipment": ("equipment",),
    "recommendations": ("service", "material", "equipment"),
    "upgrades": ("service", "material", "equipment"),
}
_VARIATIONS: dict[SkuKind, tuple[str, str, str]] = {
    "material": ("variationMaterials", "variationsOrConfigurableMaterials", "isConfigurableMaterial"),
    "equipment": ("variationEquipment", "variationsOrConfigurableEquipment", "isConfigurableEquipment"),
}


class _Coded(msgspec.Struct):
    code: str = ""


_read_code = msgspec.json.Decoder(_Coded).decode


def check_create(tenant: Tenant, kind: SkuKind, fields: Json) -> None:
    """Raises Problem for what only the tenant can know: references, codes, the vendor rule."""
    if (
        kind in ("material", "equipment")
        and tenant.settings.vendor_required
        and not fields.get("primaryVendor")
    ):
        raise Problem(400, NO_PRIMARY_VENDOR)
    _check(tenant, kind, fields, None)


def check_update(tenant: Tenant, kind: SkuKind, sku: int, fields: Json) -> None:
    _check(tenant, kind, fields, sku)


def create(tenant: Tenant, kind: SkuKind, fields: Json, sku: int | None = None) -> Row:
    """Writes checked fields; ``sku`` is an id reserved before, for items that refer to each other."""
    value = new(kind)
    value["id"] = sku or tenant.next_id()
    _apply(tenant, kind, value, {name: sent for name, sent in fields.items() if sent is not None})
    stamp = tenant.clock.stamp()
    value["createdOn"] = value["modifiedOn"] = to_text(stamp)
    row = row_of(value, _external(None, fields.get("externalData")))
    tenant.skus[kind].put(row)
    _link_variations(tenant, kind, row.id, fields)
    return tenant.skus[kind].rows[row.id]


def update(tenant: Tenant, kind: SkuKind, sku: int, fields: Json) -> Row:
    """Writes checked fields; ``modifiedOn`` moves only if something became different."""
    before = tenant.row(kind, sku)
    value = before.value()
    _apply(tenant, kind, value, fields)
    external = _external(before, fields["externalData"]) if "externalData" in fields else before.external
    _link_variations(tenant, kind, sku, fields)
    linked = tenant.row(kind, sku)
    if kind in _VARIATIONS and linked is not before:
        view = _VARIATIONS[kind][1]
        value[view] = linked.value()[view]
    return replace_if_changed(tenant, kind, linked, value, external=external)


def replace_if_changed(
    tenant: Tenant, kind: SkuKind, before: Row, value: Json, *, external: Any = None
) -> Row:
    if value == before.value() and external == before.external:
        return before
    value["modifiedOn"] = to_text(tenant.clock.stamp())
    row = row_of(value, external)
    tenant.skus[kind].put(row)
    return row


def delete(tenant: Tenant, kind: SkuKind, sku: int) -> None:
    before = tenant.row(kind, sku)
    if tenant.settings.hard_delete:
        tenant.skus[kind].remove(sku)
    else:
        replace_if_changed(tenant, kind, before, before.value() | {"active": False}, external=before.external)


def _check(tenant: Tenant, kind: SkuKind, fields: Json, sku: int | None) -> None:
    errors: Errors = {}
    for category in fields.get("categories") or []:
        if category not in tenant.categories.rows:
            complain(errors, "categories", f"Category {category} does not exist.")
    for member, kinds in _LINKED.items():
        for link in fields.get(member) or []:
            linked = link["skuId"] if isinstance(link, dict) else link
            if linked is not None and not any(linked in tenant.skus[each].rows for each in kinds):
                complain(errors, member, f"Sku {linked} does not exist.")
    if ("budgetCostCode" in fields) != ("budgetCostType" in fields):
        complain(errors, "budgetCostCode", "budgetCostCode and budgetCostType must be given together.")
    if tenant.settings.reject_duplicate_codes and "code" in fields and _is_taken(tenant, fields["code"], sku):
        complain(errors, "code", f"Code '{fields['code']}' is already in use.")
    if errors:
        raise invalid(errors)


def _is_taken(tenant: Tenant, code: str, sku: int | None) -> bool:
    wanted = code.strip().lower()
    return any(
        row.id != sku and _read_code(row.encoded).code.strip().lower() == wanted
        for table in tenant.skus.values()
        for row in table.rows.values()
    )


def _apply(tenant: Tenant, kind: SkuKind, value: Json, fields: Json) -> None:
    for name, sent in fields.items():
        if name not in _ELSEWHERE:
            value[name] = sent
    if "categories" in fields:
        ids = list(dict.fromkeys(fields["categories"]))
        value["categories"] = [category_of(tenant, each) for each in ids] if kind == "service" else ids
    if "assets" in fields:
        apply_assets(tenant, kind, value, fields["assets"])
    if kind in ("material", "equipment"):
        apply_vendors(value, fields, tenant.next_id)
    if kind == "material" and not value.get("isChemical"):
        value["epaNumber"] = value["activeIngredients"] = None


def category_of(tenant: Tenant, category: int) -> Json:
    """A category as services show it."""
    value = tenant.categories.rows[category].value()
    return {name: value.get(name) for name in ("id", "name", "active")}


def _external(before: Row | None, sent: Json | None) -> dict[str, dict[str, str]] | None:
    """External data by application; null clears everything, Merge drops the keys sent without a value."""
    held = {guid: dict(data) for guid, data in ((before.external if before else None) or {}).items()}
    if sent is None:
        return None
    merged = held.get(sent["applicationGuid"], {}) if sent.get("patchMode") == "Merge" else {}
    for pair in sent["externalData"]:
        merged.pop(pair["key"], None)
        if pair.get("value") is not None:
            merged[pair["key"]] = pair["value"]
    return held | {sent["applicationGuid"]: merged}


def _link_variations(tenant: Tenant, kind: SkuKind, sku: int, fields: Json) -> None:
    """Writes variations on both sides: the configurable lists them, and they list it."""
    if kind not in _VARIATIONS or fields.get(_VARIATIONS[kind][0]) is None:
        return
    member, view, _ = _VARIATIONS[kind]
    table = tenant.skus[kind]
    value = table.rows[sku].value()
    wanted = [each for each in dict.fromkeys(fields[member]) if each != sku]
    for other in {*wanted, *(value.get(view) or [])}:
        if other not in table.rows:
            continue
        other_value = table.rows[other].value()
        rest = [each for each in other_value.get(view) or [] if each != sku]
        other_value[view] = [*rest, sku] if other in wanted else rest
        table.put(row_of(other_value, table.rows[other].external))
    value[view] = wanted
    table.put(row_of(value, table.rows[sku].external))
