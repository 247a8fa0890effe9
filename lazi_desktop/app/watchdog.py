"""Watches the UI thread: a stall of more than 100 ms is logged with what the thread was doing."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Self

import structlog
from PySide6.QtCore import QObject, Qt, QTimer

log = structlog.get_logger("watchdog")

BEAT_MS = 50
STALL_SECONDS = 0.1


class Watchdog(QObject):
    """Runs from `with` to its end, on the UI thread. `report(seconds so far, stack)` is told once per stall."""

    def __init__(self, report: Callable[[float, str], None] | None = None) -> None:
        super().__init__()
        self._report = report or _log
        self._watched = threading.get_ident()
        self._beaten_at = time.monotonic()
        self._stopping = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    def __enter__(self) -> Self:
        self._beat()
        self._timer.start()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.stop()
        self._stopping.set()
        self._thread.join()

    def _beat(self) -> None:
        self._beaten_at = time.monotonic()

    def _watch(self) -> None:
        told_of = 0.0
        while not self._stopping.wait(BEAT_MS / 1000):
            beaten_at = self._beaten_at
            silent = time.monotonic() - beaten_at
            if silent > STALL_SECONDS + BEAT_MS / 1000 and told_of != beaten_at:
                told_of = beaten_at
                frame = sys._current_frames().get(self._watched)
                self._report(silent, "".join(traceback.format_stack(frame)[-12:]) if frame else "")


def _log(seconds: float, stack: str) -> None:
    log.warning("the window stalled", seconds=round(seconds, 3), stack=stack)
