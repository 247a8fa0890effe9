"""Lines of the grid: a SKU's row with whatever other fields are asked for.

Long answers come as one JSON value: SQLite then runs without giving the interpreter back and forth at every row, which
costs most exactly when other threads are busy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from sys import intern
from typing import Any
from uuid import UUID

import msgspec

from lazi_desktop.domain.column_values import LINKED_COLUMNS
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import SKU_KINDS, EntityKind
from lazi_desktop.domain.references import local_reference
from lazi_desktop.domain.values import Fields
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import decimal_or_none, key_list, number_list
from lazi_desktop.store.workspace.folding import fold
from lazi_desktop.store.workspace.layers import STATES
from lazi_desktop.store.workspace.linked_costs import linked_columns

_ROWS = """
    SELECT json_group_array(json_array(number, hex(sku.entity_key), sku.kind, sku.remote_id, code, name, cost, price,
        member_price, add_on_price, unit, vendor_part, hours, taxable, active, state, changed{more}))
    FROM sku {mirror} WHERE {condition}"""
_MIRROR = "LEFT JOIN mirror ON mirror.entity_key = sku.entity_key"
_EFFECTIVE = """
    , json(coalesce((SELECT value FROM overridden WHERE overridden.entity_key = sku.entity_key AND field = '{0}'),
        mirror.fields -> '$.{0}', 'null'))"""

NUMBERS = "number IN (SELECT value FROM json_each(?))"
KEYS = "sku.entity_key IN (SELECT unhex(value) FROM json_each(?))"
CODES = "tree IN (0, 1) AND code_folded IN (SELECT value FROM json_each(?))"
REMOTE_IDS = "sku.kind = '{0}' AND sku.remote_id IN (SELECT value FROM json_each(?))"

_decode_rows = msgspec.json.Decoder(list[list[Any]], float_hook=Decimal).decode
_KINDS: dict[str, EntityKind] = {kind.value: kind for kind in EntityKind}
_NONE: frozenset[str] = frozenset()
_NO_MORE: Fields = {}
_shared = lru_cache(16_384)(decimal_or_none)
"""Amounts repeat: a loaded row is to cost little more than its texts."""


def read_rows(database: Database, condition: str, listed: str, fields: Sequence[str] = ()) -> list[SkuRow]:
    """Of the SKUs that meet the condition, in no order."""
    names = [name for name in dict.fromkeys(fields) if any(name in FIELDS[kind] for kind in SKU_KINDS)]
    statement = _ROWS.format(
        more="".join(_EFFECTIVE.format(name) for name in names),
        mirror=_MIRROR if names else "",
        condition=condition,
    )
    found = _decode_rows(database.value(statement, (listed,)))
    if LINKED_COLUMNS.isdisjoint(fields):
        return [_sku_row(values, names) for values in found]
    linked = linked_columns(database, [values[0] for values in found])
    return [_sku_row(values, names, linked.get(values[0])) for values in found]


def rows_by_number(database: Database, numbers: Sequence[int], fields: Sequence[str]) -> list[SkuRow]:
    found = {row.number: row for row in read_rows(database, NUMBERS, number_list(numbers), fields)}
    return [found[number] for number in numbers if number in found]


def rows_by_key(database: Database, keys: Sequence[EntityKey], fields: Sequence[str]) -> list[SkuRow]:
    listed = key_list(key.bytes for key in keys)
    found = {row.key: row for row in read_rows(database, KEYS, listed, fields)}
    return [found[key] for key in keys if key in found]


def rows_by_code(database: Database, codes: Sequence[str]) -> dict[str, list[SkuRow]]:
    wanted = {code: plain for code in codes if (plain := _plain(code))}
    listed = msgspec.json.encode(sorted({fold(code).strip() for code in wanted})).decode()
    found: Mapping[str, list[SkuRow]] = defaultdict(list)
    for row in read_rows(database, CODES, listed):
        found[_plain(row.code)].append(row)
    return {code: found[plain] for code, plain in wanted.items() if plain in found}


def rows_by_reference(
    database: Database, kind: EntityKind, references: Sequence[int | str]
) -> dict[int | str, SkuRow]:
    numbers = [one for one in references if isinstance(one, int)]
    keys = [key for one in references if (key := local_reference(one)) is not None]
    rows: dict[int | str, SkuRow] = {}
    for row in read_rows(database, REMOTE_IDS.format(kind.value), number_list(numbers)) if numbers else ():
        if row.remote_id is not None:
            rows[row.remote_id] = row
    if keys:
        listed = key_list(key.bytes for key in keys)
        rows |= {str(row.key): row for row in read_rows(database, KEYS, listed) if row.kind is kind}
    return {one: rows[one] for one in references if one in rows}


def _plain(code: str) -> str:
    return code.strip().casefold()


def _sku_row(values: list[Any], names: Sequence[str], linked: Fields | None = None) -> SkuRow:
    (number, key, kind_text, remote_id, code, name, cost, price, member_price, add_on_price, unit, vendor_part, hours,
     taxable, active, state, changed, *others) = values  # fmt: skip
    kind = _KINDS[kind_text]
    more = _NO_MORE
    if names:
        own = FIELDS[kind]
        more = {name: value for name, value in zip(names, others, strict=True) if name in own}
    if linked is not None:
        more = {**more, **linked}
    return SkuRow(
        number,
        EntityKey(UUID(hex=key)),
        kind,
        remote_id,
        code,
        name,
        _shared(cost),
        _shared(price),
        _shared(member_price),
        _shared(add_on_price),
        intern(unit),
        vendor_part,
        _shared(hours),
        None if taxable is None else bool(taxable),
        bool(active),
        STATES[state],
        frozenset(changed.split(",")) if changed else _NONE,
        more,
    )
