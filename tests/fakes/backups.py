"""Backups that go as a test wants."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.backups import BackupMade


class FakeBackups:
    """Implements `ports.backups.Backups`, and the one that is under way."""

    def __init__(self, last: BackupMade | None = None, *, has_hub: bool = True) -> None:
        self.has_hub = has_hub
        self.begun: list[Path] = []
        self.cancelled = False
        self._last = last
        self.advance: Callable[[int, int], None] = lambda done, total: None
        self.end: Callable[[BackupMade | LaziError], None] = lambda how: None

    def last(self) -> BackupMade | None:
        return self._last

    def name(self) -> str:
        return "lazi-backup.zip"

    def begin(
        self,
        to: Path,
        advanced: Callable[[int, int], None],
        ended: Callable[[BackupMade | LaziError], None],
    ) -> FakeBackups:
        self.begun.append(to)
        self.advance, self.end = advanced, ended
        return self

    def cancel(self) -> None:
        self.cancelled = True
