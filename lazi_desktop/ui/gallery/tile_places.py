"""Where tiles stand: as many beside each other as there is room for, rows of them below each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from lazi_desktop.ui.theme import metrics

SMALLEST, USUAL, LARGEST, STEP = 88, 160, 360, 16
CAPTION = 42
"""Below the picture: a line for the name, one for the code and the state."""
INSET = 8
_GAP = 6


@dataclass(frozen=True, slots=True)
class TilePlaces:
    """`side` is that of the picture's square; `width` that of the room. Places are counted from the top of the list."""

    side: int
    width: int
    count: int

    @property
    def columns(self) -> int:
        return max(1, (self.width - 2 * metrics.GAP_SMALL + _GAP) // (self._least_width + _GAP))

    @property
    def _least_width(self) -> int:
        return self.side + 2 * INSET

    @property
    def tile_height(self) -> int:
        return self.side + CAPTION + 2 * INSET

    @property
    def row_height(self) -> int:
        return self.tile_height + _GAP

    @property
    def rows(self) -> int:
        return -(-self.count // self.columns)

    @property
    def height(self) -> int:
        return 2 * metrics.GAP_SMALL - _GAP + self.rows * self.row_height if self.count else 0

    def rect(self, position: int) -> QRect:
        """Columns share the width, so that no gap is left at the right."""
        columns = self.columns
        row, column = divmod(position, columns)
        room = self.width - 2 * metrics.GAP_SMALL + _GAP
        left, right = room * column // columns, room * (column + 1) // columns
        top = metrics.GAP_SMALL + row * self.row_height
        return QRect(metrics.GAP_SMALL + left, top, right - left - _GAP, self.tile_height)

    def at(self, point: QPoint) -> int:
        """-1 where there is no tile."""
        across = self._column_at(point.x())
        row = (point.y() - metrics.GAP_SMALL) // self.row_height
        position = row * self.columns + across
        if row < 0 or not 0 <= position < self.count or not self.rect(position).contains(point):
            return -1
        return position

    def between(self, top: int, bottom: int) -> range:
        """Positions of the tiles that are seen, whole rows of them."""
        columns = self.columns
        first = max(0, (top - metrics.GAP_SMALL) // self.row_height) * columns
        last = (max(0, (bottom - metrics.GAP_SMALL) // self.row_height) + 1) * columns
        return range(min(first, self.count), min(last, self.count))

    def touched(self, rect: QRect) -> Iterator[range]:
        """Positions of the tiles that a rectangle touches, row by row."""
        first, last = self._column_at(rect.left()), self._column_at(rect.right())
        if rect.left() > self.rect(first).right():
            first += 1
        if rect.right() < self.rect(last).left():
            last -= 1
        columns, height = self.columns, self.row_height
        top = max(0, (rect.top() - metrics.GAP_SMALL + _GAP) // height)
        bottom = min(self.rows - 1, (rect.bottom() - metrics.GAP_SMALL) // height)
        for row in range(top, bottom + 1):
            begin = row * columns
            yield range(min(begin + first, self.count), min(begin + last + 1, self.count))

    def _column_at(self, x: int) -> int:
        room = max(1, self.width - 2 * metrics.GAP_SMALL + _GAP)
        column = ((x - metrics.GAP_SMALL + 1) * self.columns - 1) // room
        return min(self.columns - 1, max(0, column))
