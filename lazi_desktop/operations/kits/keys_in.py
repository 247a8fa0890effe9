"""The keys that a part's fields name, as keys; what is none is passed over, since stores keep what they were told."""

from __future__ import annotations

from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import KitId, Part, PartId


def sku_in(part: Part) -> EntityKey | None:
    found = _uuid(part, "sku")
    return None if found is None else EntityKey(found)


def kit_in(part: Part) -> KitId | None:
    found = _uuid(part, "includes")
    return None if found is None else KitId(found)


def group_in(part: Part) -> PartId | None:
    found = _uuid(part, "group")
    return None if found is None else PartId(found)


def _uuid(part: Part, name: str) -> UUID | None:
    try:
        return UUID(str(part.fields[name]))
    except (KeyError, ValueError):
        return None
