"""How each tree's columns and filters were left, remembered between two starts."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QSettings

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ui.pricebook.arrangement import Arrangement, arrangement_from
from lazi_desktop.ui.pricebook.grid_filters import GridFilters, filters_from

_ARRANGEMENT = "pricebook/{tree}/arrangement"
_FILTERS = "pricebook/{tree}/filters"


def keep_arrangement(state: QSettings, tree: Tree, arrangement: Arrangement) -> None:
    state.setValue(_ARRANGEMENT.format(tree=tree), json.dumps(arrangement.to_json()))


def recalled_arrangement(state: QSettings, tree: Tree) -> Arrangement:
    """The first one where nothing is remembered, or nothing that can be read."""
    return arrangement_from(_document(state, _ARRANGEMENT.format(tree=tree)), tree)


def keep_filters(state: QSettings, tree: Tree, filters: GridFilters) -> None:
    state.setValue(_FILTERS.format(tree=tree), json.dumps(filters.to_json()))


def recalled_filters(state: QSettings, tree: Tree) -> GridFilters:
    """None where nothing is remembered, or nothing that can be read."""
    return filters_from(_document(state, _FILTERS.format(tree=tree)), tree)


def _document(state: QSettings, key: str) -> Any:
    try:
        return json.loads(str(state.value(key, "")))
    except ValueError:
        return None
