"""What people call the parts of kits, for the labels of steps and for what is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from lazi_desktop.domain.kits.parts import KitId, KitPart, Part, PartId
from lazi_desktop.operations.kits.keys_in import kit_in, sku_in
from lazi_desktop.ports.workspace import UnitOfWork

_NAMED = frozenset((KitPart.KIT, KitPart.GROUP, KitPart.PARAMETER, KitPart.SAMPLE))
_WORDS = {
    KitPart.ITEM: "a line",
    KitPart.INCLUDE: "a kit in it",
    KitPart.VERSION: "a version",
    KitPart.USE: "a service",
}


def kit_names(work: UnitOfWork, kits: Collection[KitId]) -> Mapping[KitId, str]:
    """Without those that are not known here."""
    return {
        part.kit: str(part.fields.get("name") or "")
        for part in work.parts([PartId(kit) for kit in kits])
        if part.kind is KitPart.KIT
    }


def names_of(work: UnitOfWork, parts: Sequence[Part]) -> Mapping[PartId, str]:
    skus = {key for part in parts if (key := sku_in(part)) is not None}
    kits = {kit for part in parts if (kit := kit_in(part)) is not None}
    called: dict[UUID | None, str] = {key: sku.name or sku.code for key, sku in work.kit_skus(skus).items()}
    called.update(kit_names(work, kits).items())
    return {part.key: _name(part, called) for part in parts}


def what(work: UnitOfWork, parts: Sequence[Part], plural: str = "lines") -> str:
    """One by its name, several by their number."""
    if len(parts) == 1:
        return names_of(work, parts)[parts[0].key]
    return f"{len(parts):,} {plural}"


def shortened(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _name(part: Part, called: Mapping[UUID | None, str]) -> str:
    if part.kind in _NAMED:
        return shortened(str(part.fields.get("name") or "")) or "something without a name"
    if part.kind is KitPart.VERSION:
        return f"version {part.fields.get('number')}"
    return shortened(called.get(sku_in(part) or kit_in(part), "")) or _WORDS[part.kind]
