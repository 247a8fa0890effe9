"""An event loop whose time is a number: it passes only when everything that can happen now has happened.

One thread, no files, no sockets, no wall clock. What runs first is decided by the order of calls alone, so that the
same program does the same twice.
"""

from __future__ import annotations

import asyncio
import heapq
import sys
from asyncio import events
from collections import deque
from collections.abc import Callable
from typing import Any

MOST_AT_ONCE = 200_000
"""Callbacks that may run without time passing; more of them is a livelock."""


class Livelock(Exception):
    """Something goes round and round while time stands still."""


class _Handle:
    __slots__ = ("args", "callback", "gone")

    def __init__(self, callback: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self.callback = callback
        self.args = args
        self.gone = False

    def cancel(self) -> None:
        self.gone = True

    def cancelled(self) -> bool:
        return self.gone


class VirtualLoop(asyncio.AbstractEventLoop):
    def __init__(self) -> None:
        self.now = 0.0
        self.complaints: list[str] = []
        self._ready: deque[_Handle] = deque()
        self._timers: list[tuple[float, int, _Handle]] = []
        self._number = 0

    def __enter__(self) -> VirtualLoop:
        self._before = events._get_running_loop(), sys.get_asyncgen_hooks()
        events._set_running_loop(self)
        sys.set_asyncgen_hooks(firstiter=None, finalizer=self._close_generator)
        return self

    def __exit__(self, *error: object) -> None:
        events._set_running_loop(self._before[0])
        sys.set_asyncgen_hooks(*self._before[1])

    def _close_generator(self, generator: Any) -> None:
        """As asyncio does with one that nobody has read to its end."""
        self.call_soon(self.create_task, generator.aclose())

    # ----------------------------------------------------------------------------------------- what asyncio asks of it

    def time(self) -> float:
        return self.now

    def get_debug(self) -> bool:
        return False

    def is_running(self) -> bool:
        return True

    def is_closed(self) -> bool:
        return False

    def create_future(self) -> asyncio.Future[Any]:
        return asyncio.Future(loop=self)

    def create_task(self, coro: Any, *, name: str | None = None, context: Any = None) -> asyncio.Task[Any]:
        return asyncio.Task(coro, loop=self, name=name)

    def call_soon(self, callback: Callable[..., Any], *args: Any, context: Any = None) -> Any:  # type: ignore[override]
        handle = _Handle(callback, args)
        self._ready.append(handle)
        return handle

    def call_later(self, delay: float, callback: Callable[..., Any], *args: Any, context: Any = None) -> Any:  # type: ignore[override]
        return self.call_at(self.now + delay, callback, *args)

    def call_at(self, when: float, callback: Callable[..., Any], *args: Any, context: Any = None) -> Any:  # type: ignore[override]
        handle = _Handle(callback, args)
        self._number += 1
        heapq.heappush(self._timers, (when, self._number, handle))
        return handle

    def call_soon_threadsafe(self, callback: Callable[..., Any], *args: Any, context: Any = None) -> Any:  # type: ignore[override]
        return self.call_soon(callback, *args)

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]
        """What would block is done at once."""
        done = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:
            done.set_exception(error)
        return done

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        error = context.get("exception")
        self.complaints.append(f"{context.get('message')} {error!r}")

    # -------------------------------------------------------------------------------------------------- driving it

    def settle(self) -> None:
        """Runs what can run now."""
        ready = self._ready
        for _ in range(MOST_AT_ONCE):
            if not ready:
                return
            handle = ready.popleft()
            if not handle.gone:
                handle.callback(*handle.args)
        raise Livelock

    def run_for(self, seconds: float) -> None:
        until = self.now + seconds
        timers = self._timers
        self.settle()
        while timers and timers[0][0] <= until:
            when, _, handle = heapq.heappop(timers)
            if handle.gone:
                continue
            if when > self.now:
                self.now = when
            handle.callback(*handle.args)
            self.settle()
        self.now = until

    def run_until_done(self, task: asyncio.Future[Any], *, at_most: float) -> bool:
        """Runs until the task is done or so many seconds have passed; time stops where it is done."""
        until = self.now + at_most
        timers = self._timers
        self.settle()
        while not task.done() and timers and timers[0][0] <= until:
            when, _, handle = heapq.heappop(timers)
            if handle.gone:
                continue
            if when > self.now:
                self.now = when
            handle.callback(*handle.args)
            self.settle()
        return task.done()
