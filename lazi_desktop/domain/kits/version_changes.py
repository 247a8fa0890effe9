"""How far a kit has come from one of its versions."""

from __future__ import annotations

from collections.abc import Mapping

from lazi_desktop.domain.kits.assembling import kit_of_content, parts_in
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.values import Fields, Value, canonical_json, same

_PASSED_OVER = frozenset(("archived", "collapsed", "place"))


def changes_since(kit: Kit, content: Value) -> int:
    """How many of its parts are others, came or went. That lines stand in another order counts as one."""
    before, now = _parts(kit_of_content(content, kit.key)), _parts(kit)
    changed = sum(
        key not in before or key not in now or not same(before[key], now[key])
        for key in before.keys() | now.keys()
    )
    both = before.keys() & now.keys()
    return changed + ([key for key in before if key in both] != [key for key in now if key in both])


def _parts(kit: Kit) -> Mapping[PartId, Fields]:
    """In order."""
    return {
        key: canonical_json({name: value for name, value in fields.items() if name not in _PASSED_OVER})
        for key, (_, fields) in parts_in(kit).items()
    }
