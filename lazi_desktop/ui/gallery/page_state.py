"""How the gallery was left, for the next start: widths, the tree and what is chosen in it, filters and zoom."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QSplitter

from lazi_desktop.ui.gallery.gallery_filters import GalleryFilters, filters_from
from lazi_desktop.ui.gallery.tiles_view import TilesView
from lazi_desktop.ui.pricebook.category_panel import CategoryPanel

_PAGE = "gallery"
_SIZES, _SIDE, _FILTERS = f"{_PAGE}/splitter", f"{_PAGE}/side", f"{_PAGE}/filters"


class GalleryState(QObject):
    def __init__(self, state: QSettings, splitter: QSplitter, tree: CategoryPanel, view: TilesView) -> None:
        super().__init__(splitter)
        self._state = state
        self._splitter = splitter
        self._tree = tree
        self._view = view

    def recall(self) -> GalleryFilters:
        """Once, at the start. The filters are for whoever lists."""
        sizes = self._state.value(_SIZES)
        if sizes is not None:
            self._splitter.restoreState(sizes)
        self._tree.load(self._state, _PAGE)
        side = str(self._state.value(_SIDE, ""))
        if side.isdecimal():
            self._view.zoom_to(int(side))
        return filters_from(str(self._state.value(_FILTERS, "")))

    def save(self, filters: GalleryFilters) -> None:
        self._state.setValue(_SIZES, self._splitter.saveState())
        self._tree.save(self._state, _PAGE)
        self._state.setValue(_SIDE, str(self._view.side))
        self._state.setValue(_FILTERS, filters.to_text())
