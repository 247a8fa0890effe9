"""The data a tenant starts with, wherever it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field

from lazi_desktop.simulator.kinds import SKU_KINDS, SkuKind
from lazi_desktop.simulator.rows import Row
from lazi_desktop.simulator.wire import Json


@dataclass
class Pricebook:
    categories: list[Row] = field(default_factory=list)
    skus: dict[SkuKind, list[Row]] = field(default_factory=lambda: {kind: [] for kind in SKU_KINDS})
    markup: list[Json] = field(default_factory=list)
    rate_sheets: list[Json] = field(default_factory=list)
    cost_types: list[Json] = field(default_factory=list)
    lists: dict[str, list[Json]] = field(default_factory=dict)
    """Of other modules, by their names."""

    def rows(self) -> list[Row]:
        return [row for rows in (self.categories, *self.skus.values()) for row in rows]
