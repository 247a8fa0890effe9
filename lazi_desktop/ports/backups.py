"""Backups of what this computer holds, made from the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from lazi_desktop.domain.errors import LaziError


@dataclass(frozen=True, slots=True)
class BackupMade:
    at: datetime
    file: Path
    size: int


class BackupUnderWay(Protocol):
    def cancel(self) -> None:
        """It ends soon, with `Cancelled`, and leaves nothing behind."""


class Backups(Protocol):
    @property
    def has_hub(self) -> bool:
        """Whether the built-in database is part of them; a shared one is backed up where it runs."""

    def last(self) -> BackupMade | None:
        """None where none was made, or nobody knows any more."""

    def name(self) -> str:
        """What one that is made now is best called."""

    def begin(
        self,
        to: Path,
        advanced: Callable[[int, int], None],
        ended: Callable[[BackupMade | LaziError], None],
    ) -> BackupUnderWay:
        """Into a file, which is replaced where it is a backup. `advanced` hears how much is done of how much, then
        `ended` how it went; both on a thread of its own."""
