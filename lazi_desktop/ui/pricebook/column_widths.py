"""How wide the grid's columns want to be: from what stands in them, between what is typical and what is too much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nlargest

from PySide6.QtGui import QFont, QFontMetrics

from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ui.pricebook.sku_columns import CELL_PADDING, Look, SkuColumn
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.chips import chip_size, state_chip
from lazi_desktop.ui.theme.fonts import number_font, ui_font

SORT_ARROW = 16
"""Room for the arrow and, where several columns are sorted by, its number."""
_LONGEST = 10  # texts of a column that are measured


def heading_width(column: SkuColumn) -> int:
    """With room for the arrow of a sorted column."""
    font = QFontMetrics(ui_font(metrics.TEXT_SMALL, weight=QFont.Weight.DemiBold))
    return font.horizontalAdvance(column.heading) + 2 * CELL_PADDING + SORT_ARROW


def wanted_width(column: SkuColumn, texts: Sequence[str]) -> int:
    """Of one column with these texts in it."""
    if not column.title:
        return column.width
    if column.look is Look.CHIP:
        chips = (chip for state in SkuState if (chip := state_chip(state)) is not None)
        return max(
            heading_width(column), *(chip_size(chip.text).width() + CELL_PADDING + 4 for chip in chips)
        )
    bold = QFont.Weight.DemiBold  # as what is changed here
    font = QFontMetrics(number_font(weight=bold) if column.number else ui_font())
    longest = [column.sample, *nlargest(_LONGEST, texts, key=len)]
    inside = max(font.horizontalAdvance(text) for text in longest) + 2 * CELL_PADDING + 2
    least = font.horizontalAdvance(column.sample) + 2 * CELL_PADDING + 2
    return max(heading_width(column), least, min(inside, column.most))


def wanted_widths(columns: Sequence[SkuColumn], rows: Sequence[Sequence[str]]) -> Mapping[str, int]:
    """Of all columns, by the texts of some rows."""
    return {
        column.key: wanted_width(column, [row[place] for row in rows]) for place, column in enumerate(columns)
    }
