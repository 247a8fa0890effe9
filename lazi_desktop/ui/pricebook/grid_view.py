"""What a saved view holds: columns, sorting, filters and categories, as a document that later versions still read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ui.pricebook.arrangement import Arrangement, arrangement_from
from lazi_desktop.ui.pricebook.grid_filters import GridFilters, filters_from

VERSION = 1


@dataclass(frozen=True, slots=True)
class GridView:
    arrangement: Arrangement
    filters: GridFilters = field(default_factory=GridFilters)
    categories: frozenset[EntityKey] = frozenset()

    def document(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "arrangement": self.arrangement.to_json(),
            "filters": self.filters.to_json(),
            "categories": sorted(str(key) for key in self.categories),
        }


def grid_view(document: Mapping[str, Any], tree: Tree) -> GridView:
    """Also of a later version, as far as it is understood."""
    listed = document.get("categories")
    keys = (_key(one) for one in (listed if isinstance(listed, list) else ()))
    return GridView(
        arrangement_from(document.get("arrangement"), tree),
        filters_from(document.get("filters"), tree),
        frozenset(key for key in keys if key is not None),
    )


def _key(text: object) -> EntityKey | None:
    try:
        return EntityKey(UUID(text)) if isinstance(text, str) else None
    except ValueError:
        return None
