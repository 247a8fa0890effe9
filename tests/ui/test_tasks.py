"""Work away from the window's thread, and that none begins once the window goes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject

from lazi_desktop.ui.tasks import Tasks
from tests.fakes.ui_fakes import FakeApp


def test_a_window_that_goes_asks_for_nothing_any_more(app: FakeApp, qtbot):
    """What it still hears of, such as the last exchange with the shared database, must not reach readers that ended."""
    heard: list[str] = []
    app.tasks.write(lambda: "written", heard.append, owner=app.edits)
    app.tasks.close()
    app.tasks.read(lambda: "read", heard.append, owner=app.edits)
    app.tasks.write(lambda: "too late", heard.append, owner=app.edits)
    app.settle(qtbot)
    assert heard == ["written"]


class Lingering(ThreadPoolExecutor):
    """Its thread lets go of what it was given only after the window has dealt with the result."""

    def __init__(self) -> None:
        super().__init__(1)
        self.over = threading.Event()

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **more: Any) -> Any:
        future = super().submit(work, *arguments, **more)
        super().submit(self._linger, work, future)
        return future

    def _linger(self, work: object, future: object) -> None:
        self.over.wait(30)


def test_what_the_work_held_is_freed_by_the_windows_thread(app: FakeApp, qtbot) -> None:
    freed_by: list[int] = []

    class Owner(QObject):
        def __del__(self) -> None:
            freed_by.append(threading.get_ident())

        def begin(self, tasks: Tasks) -> None:
            tasks.read(lambda: str(self), self.take, owner=self)

        def take(self, result: str) -> None:
            heard.append(result)

    heard: list[str] = []
    with Lingering() as readers:
        tasks = Tasks(readers, app.tasks._writer, app.notifier)
        Owner().begin(tasks)
        qtbot.waitUntil(lambda: tasks.idle and bool(freed_by))
        readers.over.set()
    assert len(heard) == 1
    assert freed_by == [threading.get_ident()]
