"""Pictures for tiles: at hand as pixmaps of the right size, asked for where they are not, given up when out of sight.

Nothing here waits. What a frame has no time for is made after it.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from shiboken6 import isValid

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.pictures import Asked, Pictures, Thumbnail
from lazi_desktop.ui.shown_picture import as_image, give_up_with
from lazi_desktop.ui.theme.tokens import LIGHT

MOST_BYTES = 48 * 1024 * 1024
_MOST_KNOWN = 20_000
_FRAME_SECONDS = 0.004
_TURN_SECONDS = 0.006


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out of a picture by looking at it: its size, or why it cannot be shown."""

    width: int = 0
    height: int = 0
    problem: LaziError | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """For a square of so many pixels."""

    pixels: int
    pixmap: QPixmap

    @property
    def size(self) -> int:
        return 4 * self.pixmap.width() * self.pixmap.height()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is waited for, as large as it was asked for."""

    pixels: int
    is_visible: bool
    asked: Asked

    def cancel(self) -> None:
        self.asked.cancel()


class TilePictures(QObject):
    """`changed(addresses)`: of these there is something else to show."""

    changed = Signal(object)
    _arrived = Signal(str, int, object)

    def __init__(self, pictures: Pictures | None, parent: QObject, *, most_bytes: int = MOST_BYTES) -> None:
        super().__init__(parent)
        self._most_bytes = most_bytes
        self._pictures = pictures
        self._side, self._ratio = 0, 1.0
        self._made: OrderedDict[str, Made] = OrderedDict()
        self._size = 0
        self._known: OrderedDict[str, Known] = OrderedDict()
        self._asked: dict[str, _Wanted] = {}
        self._owed: OrderedDict[str, None] = OrderedDict()
        """At hand, and not made into pixmaps yet; the latest is made first."""
        self._spent = 0.0
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._make_owed)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        give_up_with(self, self._asked)

    @property
    def pixels(self) -> int:
        return round(self._side * self._ratio)

    @property
    def size(self) -> int:
        """Bytes of the pixmaps that are kept."""
        return self._size

    def use(self, side: int, ratio: float) -> None:
        """How large pictures are from now on. What was made stands in until it is made anew."""
        self._side, self._ratio = side, ratio

    # ------------------------------------------------------------------------------------------------ in a frame

    def begin_frame(self) -> None:
        self._spent = 0.0

    def picture(self, address: str) -> Made | None:
        """To be painted now; for another size where there was no time to make it. None: not here yet."""
        made = self._made.get(address)
        if made is not None:
            self._made.move_to_end(address)
            if made.pixels == self.pixels:
                return made
        if self._pictures is not None:
            if self._spent >= _FRAME_SECONDS:
                self._owe(address)
            elif (found := self._pictures.at_hand(address, self.pixels)) is not None:
                began = time.perf_counter()
                made = self._make(address, found)
                self._spent += time.perf_counter() - began
        return made

    def known(self, address: str) -> Known | None:
        return self._known.get(address)

    # ---------------------------------------------------------------------------------------------------- asking

    def look_at(self, visible: Sequence[str], near: Sequence[str], *, ahead: bool = True) -> None:
        """What is on the screen, and what may be next. All else is not waited for any more. Without `ahead` what may be
        next is not asked for yet."""
        if self._pictures is None:
            return
        wanted = dict.fromkeys(near, False) | dict.fromkeys(visible, True)
        dropped = [self._asked.pop(address) for address in list(self._asked) if address not in wanted]
        for address, is_visible in sorted(wanted.items(), key=lambda one: not one[1]):
            if address and (ahead or is_visible):
                self._want(self._pictures, address, is_visible=is_visible)
        for asked in dropped:
            asked.cancel()

    def leave(self) -> None:
        """Nobody looks any more."""
        self.look_at((), ())
        self._owed.clear()

    def _want(self, pictures: Pictures, address: str, *, is_visible: bool) -> None:
        made, known = self._made.get(address), self._known.get(address)
        if (made is not None and made.pixels == self.pixels) or (
            known is not None and known.problem is not None
        ):
            return
        before = self._asked.get(address)
        if before is not None and before.pixels == self.pixels and (before.is_visible or not is_visible):
            return
        if pictures.at_hand(address, self.pixels) is not None:
            self._owe(address)
            return
        pixels = self.pixels

        def arrived(answer: Thumbnail | LaziError) -> None:
            if isValid(self):
                self._arrived.emit(address, pixels, answer)

        asked = pictures.ask(address, pixels, arrived, visible=is_visible)
        self._asked[address] = _Wanted(pixels, is_visible, asked)
        if before is not None:
            before.cancel()

    def _on_arrived(self, address: str, pixels: int, answer: Thumbnail | LaziError) -> None:
        asked = self._asked.get(address)
        if asked is not None and asked.pixels == pixels:
            del self._asked[address]
        if isinstance(answer, Thumbnail):
            if pixels == self.pixels:
                self._make(address, answer)
        else:
            self._note(address, Known(problem=answer))
        self.changed.emit([address])

    # ---------------------------------------------------------------------------------------------------- making

    def _owe(self, address: str) -> None:
        self._owed[address] = None
        self._owed.move_to_end(address)
        if not self._soon.isActive():
            self._soon.start()

    def _make_owed(self) -> None:
        """A few at a time, so that keys and wheel are heard between them."""
        end, made = time.perf_counter() + _TURN_SECONDS, []
        while self._owed and self._pictures is not None and time.perf_counter() < end:
            address, _ = self._owed.popitem()
            before, found = self._made.get(address), self._pictures.at_hand(address, self.pixels)
            if found is not None and (before is None or before.pixels != self.pixels):
                self._make(address, found)
                made.append(address)
        if made:
            self.changed.emit(made)
        if self._owed:
            self._soon.start()

    def _make(self, address: str, found: Thumbnail) -> Made:
        made = Made(self.pixels, fitted(found, self.pixels, self._ratio))
        before = self._made.pop(address, None)
        self._size += made.size - (0 if before is None else before.size)
        self._made[address] = made
        self._note(address, Known(found.full_width, found.full_height))
        while self._size > self._most_bytes and len(self._made) > 1:
            self._size -= self._made.popitem(last=False)[1].size
        return made

    def _note(self, address: str, known: Known) -> None:
        self._known[address] = known
        self._known.move_to_end(address)
        if len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)


def fitted(found: Thumbnail, pixels: int, ratio: float) -> QPixmap:
    """The whole picture, as large as it fits; what one can see through is made for white paper."""
    scale = min(1.0, pixels / max(found.width, found.height, 1))
    width, height = max(1, round(found.width * scale)), max(1, round(found.height * scale))
    pixmap = QPixmap(width, height)
    pixmap.fill(QColor(LIGHT.surface))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(0, 0, width, height), as_image(found))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
