"""The parts of ServiceTitan's pricebook: one per kind, each with its address, its scope and its habits."""

from __future__ import annotations

from dataclasses import dataclass

from lazi_desktop.domain.kinds import EntityKind


@dataclass(frozen=True, slots=True)
class Part:
    """`words` is what a person calls it; `scope` is ServiceTitan's name of the permission, without `:r` or `:w`."""

    kind: EntityKind
    path: str
    words: str
    scope: str
    has_ids_filter: bool = True
    has_feed: bool = True


PARTS = {
    part.kind: part
    for part in (
        Part(
            EntityKind.CATEGORY,
            "categories",
            "categories",
            "tn.pb.categories",
            has_ids_filter=False,
        ),
        Part(EntityKind.MATERIAL, "materials", "materials", "tn.pb.materials"),
        Part(EntityKind.SERVICE, "services", "services", "tn.pb.services"),
        Part(EntityKind.EQUIPMENT, "equipment", "equipment", "tn.pb.equipment"),
        Part(
            EntityKind.DISCOUNT_FEE,
            "discounts-and-fees",
            "discounts and fees",
            "tn.pb.discountsandfees",
            has_feed=False,
        ),
    )
}
