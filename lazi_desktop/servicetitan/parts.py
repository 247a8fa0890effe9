"""The parts of ServiceTitan's pricebook: one per kind, and pictures; each with address, scope and habits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from lazi_desktop.domain.kinds import EntityKind

PRICEBOOK = "pricebook/v2"


class Resource(Protocol):
    """Anything that has a list: `words` is what a person calls it, `scope` the permission, without `:r` or `:w`."""

    @property
    def module(self) -> str: ...

    @property
    def path(self) -> str: ...

    @property
    def words(self) -> str: ...

    @property
    def scope(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of entity. One without a marker takes no external data: it is told again by its name and place."""

    kind: EntityKind
    path: str
    words: str
    scope: str
    has_ids_filter: bool = True
    has_marker: bool = True
    module: str = PRICEBOOK


@dataclass(frozen=True, slots=True)
class Images:
    path: str = "images"
    words: str = "pictures"
    scope: str = "tn.pb.images"
    module: str = PRICEBOOK


IMAGES = Images()

PARTS = {
    part.kind: part
    for part in (
        Part(
            EntityKind.CATEGORY,
            "categories",
            "categories",
            "tn.pb.categories",
            has_ids_filter=False,
            has_marker=False,
        ),
        Part(EntityKind.MATERIAL, "materials", "materials", "tn.pb.materials"),
        Part(EntityKind.SERVICE, "services", "services", "tn.pb.services"),
        Part(EntityKind.EQUIPMENT, "equipment", "equipment", "tn.pb.equipment"),
        Part(
            EntityKind.DISCOUNT_FEE,
            "discounts-and-fees",
            "discounts and fees",
            "tn.pb.discountsandfees",
        ),
    )
}

SEVERAL = {
    kind: Part(kind, "pricebook", "several entries at once", "tn.pb.pricebook")
    for kind in PARTS
    if kind.is_sku
}
"""Changes of several entries of a kind in one request."""
