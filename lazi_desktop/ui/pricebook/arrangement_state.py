"""How each tree's columns were left, remembered between two starts."""

from __future__ import annotations

import json

from PySide6.QtCore import QSettings

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ui.pricebook.arrangement import Arrangement, arrangement_from

_KEY = "pricebook/{tree}/arrangement"


def keep_arrangement(state: QSettings, tree: Tree, arrangement: Arrangement) -> None:
    state.setValue(_KEY.format(tree=tree), json.dumps(arrangement.to_json()))


def recalled_arrangement(state: QSettings, tree: Tree) -> Arrangement:
    """The first one where nothing is remembered, or nothing that can be read."""
    try:
        data = json.loads(str(state.value(_KEY.format(tree=tree), "")))
    except ValueError:
        data = None
    return arrangement_from(data, tree)
