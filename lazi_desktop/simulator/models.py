"""What each kind accepts on create and update.

The kinds differ in many small ways on purpose: that is how the API is.
"""

from __future__ import annotations

from typing import Final

from lazi_desktop.simulator.fields import (
    Field,
    Model,
    boolean,
    decimal,
    guid,
    integer,
    list_of,
    model,
    one_of,
    optional,
    required,
    text,
)
from lazi_desktop.simulator.kinds import KINDS, SKU_KINDS, Kind, SkuKind

_TEXT, _DECIMAL, _ID, _IDS = text(), decimal(), integer(), list_of(integer())

CATEGORY_TYPE = one_of("Services", "Materials")

_LINK = model({"skuId": required(_ID), "quantity": required(_DECIMAL)})
_WARRANTY = model({"duration": required(integer(32)), "description": optional(_TEXT)})
_DIMENSIONS = model(dict.fromkeys(("height", "width", "depth"), optional(_DECIMAL)))
_RECOMMENDED_TYPE = one_of("Service", "Material")
_ASSET = model(
    {
        "type": required(one_of("Other", "Image", "Video", "Attachment", "VideoFile")),
        "url": required(_TEXT),
        "alias": optional(_TEXT),
        "isDefault": optional(boolean),
    }
)
_SUB_ACCOUNT = model({"cost": required(_DECIMAL), "accountName": required(_TEXT)})
_VENDOR = model(
    {
        "vendorId": required(_ID),
        "cost": required(_DECIMAL),
        "active": required(boolean),
        "memo": optional(_TEXT),
        "vendorPart": optional(_TEXT),
        "primarySubAccount": optional(_SUB_ACCOUNT),
        "otherSubAccounts": optional(list_of(_SUB_ACCOUNT)),
    }
)
_EXTERNAL_CREATE = model(
    {
        "applicationGuid": required(guid),
        "externalData": required(list_of(model({"key": required(_TEXT), "value": required(_TEXT)}))),
    }
)
_EXTERNAL_UPDATE = model(
    {
        "applicationGuid": required(guid),
        "externalData": required(list_of(model({"key": required(_TEXT), "value": optional(_TEXT)}))),
        "patchMode": optional(one_of("Replace", "Merge")),
    }
)

_EVERY_SKU = {
    "displayName": _TEXT,
    "active": boolean,
    "taxable": boolean,
    "hours": _DECIMAL,
    "categories": _IDS,
    "assets": list_of(_ASSET),
    "account": _TEXT,
    "intacctGlGroupAccount": _TEXT,
    "paysCommission": boolean,
    "bonus": _DECIMAL,
    "commissionBonus": _DECIMAL,
    "budgetCostCode": _TEXT,
    "budgetCostType": _TEXT,
}
_PRICED = dict.fromkeys(("price", "memberPrice", "addOnPrice", "addOnMemberPrice"), _DECIMAL) | {
    "isPriceLocked": boolean
}
_BOUGHT = {
    "cost": _DECIMAL,
    "unitOfMeasure": _TEXT,
    "isInventory": boolean,
    "costOfSaleAccount": _TEXT,
    "assetAccount": _TEXT,
    "primaryVendor": _VENDOR,
    "otherVendors": list_of(_VENDOR),
    "isCostLocked": boolean,
}
_OPTIONAL = {
    "category": {
        "active": boolean,
        "description": _TEXT,
        "parentId": _ID,
        "position": integer(32),
        "image": _TEXT,
        "businessUnitIds": _IDS,
        "skuImages": list_of(_TEXT),
        "skuVideos": list_of(_TEXT),
    },
    "service": _EVERY_SKU
    | _PRICED
    | {
        "warranty": _WARRANTY,
        "isLabor": boolean,
        "recommendations": _IDS,
        "upgrades": _IDS,
        "serviceMaterials": list_of(_LINK),
        "serviceEquipment": list_of(_LINK),
        "crossSaleGroup": _TEXT,
    },
    "material": _EVERY_SKU
    | _PRICED
    | _BOUGHT
    | {
        "deductAsJobCost": boolean,
        "isConfigurableMaterial": boolean,
        "chargeableByDefault": boolean,
        "variationMaterials": _IDS,
        "costTypeId": _ID,
        "isChemical": boolean,
        "epaNumber": text(longest=500),
        "activeIngredients": text(longest=500),
    },
    "equipment": _EVERY_SKU
    | _PRICED
    | _BOUGHT
    | {
        "manufacturer": _TEXT,
        "model": _TEXT,
        "manufacturerWarranty": _WARRANTY,
        "serviceProviderWarranty": _WARRANTY,
        "recommendations": list_of(model({"skuId": required(_ID), "type": required(_RECOMMENDED_TYPE)})),
        "upgrades": _IDS,
        "equipmentMaterials": list_of(_LINK),
        "crossSaleGroup": _TEXT,
        "isConfigurableEquipment": boolean,
        "variationEquipment": _IDS,
        "dimensions": _DIMENSIONS,
    },
    "discount_fee": _EVERY_SKU | {"limit": _DECIMAL, "crossSaleGroup": _TEXT, "excludeFromPayroll": boolean},
}
_REQUIRED = {
    "category": {"name": _TEXT, "categoryType": CATEGORY_TYPE},
    "service": {"code": _TEXT, "description": _TEXT},
    "material": {"code": _TEXT, "description": _TEXT},
    "equipment": {"code": _TEXT, "description": _TEXT},
    "discount_fee": {
        "code": _TEXT,
        "description": _TEXT,
        "type": one_of("Discount", "Fee"),
        "amountType": one_of("Percentage", "Fixed"),
        "amount": _DECIMAL,
    },
}
_NULLABLE_ON_UPDATE = frozenset({"parentId", "costTypeId"})


