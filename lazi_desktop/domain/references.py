"""References to other entities inside field values.

A reference is ServiceTitan's number or, while ServiceTitan does not have the entity yet, its key as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.values import Value

REFERENCE_FIELDS: Mapping[str, str] = {
    "categories": "",
    "parent_id": "",
    "upgrades": "",
    "service_materials": "skuId",
    "service_equipment": "skuId",
    "equipment_materials": "skuId",
    "recommendations": "skuId",
}
"""Fields that refer to other entities, and in which member of their entries ("" for the value itself)."""


def local_reference(value: Value) -> EntityKey | None:
    """The key that a single reference names, None where it is a number or nothing."""
    if not isinstance(value, str):
        return None
    try:
        return EntityKey(UUID(value))
    except ValueError:
        return None


def local_references(field: str, value: Value) -> frozenset[EntityKey]:
    """Keys of the entities in a value that ServiceTitan does not have yet."""
    member = REFERENCE_FIELDS.get(field)
    if member is None or value is None:
        return frozenset()
    found = set()
    for one in value if isinstance(value, list) else [value]:
        key = local_reference(one.get(member) if member and isinstance(one, Mapping) else one)
        if key is not None:
            found.add(key)
    return frozenset(found)


def numbered(field: str, value: Value, numbers: Mapping[EntityKey, int]) -> Value:
    """The value with the numbers of what ServiceTitan has by now; not yet in canonical order."""
    member = REFERENCE_FIELDS.get(field)
    if member is None:
        return value

    def one(reference: Value) -> Value:
        if member and isinstance(reference, Mapping):
            return {**reference, member: one(reference.get(member))}
        key = local_reference(reference)
        return reference if key is None else numbers.get(key, reference)

    return [one(reference) for reference in value] if isinstance(value, list) else one(value)
