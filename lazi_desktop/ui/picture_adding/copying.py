"""A picture of an entry onto the clipboard: by its address for entries here, and as it looks for other programs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.pictures import FULL_SIDE, Asked, Pictures, Thumbnail
from lazi_desktop.ui.picture_adding.carried import carried_in, carry
from lazi_desktop.ui.picture_adding.sources import FromEntry
from lazi_desktop.ui.shown_picture import as_image


class PictureCopying(QObject):
    """`could_not(words)`: other programs get nothing of it; entries here do."""

    could_not = Signal(str)
    _arrived = Signal(object, object)

    def __init__(self, pictures: Pictures | None, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._asked: Asked | None = None
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def copy(self, chosen: Sequence[FromEntry]) -> None:
        """Of several, other programs get the first."""
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        if not chosen:
            return
        data = QMimeData()
        carry(data, chosen)
        QGuiApplication.clipboard().setMimeData(data)
        if self._pictures is None:
            return

        def arrived(answer: Thumbnail | LaziError) -> None:
            if isValid(self):
                self._arrived.emit(chosen, answer)

        self._asked = self._pictures.ask(chosen[0].address, FULL_SIDE, arrived)

    def _on_arrived(self, chosen: Sequence[FromEntry], answer: Thumbnail | LaziError) -> None:
        self._asked = None
        clipboard = QGuiApplication.clipboard()
        if list(carried_in(clipboard.mimeData())) != list(chosen):
            return  # something else was copied since
        if isinstance(answer, LaziError):
            self.could_not.emit(answer.detail or answer.title)
            return
        data = QMimeData()
        carry(data, chosen)
        data.setImageData(as_image(answer).copy())
        clipboard.setMimeData(data)
