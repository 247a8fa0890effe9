"""A name for a kit that no other one has, decided while it is made."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lazi_desktop.domain.kits.parts import KitId, KitPart, PartId
from lazi_desktop.ports.workspace import UnitOfWork


def free_names(work: UnitOfWork, wanted: Sequence[str], kits: Collection[KitId]) -> Sequence[str]:
    """Each with a number where one of these `kits`, or one before it, is called so."""
    parts = work.parts([PartId(kit) for kit in kits])
    taken = {
        str(part.fields.get("name")).casefold()
        for part in parts
        if part.kind is KitPart.KIT and not part.is_gone
    }
    found = []
    for name in wanted:
        number, tried = 1, name
        while tried.casefold() in taken:
            number += 1
            tried = f"{name} {number}"
        taken.add(tried.casefold())
        found.append(tried)
    return found
