"""Some fields of many entities: what a large edit needs to know, without reading the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.workspace import EntityValues
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import from_json, key_list
from lazi_desktop.store.workspace.reading import successors

LOT = 5_000
_KINDS = {kind.value: kind for kind in EntityKind}


def read_values(
    database: Database, keys: Collection[EntityKey], names: Collection[str]
) -> dict[EntityKey, EntityValues]:
    """Of those that exist. Who asks by a key that was replaced is told of what it is now."""
    replaced = successors(database, keys)
    found: dict[EntityKey, EntityValues] = {}
    asked = {now.bytes: now for now in (replaced.get(key, key) for key in keys)}
    listed, wanted = list(asked), tuple(sorted(set(names)))
    for start in range(0, len(listed), LOT):
        found |= _read_lot(database, listed[start : start + LOT], wanted, asked)
    if replaced:
        return {key: found[now] for key in keys if (now := replaced.get(key, key)) in found}
    return found


def _read_lot(
    database: Database, keys: Sequence[bytes], names: tuple[str, ...], key_of: Mapping[bytes, EntityKey]
) -> dict[EntityKey, EntityValues]:
    listed, some = key_list(keys), _some_fields(names)
    mirrors: dict[bytes, tuple[EntityKind, int | None, dict[str, Value]]] = {
        key: (_KINDS[kind], remote_id, some(fields))
        for key, kind, remote_id, fields in database.all(
            "SELECT entity_key, kind, remote_id, fields FROM mirror WHERE entity_key"
            " IN (SELECT unhex(value) FROM json_each(?))",
            (listed,),
        )
    }
    if len(mirrors) < len(keys):
        for key, kind in database.all(_SHOWN, {"keys": listed}):
            mirrors.setdefault(key, (_KINDS[kind], None, {}))
    ours: dict[bytes, dict[str, Value]] = defaultdict(dict)
    for key, name, value in database.all(
        "SELECT entity_key, field, value FROM overridden WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))",
        (listed,),
    ):
        if name in names:
            ours[key][name] = from_json(value)
    return {
        key_of[key]: EntityValues(
            key_of[key],
            kind,
            remote_id,
            mirror,
            {**mirror, **ours[key]} if key in ours else mirror,
            frozenset(ours[key]) if key in ours else _NONE,
        )
        for key, (kind, remote_id, mirror) in mirrors.items()
    }


def read_mirrors(database: Database, keys: Collection[bytes], names: Collection[str]) -> dict[bytes, Fields]:
    """These fields of the mirrors, of those entities that have one."""
    some = _some_fields(tuple(sorted(names)))
    return {
        key: some(fields)
        for key, fields in database.all(
            "SELECT entity_key, fields FROM mirror WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))",
            (key_list(keys),),
        )
    }


_NONE: frozenset[str] = frozenset()
_SHOWN = """
    SELECT entity_key, kind FROM sku WHERE entity_key IN (SELECT unhex(value) FROM json_each(:keys)) UNION ALL
    SELECT entity_key, 'category' FROM category WHERE entity_key IN (SELECT unhex(value) FROM json_each(:keys))"""


@lru_cache(maxsize=64)
def _some_fields(names: tuple[str, ...]) -> Callable[[str], dict[str, Value]]:
    """Reads only these members of a JSON object; absent ones are None, like everywhere."""
    shape = msgspec.defstruct("SomeFields", [(name, Any, None) for name in names])
    decode = msgspec.json.Decoder(shape, float_hook=Decimal).decode

    def read(text: str) -> dict[str, Value]:
        found = decode(text)
        return {name: getattr(found, name) for name in names}

    return read
