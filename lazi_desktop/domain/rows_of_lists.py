"""Rows in lists of an entity: links, vendors, pictures. ServiceTitan numbers them, for each entity by itself."""

from __future__ import annotations

from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.values import Value

ROWS_OF_OURS = frozenset((FieldType.ENTRIES, FieldType.STRUCTURE))
"""Types whose values may hold such numbers."""


def without_ids(value: Value) -> Value:
    """For another entity: ServiceTitan numbers the rows of every list anew."""
    if isinstance(value, list):
        return [without_ids(one) for one in value]
    if isinstance(value, dict):
        return {name: one for name, one in value.items() if name != "id"}
    return value
