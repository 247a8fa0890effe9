"""Answers of work that is done elsewhere, brought to the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from lazi_desktop.domain.errors import LaziError, OurMistake

Done = Callable[[Any], None]
Failed = Callable[[LaziError], None]


class Answers(QObject):
    """Whoever is gone hears nothing; what was cancelled is not answered."""

    _arrived = Signal(object, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def wait(self, future: Future[Any], done: Done, failed: Failed) -> None:
        future.add_done_callback(lambda finished: self._hand_over(finished, done, failed))

    def _hand_over(self, future: Future[Any], done: Done, failed: Failed) -> None:
        if isValid(self):
            self._arrived.emit(future, done, failed)

    def _on_arrived(self, future: Future[Any], done: Done, failed: Failed) -> None:
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            done(future.result())
        elif isinstance(error, LaziError):
            failed(error)
        else:
            failed(OurMistake("This picture was left out."))
            raise error
