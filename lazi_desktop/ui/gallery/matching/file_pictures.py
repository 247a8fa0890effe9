"""Files that are no picture of anybody's yet, shown like those that are: small, soon, kept in memory for a while."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from lazi_desktop.domain.errors import LaziError, OurMistake
from lazi_desktop.ports.pictures import Asked, Pictures, PictureTools, Thumbnail

MOST_BYTES = 24 * 1024 * 1024
_FILE = "file on this computer:"
Answer = Callable[[Thumbnail | LaziError], None]


def file_address(path: Path) -> str:
    """By which `FilePictures` knows the file. It is nowhere else an address."""
    return f"{_FILE}{path}"


class _Wish:
    def __init__(self, future: Future[Thumbnail]) -> None:
        self._future = future
        self.is_dropped = False

    def cancel(self) -> None:
        self.is_dropped = True
        self._future.cancel()


class FilePictures:
    """The port's Pictures: those with an address of their own come from where they always come."""

    def __init__(self, tools: PictureTools, others: Pictures | None) -> None:
        self._tools = tools
        self._others = others
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[str, int], Thumbnail] = OrderedDict()
        self._size = 0

    def at_hand(self, address: str, side: int) -> Thumbnail | None:
        if not address.startswith(_FILE):
            return None if self._others is None else self._others.at_hand(address, side)
        with self._lock:
            found = self._held.get((address, side))
            if found is not None:
                self._held.move_to_end((address, side))
            return found

    def ask(self, address: str, side: int, answer: Answer, *, visible: bool = True) -> Asked:
        if not address.startswith(_FILE):
            if self._others is None:
                return _Wish(Future())
            return self._others.ask(address, side, answer, visible=visible)
        future = self._tools.thumbnail(Path(address.removeprefix(_FILE)), side)
        wish = _Wish(future)
        future.add_done_callback(lambda done: self._on_done(address, side, wish, answer, done))
        return wish

    def _on_done(self, address: str, side: int, wish: _Wish, answer: Answer, done: Future[Thumbnail]) -> None:
        if done.cancelled():
            return
        error = done.exception()
        if error is None:
            self._hold(address, side, done.result())
        if wish.is_dropped:
            return
        if error is None:
            answer(done.result())
        else:
            answer(error if isinstance(error, LaziError) else OurMistake("This picture cannot be shown."))

    def _hold(self, address: str, side: int, found: Thumbnail) -> None:
        with self._lock:
            before = self._held.pop((address, side), None)
            self._size -= 0 if before is None else len(before.pixels)
            self._held[address, side] = found
            self._size += len(found.pixels)
            while self._size > MOST_BYTES and len(self._held) > 1:
                self._size -= len(self._held.popitem(last=False)[1].pixels)
