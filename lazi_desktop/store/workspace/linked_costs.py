"""What the SKUs linked in many services and equipment cost: the columns that show it, and who shows it of whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.linked_cost import COSTED, in_columns, linked_cost
from lazi_desktop.domain.links import LINKED
from lazi_desktop.domain.references import local_reference
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.store.workspace.columns import EFFECTIVE
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import decimal_or_none, from_json, key_list, number_list
from lazi_desktop.store.workspace.rows import local_number, reference_number

_Target = tuple[EntityKind, int]
"""A SKU as links name it: by `reference_number`."""
_Line = tuple[Value, tuple[EntityKind, Value]]
"""Quantity, and what is linked."""

_LINKING = """
    SELECT json_group_array(json_array(s.number, s.kind, s.price, s.cost, {values}))
    FROM sku s LEFT JOIN mirror m USING (entity_key)
    WHERE s.kind IN ({kinds}) AND s.number IN (SELECT value FROM json_each(?))"""
_BY_ID = """
    SELECT s.remote_id, {0} FROM sku s LEFT JOIN mirror m USING (entity_key)
    WHERE s.kind = ? AND s.remote_id IN (SELECT value FROM json_each(?))"""
_BY_KEY = """
    SELECT s.entity_key, {0} FROM sku s LEFT JOIN mirror m USING (entity_key)
    WHERE s.kind = ? AND s.entity_key IN (SELECT unhex(value) FROM json_each(?))"""
COST_KNOWN_AT = """
    coalesce((SELECT o.at FROM overridden o WHERE o.entity_key = s.entity_key AND o.field = 'cost'), m.modified_on)"""
"""When the cost of a `sku` s is known to have been looked at: our own edit, or the last change of its `mirror` m."""
_NAMED = "SELECT kind, remote_id, entity_key FROM sku WHERE number IN (SELECT value FROM json_each(?))"
_NAMING = """
    SELECT number FROM sku_link WHERE target IN (SELECT value FROM json_each(?)) AND target_kind = ?
        AND field IN ({0})"""

_KIND_LINKED: Mapping[str, EntityKind] = {
    field: kinds[0] for (_, field), kinds in LINKED.items() if field in COSTED
}
_LINKING_KINDS = sorted({of for of, field in LINKED if field in COSTED})
_UNKNOWN = (None, None)
_NOTHING = (None, "null", "[]")

_READ_LINKING = _LINKING.format(
    values=", ".join(EFFECTIVE.format(field) for field in COSTED),
    kinds=", ".join(f"'{kind.value}'" for kind in _LINKING_KINDS),
)
_READ_NAMING = _NAMING.format(", ".join(f"'{field}'" for field in COSTED))
_decode_rows = msgspec.json.Decoder(list[list[Any]]).decode


def linked_columns(database: Database, numbers: Iterable[int]) -> dict[int, Fields]:
    """What stands in the columns, of those among these SKUs that can link any."""
    rows = _linking_rows(database, numbers)
    costs = _costs_of(database, [sku for *_, lines in rows for _, sku in lines])
    return {
        number: in_columns(
            linked_cost((quantity, costs.get(_target(*sku))) for quantity, sku in lines).with_own(
                kind, decimal_or_none(cost)
            ),
            decimal_or_none(price),
        )
        for number, kind, price, cost, lines in rows
    }


@dataclass(frozen=True, slots=True)
class Linked:
    """What is linked in a SKU costs so much together; None where that is not known, or nothing is linked.

    `known_at`: when the oldest of these costs is known to have been looked at.
    """

    cost: Decimal | None
    known_at: str | None


def linked_costs(database: Database, numbers: Iterable[int]) -> dict[int, Linked]:
    rows = _linking_rows(database, numbers)
    skus = [sku for *_, lines in rows for _, sku in lines]
    known = {
        target: (decimal_or_none(cost), at)
        for target, (cost, at) in _found(database, skus, f"s.cost, {COST_KNOWN_AT}")
    }
    found = {}
    for number, _, _, _, lines in rows:
        costs = [(quantity, *known.get(_target(*sku), _UNKNOWN)) for quantity, sku in lines]
        together = linked_cost((quantity, cost) for quantity, cost, _ in costs)
        found[number] = Linked(
            together.total if together.lines and together.is_complete else None,
            min((at for *_, at in costs if at is not None), default=None),
        )
    return found


def _linking_rows(
    database: Database, numbers: Iterable[int]
) -> list[tuple[int, EntityKind, str | None, str | None, list[_Line]]]:
    """Number, kind, price and cost of those that can link others, and what they link."""
    return [
        (
            number,
            EntityKind(kind),
            price,
            cost,
            [line for name, text in zip(COSTED, texts, strict=True) for line in _lines(name, text)],
        )
        for number, kind, price, cost, *texts in _decode_rows(
            database.value(_READ_LINKING, (number_list(numbers),))
        )
    ]


def linking(database: Database, numbers: Collection[int]) -> set[int]:
    """Those that show the costs of these SKUs. Who links what must be known."""
    named: dict[str, list[int]] = defaultdict(list)
    for kind, remote_id, key in database.all(_NAMED, (number_list(numbers),)):
        named[kind] += [local_number(key)] if remote_id is None else [local_number(key), remote_id]
    return {
        number
        for kind, targets in named.items()
        for (number,) in database.all(_READ_NAMING, (number_list(targets), kind))
    }


def _lines(name: str, text: str | None) -> list[_Line]:
    if text in _NOTHING:
        return []
    return [(one.get("quantity"), (_KIND_LINKED[name], one.get("skuId"))) for one in from_json(text)]


def _target(kind: EntityKind, reference: Value) -> _Target:
    return kind, reference_number(reference) or 0


def _costs_of(database: Database, skus: Iterable[tuple[EntityKind, Value]]) -> dict[_Target, Decimal | None]:
    return {target: decimal_or_none(cost) for target, (cost,) in _found(database, skus, "s.cost")}


def _found(
    database: Database, skus: Iterable[tuple[EntityKind, Value]], columns: str
) -> list[tuple[_Target, Sequence[str | None]]]:
    """Columns of what links name."""
    ids: dict[EntityKind, set[int]] = defaultdict(set)
    keys: dict[EntityKind, set[bytes]] = defaultdict(set)
    for kind, reference in skus:
        key = local_reference(reference)
        if key is not None:
            keys[kind].add(key.bytes)
        elif isinstance(reference, int):
            ids[kind].add(reference)
    found: list[tuple[_Target, Sequence[str | None]]] = []
    for kind, wanted in ids.items():
        for remote_id, *values in database.all(_BY_ID.format(columns), (kind.value, number_list(wanted))):
            found.append(((kind, remote_id), values))
    for kind, local in keys.items():
        for key_bytes, *values in database.all(_BY_KEY.format(columns), (kind.value, key_list(local))):
            found.append(((kind, local_number(key_bytes)), values))
    return found
