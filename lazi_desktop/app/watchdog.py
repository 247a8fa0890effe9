"""Watches the UI thread: a stall of more than 100 ms is logged with what the thread was doing."""

from __future__ import annotations

import faulthandler
import re
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import takewhile
from types import TracebackType
from typing import Self

import structlog
from PySide6.QtCore import QObject, Qt, QTimer

log = structlog.get_logger("watchdog")

BEAT_MS = 50
STALL_SECONDS = 0.1
_CALLS = 12
_THREAD = re.compile(r"(?:Current thread|Thread) 0x([0-9a-f]+)")


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
                self._report(silent, stack_of(self._watched))


def stack_of(thread: int) -> str:
    """What a thread is doing, the outermost call first.

    By faulthandler, which touches no frame: who holds another thread's frames frees what they held, widgets too, in a
    thread where Qt may stand still for it.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as dump:
        faulthandler.dump_traceback(dump, all_threads=True)
        dump.seek(0)
        lines = dump.read().splitlines()
    for number, line in enumerate(lines):
        if _thread_of(line) == thread:
            calls = list(takewhile(lambda call: call.startswith("  "), lines[number + 1 :]))
            return "\n".join(reversed(calls[:_CALLS]))
    return ""


def _thread_of(line: str) -> int | None:
    found = _THREAD.match(line)
    return int(found[1], 16) if found is not None else None


def _log(seconds: float, stack: str) -> None:
    log.warning("the window stalled", seconds=round(seconds, 3), stack=stack)
