"""New versions of the program, as a window sees them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from lazi_desktop.domain.update_news import UpdateNews


class Updates(Protocol):
    @property
    def news(self) -> UpdateNews:
        """What is known now. Touches memory only."""

    def follow(self, tell: Callable[[UpdateNews], None]) -> None:
        """`tell` is called with all that changes, on threads of its own, until `close`."""

    def look(self) -> None:
        """Asks the server now, in the background, and fetches what is new. Nothing where it is at it."""
