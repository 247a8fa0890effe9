"""The kinds of entity a pricebook holds."""

from __future__ import annotations

from enum import StrEnum


class EntityKind(StrEnum):
    """What an entity is. The values are stored in both databases and never change."""

    CATEGORY = "category"
    MATERIAL = "material"
    SERVICE = "service"
    EQUIPMENT = "equipment"
    DISCOUNT_FEE = "discount_fee"

    @property
    def is_sku(self) -> bool:
        return self is not EntityKind.CATEGORY


SKU_KINDS = tuple(kind for kind in EntityKind if kind.is_sku)


class Tree(StrEnum):
    """The two category trees, by ServiceTitan's own names; equipment, discounts and fees hang on services."""

    SERVICES = "Services"
    MATERIALS = "Materials"

    @property
    def sku_kinds(self) -> tuple[EntityKind, ...]:
        if self is Tree.MATERIALS:
            return (EntityKind.MATERIAL,)
        return (EntityKind.SERVICE, EntityKind.EQUIPMENT, EntityKind.DISCOUNT_FEE)


def tree_of(kind: EntityKind) -> Tree:
    """The tree in which SKUs of `kind` hang."""
    return Tree.MATERIALS if kind is EntityKind.MATERIAL else Tree.SERVICES
