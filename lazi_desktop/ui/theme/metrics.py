"""Measures shared by all pages, in device-independent pixels."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize

Density = Literal["comfortable", "compact"]

TEXT = 13
TEXT_SMALL = 12
TEXT_TITLE = 17
TEXT_WELCOME = 24

ROW_HEIGHT = 32
TREE_ROW_HEIGHT = 28
CONTROL_HEIGHT = 30
CHIP_HEIGHT = 20
ICON = 16
ICON_RAIL = 22
ICON_BESIDE_TEXT = QSize(ICON + 4, ICON)

GAP_TINY = 4
GAP_SMALL = 8
GAP = 12
GAP_LARGE = 20
CELL_PADDING = 10
CARD_PADDING = 14
RADIUS = 8
RADIUS_SMALL = 6

_ROWS: dict[Density, tuple[int, int]] = {"comfortable": (ROW_HEIGHT, TREE_ROW_HEIGHT), "compact": (26, 24)}


def use_density(density: Density) -> None:
    """For the windows that are made from now on."""
    global ROW_HEIGHT, TREE_ROW_HEIGHT
    ROW_HEIGHT, TREE_ROW_HEIGHT = _ROWS[density]
