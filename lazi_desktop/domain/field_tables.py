"""The fields of every kind, declared once.

Source: ServiceTitan's pricebook document of 2026-05-21 (update requests and responses); a test compares the two.
What the team keeps of its own (`OWN_FIELDS`) follows each kind's.
Write-only members and `external_data` are left out: they cannot be read back, so no mirror can hold them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from lazi_desktop.domain.assets import MEMBERS
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.kinds import SKU_KINDS, EntityKind

PRICES = "prices"
COSTS = "costs"

_T = FieldType


def _read_only(*fields: Field) -> list[Field]:
    return [replace(field, writable=False) for field in fields]


_PRICES = [
    Field("price", "Price", _T.MONEY, group=PRICES),
    Field("member_price", "Member price", _T.MONEY, group=PRICES),
    Field("add_on_price", "Add-on price", _T.MONEY, group=PRICES),
    Field("add_on_member_price", "Add-on member price", _T.MONEY, group=PRICES),
]
_NAMES = [
    Field("code", "Code", _T.TEXT, required=True),
    Field("display_name", "Name", _T.TEXT),
    Field("description", "Description", _T.HTML),
    Field("active", "Active", _T.FLAG),
]
_COMMISSION = [
    Field("pays_commission", "Pays commission", _T.FLAG, money=True),
    Field("bonus", "Bonus", _T.MONEY),
    Field("commission_bonus", "Commission bonus", _T.NUMBER, money=True),
    Field("hours", "Hours", _T.NUMBER),
]
_CATEGORIES = Field("categories", "Categories", _T.IDS)
_ASSETS = Field("assets", "Images and files", _T.STRUCTURE, members=MEMBERS)
_TAXABLE = Field("taxable", "Taxable", _T.FLAG, money=True)
_ACCOUNT = Field("account", "GL account", _T.TEXT, group="accounts")
_CROSS_SALE = Field("cross_sale_group", "Cross-sale group", _T.TEXT)
_BUDGET = [
    Field("budget_cost_code", "Budget cost code", _T.TEXT, group="budget"),
    Field("budget_cost_type", "Budget cost type", _T.TEXT, group="budget"),
]
_PRICE_LOCKED = Field("is_price_locked", "Price locked", _T.FLAG, money=True)
_COST = Field("cost", "Cost", _T.MONEY, group=COSTS)
_STOCK = [
    _COST,
    Field("primary_vendor", "Primary vendor", _T.STRUCTURE, group=COSTS, money=True),
    Field("other_vendors", "Vendors", _T.ENTRIES, entry_key="vendorId", money=True),
    Field("unit_of_measure", "Unit", _T.TEXT),
    Field("is_inventory", "Inventory", _T.FLAG),
    Field("cost_of_sale_account", "Cost of sale account", _T.TEXT, group="accounts"),
    Field("asset_account", "Asset account", _T.TEXT, group="accounts"),
    Field("is_cost_locked", "Cost locked", _T.FLAG, money=True),
]
_ORIGIN = _read_only(
    Field("source", "Source", _T.TEXT),
    Field("external_id", "External id", _T.TEXT),
    Field("created_on", "Created", _T.MOMENT),
    Field("modified_on", "Modified", _T.MOMENT),
)
_SKU_ORIGIN = [
    *_ORIGIN,
    *_read_only(
        Field("default_asset_url", "Cover", _T.TEXT),
        Field("business_unit_id", "Business unit", _T.INTEGER),
    ),
]
_LEDGER = _read_only(
    Field("display_in_amount", "Display in amount", _T.FLAG),
    Field("general_ledger_account_id", "Ledger account", _T.INTEGER),
)

_MATERIAL = [
    *_NAMES,
    *_STOCK,
    *_PRICES,
    *_COMMISSION,
    _TAXABLE,
    _CATEGORIES,
    _ASSETS,
    _ACCOUNT,
    *_BUDGET,
    _PRICE_LOCKED,
    Field("deduct_as_job_cost", "Deduct as job cost", _T.FLAG, money=True),
    Field("chargeable_by_default", "Chargeable by default", _T.FLAG, money=True),
    Field("is_configurable_material", "Configurable", _T.FLAG),
    Field("cost_type_id", "Cost type", _T.INTEGER, nullable=True),
    Field("is_chemical", "Chemical", _T.FLAG),
    Field("epa_number", "EPA number", _T.TEXT),
    Field("active_ingredients", "Active ingredients", _T.TEXT),
    *_read_only(
        Field("is_other_direct_cost", "Other direct cost", _T.FLAG),
        Field("variations_or_configurable_materials", "Variations", _T.IDS),
        Field("created_by_id", "Created by", _T.INTEGER),
    ),
    *_LEDGER,
    *_SKU_ORIGIN,
]
_SERVICE = [
    *_NAMES,
    *_read_only(_COST),
    *_PRICES,
    *_COMMISSION,
    _TAXABLE,
    _CATEGORIES,
    _ASSETS,
    _ACCOUNT,
    _CROSS_SALE,
    *_BUDGET,
    _PRICE_LOCKED,
    Field("is_labor", "Labor", _T.FLAG),
    Field("warranty", "Warranty", _T.STRUCTURE),
    Field("recommendations", "Recommendations", _T.IDS),
    Field("upgrades", "Upgrades", _T.IDS),
    Field("service_materials", "Materials", _T.ENTRIES, entry_key="skuId"),
    Field("service_equipment", "Equipment", _T.ENTRIES, entry_key="skuId"),
    *_read_only(
        Field("calculated_price", "Calculated price", _T.MONEY),
        Field("use_static_prices", "Static prices", _T.FLAG, money=True),
        Field("sold_by_commission", "Sold-by commission", _T.NUMBER, money=True),
    ),
    *_SKU_ORIGIN,
]
_EQUIPMENT = [
    *_NAMES,
    *_STOCK,
    *_PRICES,
    *_COMMISSION,
    _TAXABLE,
    _CATEGORIES,
    _ASSETS,
    _ACCOUNT,
    _CROSS_SALE,
    *_BUDGET,
    _PRICE_LOCKED,
    Field("manufacturer", "Manufacturer", _T.TEXT),
    Field("model", "Model", _T.TEXT),
    Field("manufacturer_warranty", "Manufacturer's warranty", _T.STRUCTURE),
    Field("service_provider_warranty", "Our warranty", _T.STRUCTURE),
    Field("recommendations", "Recommendations", _T.ENTRIES, entry_key="skuId"),
    Field("upgrades", "Upgrades", _T.IDS),
    Field("equipment_materials", "Materials", _T.ENTRIES, entry_key="skuId"),
    Field("is_configurable_equipment", "Configurable", _T.FLAG),
    Field("dimensions", "Dimensions", _T.STRUCTURE),
    *_read_only(
        Field("variations_or_configurable_equipment", "Variations", _T.IDS),
        Field("type_id", "Equipment type", _T.INTEGER),
    ),
    *_LEDGER,
    *(field for field in _SKU_ORIGIN if field.name != "business_unit_id"),
]
_DISCOUNT_FEE = [
    *_NAMES,
    Field("type", "Type", _T.CHOICE, required=True, choices=("Discount", "Fee"), money=True),
    Field("amount_type", "Amount is", _T.CHOICE, required=True, choices=("Percentage", "Fixed"), money=True),
    Field("amount", "Amount", _T.NUMBER, required=True, money=True),
    Field("limit", "Limit", _T.MONEY),
    *_COMMISSION,
    _TAXABLE,
    _CATEGORIES,
    _ASSETS,
    _ACCOUNT,
    _CROSS_SALE,
    *_BUDGET,
    Field("exclude_from_payroll", "Exclude from payroll", _T.FLAG, money=True),
    *_read_only(
        Field("created_on", "Created", _T.MOMENT),
        Field("modified_on", "Modified", _T.MOMENT),
    ),
]
_CATEGORY = [
    Field("name", "Name", _T.TEXT, required=True),
    Field("description", "Description", _T.TEXT),
    Field("active", "Active", _T.FLAG),
    Field("parent_id", "Parent", _T.INTEGER, nullable=True),
    Field("position", "Position", _T.INTEGER),
    Field("category_type", "Tree", _T.CHOICE, required=True, choices=("Services", "Materials")),
    Field("image", "Image", _T.TEXT),
    Field("business_unit_ids", "Business units", _T.IDS),
    Field("sku_images", "Images of SKUs", _T.STRUCTURE),
    Field("sku_videos", "Videos of SKUs", _T.STRUCTURE),
    *_read_only(Field("hide_in_mobile", "Hidden in mobile", _T.FLAG)),
    *_ORIGIN,
]

TO_REVIEW = "To review"
"""The review mark that asks somebody to look."""

_OWN = [
    Field("tags", "Tags", _T.TAGS, own=True),
    Field("note", "Note", _T.NOTE, own=True),
    Field("review_mark", "Review mark", _T.CHOICE, choices=(TO_REVIEW, "Reviewed"), own=True),
]
OWN_FIELDS = frozenset(field.name for field in _OWN)
"""Of every kind, by the same names; the hub's SQL knows them as `sync.is_own`."""

