"""Garbage is looked for on the UI thread alone: a cycle may hold widgets, and Qt crashes where another frees them.

Python looks for it in whatever thread happens to ask for memory, which is mostly one that pulls or replicates.
"""

from __future__ import annotations

import gc
from types import TracebackType
from typing import Self

from PySide6.QtCore import QObject, Qt, QTimer

from lazi_desktop.app.collector import collect_if_due

LOOK_MS = 100


class OwnGarbage(QObject):
    """From `with` to its end, on the UI thread."""

    def __init__(self) -> None:
        super().__init__()
        self._was_automatic = True
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(collect_if_due)

    def __enter__(self) -> Self:
        self._was_automatic = gc.isenabled()
        gc.disable()
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.stop()
        if self._was_automatic:
            gc.collect()  # before another thread may
            gc.enable()
