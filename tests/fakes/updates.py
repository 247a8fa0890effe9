"""New versions as a test wants them."""

from __future__ import annotations

from collections.abc import Callable

from lazi_desktop.domain.update_news import UpdateNews, UpdateState


class FakeUpdates:
    """Implements `ports.updates.Updates`."""

    def __init__(self, news: UpdateNews | None = None) -> None:
        self.news = news or UpdateNews(
            state=UpdateState.UNKNOWN, installed="0.1.0", server="updates.example.com"
        )
        self.looks = 0
        self._tell: Callable[[UpdateNews], None] = lambda _: None

    def follow(self, tell: Callable[[UpdateNews], None]) -> None:
        self._tell = tell

    def look(self) -> None:
        self.looks += 1

    def say(self, news: UpdateNews) -> None:
        self.news = news
        self._tell(news)
