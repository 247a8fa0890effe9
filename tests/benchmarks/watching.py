"""When things happen on the screen: rows in the model, widgets painted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.app.collector import settle_collector

PATIENCE = 60.0


class Paints(QObject):
    """Calls `painted(seconds)` after each frame in which the widget was painted; the time is `time.perf_counter`'s."""

    def __init__(self, widget: QWidget, painted: Callable[[float], None]) -> None:
        super().__init__(widget)
        self._painted = painted
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._after)  # the whole frame is done by then
        return False

    def _after(self) -> None:
        self._painted(time.perf_counter())


def show_unconnected(desktop: object) -> None:
    """The window without its engine: what it does is measured, and not what a hub makes of it meanwhile, which knows
    only some of the SKUs and would answer edits of all others with conflicts."""
    desktop.opened.window.show()  # type: ignore[attr-defined]
    settle_collector()


async def until(condition: Callable[[], bool], *, patience: float = PATIENCE, every: float = 0.002) -> None:
    """Raises TimeoutError when it does not come true."""
    end = time.perf_counter() + patience
    while not condition():
        if time.perf_counter() > end:
            raise TimeoutError
        await asyncio.sleep(every)


async def at_rest(desktop: object, *, looks: int = 10) -> None:
    """Nothing is being read or written any more."""
    calm = 0
    while calm < looks:
        await asyncio.sleep(0.02)
        calm = calm + 1 if desktop.tasks.idle else 0  # type: ignore[attr-defined]


def press(widget: QWidget, letter: str) -> None:
    """A key goes down and up, as the keyboard sends it."""
    key = Qt.Key.Key_Escape if letter == "\x1b" else Qt.Key(ord(letter.upper()))
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(widget, event)
