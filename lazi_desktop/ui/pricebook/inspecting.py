"""What is selected on the Pricebook page, and so what the inspector shows: rows, or else categories."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ui.editors.inspector import Inspector
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE
from lazi_desktop.ui.pricebook.grid_panel import GridPanel


class Inspecting(QObject):
    """`selection_changed(keys)`: other SKUs are selected, the current one first. `shown()`: it was looked again at what
    is selected."""

    selection_changed = Signal(list)
    shown = Signal()

    def __init__(self, tree: CategoryPanel, grid: GridPanel, inspector: Inspector, parent: QObject) -> None:
        super().__init__(parent)
        self._tree = tree
        self._grid = grid
        self._inspector = inspector
        self.keys: list[EntityKey] = []
        grid.rows_chosen.connect(self._on_rows_chosen)
        grid.model.dataChanged.connect(self._tell_selection)

    def _on_rows_chosen(self) -> None:
        self._tell_selection()
        self.inspect()

    def _tell_selection(self) -> None:
        keys = self._grid.chosen_keys()
        if keys != self.keys:
            self.keys = keys
            self.selection_changed.emit(keys)
            self.inspect()

    def inspect(self) -> None:
        count, chosen = self._grid.grid.selected_count(), self._tree.chosen
        inspector = self._inspector
        if count > 1:
            inspector.show_rows(self._grid.grid.selected_numbers())
        elif count == 1 and self.keys:
            inspector.show_entity(self.keys[0])
        elif not count and len(chosen) > 1:
            inspector.show_categories(len(chosen))
        elif not count and len(chosen) == 1 and NOWHERE not in chosen:
            inspector.show_entity(next(iter(chosen)))
        elif not count:
            inspector.show_nothing()
        self.shown.emit()
