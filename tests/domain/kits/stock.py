"""Kits and SKUs for tests, made of a few words, and services that link some of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Kit, Line, Quantity
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.kits.service_links import ServiceNow
from lazi_desktop.domain.kits.skus import KitSku

NOW = datetime(2026, 3, 3, tzinfo=UTC)
_SPACE = UUID(int=99)


def key_of(name: str) -> EntityKey:
    return EntityKey(uuid5(_SPACE, name))


def kit_id(name: str) -> KitId:
    return KitId(uuid5(_SPACE, f"kit {name}"))


def part_id(name: str) -> PartId:
    return PartId(uuid5(_SPACE, f"part {name}"))


def sku(
    name: str, cost: Decimal | int | str | None = 2, kind: EntityKind = EntityKind.MATERIAL, **more: Any
) -> KitSku:
    """Its code is its name, its reference a number of its own."""
    given = {"unit": "ea", "reference": key_of(name).int % 1_000_000 + 1, **more}
    worth = None if cost is None else Decimal(cost)
    return KitSku(key=key_of(name), kind=kind, code=name, name=name.title(), cost=worth, **given)


def line(what: str, quantity: Quantity | int = 1, *, key: str = "", **more: Any) -> Line:
    """Of a SKU, or with `kit:` before its name of a kit."""
    many = Decimal(quantity) if isinstance(quantity, int) else quantity
    name = key or what
    if what.startswith("kit:"):
        return Line(
            key=part_id(name), includes=kit_id(what.removeprefix("kit:")), quantity=many, place=name, **more
        )
    return Line(key=part_id(name), sku=key_of(what), quantity=many, place=name, **more)


def kit(name: str, *lines: Line, **more: Any) -> Kit:
    return Kit(key=kit_id(name), name=name, lines=lines, **more)


def book(*things: Kit | KitSku) -> KitBook:
    kits = {one.key: one for one in things if isinstance(one, Kit)}
    skus = {one.key: one for one in things if isinstance(one, KitSku)}
    return KitBook(kits, skus, now=NOW)


def service(name: str, quantities: Mapping[KitSku, Decimal | int]) -> ServiceNow:
    links: dict[str, list[Any]] = {"service_materials": [], "service_equipment": []}
    skus: dict[tuple[str, int | str], KitSku] = {}
    for one, quantity in quantities.items():
        field = "service_equipment" if one.kind is EntityKind.EQUIPMENT else "service_materials"
        links[field].append({"skuId": one.reference, "quantity": Decimal(quantity)})
        skus[field, one.reference] = one
    return ServiceNow(key=key_of(name), code=name, name=name.title(), links=dict(links), skus=skus)
