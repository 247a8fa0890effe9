"""What the SKUs linked in many services and equipment cost: the columns that show it, and who shows it of whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
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

_LINKING = """
    SELECT json_group_array(json_array(s.number, s.kind, s.price, s.cost, {values}))
    FROM sku s LEFT JOIN mirror m USING (entity_key)
    WHERE s.kind IN ({kinds}) AND s.number IN (SELECT value FROM json_each(?))"""
_COSTS_BY_ID = """
    SELECT remote_id, cost FROM sku WHERE kind = ? AND remote_id IN (SELECT value FROM json_each(?))"""
_COSTS_BY_KEY = """
    SELECT entity_key, cost FROM sku
    WHERE kind = ? AND entity_key IN (SELECT unhex(value) FROM json_each(?))"""
_NAMED = "SELECT kind, remote_id, entity_key FROM sku WHERE number IN (SELECT value FROM json_each(?))"
_NAMING = """
    SELECT number FROM sku_link WHERE target IN (SELECT value FROM json_each(?)) AND target_kind = ?
        AND field IN ({0})"""

_KIND_LINKED: Mapping[str, EntityKind] = {
    field: kinds[0] for (_, field), kinds in LINKED.items() if field in COSTED
}
_LINKING_KINDS = sorted({of for of, field in LINKED if field in COSTED})
_NOTHING = (None, "null", "[]")

_READ_LINKING = _LINKING.format(
    values=", ".join(EFFECTIVE.format(field) for field in COSTED),
    kinds=", ".join(f"'{kind.value}'" for kind in _LINKING_KINDS),
)
_READ_NAMING = _NAMING.format(", ".join(f"'{field}'" for field in COSTED))
_decode_rows = msgspec.json.Decoder(list[list[Any]]).decode


def linked_columns(database: Database, numbers: Iterable[int]) -> dict[int, Fields]:
    """What stands in the columns, of those among these SKUs that can link any."""
    rows = [
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


def _lines(name: str, text: str | None) -> list[tuple[Value, tuple[EntityKind, Value]]]:
    """Quantity, and what is linked."""
    if text in _NOTHING:
        return []
    return [(one.get("quantity"), (_KIND_LINKED[name], one.get("skuId"))) for one in from_json(text)]


def _target(kind: EntityKind, reference: Value) -> _Target:
    return kind, reference_number(reference) or 0


def _costs_of(database: Database, skus: Iterable[tuple[EntityKind, Value]]) -> dict[_Target, Decimal | None]:
    ids: dict[EntityKind, set[int]] = defaultdict(set)
    keys: dict[EntityKind, set[bytes]] = defaultdict(set)
    for kind, reference in skus:
        key = local_reference(reference)
        if key is not None:
            keys[kind].add(key.bytes)
        elif isinstance(reference, int):
            ids[kind].add(reference)
    costs: dict[_Target, Decimal | None] = {}
    for kind, wanted in ids.items():
        for remote_id, cost in database.all(_COSTS_BY_ID, (kind.value, number_list(wanted))):
            costs[kind, remote_id] = decimal_or_none(cost)
    for kind, local in keys.items():
        for key_bytes, cost in database.all(_COSTS_BY_KEY, (kind.value, key_list(local))):
            costs[kind, local_number(key_bytes)] = decimal_or_none(cost)
    return costs
