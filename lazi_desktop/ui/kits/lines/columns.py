"""The columns of the table of lines."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QCoreApplication


class Column(IntEnum):
    LINE = 0
    QUANTITY = 1
    UNIT = 2
    WASTE = 3
    PACK = 4
    COST = 5
    EXTENDED = 6
    PRICE = 7
    NOTE = 8


FIELD_OF = {
    Column.QUANTITY: "quantity",
    Column.UNIT: "unit",
    Column.WASTE: "waste",
    Column.PACK: "pack",
    Column.NOTE: "note",
}
"""What can be typed into, and the field of a line that it is."""

FIGURES = frozenset((
    Column.QUANTITY, Column.WASTE, Column.PACK, Column.COST, Column.EXTENDED, Column.PRICE,
))  # fmt: skip
ON_WISH = (Column.WASTE, Column.PACK)
"""Shown where somebody wants them."""
COSTS = (Column.COST, Column.EXTENDED)
"""Not for who does not see costs."""
WIDTHS = {
    Column.LINE: 236,
    Column.QUANTITY: 62,
    Column.UNIT: 50,
    Column.WASTE: 66,
    Column.PACK: 60,
    Column.COST: 66,
    Column.EXTENDED: 80,
    Column.PRICE: 72,
    Column.NOTE: 110,
}


def title_of(column: Column) -> str:
    return {
        Column.LINE: _tr("Line"),
        Column.QUANTITY: _tr("Qty"),
        Column.UNIT: _tr("Unit"),
        Column.WASTE: _tr("Waste"),
        Column.PACK: _tr("Pack"),
        Column.COST: _tr("Cost"),
        Column.EXTENDED: _tr("Extended"),
        Column.PRICE: _tr("Price"),
        Column.NOTE: _tr("Note"),
    }[column]


def _tr(text: str) -> str:
    return QCoreApplication.translate("KitLines", text)
