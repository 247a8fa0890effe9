"""What the gallery shows of the chosen categories: by kind, and by what is the matter with the pictures. Without Qt."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.ports.sku_query import ChoiceFilter, SkuFlag, SkuQuery
from lazi_desktop.ui.pricebook.sku_columns import KIND

FLAGS = (
    SkuFlag.NO_IMAGE,
    SkuFlag.LOW_IMAGE,
    SkuFlag.BROKEN_IMAGE,
    SkuFlag.SHARED_IMAGE,
    SkuFlag.IMAGE_PENDING,
    SkuFlag.IMAGE_FAILED,
)
"""Those that are about pictures, as they are offered."""


@dataclass(frozen=True, slots=True)
class GalleryFilters:
    """Of each sort any; none means all."""

    kinds: frozenset[EntityKind] = frozenset()
    flags: frozenset[SkuFlag] = frozenset()
    pictures: frozenset[str] = frozenset()
    """Addresses: what shows any of these. Of the moment, as `only_active` is; they are not remembered."""
    only_active: bool = False

    def __bool__(self) -> bool:
        return bool(self.kinds or self.flags or self.pictures or self.only_active)

    def with_kind(self, kind: EntityKind, wanted: bool) -> GalleryFilters:
        return replace(self, kinds=self.kinds | {kind} if wanted else self.kinds - {kind})

    def with_flag(self, flag: SkuFlag, wanted: bool) -> GalleryFilters:
        return replace(self, flags=self.flags | {flag} if wanted else self.flags - {flag})

    def within(self, tree: Tree) -> GalleryFilters:
        """Kinds of the other tree pick nothing out."""
        return replace(self, kinds=self.kinds & frozenset(tree.sku_kinds))

    def applied_to(self, query: SkuQuery) -> SkuQuery:
        """The kinds as a condition on their column, so that the others can still be counted."""
        kinds = (ChoiceFilter(KIND, frozenset(map(str, self.kinds))),) if self.kinds else ()
        return replace(
            query,
            filters=(*query.filters, *kinds),
            flags=self.flags or query.flags,
            pictures=self.pictures or query.pictures,
            include_inactive=query.include_inactive and not self.only_active,
        )

    def to_text(self) -> str:
        return json.dumps({"kinds": sorted(self.kinds), "flags": sorted(self.flags)})


def filters_from(text: str) -> GalleryFilters:
    """As they were remembered; what is not known is passed over."""
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return GalleryFilters()
    if not isinstance(kept, dict):
        return GalleryFilters()
    kinds, flags = (value if isinstance(value := kept.get(name), list) else [] for name in ("kinds", "flags"))
    return GalleryFilters(
        frozenset(kind for kind in EntityKind if kind.is_sku and kind in kinds),
        frozenset(flag for flag in FLAGS if flag in flags),
    )
