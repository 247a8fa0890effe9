"""Where an entry stands in ServiceTitan's own pages."""

from __future__ import annotations

from lazi_desktop.domain.kinds import EntityKind

_LISTS = {
    EntityKind.CATEGORY: "categories",
    EntityKind.MATERIAL: "materials",
    EntityKind.SERVICE: "services",
    EntityKind.EQUIPMENT: "equipment",
    EntityKind.DISCOUNT_FEE: "discounts-and-fees",
}


def web_page(pattern: str, kind: EntityKind, remote_id: int) -> str:
    """`pattern` has {list} and {id} in it; "" where there is no page to open."""
    return pattern.replace("{list}", _LISTS[kind]).replace("{id}", str(remote_id))
