"""Ending by signal: Ctrl+C, a closing terminal or `kill` leave as closing the window does, unasked."""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from types import FrameType

from PySide6.QtCore import QSocketNotifier

_SIGNALS = [signal.SIGINT, signal.SIGTERM] + ([signal.SIGHUP] if sys.platform != "win32" else [])


@contextlib.contextmanager
def leaving_by_signal(leave: Callable[[], object]) -> Iterator[None]:
    """Calls `leave` on the UI thread. Python runs its handlers only between its own instructions, and Qt waits in
    C++: a socket wakes it."""
    reading, writing = socket.socketpair()
    reading.setblocking(False)
    writing.setblocking(False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)

    def woken() -> None:
        with contextlib.suppress(BlockingIOError):
            reading.recv(64)

    def handler(number: int, frame: FrameType | None) -> None:
        leave()

    notifier.activated.connect(woken)
    before = {number: signal.signal(number, handler) for number in _SIGNALS}
    former_fd = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(former_fd)
        for number, former in before.items():
            signal.signal(number, former)
        notifier.setEnabled(False)
        reading.close()
        writing.close()
