"""Where the grid's columns stand and how wide they are, also while some stay at the left and the others scroll."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ui.pricebook.arrangement import NARROWEST, Arrangement, first_arrangement

HEADING_HEIGHT = 36
_NAME_LEAST = 120
_SCROLLING_LEAST = 160
"""Room that pinned columns leave to the others."""


class HeaderGeometry(QHeaderView):
    """Columns stand in the model as they are shown, so that a section's number is its place.

    `arrangement_wanted(arrangement)`: the person wants it like this. `menu_wanted(place, at)`: for a column, or -1.
    `fit_wanted(place)`: as wide as what stands in it. `left_downwards()`: back to the cells. `placed()`: sections are
    elsewhere or have other widths. `walked(place)`: the keyboard is at this heading.
    """

    arrangement_wanted = Signal(object)
    menu_wanted = Signal(int, QPoint)
    fit_wanted = Signal(int)
    left_downwards = Signal()
    placed = Signal()
    walked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.arrangement: Arrangement = first_arrangement(Tree.MATERIALS)
        self._room = 0
        self._wanted: dict[str, int] = {}
        """Widths by what stands in the columns."""
        self.setSectionsClickable(False)
        self.setSectionsMovable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(NARROWEST)
        self.sectionResized.connect(lambda *_: self.placed.emit())

    # -------------------------------------------------------------------------------------------------- widths

    def apply(self, arrangement: Arrangement) -> None:
        """The model shows its columns already."""
        self.arrangement = arrangement
        for place, column in enumerate(arrangement.columns):
            wanted = self._wanted.get(column.key, column.width)
            self.resizeSection(place, arrangement.widths.get(column.key, wanted))
        self.fill(self._room)
        self.viewport().update()
        self.placed.emit()

    @property
    def is_fitted(self) -> bool:
        return bool(self._wanted)

    def forget_fit(self) -> None:
        """Something else will stand in the columns."""
        self._wanted.clear()

    def fit(self, wanted: Mapping[str, int]) -> None:
        """Columns become as wide as these, never narrower than they were; those sized by hand stay."""
        for place, column in enumerate(self.arrangement.columns):
            if column.key in wanted:
                width = max(wanted[column.key], self._wanted.get(column.key, 0))
                self._wanted[column.key] = width
                if column.key not in self.arrangement.widths and not column.stretch:
                    self.resizeSection(place, width)
        self.fill(self._room)

    def fill(self, room: int) -> None:
        """The name takes what is left. Where too little is, it leaves the columns up to the price in sight."""
        self._room = room
        shown = self.arrangement.columns
        filling = next((place for place, column in enumerate(shown) if column.stretch), -1)
        if filling < 0 or shown[filling].key in self.arrangement.widths or self.count() != len(shown):
            return
        sizes = {place: self.sectionSize(place) for place in range(len(shown)) if place != filling}
        price = next((place for place, column in enumerate(shown) if column.key == "price"), len(shown) - 1)
        in_sight = room - sum(sizes.get(place, 0) for place in range(price + 1))
        wanted = self._wanted.get(shown[filling].key, shown[filling].width)
        self.resizeSection(
            filling, max(room - sum(sizes.values()), min(wanted, in_sight), min(_NAME_LEAST, wanted))
        )

    # ------------------------------------------------------------------------------------------------ positions

    @property
    def pinned(self) -> int:
        """How many columns stay at the left: as many as leave room to the others."""
        most, width = max(self._room - _SCROLLING_LEAST, 0), 0
        for place in range(min(self.arrangement.pinned, self.count())):
            width += self.sectionSize(place)
            if width > most:
                return place
        return min(self.arrangement.pinned, self.count())

    @property
    def pinned_width(self) -> int:
        pinned = self.pinned
        return self.sectionPosition(pinned) if pinned < self.count() else self.length()

    def left_of(self, place: int) -> int:
        """Where a column begins on the screen."""
        if place >= self.pinned:
            return self.sectionViewportPosition(place)
        at = self.sectionPosition(place)
        return self.viewport().width() - at - self.sectionSize(place) if self.isRightToLeft() else at

    def place_at(self, x: int) -> int:
        """The column at this point, -1 behind the last one."""
        inner = self.viewport().width() - 1 - x if self.isRightToLeft() else x
        if 0 <= inner < self.pinned_width:
            return (
                self.visualIndexAt(inner - self.offset())
                if not self.isRightToLeft()
                else self._among_pinned(x)
            )
        return self.logicalIndexAt(x)

    def _among_pinned(self, x: int) -> int:
        return next((place for place in range(self.pinned) if self.box(place).contains(x, 0)), -1)

    def box(self, place: int) -> QRect:
        """Of a heading."""
        return QRect(self.left_of(place), 0, self.sectionSize(place), HEADING_HEIGHT)
