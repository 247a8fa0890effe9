"""Something that can be put into a kit, as the browser lists it: a SKU or another kit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.kits.skus import unit_of
from lazi_desktop.ports.pricebook import SkuRow


@dataclass(frozen=True, slots=True)
class FoundPart:
    """Exactly one of `sku` and `kit` is there. `lines` is how many a kit has, `cost` None where it is not known."""

    name: str
    code: str
    cost: Decimal | None
    unit: str = ""
    sku: EntityKey | None = None
    kit: KitId | None = None
    kind: EntityKind | None = None
    active: bool = True
    lines: int = 0

    @property
    def identity(self) -> str:
        """As it is remembered: `sku:…` or `kit:…`."""
        return f"sku:{self.sku}" if self.sku is not None else f"kit:{self.kit}"


def part_of_row(row: SkuRow) -> FoundPart:
    return FoundPart(
        row.name or row.code,
        row.code,
        row.cost,
        unit=unit_of(row.unit),
        sku=row.key,
        kind=row.kind,
        active=row.active,
    )


def part_of_kit(book: KitBook, key: KitId) -> FoundPart | None:
    kit = book.kits.get(key)
    if kit is None or kit.gone or kit.archived:
        return None
    cost = book.roll(key).cost
    return FoundPart(kit.name, "", cost.amount if cost.is_complete else None, kit=key, lines=len(kit.lines))


def kits_found(
    book: KitBook, text: str, path: Sequence[str] = (), *, besides: KitId | None = None, limit: int = 20
) -> list[FoundPart]:
    """Kits that have all the words and stand below the path, those that begin with the text first; not the one that
    they would be put into."""
    words, whole = text.casefold().split(), text.strip().casefold()
    first, others = (words[0], words[1:]) if words else ("", [])
    found = [
        kit
        for kit in book.kits.values()
        if first in (said := _said(kit))  # most are out by then
        and all(word in said for word in others)
        and kit.key != besides
        and not (kit.gone or kit.archived)
        and list(kit.path[: len(path)]) == list(path)
    ]
    found.sort(key=lambda kit: (not kit.name.casefold().startswith(whole), kit.name.casefold()))
    parts = [part_of_kit(book, kit.key) for kit in found[:limit]]
    return [one for one in parts if one is not None]


def _said(kit: Kit) -> str:
    """All that its words are looked for in."""
    return f"{kit.name} {' '.join(kit.tags)}".casefold() if kit.tags else kit.name.casefold()


def identity_in(text: str) -> tuple[str, UUID] | None:
    """What `FoundPart.identity` said; None where it is something else."""
    what, _, key = text.partition(":")
    try:
        return (what, UUID(key)) if what in ("sku", "kit") else None
    except ValueError:
        return None
