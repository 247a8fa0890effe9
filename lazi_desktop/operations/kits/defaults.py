"""Values that were tried become the kit's own."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lazi_desktop.domain.kits.parts import KitId, KitPart, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.kits.naming import what
from lazi_desktop.operations.kits.part_edits import PartEdits
from lazi_desktop.ports.workspace import UnitOfWork


def set_defaults(work: UnitOfWork, kit: KitId, values: Mapping[PartId, Decimal]) -> Changes:
    """By parameter; one step.

    Raises:
        NoLongerThere: one of them was removed meanwhile.
    """
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    parts = [edits.part(key, KitPart.PARAMETER) for key in values]
    for part in parts:
        edits.set(part, "default", values[part.key])
    return edits.record(f"Default of {what(work, parts, 'parameters')} in {found.name}")
