"""What the window remembers of the list: how it is seen, narrowed and ordered. Not what was searched for."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QSettings

from lazi_desktop.ui.kits.listing.arranging import Column, Only, Shelf, Wanted

LIST, CARDS = "kits/list", "kits/cards"


def keep(state: QSettings, wanted: Wanted) -> None:
    state.setValue(
        LIST,
        json.dumps({
            "shelf": wanted.shelf.value,
            "only": sorted(one.value for one in wanted.only),
            "path": list(wanted.path),
            "column": wanted.column.name,
            "descending": wanted.descending,
        }),
    )  # fmt: skip


def kept(state: QSettings) -> Wanted:
    """What cannot be read is as at first."""
    try:
        found: dict[str, Any] = json.loads(str(state.value(LIST) or "{}"))
        return Wanted(
            shelf=Shelf(found.get("shelf", Shelf.CURRENT)),
            only=frozenset(map(Only, found.get("only", ()))),
            path=tuple(map(str, found.get("path", ()))),
            column=Column[found.get("column", Column.NAME.name)],
            descending=bool(found.get("descending")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return Wanted()
