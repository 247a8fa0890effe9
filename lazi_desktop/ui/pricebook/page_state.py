"""How the Pricebook page was left, for the next start: its widths, the details, the tree and what is chosen in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QSplitter

from lazi_desktop.ui.editors.inspector import Inspector
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel
from lazi_desktop.ui.pricebook.grid_panel import GridPanel

_SIZES = "pricebook/splitter"
_DETAILS = "pricebook/details"
_FILTER_ROW = "pricebook/filter_row"


class PageState(QObject):
    def __init__(
        self,
        state: QSettings,
        splitter: QSplitter,
        tree: CategoryPanel,
        grid: GridPanel,
        inspector: Inspector,
    ) -> None:
        super().__init__(splitter)
        self._state = state
        self._splitter = splitter
        self._tree = tree
        self._details = grid.details_button
        self._grid = grid
        self._inspector = inspector

    def recall(self) -> None:
        """Once, at the start; from then on changes are kept."""
        sizes = self._state.value(_SIZES)
        if sizes is not None:
            self._splitter.restoreState(sizes)
        shown = self._state.value(_DETAILS) != "hidden"
        self._details.setChecked(shown)
        self._inspector.setVisible(shown)
        self._tree.load(self._state)
        if self._state.value(_FILTER_ROW) == "shown":
            self._grid.show_filter_row()
        self._splitter.splitterMoved.connect(self.save)
        self._details.toggled.connect(self._show_details)

    def save(self) -> None:
        self._state.setValue(_DETAILS, "shown" if self._details.isChecked() else "hidden")
        self._state.setValue(_FILTER_ROW, "shown" if self._grid.filtering.is_row_shown else "hidden")
        self._state.setValue(_SIZES, self._splitter.saveState())
        self._tree.save(self._state)

    def _show_details(self, shown: bool) -> None:
        if not shown:
            self._inspector.flush()
        self._inspector.setVisible(shown)
        self.save()
