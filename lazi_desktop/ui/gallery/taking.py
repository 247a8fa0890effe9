"""What the gallery asks of whoever takes pictures that are dropped on it or pasted into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QMimeData

from lazi_desktop.domain.keys import EntityKey

Onto = Callable[[Sequence[EntityKey]], None]


class TakesPictures(Protocol):
    def can_take(self, data: QMimeData) -> bool:
        """Whether there is anything in it that may be a picture. Asked again and again while something is dragged."""

    def take(self, data: QMimeData) -> Onto:
        """Reads the data at once, for they are gone afterwards. What comes back is then told onto which entries the
        pictures go; onto none of them where they were dropped beside the tiles."""
