"""Rows as a spreadsheet takes them from the clipboard: tabs between cells, one line a row."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lazi_desktop.ports.workspace import SkuRow
from lazi_desktop.ui.pricebook.sku_columns import COLUMNS, STATE, typed_text
from lazi_desktop.ui.theme.chips import entity_state, state_chip


def as_tsv(rows: Sequence[tuple[SkuRow, Collection[int]]], shown: Sequence[int]) -> str:
    """For each row, the columns wanted of it. Columns stand as they are shown; cells in between are blank."""
    wanted = {column for _, columns in rows for column in columns}
    places = [place for place in shown if place in wanted and COLUMNS[place].title]
    lines = [
        "\t".join(_cell(row, place) if place in columns else "" for place in places) for row, columns in rows
    ]
    return "\n".join(lines)


def _cell(row: SkuRow, place: int) -> str:
    column = COLUMNS[place]
    if column.key == STATE:
        chip = state_chip(entity_state(row.state, row.remote_id))
        return chip.text if chip else ""
    text = typed_text(row, column) if column.number and column.field else column.text(row, column.key)
    return " ".join(text.split())
