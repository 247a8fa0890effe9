"""The menu of the rows: by the right mouse button at the pointer, by Shift+F10 or the menu key at the current cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from lazi_desktop.ui.actions import Actions
from lazi_desktop.ui.pricebook.sku_grid import SkuGrid

MENU = (
    "open_editor", "edit_cell", "",
    "copy_cells", "copy_with_headings", "paste_cells", "paste_by_code", "fill_down", "fill_right", "empty_cells", "",
    "new_entry", "duplicate_entries", "put_in_category", "move_to_category", "take_out_of_category", "add_to_kit", "",
    "reprice", "find_and_replace", "",
    "show_used_in", "show_history", "show_cell_history", "",
    "mark_to_review", "mark_reviewed", "deactivate_entries", "activate_entries", "delete_entries", "",
    "copy_code", "open_in_servicetitan",
)  # fmt: skip
"""From top to bottom; "" is a line."""
_LOOKED_AT = 1_000
"""So many of the selected rows decide what is offered."""


class GridMenu(QObject):
    def __init__(self, grid: SkuGrid, actions: Actions) -> None:
        super().__init__(grid)
        self._grid = grid
        self._actions = actions
        self.menu: QMenu | None = None
        grid.installEventFilter(self)
        grid.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ContextMenu or not isinstance(event, QContextMenuEvent):
            return False
        grid = self._grid
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = grid.visualRect(grid.currentIndex()).bottomLeft()
        else:
            at = grid.viewport().mapFromGlobal(event.globalPos())
            index = grid.indexAt(at)
            if index.isValid() and not grid.selectionModel().isSelected(index):
                grid.setCurrentIndex(index)
        self._open(at)
        return True

    def _open(self, at: QPoint) -> None:
        menu = QMenu(self._grid)
        beside_the_point = self._beside_the_point()
        for name in MENU:
            if not name:
                menu.addSeparator()
            elif name != beside_the_point:
                self._actions.put_into(menu, name)
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.destroyed.connect(self._forget)
        menu.popup(self._grid.viewport().mapToGlobal(at))

    def _beside_the_point(self) -> str:
        """Switching on what is on, or off what is off; where rows are not in memory, nobody knows."""
        rows = [
            self._grid.sku_model.rows.at(place) for place in self._grid.selected_positions(_LOOKED_AT + 1)
        ]
        states = {row.active if row is not None else None for row in rows[:_LOOKED_AT]}
        if len(rows) > _LOOKED_AT or len(states) != 1 or None in states:
            return ""
        return "activate_entries" if True in states else "deactivate_entries"

    def _forget(self) -> None:
        self.menu = None