FIELDS: Mapping[EntityKind, Mapping[str, Field]] = {
    kind: {field.name: field for field in (*fields, *_OWN)}
    for kind, fields in {
        EntityKind.CATEGORY: _CATEGORY,
        EntityKind.MATERIAL: _MATERIAL,
        EntityKind.SERVICE: _SERVICE,
        EntityKind.EQUIPMENT: _EQUIPMENT,
        EntityKind.DISCOUNT_FEE: _DISCOUNT_FEE,
    }.items()
}


REMOTE_FIELDS: Mapping[EntityKind, Mapping[str, Field]] = {
    kind: {name: field for name, field in table.items() if not field.own} for kind, table in FIELDS.items()
}
"""Those that ServiceTitan has."""

GIVEN_ONLY_AT_CREATION: Mapping[EntityKind, frozenset[str]] = {
    EntityKind.MATERIAL: frozenset(("is_other_direct_cost",)),
}


def field_at_creation(kind: EntityKind, name: str) -> Field:
    """The field as it is while ServiceTitan does not have the entity: some can be given only then."""
    field = field_of(kind, name)
    return replace(field, writable=True) if name in GIVEN_ONLY_AT_CREATION.get(kind, ()) else field


def field_of(kind: EntityKind, name: str) -> Field:
    """Raises KeyError for a field that this kind does not have."""
    return FIELDS[kind][name]


def group_of(kind: EntityKind, name: str) -> frozenset[str]:
    """The fields decided together with `name`, itself included."""
    group = field_of(kind, name).group
    if not group:
        return frozenset((name,))
    return frozenset(field.name for field in FIELDS[kind].values() if field.group == group)


def registry_hash() -> str:
    """Changes whenever the meaning of a field changes; part of the version handshake between programs."""
    parts = [
        f"{kind}.{field!r}" for kind in (EntityKind.CATEGORY, *SKU_KINDS) for field in FIELDS[kind].values()
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
