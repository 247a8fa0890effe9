"""The kinds of row a pricebook has."""

from __future__ import annotations

from typing import Final, Literal

Kind = Literal["category", "material", "service", "equipment", "discount_fee"]
SkuKind = Literal["material", "service", "equipment", "discount_fee"]

KINDS: Final[tuple[Kind, ...]] = ("category", "material", "service", "equipment", "discount_fee")
SKU_KINDS: Final[tuple[SkuKind, ...]] = ("material", "service", "equipment", "discount_fee")
