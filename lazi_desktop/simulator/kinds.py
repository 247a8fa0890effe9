"""The kinds of row a pricebook has."""

from __future__ import annotations

from typing import Final, Literal

Kind = Literal["category", "material", "service", "equipment", "discount_fee"]
SkuKind = Literal["material", "service", "equipment", "discount_fee"]

KINDS: Final[tuple[Kind, ...]] = ("category", "material", "service", "equipment", "discount_fee")
LIST_NAMES: Final = (
    "business-units", "vendors", "gl-accounts", "equipment-types", "employees", "tax-zones", "warehouses", "tag-types",
    "job-types",
)  # fmt: skip
"""Lists of other modules that pricebooks name rows of."""
SKU_KINDS: Final[tuple[SkuKind, ...]] = ("material", "service", "equipment", "discount_fee")
