"""What the cells of rows say, formatted when they are first looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.pricebook.sku_columns import CATEGORIES, Look, SkuColumn, value_of
from lazi_desktop.ui.theme.chips import entry_chip

_MOST_ROWS = 5_000


class CellTexts:
    """`categories`: what categories are called, by what SKUs name them by."""

    def __init__(self, columns: Sequence[SkuColumn]) -> None:
        self._columns = tuple(columns)
        self._lines: dict[int, list[str | None]] = {}
        self.categories: Mapping[int | str, str] = {}
        self.proposed: Collection[EntityKey] = ()
        """What something is proposed for."""

    def use_columns(self, columns: Sequence[SkuColumn]) -> None:
        self._columns = tuple(columns)
        self._lines.clear()

    def use_categories(self, names: Mapping[int | str, str]) -> None:
        self.categories = names
        self._lines.clear()

    def forget_all(self) -> None:
        self._lines.clear()

    def forget(self, rows: Iterable[SkuRow]) -> None:
        """They say something else now."""
        for row in rows:
            self._lines.pop(row.number, None)
        if len(self._lines) > _MOST_ROWS:
            self._lines.clear()

    def at(self, row: SkuRow, place: int) -> str:
        line = self._lines.get(row.number)
        if line is None:
            line = self._lines[row.number] = [None] * len(self._columns)
        text = line[place]
        if text is None:
            text = line[place] = self.of(row, self._columns[place])
        return text

    def of(self, row: SkuRow, column: SkuColumn) -> str:
        """Also of a column that is not shown."""
        if column.look is Look.CHIP:
            chip = entry_chip(row.state, row.remote_id, is_proposed=row.key in self.proposed)
            return chip.text if chip else ""
        if column.key == CATEGORIES:
            names = self.categories
            return ", ".join(names[one] for one in value_of(row, column) or () if one in names)
        return column.text(row)
