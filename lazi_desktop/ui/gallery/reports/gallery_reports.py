"""The reports in the gallery: opened by a button of its heading, and back to what a line of them counts."""

from __future__ import annotations

from PySide6.QtCore import QObject

from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.gallery.gallery_filters import GalleryFilters
from lazi_desktop.ui.gallery.gallery_page import GalleryPage
from lazi_desktop.ui.gallery.reports.report import BROKEN
from lazi_desktop.ui.gallery.reports.reports_panel import ReportsPanel
from lazi_desktop.ui.gallery.reports.wish import GalleryWish
from lazi_desktop.ui.gallery.sheet_panel import tool
from lazi_desktop.ui.theme.icons import Glyph


class GalleryReports(QObject):
    def __init__(self, context: UiContext, page: GalleryPage) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self.panel: ReportsPanel | None = None
        self.button = tool(
            self.tr("Reports"), Glyph.LISTS, self.tr("How far entries have pictures, and which are broken")
        )
        self.button.clicked.connect(lambda: self.open())
        page.sheet.add_tool(self.button)

    def open_broken(self) -> None:
        self.open(BROKEN)

    def open(self, place: int | None = None) -> None:
        """Made when it is first wanted; at this place among the reports, or where it was."""
        if self.panel is None:
            self.panel = ReportsPanel(self._context)
            self.panel.closed.connect(self._page.close_panel)
            self.panel.wanted.connect(self._show)
            self._page.add_panel(self.panel)
        if place is not None:
            self.panel.tabs.setCurrentIndex(place)
        self.panel.open()
        self._page.open_panel(self.panel)

    def _show(self, wish: GalleryWish) -> None:
        page, tree = self._page, self._page.tree
        page.close_panel()
        tree.show_tree(wish.tree)
        tree.view.choose(() if wish.category is None else (wish.category,))
        page.listing.show_only(GalleryFilters(wish.kinds, wish.flags, wish.pictures, wish.only_active))
