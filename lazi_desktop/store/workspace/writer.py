"""The store's one thread: everything that writes runs here, edits before replication."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")
_Job = tuple[Callable[[], Any], "Future[Any]"]


class StoreThread:
    """Runs work one after the other. What `edits` is given goes before what `replication` is given.

    Long work on the thread calls `let_edits_pass` wherever it is between transactions.
    """

    def __init__(self, name: str = "workspace writer") -> None:
        self._edits: deque[_Job] = deque()
        self._replication: deque[_Job] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self.edits = Lane(self, self._edits)
        self.replication = Lane(self, self._replication)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, lane: deque[_Job], work: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        with self._wake:
            if self._closing:
                raise RuntimeError("the workspace is closed")
            lane.append((work, future))
            self._wake.notify()
        return future

    def now_or_next(self, work: Callable[[], T]) -> Future[T]:
        """For work that is waited for: done at once where that is on this very thread, else before replication."""
        if threading.current_thread() is not self._thread:
            return self.put(self._edits, work)
        future: Future[T] = Future()
        _carry_out((work, future))
        return future

    def let_edits_pass(self) -> None:
        """Runs the edits that wait. For work on this thread that holds no transaction."""
        while True:
            with self._wake:
                if not self._edits:
                    return
                job = self._edits.popleft()
            _carry_out(job)

    def close(self, last: Callable[[], None] = lambda: None) -> None:
        """Ends after the work that was already given, and then `last`. Closing twice does nothing."""
        with self._wake:
            if self._closing:
                return
            self._closing = True
            ended: Future[None] = Future()
            self._replication.append((last, ended))
            self._wake.notify()
        self._thread.join()
        ended.result()

    def _run(self) -> None:
        while True:
            with self._wake:
                while not (self._edits or self._replication or self._closing):
                    self._wake.wait()
                if self._edits:
                    job = self._edits.popleft()
                elif self._replication:
                    job = self._replication.popleft()
                else:
                    return
            _carry_out(job)
            del job


class Lane:
    """A way to hand work to the store's thread: the port's `WriterThread`."""

    def __init__(self, thread: StoreThread, jobs: deque[_Job]) -> None:
        self._thread = thread
        self._jobs = jobs

    def submit(self, work: Callable[[], T]) -> Future[T]:
        return self._thread.put(self._jobs, work)


def _carry_out(job: _Job) -> None:
    work, future = job
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = work()
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(result)
