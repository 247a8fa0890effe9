"""What kits need to know of the SKUs in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.skus import KitSku, unit_of
from lazi_desktop.domain.moments import parse_moment
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.store.workspace.columns import EFFECTIVE
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import decimal_or_none, from_json, key_list
from lazi_desktop.store.workspace.layers import STATES
from lazi_desktop.store.workspace.linked_costs import COST_KNOWN_AT, Linked, linked_costs
from lazi_desktop.store.workspace.reading import successors

_SKUS = f"""
    SELECT json_group_array(json_array(hex(s.entity_key), s.number, s.kind, s.remote_id, s.code, s.name, s.unit, s.cost,
        s.price, s.hours, s.active, s.state, s.vendor_part, {COST_KNOWN_AT},
        {EFFECTIVE.format("primary_vendor")}))
    FROM sku s LEFT JOIN mirror m USING (entity_key)
    WHERE s.entity_key IN (SELECT unhex(value) FROM json_each(?))"""  # noqa: S608 - of these columns
_GONE = STATES.index(SkuState.GONE)
_KINDS = {kind.value: kind for kind in EntityKind}
_NOTHING = Linked(None, None)
_decode = msgspec.json.Decoder(list[list[Any]]).decode


def read_kit_skus(database: Database, keys: Collection[EntityKey]) -> dict[EntityKey, KitSku]:
    """Of those that are here. Who asks by a key that was replaced is told of what it is now."""
    replaced = successors(database, keys)
    asked = {now.hex.upper(): now for now in (replaced.get(key, key) for key in keys)}
    rows = _decode(database.value(_SKUS, (key_list(key.bytes for key in asked.values()),)))
    services = [row[1] for row in rows if row[2] == EntityKind.SERVICE]
    linked = linked_costs(database, services) if services else {}
    found = {}
    for (
        key_text,
        number,
        kind,
        remote_id,
        code,
        name,
        unit,
        cost,
        price,
        hours,
        active,
        state,
        part,
        at,
        vendor,
    ) in rows:
        key = asked[key_text]
        is_service = kind == EntityKind.SERVICE
        costs = linked.get(number, _NOTHING) if is_service else Linked(decimal_or_none(cost) or None, at)
        found[key] = KitSku(
            key=key,
            kind=_KINDS[kind],
            code=code,
            name=name,
            unit=unit_of(unit),
            cost=costs.cost,
            price=decimal_or_none(price),
            hours=decimal_or_none(hours),
            active=bool(active),
            gone=state == _GONE,
            cost_at=_moment(costs.known_at),
            vendor=_vendor_name(vendor),
            vendor_part=part,
            reference=str(key) if remote_id is None else remote_id,
        )
    return {key: found[now] for key in keys if (now := replaced.get(key, key)) in found}


def _vendor_name(text: str | None) -> str:
    vendor = None if text is None else from_json(text)
    name = vendor.get("vendorName") if isinstance(vendor, Mapping) else None
    return name if isinstance(name, str) else ""


@lru_cache(maxsize=4_096)  # a vendor's price list changes many costs at the same moment
def _moment(text: str | None) -> datetime | None:
    try:
        return None if text is None else parse_moment(text)
    except ValueError:
        return None
