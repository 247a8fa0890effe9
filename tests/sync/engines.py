"""A listener that waits for what a test expects of an engine, and a clock that can sleep through the night."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from lazi_desktop.app.system import SystemClock
from lazi_desktop.ports.engine import EngineEvent
from lazi_desktop.sync.sleeping import TICK

PATIENCE = 30  # seconds until a missing event fails the test; none is waited for in a good run


class Listener:
    """Keeps what the engine tells and waits for what a test expects."""

    def __init__(self) -> None:
        self.heard: list[EngineEvent] = []
        self._news = threading.Condition()

    def __call__(self, event: EngineEvent) -> None:
        with self._news:
            self.heard.append(event)
            self._news.notify_all()

    def wait(self, expected: Callable[[EngineEvent], bool]) -> EngineEvent:
        with self._news:
            assert self._news.wait_for(lambda: any(map(expected, self.heard)), PATIENCE), self.heard
            return next(event for event in self.heard if expected(event))


def is_a(kind: type, **members) -> Callable[[EngineEvent], bool]:
    return lambda event: (
        isinstance(event, kind) and all(getattr(event, name) == value for name, value in members.items())
    )


class DeepSleeper(SystemClock):
    """The machine's clock, until it sleeps: `sleep_for` makes one tick take so long."""

    def __init__(self) -> None:
        self._slept = 0.0
        self._deep = threading.Event()

    def sleep_for(self, seconds: float) -> None:
        self._slept += seconds
        self._deep.set()

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self._slept)

    def monotonic(self) -> float:
        return super().monotonic()  # it stands still in the sleep of some systems

    async def sleep(self, seconds: float) -> None:
        if seconds == TICK:
            while not self._deep.is_set():
                await super().sleep(0.01)
            self._deep.clear()
        else:
            await super().sleep(seconds)
