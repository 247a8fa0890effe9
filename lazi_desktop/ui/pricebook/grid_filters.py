"""What the rows of a grid are picked by, beside categories and search: per column, and by flags. Without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.sku_query import ChoiceFilter, ColumnFilter, SkuFlag
from lazi_desktop.ui.pricebook.column_catalogue import COLUMN, columns_of
from lazi_desktop.ui.pricebook.filter_text import read_filter


@dataclass(frozen=True, slots=True)
class GridFilters:
    """`typed` is what stands in the fields below the headings, also while it cannot be read yet; `chosen` are values as
    facets have them. A column is filtered by one of the two."""

    typed: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    flags: frozenset[SkuFlag] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.typed or self.chosen or self.flags)

    def conditions(self) -> tuple[ColumnFilter, ...]:
        """Of the columns; what cannot be read picks nothing out."""
        typed = (self._read(key, text) for key, text in sorted(self.typed.items()))
        chosen = (ChoiceFilter(key, values) for key, values in sorted(self.chosen.items()))
        return (*(one for one in typed if one is not None), *chosen)

    @staticmethod
    def _read(key: str, text: str) -> ColumnFilter | None:
        try:
            return read_filter(COLUMN[key], text)
        except ValueError:
            return None

    def filters(self, key: str) -> bool:
        return key in self.typed or key in self.chosen

    def with_typed(self, key: str, text: str) -> GridFilters:
        bare = self.without(key)
        return replace(bare, typed={**bare.typed, key: text}) if text.strip() else bare

    def with_chosen(self, key: str, values: frozenset[str]) -> GridFilters:
        bare = self.without(key)
        return replace(bare, chosen={**bare.chosen, key: values}) if values else bare

    def with_flag(self, flag: SkuFlag, wanted: bool) -> GridFilters:
        return replace(self, flags=self.flags | {flag} if wanted else self.flags - {flag})

    def without(self, key: str) -> GridFilters:
        return replace(
            self,
            typed={one: text for one, text in self.typed.items() if one != key},
            chosen={one: values for one, values in self.chosen.items() if one != key},
        )

    # ------------------------------------------------------------------------------------------------ remembered

    def to_json(self) -> dict[str, Any]:
        return {
            "typed": dict(self.typed),
            "chosen": {key: sorted(values) for key, values in self.chosen.items()},
            "flags": sorted(self.flags),
        }


def filters_from(data: object, tree: Tree) -> GridFilters:
    """As they were remembered; columns and flags that are not known are passed over."""
    if not isinstance(data, Mapping):
        return GridFilters()
    known = {column.key for column in columns_of(tree)}
    typed = {key: text for key, text in _items(data, "typed") if key in known and isinstance(text, str)}
    chosen = {
        key: frozenset(value for value in values if isinstance(value, str))
        for key, values in _items(data, "chosen")
        if key in known and key not in typed and isinstance(values, list)
    }
    flags = data.get("flags")
    listed = set(flags) if isinstance(flags, list) else set()
    return GridFilters(
        {key: text for key, text in typed.items() if text.strip()},
        {key: values for key, values in chosen.items() if values},
        frozenset(flag for flag in SkuFlag if flag in listed),
    )


def _items(data: Mapping[str, Any], name: str) -> list[tuple[str, Any]]:
    inner = data.get(name)
    return list(inner.items()) if isinstance(inner, Mapping) else []
