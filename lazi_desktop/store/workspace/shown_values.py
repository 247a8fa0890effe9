"""What stands in a shown column of one SKU: text, folded text, what it is ordered by. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lazi_desktop.domain.column_values import (
    INCOMPLETE,
    LINKED_COLUMNS,
    LINKED_MARGIN,
    ColumnValue,
    column_value,
)
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.linked_cost import COSTED
from lazi_desktop.domain.links import LINKED
from lazi_desktop.domain.listed_fields import ListedNames
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.store.workspace.columns import LINKS
from lazi_desktop.store.workspace.encoding import from_json
from lazi_desktop.store.workspace.folding import fold, natural_order
from lazi_desktop.store.workspace.rows import reference_number

LONGEST_TEXT, LONGEST_ORDERED = 200, 60
KINDS = {kind.value: kind for kind in EntityKind}
COPIES = {"name": "display_name", "unit": "unit_of_measure", "vendor_part": "primary_vendor"}
"""Columns of `sku` whose folded text is here as well, and the fields that they show. They stand by the SKU's code."""
_SUPPLEMENTS = {"Service": EntityKind.SERVICE, "Material": EntityKind.MATERIAL}
_LINKS_FIELDS = frozenset(field for _, field in LINKED)
_NOTHING = (None, "null", "[]")


def fields_of(name: str) -> frozenset[str]:
    if name == LINKS:
        return _LINKS_FIELDS
    if name in LINKED_COLUMNS:
        return frozenset((*COSTED, "cost", "price") if name == LINKED_MARGIN else (*COSTED, "cost"))
    return frozenset((COPIES[name], "code")) if name in COPIES else frozenset((name,))


def links_in(rows: Sequence[list[Any]], place: dict[str, int]) -> list[tuple[Any, ...]]:
    return [
        link
        for row in rows
        for link in links_of(
            row[0],
            KINDS[row[1]],
            {field: from_json(row[at]) for field, at in place.items() if row[at] not in _NOTHING},
        )
    ]


def shown_in(
    name: str, kind: EntityKind, text: str, names: ListedNames
) -> tuple[float | str, str, str] | None:
    value = value_in(name, kind, {name: from_json(text)}, names)
    return None if value is None else shown_as(value)


def value_in(name: str, kind: EntityKind, fields: Fields, names: ListedNames) -> ColumnValue | None:
    field = COPIES.get(name, name)
    if field not in FIELDS[kind]:
        return None
    value = fields.get(field)
    if name == "vendor_part":
        value = value.get("vendorPart") if isinstance(value, dict) else None
        return ColumnValue(value) if isinstance(value, str) and value else None
    return None if value is None else column_value(field, value, names)


def shown_as(value: ColumnValue) -> tuple[float | str, str, str]:
    if value.number is not None:
        return float(value.number), value.text, value.text
    if value.moment:
        return value.moment, value.text, value.text
    return _shown_text(value.text)


def shown_cost(value: Value) -> tuple[float | str, str, str]:
    return ("", INCOMPLETE, INCOMPLETE) if value == INCOMPLETE else shown_as(ColumnValue(str(value), value))


@lru_cache(4_000)
def _shown_text(text: str) -> tuple[str, str, str]:
    return natural_order(text[:LONGEST_ORDERED]), text[:LONGEST_TEXT], fold(text)


def links_of(
    number: int, kind: EntityKind, fields: Fields
) -> Iterator[tuple[int, str, int, str, str | None]]:
    for (of, field), kinds in LINKED.items():
        if of is not kind:
            continue
        for one in fields.get(field) or ():
            entry = one if isinstance(one, dict) else {"skuId": one}
            target = reference_number(entry.get("skuId"))
            if target is not None:
                yield target, _kind_of(entry, kinds).value, number, field, _quantity(entry.get("quantity"))


def _kind_of(entry: dict[str, Value], kinds: tuple[EntityKind, ...]) -> EntityKind:
    return kinds[0] if len(kinds) == 1 else _SUPPLEMENTS.get(str(entry.get("type")), kinds[0])


def _quantity(value: Value) -> str | None:
    return str(value) if isinstance(value, int | Decimal) else None
