"""Thumbnails at hand: as many as a number of bytes holds, those looked at last."""

from __future__ import annotations

import threading
from collections import OrderedDict

from lazi_desktop.ports.pictures import Thumbnail

MOST_HELD = 64 * 1024 * 1024

_Key = tuple[str, int]


class ThumbnailMemory:
    """May be used from any thread."""

    def __init__(self, most: int = MOST_HELD) -> None:
        self._most = most
        self._held: OrderedDict[_Key, Thumbnail] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """Bytes of pixels."""
        return self._size

    def get(self, address: str, side: int) -> Thumbnail | None:
        with self._lock:
            found = self._held.get((address, side))
            if found is not None:
                self._held.move_to_end((address, side))
            return found

    def put(self, address: str, side: int, thumbnail: Thumbnail) -> None:
        with self._lock:
            before = self._held.pop((address, side), None)
            self._size += len(thumbnail.pixels) - (0 if before is None else len(before.pixels))
            self._held[address, side] = thumbnail
            while self._size > self._most:
                _, oldest = self._held.popitem(last=False)
                self._size -= len(oldest.pixels)
