"""What stands in folders is looked for: a share far away may take its time, and may never answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.tasks import Task, Tasks


class Unfolding(LongWork):
    """`found(result)` of what looks, which is given a step to call now and then; `refused(error)`; `cancelled()` at
    once, whatever the disk does."""

    found = Signal(object)
    refused = Signal(object)
    cancelled = Signal()

    def __init__(self, title: str, tasks: Tasks, parent: QObject) -> None:
        super().__init__(title, parent)
        self._tasks = tasks
        self._task: Task | None = None
        self._is_over = False

    def begin(self, look: Callable[[Callable[[], None]], object]) -> None:
        self._task = self._tasks.read(
            lambda: look(lambda: self.step(0, 0)), self._on_found, owner=self, failed=self._on_failed
        )

    def cancel(self) -> None:
        if self._is_over:
            return
        super().cancel()
        if self._task is not None:
            self._task.cancel()
        self._end()
        self.cancelled.emit()

    def _on_found(self, result: object) -> None:
        self._end()
        self.found.emit(result)

    def _on_failed(self, error: LaziError) -> None:
        self._end()
        self.refused.emit(error)

    def _end(self) -> None:
        self._is_over = True
        self.ended.emit()
