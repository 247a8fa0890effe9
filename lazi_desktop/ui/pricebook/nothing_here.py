"""What lies over an empty grid whose filters let no row through: the headings and filter fields stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject

from lazi_desktop.ui.pricebook.sku_grid import SkuGrid
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.empty_card import EmptyCard


class NothingHere(EmptyCard):
    """`helped()`: clear the filters."""

    def __init__(self, grid: SkuGrid) -> None:
        super().__init__(grid.viewport())
        self._room = grid.viewport()
        self._room.installEventFilter(self)
        self.hide()

    def show_over(self, *, shown: bool) -> None:
        if shown:
            self.say(
                Glyph.FILTER,
                self.tr("No entries match these filters"),
                self.tr("The filters in force stand above the headings."),
                self.tr("Clear filters"),
            )
            self.setGeometry(self._room.rect())
        self.setVisible(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._room and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._room.rect())
        return super().eventFilter(watched, event)
