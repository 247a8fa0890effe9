"""Where a kit, or a SKU in kits, is used: one answer for both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Kit, Quantity
from lazi_desktop.domain.kits.parts import KitId, PartId


@dataclass(frozen=True, slots=True)
class InKit:
    """A line of a kit that holds it, or names it as a substitute."""

    kit: Kit
    line: PartId
    quantity: Quantity
    is_substitute: bool = False


def kits_with_sku(book: KitBook, sku: EntityKey) -> Sequence[InKit]:
    """By the names of the kits; removed kits are left out."""
    return [
        InKit(kit, line.key, line.quantity, line.sku != sku)
        for kit in _by_name(book, book.kits)
        for line in kit.lines
        if line.sku == sku or sku in line.substitutes
    ]


def kits_with_kit(book: KitBook, included: KitId) -> Sequence[InKit]:
    """By the names of the kits; those alone that include it themselves."""
    return [
        InKit(kit, line.key, line.quantity)
        for kit in _by_name(book, book.users_of(included))
        for line in kit.lines
        if line.includes == included
    ]


def _by_name(book: KitBook, kits: Iterable[KitId]) -> Sequence[Kit]:
    found = (book.kits[key] for key in set(kits) if key in book.kits)
    return sorted((kit for kit in found if not kit.gone), key=lambda kit: (kit.name.casefold(), str(kit.key)))
