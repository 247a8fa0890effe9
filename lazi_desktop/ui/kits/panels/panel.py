"""A panel in the place of the Kits page's content."""

from __future__ import annotations

from lazi_desktop.ui.widgets.page_panel import PagePanel


class KitPanel(PagePanel):
    def __init__(self, title: str, act: str, glyph: str = "") -> None:
        super().__init__(title, act, glyph)
        self.name_back(self.tr("Back to the kits"))
