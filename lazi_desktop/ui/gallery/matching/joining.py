"""Matching joins the gallery: a button over the tiles, and a panel in their place, made when it is first opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from lazi_desktop.ports.pictures import PictureTools
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.gallery.gallery_page import GalleryPage
from lazi_desktop.ui.gallery.matching.match_panel import MatchPanel
from lazi_desktop.ui.gallery.sheet_panel import tool
from lazi_desktop.ui.theme.icons import Glyph


class FolderMatching(QObject):
    def __init__(self, context: UiContext, tools: PictureTools, page: GalleryPage) -> None:
        super().__init__(page)
        self._context = context
        self._tools = tools
        self._page = page
        self.panel: MatchPanel | None = None
        self.button = tool(
            self.tr("Match a folder…"),
            Glyph.CATEGORY,
            self.tr("Match a folder of pictures with SKUs"),
        )
        self.button.setToolTip(f"{self.button.toolTip()} (Ctrl+M)")
        self.button.clicked.connect(lambda: self.open())
        page.sheet.add_tool(self.button)
        page.handling.match_wanted.connect(self.open)
        page.handling.can_match = True

    def open(self, folder: Path | None = None) -> None:
        """The review as it was left, or this folder."""
        if self.panel is None:
            self.panel = MatchPanel(self._context, self._tools)
            self.panel.closed.connect(self._page.close_panel)
            self._page.add_panel(self.panel)
        self._page.open_panel(self.panel)
        if folder is not None:
            self.panel.open_folder(folder)

    def lost(self) -> str:
        """What goes with the window, as a sentence; "" for nothing."""
        return "" if self.panel is None else self.panel.lost()


def join_matching(context: UiContext, page: GalleryPage) -> FolderMatching | None:
    """None where pictures cannot be read here."""
    tools = context.picture_tools
    return None if tools is None else FolderMatching(context, tools, page)
