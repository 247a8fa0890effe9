"""What the gallery's actions do, with what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from lazi_desktop.ports.pricebook import SkuRow
from lazi_desktop.ui.gallery.sheet_panel import SheetPanel
from lazi_desktop.ui.gallery.taking import TakesPictures
from lazi_desktop.ui.gallery.tile_places import LARGEST, SMALLEST, USUAL

MOST_COPIED = 10_000


class ShownList(Protocol):
    """What of the list can be asked and told."""

    @property
    def narrows(self) -> bool: ...

    def show_all(self) -> None: ...


class GalleryHandling(QObject):
    """`opened(position)`, `compare_wanted(numbers)`: pictures in full; `show_wanted(key)`, `editor_wanted(key, field)`:
    an entry. `match_wanted(folder)`: pictures are to be matched, of a folder or of one to be chosen (None)."""

    opened = Signal(int)
    compare_wanted = Signal(object)
    show_wanted = Signal(object)
    editor_wanted = Signal(object, str)
    match_wanted = Signal(object)

    def __init__(self, sheet: SheetPanel, listing: ShownList, parent: QObject) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._listing = listing
        self.taker: TakesPictures | None = None
        self.can_match = False
        """A folder of pictures can be matched with SKUs here."""

    def can(self, name: str) -> bool:
        sheet = self._sheet
        match name:
            case "gallery_compare":
                return len(sheet.view.chosen) == 2
            case "gallery_larger":
                return sheet.view.side < LARGEST
            case "gallery_smaller":
                return sheet.view.side > SMALLEST
            case "gallery_usual_size":
                return sheet.view.side != USUAL
            case "gallery_all":
                return self._listing.narrows or len(sheet.view.chosen) > 0
            case "gallery_match":
                return self.can_match
            case "gallery_paste":
                return self.taker is not None and sheet.has_targets
        return sheet.has_targets

    def open(self) -> None:
        row = self._sheet.first_row()
        if row is not None:
            self.opened.emit(self._sheet.model.rows.position_of(row.number))

    def compare(self) -> None:
        self.compare_wanted.emit(self._sheet.targets()[:2])

    def show_in_pricebook(self) -> None:
        row = self._sheet.first_row()
        if row is not None:
            self.show_wanted.emit(row.key)

    def edit(self) -> None:
        row = self._sheet.first_row()
        if row is not None:
            self.editor_wanted.emit(row.key, "assets")

    def paste(self) -> None:
        """Only now the clipboard is asked: whoever owns it may take long to answer."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if self.taker is None:
            return
        if data is None or not self.taker.can_take(data):
            self._sheet.hint(self.tr("There is no picture in the clipboard."))
            return
        self._sheet.with_keys(self._sheet.targets(), self.taker.take(data))

    def match_folder(self) -> None:
        self.match_wanted.emit(None)

    def copy_codes(self) -> None:
        def copy(rows: Sequence[SkuRow]) -> None:
            QGuiApplication.clipboard().setText("\n".join(row.code for row in rows))

        self._sheet.with_rows(self._sheet.targets()[:MOST_COPIED], copy)

    def larger(self) -> None:
        self._sheet.view.zoom(1)

    def smaller(self) -> None:
        self._sheet.view.zoom(-1)

    def usual_size(self) -> None:
        self._sheet.view.zoom_to(USUAL)

    def show_all(self) -> None:
        """First nothing is chosen any more, then everything is shown."""
        if len(self._sheet.view.chosen):
            self._sheet.view.chosen.none()
        else:
            self._listing.show_all()
