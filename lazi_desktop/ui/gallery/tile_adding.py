"""Pictures that are dropped on tiles or pasted go onto their entries; a folder goes to be matched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.gallery.gallery_page import GalleryPage
from lazi_desktop.ui.gallery.taking import Onto
from lazi_desktop.ui.picture_adding.adding import PictureAdding, Target
from lazi_desktop.ui.picture_adding.adding_line import AddingLine
from lazi_desktop.ui.picture_adding.dropped import has_pictures, paths_in, sources_in
from lazi_desktop.ui.picture_adding.sources import Source


class TileAdding(QObject):
    """Implements `taking.TakesPictures`. Who may not add pictures is told why below the tiles."""

    def __init__(self, context: UiContext, page: GalleryPage) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self.adding = PictureAdding(context, self)
        self.line = AddingLine(self.adding)
        page.sheet.add_line(self.line)
        self.full_line = AddingLine(self.adding)
        page.full.add_line(self.full_line)
        for news in (
            page.sheet.view.chosen.changed,
            page.sheet.view.current_moved,
            page.full.stepped,
            page.stack.currentChanged,
            page.tree.chosen_changed,
            page.listing.filtered,
            page.listing.searched,
        ):
            news.connect(self._rest)
        page.use_adding(self)

    def _rest(self) -> None:
        """Somebody went on: what came of the last pictures has been read."""
        self.line.rest()
        self.full_line.rest()

    def can_take(self, data: QMimeData) -> bool:
        return has_pictures(data)

    def take(self, data: QMimeData) -> Onto:
        paths, sources = paths_in(data), sources_in(data)

        def onto(keys: Sequence[EntityKey]) -> None:
            if not paths or not self._page.handling.can_match:
                self._add(keys, sources)
                return
            self._context.tasks.read(
                lambda: [path for path in paths if path.is_dir()],
                lambda folders: self._match_or_add(folders, len(paths), keys, sources),
                owner=self,
            )

        return onto

    def _match_or_add(
        self, folders: Sequence[Path], count: int, keys: Sequence[EntityKey], sources: Sequence[Source]
    ) -> None:
        if not folders:
            self._add(keys, sources)
        elif count > 1:
            self.line.say_words(self.tr("A folder is matched by itself: drop one folder, or pictures."))
        else:
            self._page.handling.match_wanted.emit(folders[0])

    def _add(self, keys: Sequence[EntityKey], sources: Sequence[Source]) -> None:
        if not keys:
            words = self.tr("Drop pictures onto a tile. A folder is matched with its entries.")
            self.line.say_words(words)
        elif not sources:
            self.line.say_words(self.tr("There is no picture in it."))
        else:
            self.adding.add_to([Target(key) for key in keys], sources)
