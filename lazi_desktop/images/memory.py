"""Thumbnails at hand: as many as a number of bytes holds, those looked at last. What fills the screen is held apart, so
that a few such pictures do not drive hundreds of small ones out."""

from __future__ import annotations

import threading
from collections import OrderedDict

from lazi_desktop.images.limits import MOST_KEPT_SIDE
from lazi_desktop.ports.pictures import Thumbnail

MOST_HELD = 32 * 1024 * 1024
MOST_HELD_LARGE = 40 * 1024 * 1024
"""Two pictures as large as they are shown: they can be compared."""

_Key = tuple[str, int]


class ThumbnailMemory:
    """May be used from any thread."""

    def __init__(self, most: int = MOST_HELD, most_large: int = MOST_HELD_LARGE) -> None:
        self._small = _Held(most)
        self._large = _Held(most_large)
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes of pixels."""
        return self._small.size + self._large.size

    def get(self, address: str, side: int) -> Thumbnail | None:
        with self._lock:
            return self._of(side).get((address, side))

    def put(self, address: str, side: int, thumbnail: Thumbnail) -> None:
        with self._lock:
            self._of(side).put((address, side), thumbnail)

    def _of(self, side: int) -> _Held:
        return self._small if side <= MOST_KEPT_SIDE else self._large


class _Held:
    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[_Key, Thumbnail] = OrderedDict()
        self.size = 0

    def get(self, key: _Key) -> Thumbnail | None:
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
        return found

    def put(self, key: _Key, thumbnail: Thumbnail) -> None:
        before = self._held.pop(key, None)
        self.size += len(thumbnail.pixels) - (0 if before is None else len(before.pixels))
        self._held[key] = thumbnail
        while self.size > self._most:
            _, oldest = self._held.popitem(last=False)
            self.size -= len(oldest.pixels)
