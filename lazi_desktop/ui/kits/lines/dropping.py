"""What the table of lines and who knows where things may go tell each other while something is dragged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QDropEvent


@dataclass(frozen=True, slots=True)
class DropMark:
    """Where something that is dragged would go: above or below a row, or into it."""

    rect: QRect
    above: bool = False
    into: bool = False


class Drops(Protocol):
    """Who knows where something that is dragged may go."""

    def start(self) -> None: ...
    def over(self, event: QDropEvent) -> None: ...
    def let_go(self, event: QDropEvent) -> None: ...
