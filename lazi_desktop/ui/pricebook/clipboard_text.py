"""Rows as a spreadsheet takes them from the clipboard: tabs between cells, one line a row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from lazi_desktop.ports.workspace import SkuRow
from lazi_desktop.ui.pricebook.sku_columns import SkuColumn, typed_text

TextOf = Callable[[SkuRow, SkuColumn], str]


def as_tsv(
    rows: Sequence[tuple[SkuRow, Collection[int]]], columns: Sequence[SkuColumn], text_of: TextOf
) -> str:
    """For each row, the places in `columns` wanted of it. Columns stand as shown; cells in between are blank."""
    wanted = {place for _, places in rows for place in places}
    places = [place for place in sorted(wanted) if columns[place].title]
    lines = [
        "\t".join(_cell(row, columns[place], text_of) if place in here else "" for place in places)
        for row, here in rows
    ]
    return "\n".join(lines)


def _cell(row: SkuRow, column: SkuColumn, text_of: TextOf) -> str:
    text = typed_text(row, column) if column.number and column.field else text_of(row, column)
    return " ".join(text.split())
