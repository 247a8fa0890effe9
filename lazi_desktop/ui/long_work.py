"""Work on the store's thread that may take long: how far it is, and a way to stop it."""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.errors import Cancelled

_PAUSE = 0.05  # s between two news


class LongWork(QObject):
    """`advanced(done, total)` now and then; `ended()` when it was carried out, cancelled or refused."""

    advanced = Signal(int, int)
    ended = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._stop = threading.Event()
        self._told = 0.0

    def cancel(self) -> None:
        """It is taken back whole as soon as it looks up."""
        self._stop.set()

    def step(self, done: int, total: int) -> None:
        """Called on the thread that works. Raises Cancelled."""
        if self._stop.is_set():
            raise Cancelled(self.tr("Nothing was changed."))
        now = time.monotonic()
        if now - self._told >= _PAUSE:
            self._told = now
            self.advanced.emit(done, total)
