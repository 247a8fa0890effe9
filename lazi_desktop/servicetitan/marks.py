"""Finding what a create made: by our marker in its external data, by its code, by a category's name and place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

import msgspec

from lazi_desktop.domain.errors import BadAnswer
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.values import Fields, same
from lazi_desktop.ports.remote import RemoteEntity

APPLICATION: Final = UUID("5d0a7f9e-3a0b-4c57-9d1b-6a2e1f4c8b10")
"""Under which our markers are kept, unless the settings name another. Never changes: what it marked must be found."""
MARK_KEY = "lazi_id"
SEARCHABLE = range(2, 201)  # lengths that `searchText` takes


class _Pair(msgspec.Struct):
    key: str | None = None
    value: str | None = None


class _Marked(msgspec.Struct, rename="camel"):
    external_data: list[_Pair] | None = None


_decode = msgspec.json.Decoder(_Marked).decode


def external_data(application: UUID, key: EntityKey) -> Mapping[str, Any]:
    """What marks a new entity as the one made for `key`."""
    return {"applicationGuid": str(application), "externalData": [{"key": MARK_KEY, "value": str(key)}]}


def marks_filter(application: UUID) -> dict[str, str]:
    """For all that carry a marker: ServiceTitan shows markers to nobody else."""
    return {"externalDataApplicationGuid": str(application), "externalDataKey": MARK_KEY}


def mark_filter(application: UUID, key: EntityKey) -> dict[str, str]:
    return {**marks_filter(application), "externalDataValues": str(key)}


def by_mark(entities: Iterable[RemoteEntity]) -> dict[str, list[RemoteEntity]]:
    """Those with a marker, by it; the answer to `marks_filter` may hold others, where that was not applied."""
    found: dict[str, list[RemoteEntity]] = {}
    for entity in entities:
        for mark in _marks(entity):
            found.setdefault(mark, []).append(entity)
    return found


def check_marked(entities: Iterable[RemoteEntity], key: EntityKey) -> list[RemoteEntity]:
    """The answer to `mark_filter`.

    Raises:
        BadAnswer: the filter was not applied, as ServiceTitan does with those it does not know: nothing is known then.
    """
    found = list(entities)
    if not all(_carries(entity, key) for entity in found):
        raise BadAnswer("It answered with entries that do not carry our marker.")
    return found


def _carries(entity: RemoteEntity, key: EntityKey) -> bool:
    return str(key) in _marks(entity)


def _marks(entity: RemoteEntity) -> set[str]:
    try:
        pairs = _decode(entity.payload.encode()).external_data or ()
    except msgspec.DecodeError:
        return set()
    return {pair.value for pair in pairs if pair.key == MARK_KEY and pair.value}


def has_code(entity: RemoteEntity, code: str) -> bool:
    """Codes that differ in capitals alone would be taken for one by people, and perhaps by ServiceTitan."""
    found = entity.fields.get("code")
    return isinstance(found, str) and found.strip().casefold() == code.strip().casefold()


def is_same_category(entity: RemoteEntity, wanted: Fields) -> bool:
    """Of the same name, below the same parent, in the same tree."""
    name, found = wanted.get("name"), entity.fields.get("name")
    return (
        isinstance(name, str)
        and isinstance(found, str)
        and found.strip().casefold() == name.strip().casefold()
        and same(entity.fields.get("parent_id") or None, wanted.get("parent_id") or None)
        and same(entity.fields.get("category_type"), wanted.get("category_type"))
    )
