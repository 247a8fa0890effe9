"""What all SKUs are called: for what compares them with many names at once."""

from __future__ import annotations

from typing import TypeAlias
from uuid import UUID

import msgspec

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.matching.photos import NamedSku
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.store.workspace.columns import EFFECTIVE
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.layers import STATES

LOT = 4_000
_GONE = STATES.index(SkuState.GONE)
_VENDORS = f"json(coalesce({EFFECTIVE.format('other_vendors')}, 'null'))"
_NAMES = f"""
    SELECT json_group_array(json_array(s.number, hex(s.entity_key), s.code, s.name, s.vendor_part, s.active, s.state,
        CASE WHEN s.kind IN ('material', 'equipment') THEN {_VENDORS} END))
    FROM (SELECT * FROM sku WHERE number > ? ORDER BY number LIMIT {LOT}) s LEFT JOIN mirror m USING (entity_key)"""  # noqa: S608 - of these columns


class _Vendor(msgspec.Struct):
    vendorPart: str | None = None  # noqa: N815 - as ServiceTitan calls it


_Row: TypeAlias = tuple[int, str, str, str, str, int, int, list[_Vendor] | None]
_decode = msgspec.json.Decoder(list[_Row]).decode


def read_names(database: Database, after: int) -> tuple[list[NamedSku], int]:
    """Of the SKUs behind this number, a lot at a time; and the number of the last one, -1 when there are no more."""
    rows = _decode(database.value(_NAMES, (after,)))
    found = [_named(row) for row in rows if row[6] != _GONE]
    return found, max((row[0] for row in rows), default=-1)


def _named(row: _Row) -> NamedSku:
    _, key, code, name, part, active, _, vendors = row
    parts = dict.fromkeys(filter(None, (part, *(one.vendorPart for one in vendors or ()))))
    return NamedSku(EntityKey(UUID(hex=key)), code, name, tuple(parts), bool(active))