def _create_model(kind: Kind) -> Model:
    fields = {name: required(check) for name, check in _REQUIRED[kind].items()}
    fields |= {name: optional(check) for name, check in _OPTIONAL[kind].items()}
    if kind == "material":
        fields["isOtherDirectCost"] = optional(boolean)
    if kind != "category":
        fields["externalData"] = optional(_EXTERNAL_CREATE)
    return fields


def _update_model(kind: Kind) -> Model:
    checks = _REQUIRED[kind] | _OPTIONAL[kind]
    fields = {name: Field(check, nullable=name in _NULLABLE_ON_UPDATE) for name, check in checks.items()}
    if kind != "category":
        fields["externalData"] = optional(_EXTERNAL_UPDATE)
    return fields


_BULK_REFERENCE = model({"skuId": optional(_ID), "customId": optional(_TEXT)})
_BULK_LINKS = list_of(
    model({"skuId": optional(_ID), "customId": optional(_TEXT), "quantity": required(_DECIMAL)})
)
_BULK_RECOMMENDATIONS = list_of(
    model({"skuId": optional(_ID), "customId": optional(_TEXT), "type": required(_RECOMMENDED_TYPE)})
)


def _bulk_create_model(kind: SkuKind) -> Model:
    fields = dict(_create_model(kind)) | {"customId": optional(_TEXT)}
    for name in ("serviceMaterials", "serviceEquipment", "equipmentMaterials"):
        if name in fields:
            fields[name] = optional(_BULK_LINKS)
    for name in ("upgrades", "recommendations"):
        if name in fields:
            fields[name] = optional(list_of(_BULK_REFERENCE))
    if kind == "equipment":
        fields["recommendations"] = optional(_BULK_RECOMMENDATIONS)
    return fields


def _bulk_update_model(kind: SkuKind, *, strict: bool) -> Model:
    fields = dict(_update_model(kind))
    if strict:
        fields = {
            name: field if name in ("externalData", "costTypeId") else Field(field.check, required=True)
            for name, field in fields.items()
        }
    return fields | {"id": required(_ID)}


CREATE: Final = {kind: _create_model(kind) for kind in KINDS}
UPDATE: Final = {kind: _update_model(kind) for kind in KINDS}
BULK_CREATE: Final = {kind: _bulk_create_model(kind) for kind in SKU_KINDS}
BULK_UPDATE: Final = {kind: _bulk_update_model(kind, strict=False) for kind in SKU_KINDS}
STRICT_BULK_UPDATE: Final = {kind: _bulk_update_model(kind, strict=True) for kind in SKU_KINDS}

_LADDER = decimal(lowest=0, highest=2_147_483_647)
MARKUP: Final[Model] = {
    "id": required(_ID),
    "from": required(_LADDER),
    "to": required(_LADDER),
    "percent": required(decimal(lowest=0, highest=100)),
}
RATE_SHEET: Final[Model] = {
    "exceptions": optional(
        list_of(
            model(
                {
                    "skuId": required(_ID),
                    "value": required(_DECIMAL),
                    "valueType": required(
                        one_of("Percent", "Dollar", "Multiplier", "FlatPrice", "DiscountPercent")
                    ),
                }
            )
        )
    )
}
