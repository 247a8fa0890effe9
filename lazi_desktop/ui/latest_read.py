"""Reads of which only the newest answer counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from lazi_desktop.domain.errors import LaziError, OurMistake
from lazi_desktop.ports.system import Notifier
from lazi_desktop.ui.tasks import Tasks

Work = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[], None]


class LatestRead(QObject):
    """One read at a time; while it runs, only the newest further request is remembered and the older answer dropped.

    `after_writes`: it sees whatever was given to be written before it.
    """

    def __init__(
        self, tasks: Tasks, notifier: Notifier, parent: QObject, *, after_writes: bool = False
    ) -> None:
        super().__init__(parent)
        self._after_writes = after_writes
        self._tasks = tasks
        self._notifier = notifier
        self._number = 0
        self._running = 0
        """Number of the read under way, 0 for none."""
        self._next: tuple[Work, Done, Failed | None] | None = None

    @property
    def is_running(self) -> bool:
        return self._running != 0

    def ask(self, work: Work, done: Done, failed: Failed | None = None) -> None:
        """`failed`: there will be no answer to this newest request; the person was told why."""
        self._number += 1
        if self._running:
            self._next = (work, done, failed)
        else:
            self._start(work, done, failed)

    def drop(self) -> None:
        """No answer is wanted any more."""
        self._number += 1
        self._next = None

    def _start(self, work: Work, done: Done, gave_up: Failed | None) -> None:
        number = self._running = self._number

        def arrived(result: Any) -> None:
            self._go_on()
            if number == self._number:
                done(result)

        def failed(error: LaziError) -> None:
            self._go_on()
            if not isinstance(error, OurMistake):
                self._notifier.problem(error)
            if gave_up is not None and number == self._number:
                gave_up()

        read = self._tasks.read_after_writes if self._after_writes else self._tasks.read
        read(work, arrived, owner=self, failed=failed)

    def _go_on(self) -> None:
        self._running = 0
        if self._next is not None:
            (work, done, failed), self._next = self._next, None
            self._start(work, done, failed)
