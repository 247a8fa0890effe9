"""Looks for new versions behind an open window: a while after the start, then daily, never on a metered network."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lazi_desktop import __version__
from lazi_desktop.app.logs import log_bug
from lazi_desktop.config.settings import UpdatesSettings
from lazi_desktop.domain.update_manifest import UpdateRefused, Why
from lazi_desktop.domain.update_news import UpdateNews, UpdateState
from lazi_desktop.ports.system import Surroundings

if TYPE_CHECKING:
    from lazi_desktop.app.updates.updater import Updater


@dataclass(frozen=True, slots=True)
class Rhythm:
    """In seconds. Each pause is up to `jitter` of it longer or shorter, so that not everybody asks at once.

    `settled`: by then the window is there, and what is known already may be read from the disk. `again`: after a look
    that did not work, so that what was cut off goes on, and what was just being put on the server is not called changed
    until tomorrow.
    """

    settled: float = 4.0
    first: float = 120.0
    every: float = 24 * 3600.0
    again: float = 3600.0
    metered: float = 3600.0
    jitter: float = 0.25

    def jittered(self, seconds: float) -> float:
        return seconds * random.uniform(1 - self.jitter, 1 + self.jitter)


class WindowUpdates:
    """Implements `ports.updates.Updates`. `updater` is made on its thread, and only where something may be asked."""

    def __init__(
        self,
        settings: Callable[[], UpdatesSettings],
        updater: Callable[[], Updater],
        surroundings: Surroundings,
        rhythm: Rhythm | None = None,
    ) -> None:
        self._settings = settings
        self._make = updater
        self._made: Updater | None = None
        self._surroundings = surroundings
        self._rhythm = rhythm or Rhythm()
        self._news = self._unasked() or UpdateNews(state=UpdateState.UNKNOWN, installed=__version__)
        self._tell: Callable[[UpdateNews], None] = lambda _: None
        self._telling = threading.RLock()
        self._asked = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="updates")

    @property
    def news(self) -> UpdateNews:
        return self._news

    def follow(self, tell: Callable[[UpdateNews], None]) -> None:
        self._tell = tell

    def start(self) -> None:
        self._thread.start()

    def look(self) -> None:
        self._asked.set()

    def close(self) -> None:
        """Gives up what is under way, and waits for it; nothing is told any more."""
        with self._telling:
            self._tell = lambda _: None
        self._stopped.set()
        self._asked.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        by_person = self._asked.wait(self._rhythm.settled)
        pause = self._rhythm.first
        if not by_person and not self._stopped.is_set():
            pause = self._guarded(self._begin)
        while not self._stopped.is_set():
            by_person = by_person or self._asked.wait(self._rhythm.jittered(pause))
            self._asked.clear()
            if self._stopped.is_set():
                return
            if not by_person and self._surroundings.metered():
                pause = self._rhythm.metered
                continue
            by_person = False
            pause = self._guarded(self._look)

    def _guarded(self, work: Callable[[], float]) -> float:
        """How long to wait after it."""
        try:
            return work()
        except Exception as error:
            log_bug(error)
            return self._rhythm.every

    def _begin(self) -> float:
        """Another window, or this one an hour ago, may have looked already."""
        if self._unasked() is not None:
            return self._rhythm.every
        updater = self._updater()
        self._say(updater.at_rest())
        looked = self._news.looked
        since = (updater.now() - looked).total_seconds() if looked is not None else -1.0
        return max(self._rhythm.first, self._rhythm.every - since if since >= 0 else 0.0)

    def _look(self) -> float:
        unasked = self._unasked()
        self._say(unasked or self._updater().look(self._say, self._stopped.is_set))
        return self._rhythm.again if _may_heal(self._news) else self._rhythm.every

    def _updater(self) -> Updater:
        if self._made is None:
            self._made = self._make()
        return self._made

    def _unasked(self) -> UpdateNews | None:
        """Where the settings leave nobody to ask."""
        settings = self._settings()
        if settings.channel != "off" and settings.url:
            return None
        state = UpdateState.OFF if settings.channel == "off" else UpdateState.NO_SERVER
        return UpdateNews(state=state, installed=__version__, channel=settings.channel)

    def _say(self, news: UpdateNews) -> None:
        self._news = news
        with self._telling:
            self._tell(news)


def _may_heal(news: UpdateNews) -> bool:
    """Soon. A signature is put on the server a moment before its manifest."""
    error = news.error
    is_halfway = isinstance(error, UpdateRefused) and error.why is Why.SIGNATURE
    return news.state is UpdateState.FAILED or is_halfway
