"""One picture in full, awaited without waiting: a smaller one stands in until it is there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from shiboken6 import isValid

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.pictures import FULL_SIDE, Asked, Pictures, Thumbnail
from lazi_desktop.ui.gallery.tile_pictures import fitted

_STAND_INS = (1024, 512, 256, 128)


class WholePicture(QObject):
    """`changed()`: there is more to see, or it is known why there is nothing."""

    changed = Signal()
    _arrived = Signal(int, object)

    def __init__(self, pictures: Pictures | None, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._asked: Asked | None = None
        self._number = 0
        self.address = ""
        self.pixmap: QPixmap | None = None
        self.full_size = QSize()
        """In pixels; empty while it is not known."""
        self.problem: LaziError | None = None
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def show(self, address: str) -> None:
        """`address` is "" for none. What is shown already is not asked for again."""
        if address == self.address and (self.pixmap is not None or self._asked is not None):
            return
        self._drop()
        self.address, self.pixmap, self.full_size, self.problem = address, None, QSize(), None
        if not address or self._pictures is None:
            return
        found = self._pictures.at_hand(address, FULL_SIDE)
        if found is not None:
            self._take(found)
            return
        for side in _STAND_INS:
            small = self._pictures.at_hand(address, side)
            if small is not None:
                self._take(small)
                break
        self._ask(self._pictures, address)

    def _ask(self, pictures: Pictures, address: str) -> None:
        number = self._number

        def arrived(answer: Thumbnail | LaziError) -> None:
            if isValid(self):
                self._arrived.emit(number, answer)

        self._asked = pictures.ask(address, FULL_SIDE, arrived)

    def _drop(self) -> None:
        self._number += 1
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.cancel()

    def _on_arrived(self, number: int, answer: Thumbnail | LaziError) -> None:
        if number != self._number:
            return  # meant for what was shown before
        self._asked = None
        if isinstance(answer, Thumbnail):
            self._take(answer)
        elif self.pixmap is None:
            self.problem = answer
        self.changed.emit()

    def _take(self, found: Thumbnail) -> None:
        self.pixmap = fitted(found, FULL_SIDE, 1.0)
        self.full_size = QSize(found.full_width, found.full_height)
