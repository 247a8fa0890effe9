"""How wide the columns of the Review page are: nothing important is cut, unless a person wanted it otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QTableView

from lazi_desktop.ui.review.review_model import Column

STATE = "review/columns"
_LEAST = 48
_TIGHT: Mapping[Column, int] = {Column.THEIRS: 92, Column.OURS: 84}
"""How narrow these may become before a column is left out."""
_LEFT_OUT = (Column.WHEN, Column.BY)
"""In this order where there is no room; the pane beside the list tells them as well."""
_LAST: Mapping[Column, int] = {Column.EFFECT: 118, Column.CHANGE: 150}
"""And how narrow these once all that may be is left out: a name that is cut tells little, and money fits in here."""
_WIDEST_CHANGE = 380
_SHARES: Mapping[Column, int] = {Column.CHANGE: 5, Column.THEIRS: 2, Column.OURS: 3}
_FIRST: Mapping[Column, int] = {
    Column.CHANGE: 230,
    Column.FIELD: 96,
    Column.THEIRS: 92,
    Column.OURS: 100,
    Column.EFFECT: 80,
    Column.BY: 56,
    Column.WHEN: 78,
    Column.STATE: 90,
}


class ColumnWidths(QObject):
    """What a person has dragged stays so wide, also the next time; a double click on the divider forgets that."""

    def __init__(self, table: QTableView, state: QSettings) -> None:
        super().__init__(table)
        self._table = table
        self._settings = state
        self._needed: dict[Column, int] = dict(_FIRST)
        self._chosen: dict[Column, int] = _read(str(state.value(STATE, "") or ""))
        self._is_own = False
        header = table.horizontalHeader()
        header.setMinimumSectionSize(_LEAST)
        header.sectionResized.connect(self._on_resized)
        header.sectionHandleDoubleClicked.connect(self._forget)
        table.viewport().installEventFilter(self)
        self.share_out()

    def need(self, needed: Mapping[Column, int]) -> None:
        """What the texts of these columns take; the wide ones get what is left besides."""
        self._needed = {column: max(first, needed.get(column, 0)) for column, first in _FIRST.items()}
        self._needed[Column.CHANGE] = min(self._needed[Column.CHANGE], _WIDEST_CHANGE)
        self.share_out()

    def share_out(self) -> None:
        widths = {column: self._chosen.get(column, self._needed[column]) for column in Column}
        room = self._table.viewport().width()
        out = self._make_room(widths, room)
        spare = max(0, room - sum(widths.values()))
        free = {column: share for column, share in _SHARES.items() if column not in self._chosen}
        total = sum(free.values())
        self._is_own = True
        for column in Column:
            self._table.setColumnHidden(column, column in out)
            if column not in out:
                more = spare * free.get(column, 0) // total if total else 0
                self._table.setColumnWidth(column, widths[column] + more)
        self._is_own = False

    def _make_room(self, widths: dict[Column, int], room: int) -> set[Column]:
        """Narrows what may be narrower, then leaves columns out until the rest fits; which ones."""
        out: set[Column] = set()
        self._narrow(widths, room, _TIGHT)
        for column in _LEFT_OUT:
            if sum(widths.values()) > room and column not in self._chosen:
                out.add(column)
                del widths[column]
        self._narrow(widths, room, _LAST)
        return out

    def _narrow(self, widths: dict[Column, int], room: int, least: Mapping[Column, int]) -> None:
        for column, width in least.items():
            if column not in self._chosen and sum(widths.values()) > room:
                widths[column] = max(
                    min(widths[column], width), widths[column] - (sum(widths.values()) - room)
                )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.share_out()
        return False

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        if not self._is_own and new > 0:
            self._chosen[Column(section)] = new
            self._keep()

    def _forget(self, section: int) -> None:
        self._chosen.pop(Column(section), None)
        self._keep()
        self.share_out()

    def _keep(self) -> None:
        self._settings.setValue(
            STATE, json.dumps({column.name: width for column, width in self._chosen.items()})
        )


def _read(text: str) -> dict[Column, int]:
    try:
        kept = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(kept, dict):
        return {}
    return {
        column: max(_LEAST, width)
        for column in Column
        if isinstance(width := kept.get(column.name), int) and not isinstance(width, bool)
    }
