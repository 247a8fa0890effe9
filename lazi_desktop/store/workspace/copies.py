"""Two rolling copies of the workspace file, of which a damaged one is put together again."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pysqlite3 as sqlite

from lazi_desktop.store.workspace.database import Database, is_sound, open_reader
from lazi_desktop.store.workspace.placement import NEEDED

WHILE_UNSENT = timedelta(hours=1)
OTHERWISE = timedelta(days=1)
PAGES_AT_ONCE = 500
BREATH = 0.005  # seconds between two steps, so that the disk serves others too


class CopyStopped(Exception):
    """The workspace is being closed."""


class NoRoom(Exception):
    """The disk is too full for another copy."""


class Unsound(Exception):
    """What was copied does not pass SQLite's own check."""


class Copies:
    """`workspace.sqlite3.copy-1` and `-2`; the older one makes way for the next."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._slots = tuple(path.with_name(f"{path.name}.copy-{number}") for number in (1, 2))
        self._unfinished = path.with_name(f"{path.name}.copy-new")

    def newest_first(self) -> list[Path]:
        return sorted((slot for slot in self._slots if slot.exists()), key=_made_at, reverse=True)

    def newest_at(self) -> datetime | None:
        found = self.newest_first()
        return made_at(found[0]) if found else None

    def is_due(self, now: datetime, *, unsent: bool) -> bool:
        newest = self.newest_at()
        if newest is None:
            return True
        # A clock that was set back must not put copies off.
        return not timedelta(0) <= now - newest < (WHILE_UNSENT if unsent else OTHERWISE)

    def make(self, now: datetime, stopping: Callable[[], bool] = lambda: False) -> Path:
        """Copies what is committed now, in steps; edits go on meanwhile and are not in it.

        Raises:
            CopyStopped, NoRoom, Unsound: there is no new copy, and the others are as they were.
        """
        size = self._path.stat().st_size
        if shutil.disk_usage(self._path.parent).free < size + NEEDED:
            raise NoRoom
        self._unfinished.unlink(missing_ok=True)
        try:
            self._copy(stopping)
            os.utime(self._unfinished, (now.timestamp(), now.timestamp()))
            slot = next((one for one in self._slots if not one.exists()), None) or self.newest_first()[-1]
            self._unfinished.replace(slot)
        except BaseException:
            self._unfinished.unlink(missing_ok=True)
            raise
        return slot

    def _copy(self, stopping: Callable[[], bool]) -> None:
        def between(status: int, remaining: int, total: int) -> None:
            if stopping():
                raise CopyStopped
            if remaining:
                threading.Event().wait(BREATH)

        source = open_reader(self._path)
        with (
            closing(source),
            closing(Database(sqlite.connect(self._unfinished, isolation_level=None))) as target,
        ):
            # One state from the first page to the last: otherwise every edit would begin the copy again.
            with source.reading():
                source.value("SELECT count(*) FROM meta")
                source.raw.backup(target.raw, pages=PAGES_AT_ONCE, progress=between)
            target.all("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            if not is_sound(target):
                raise Unsound


def made_at(copy: Path) -> datetime:
    return datetime.fromtimestamp(_made_at(copy), UTC)


def _made_at(copy: Path) -> float:
    return copy.stat().st_mtime
