"""Keeping pictures in the gallery: a button of its heading, which also tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from shiboken6 import isValid

from lazi_desktop.ports.pictures import PictureGatherer
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import percent
from lazi_desktop.ui.gallery.gallery_page import GalleryPage
from lazi_desktop.ui.gallery.offline.keeping import Keeping, Stage
from lazi_desktop.ui.gallery.offline.keeping_card import KeepingCard
from lazi_desktop.ui.gallery.offline.keeping_words import outcome_words
from lazi_desktop.ui.gallery.sheet_panel import tool
from lazi_desktop.ui.theme.icons import Glyph


class GalleryOffline(QObject):
    """`show_broken` opens the report on what could not be had."""

    def __init__(
        self,
        context: UiContext,
        gatherer: PictureGatherer,
        page: GalleryPage,
        show_broken: Callable[[], None],
    ) -> None:
        super().__init__(page)
        self._context = context
        self._show_broken = show_broken
        self.keeping = Keeping(context, gatherer, self)
        self.card: KeepingCard | None = None
        self._title = self.tr("Keep offline…")
        self.button = tool(
            self._title, Glyph.PULL, self.tr("Keep all pictures on this computer, for days without a network")
        )
        self.button.clicked.connect(self.open)
        page.sheet.add_tool(self.button)
        self.keeping.changed.connect(self._tell)
        self.keeping.ended.connect(self._on_ended)

    def open(self) -> KeepingCard:
        self.keeping.look()
        self.card = card = KeepingCard(self.keeping, self.button)
        card.broken_wanted.connect(self._show_broken)
        under = QPoint(self.button.width() - card.width(), self.button.height() + 2)
        card.open_at(self.button.mapToGlobal(under))
        return card

    def _tell(self) -> None:
        progress = self.keeping.progress
        if self.keeping.is_under_way and progress is not None and progress.total:
            share = percent(progress.done / progress.total)
            self.button.setText(self.tr("Being kept: {share}").format(share=share))
        else:
            self.button.setText(self._title)

    def _on_ended(self) -> None:
        """Where the card is open, it says so itself."""
        if self.card is not None and isValid(self.card) and self.card.isVisible():
            return
        if self.keeping.outcome is not None and self.keeping.stage is Stage.ENDED:
            self._context.notifier.done(outcome_words(self.keeping.outcome))
        elif self.keeping.problem is not None:
            self._context.notifier.problem(self.keeping.problem)
