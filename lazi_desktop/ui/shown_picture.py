"""The picture of one place in the window: asked for, awaited without waiting, and cut to the place's shape."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap
from shiboken6 import isValid

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.pictures import Asked, Pictures, Thumbnail
from lazi_desktop.ui.theme.tokens import LIGHT

_Wish = TypeVar("_Wish", bound=Asked)
_RADIUS = 9
_LONGER = 1.5
"""Most pictures are that much wider than high, and are cut to a square."""


class ShownPicture(QObject):
    """`changed()`: there is another picture now, or none, or it is known why not.

    `pixmap` is a square with round corners, None where there is nothing to show (yet). `full_size` is the picture's
    own, (0, 0) as long as there is none.
    """

    changed = Signal()
    _arrived = Signal(int, object)

    def __init__(self, pictures: Pictures | None, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._asked: dict[int, Asked] = {}
        """The one that is waited for, by its number."""
        self._number = 0
        self._wanted: tuple[str, int, float] = ("", 0, 1.0)
        self.pixmap: QPixmap | None = None
        self.full_size = (0, 0)
        self.problem: LaziError | None = None
        """Why there is none, where trying again would not help."""
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        give_up_with(self, self._asked)

    def show(self, address: str, side: int, ratio: float) -> None:
        """`address` is "" for none. What is shown already is not asked for again."""
        if self._wanted == (address, side, ratio) and (self.pixmap is not None or self._asked):
            return
        self._drop()
        self._wanted = address, side, ratio
        self.pixmap = self.problem = None
        self.full_size = (0, 0)
        if address and self._pictures is not None:
            self._ask(self._pictures, address, pixels_for(side, ratio))
        self.changed.emit()

    def _ask(self, pictures: Pictures, address: str, pixels: int) -> None:
        found = pictures.at_hand(address, pixels)
        if found is not None:
            self.pixmap = self._squared(found)
            return
        number = self._number

        def arrived(answer: Thumbnail | LaziError) -> None:
            if isValid(self):
                self._arrived.emit(number, answer)

        self._asked[number] = pictures.ask(address, pixels, arrived)

    def _drop(self) -> None:
        self._number += 1
        give_up(self._asked)

    def _on_arrived(self, number: int, answer: Thumbnail | LaziError) -> None:
        if number != self._number:
            return  # meant for what was shown before
        self._asked.clear()
        if isinstance(answer, Thumbnail):
            self.pixmap = self._squared(answer)
        elif not answer.may_retry:
            self.problem = answer
        self.changed.emit()

    def _squared(self, found: Thumbnail) -> QPixmap:
        _, side, ratio = self._wanted
        self.full_size = found.full_width, found.full_height
        return squared(found, side, ratio)


def give_up(asked: dict[Any, _Wish]) -> None:
    while asked:
        asked.popitem()[1].cancel()


def give_up_with(owner: QObject, asked: dict[Any, _Wish]) -> None:
    """What is in there when the owner goes is waited for by nobody. It must stay the same dictionary."""
    owner.destroyed.connect(lambda: give_up(asked))


def as_image(found: Thumbnail) -> QImage:
    """Over the thumbnail's own bytes, which must live as long."""
    return QImage(found.pixels, found.width, found.height, 4 * found.width, QImage.Format.Format_RGBA8888)


def pixels_for(side: int, ratio: float) -> int:
    """What to ask for where the picture is to fill a square."""
    return round(side * ratio * _LONGER)


def squared(found: Thumbnail, side: int, ratio: float, radius: int = _RADIUS) -> QPixmap:
    """The middle of it, as large as the place, with round corners."""
    image = as_image(found)
    pixels = round(side * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    place = QRectF(0, 0, pixels, pixels)
    path = QPainterPath()
    path.addRoundedRect(place, radius * ratio, radius * ratio)
    painter.setClipPath(path)
    painter.fillRect(place, QColor(LIGHT.surface))  # what one can see through is made for white paper
    short = min(found.width, found.height)
    source = QRectF((found.width - short) / 2, (found.height - short) / 2, short, short)
    painter.drawImage(place, image, source)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
