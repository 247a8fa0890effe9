"""The one bridge between the UI thread and work elsewhere: the result comes back, or the failure is shown."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from lazi_desktop.domain.errors import LaziError, OurMistake
from lazi_desktop.ports.system import Notifier
from lazi_desktop.ports.workspace import WriterThread


class Task:
    """Work under way. A cancelled task's result is dropped; so is one whose owner is gone.

    The other thread lets go of the work before the UI thread lets go of the owner: what they hold are widgets, and Qt
    crashes where another thread is the last to drop one.
    """

    __slots__ = ("_cancelled", "_done", "_failed", "_owner", "_work")

    def __init__(
        self,
        work: Callable[[], Any],
        owner: QObject,
        done: Callable[[Any], None] | None,
        failed: Callable[[LaziError], None] | None,
    ) -> None:
        self._work: Callable[[], Any] | None = work
        self._owner: QObject | None = owner
        self._done = done
        self._failed = failed
        self._cancelled = False

    def cancel(self) -> None:
        self._cancelled = True

    def run(self) -> Any:
        """In the other thread, once."""
        work, self._work = self._work, None
        assert work is not None
        return work()

    def forget(self) -> None:
        """On the UI thread."""
        self._work = self._owner = self._done = self._failed = None

    def deliver(self, future: Future[Any], notifier: Notifier) -> None:
        """On the UI thread. Errors of ours go to `failed` or the notifier; any other is a bug and is raised, once
        who waits has been told by `failed`."""
        if self._cancelled or future.cancelled() or self._owner is None or not isValid(self._owner):
            return
        error = future.exception()
        if isinstance(error, LaziError):
            (self._failed or notifier.problem)(error)
        elif error is not None:
            if self._failed is not None:
                self._failed(OurMistake("Nothing was changed."))
            raise error
        elif self._done is not None:
            self._done(future.result())


class Tasks(QObject):
    """Runs reads on a small pool and writes on the store's thread; callbacks run on the UI thread."""

    _arrived = Signal(object, object)

    def __init__(self, readers: Executor, writer: WriterThread, notifier: Notifier) -> None:
        super().__init__()
        self._readers = readers
        self._writer = writer
        self.notifier = notifier
        self._running = 0
        self._is_closed = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Nothing begins any more: the window goes, and what it still hears of asks for nothing."""
        self._is_closed = True

    @property
    def idle(self) -> bool:
        return self._running == 0

    def read(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        *,
        owner: QObject,
        failed: Callable[[LaziError], None] | None = None,
    ) -> Task:
        return self._begin(self._readers.submit, Task(work, owner, done, failed))

    def write(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        *,
        owner: QObject,
        failed: Callable[[LaziError], None] | None = None,
    ) -> Task:
        return self._begin(self._writer.submit, Task(work, owner, done, failed))

    def read_after_writes(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        *,
        owner: QObject,
        failed: Callable[[LaziError], None] | None = None,
    ) -> None:
        """A read that sees whatever was given to be written before it."""

        def read(_: None) -> None:
            self.read(work, done, owner=owner, failed=failed)

        self.write(lambda: None, read, owner=owner, failed=failed)

    def _begin(self, submit: Callable[[Callable[[], Any]], Future[Any]], task: Task) -> Task:
        if self._is_closed:
            task.cancel()
            return task
        future = submit(task.run)
        self._running += 1
        # A future done already calls back here at once; the queued signal keeps the order the same for everybody.
        future.add_done_callback(lambda finished: self._hand_over(task, finished))
        return task

    def _hand_over(self, task: Task, future: Future[Any]) -> None:
        if isValid(self):
            self._arrived.emit(task, future)

    def _on_arrived(self, task: Task, future: Future[Any]) -> None:
        self._running -= 1
        try:
            task.deliver(future, self.notifier)
        finally:
            task.forget()
