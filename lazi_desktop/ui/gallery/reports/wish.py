"""What a line of a report stands for, to be shown in the gallery."""

from __future__ import annotations

from dataclasses import dataclass

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.ports.sku_query import SkuFlag


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryWish:
    """SKUs of a tree. `category` is None for all of them, `NOWHERE` for those in none; `pictures` are addresses that
    they show any of."""

    tree: Tree
    category: EntityKey | None = None
    kinds: frozenset[EntityKind] = frozenset()
    flags: frozenset[SkuFlag] = frozenset()
    pictures: frozenset[str] = frozenset()
    only_active: bool = False
