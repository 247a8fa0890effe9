"""Every column that a grid can show: a few declared with their looks, all others following from the fields.

A new field is a column by being declared in `domain.field_tables`; `_GROUPS` only says where it is listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.column_values import LINKED_COST, LINKED_MARGIN, is_of_numbers
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.kinds import SKU_KINDS, EntityKind, Tree
from lazi_desktop.ui.listed import is_listed
from lazi_desktop.ui.pricebook.sku_columns import KIND, PICTURE, STATE, Look, Measure, SkuColumn
from lazi_desktop.ui.translatable import QT_TRANSLATE_NOOP

_DERIVED = "Field"
_OTHER = QT_TRANSLATE_NOOP("ColumnGroups", "More")

_LINKING = frozenset((EntityKind.SERVICE, EntityKind.EQUIPMENT))

_FIXED = (
    SkuColumn(PICTURE, "", 36, Look.PICTURE, sort=False),
    SkuColumn(
        "code", QT_TRANSLATE_NOOP("SkuColumns", "Code"), 84, field="code", muted=True, sample="AC100-REPL", most=120
    ),
    SkuColumn(
        "name", QT_TRANSLATE_NOOP("SkuColumns", "Name"), 140, field="display_name", stretch=True, most=220
    ),
    SkuColumn(
        KIND,
        QT_TRANSLATE_NOOP("SkuColumns", "Kind"),
        type=FieldType.CHOICE,
        why_not=QT_TRANSLATE_NOOP("SkuColumns", "What a thing is cannot be changed: make a new one."),
    ),
    SkuColumn(
        "remote_id",
        QT_TRANSLATE_NOOP("SkuColumns", "ServiceTitan id"),
        look=Look.NUMBER,
        type=FieldType.INTEGER,
        muted=True,
        why_not=QT_TRANSLATE_NOOP("SkuColumns", "ServiceTitan gives this number."),
    ),
    SkuColumn(
        "cost",
        QT_TRANSLATE_NOOP("SkuColumns", "Cost"),
        66,
        Look.NUMBER,
        FieldType.MONEY,
        field="cost",
        sample="123.45",
        most=120,
    ),
    SkuColumn(
        "price",
        QT_TRANSLATE_NOOP("SkuColumns", "Price"),
        76,
        Look.NUMBER,
        FieldType.MONEY,
        field="price",
        sample="123.45",
        most=120,
    ),
    SkuColumn(
        "margin",
        QT_TRANSLATE_NOOP("SkuColumns", "Margin"),
        68,
        Look.NUMBER,
        FieldType.NUMBER,
        Measure.SHARE,
        sample="-194.3 %",
        most=120,
        why_not=QT_TRANSLATE_NOOP("SkuColumns", "The margin follows from cost and price."),
    ),
    SkuColumn(
        LINKED_COST,
        QT_TRANSLATE_NOOP("SkuColumns", "Linked cost"),
        look=Look.NUMBER,
        type=FieldType.MONEY,
        why_not=QT_TRANSLATE_NOOP("SkuColumns", "It is what the linked materials and equipment cost together."),
        sample="1,234.56",
        most=120,
        kinds=_LINKING,
    ),
    SkuColumn(
        LINKED_MARGIN,
        QT_TRANSLATE_NOOP("SkuColumns", "Margin from links"),
        look=Look.NUMBER,
        type=FieldType.NUMBER,
        measure=Measure.SHARE,
        why_not=QT_TRANSLATE_NOOP(
            "SkuColumns", "It follows from the price and what the linked materials and equipment cost."
        ),
        sample="-194.3 %",
        most=120,
        kinds=_LINKING,
    ),
    SkuColumn(
        "member_price",
        QT_TRANSLATE_NOOP("SkuColumns", "Member"),
        74,
        Look.NUMBER,
        FieldType.MONEY,
        field="member_price",
        most=120,
    ),
    SkuColumn(
        "add_on_price",
        QT_TRANSLATE_NOOP("SkuColumns", "Add-on"),
        74,
        Look.NUMBER,
        FieldType.MONEY,
        field="add_on_price",
        most=120,
    ),
    SkuColumn(
        STATE,
        QT_TRANSLATE_NOOP("SkuColumns", "State"),
        87,
        Look.CHIP,
        FieldType.CHOICE,
        why_not=QT_TRANSLATE_NOOP("SkuColumns", "The state follows from what happened to the changes."),
    ),
    SkuColumn(
        "unit", QT_TRANSLATE_NOOP("SkuColumns", "Unit"), 50, field="unit_of_measure", muted=True, most=120
    ),
    SkuColumn(
        "vendor_part",
        QT_TRANSLATE_NOOP("SkuColumns", "Vendor part"),
        90,
        muted=True,
        sample="AF-1001-12345",
        why_not=QT_TRANSLATE_NOOP("SkuColumns", "The part number belongs to the primary vendor."),
        kinds=frozenset((EntityKind.MATERIAL, EntityKind.EQUIPMENT)),
    ),
    SkuColumn(
        "hours", QT_TRANSLATE_NOOP("SkuColumns", "Hours"), 60, Look.NUMBER, FieldType.NUMBER, field="hours", most=120
    ),
    SkuColumn(
        "taxable", QT_TRANSLATE_NOOP("SkuColumns", "Taxable"), 60, Look.CHECK, FieldType.FLAG, field="taxable"
    ),
    SkuColumn(
        "active", QT_TRANSLATE_NOOP("SkuColumns", "Active"), 60, Look.CHECK, FieldType.FLAG, field="active"
    ),
)  # fmt: skip

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        QT_TRANSLATE_NOOP("ColumnGroups", "The entry"),
        (
            PICTURE, "code", "name", "description", KIND, "active", STATE, "categories", "assets", "default_asset_url",
            "tags", "note", "review_mark",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("ColumnGroups", "Prices"),
        (
            "cost", "price", "margin", LINKED_COST, LINKED_MARGIN, "member_price", "add_on_price",
            "add_on_member_price", "calculated_price", "use_static_prices", "is_price_locked", "is_cost_locked",
            "type", "amount_type", "amount", "limit",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("ColumnGroups", "Stock and vendors"),
        (
            "unit", "vendor_part", "primary_vendor", "other_vendors", "is_inventory", "manufacturer", "model",
            "dimensions", "is_chemical", "epa_number", "active_ingredients",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("ColumnGroups", "Labor and commission"),
        (
            "hours", "is_labor", "pays_commission", "bonus", "commission_bonus", "sold_by_commission",
            "exclude_from_payroll",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("ColumnGroups", "Links"),
        (
            "service_materials", "service_equipment", "equipment_materials", "recommendations", "upgrades",
            "variations_or_configurable_materials", "variations_or_configurable_equipment", "cross_sale_group",
            "warranty", "manufacturer_warranty", "service_provider_warranty",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("ColumnGroups", "Accounting"),
        (
            "taxable", "account", "cost_of_sale_account", "asset_account", "general_ledger_account_id",
            "budget_cost_code", "budget_cost_type", "cost_type_id", "deduct_as_job_cost", "is_other_direct_cost",
            "chargeable_by_default", "display_in_amount",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("ColumnGroups", "Origin"),
        ("remote_id", "source", "external_id", "created_on", "modified_on", "created_by_id", "business_unit_id"),
    ),
)  # fmt: skip


def _derived() -> Iterator[SkuColumn]:
    """Of every field that no fixed column shows, by its first declaration."""
    shown = {column.field for column in _FIXED if column.field}
    fields: dict[str, Field] = {}
    for kind in SKU_KINDS:
        for name, field in FIELDS[kind].items():
            if name not in shown:
                fields.setdefault(name, field)
    for field in fields.values():
        yield _column_of(field)


_TITLES = {
    "service_materials": QT_TRANSLATE_NOOP("SkuColumns", "Materials of the service"),
    "service_equipment": QT_TRANSLATE_NOOP("SkuColumns", "Equipment of the service"),
    "equipment_materials": QT_TRANSLATE_NOOP("SkuColumns", "Materials of the equipment"),
}
"""Of fields whose kinds are listed together and whose own titles say too little there."""


def _column_of(field: Field) -> SkuColumn:
    of_numbers = Look.NUMBER if is_of_numbers(field.name) else Look.TEXT
    look = Look.CHECK if field.type is FieldType.FLAG else of_numbers
    title = _TITLES.get(field.name)
    return SkuColumn(
        field.name,
        title or field.title,
        look=look,
        type=FieldType.CHOICE if is_listed(field.name) else field.type,
        field=field.name,
        muted=not field.writable,
        sample="123.45" if field.type is FieldType.MONEY else "",
        most=220 if field.type is FieldType.HTML else 160,
        context="SkuColumns" if title else _DERIVED,
    )


def _listed() -> tuple[SkuColumn, ...]:
    known = {column.key: column for column in (*_FIXED, *_derived())}
    group_of = {key: title for title, keys in _GROUPS for key in keys}
    order = [key for _, keys in _GROUPS for key in keys if key in known]
    order += [key for key in known if key not in group_of]
    return tuple(
        replace(known[key], group=group_of.get(key, _OTHER), kinds=_kinds_with(known[key])) for key in order
    )


def _kinds_with(column: SkuColumn) -> frozenset[EntityKind]:
    if not column.field:
        return column.kinds
    return frozenset(kind for kind in SKU_KINDS if column.field in FIELDS[kind])


CATALOGUE: tuple[SkuColumn, ...] = _listed()
COLUMN = {column.key: column for column in CATALOGUE}
_PLACE = {column.key: place for place, column in enumerate(CATALOGUE)}


def columns_of(tree: Tree) -> tuple[SkuColumn, ...]:
    """Those in which something of this tree can stand, in the order in which they are listed."""
    kinds = frozenset(tree.sku_kinds)
    return tuple(column for column in CATALOGUE if column.kinds & kinds)


def place_in_catalogue(key: str) -> int:
    return _PLACE[key]


def group_title(group: str) -> str:
    return QCoreApplication.translate("ColumnGroups", group)
