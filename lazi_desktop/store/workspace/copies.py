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
    """The workspace is being closed, or what was being copied is to be forgotten."""


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
        self._putting = threading.Lock()
        self._forgotten = 0

    def newest_first(self) -> list[Path]:
        return sorted((slot for slot in self._slots if slot.exists()), key=_made_at, reverse=True)

    def forget(self) -> None:
        """Them, what is being copied, and what a migration began from. Another is made before long."""
        with self._putting:
            self._forgotten += 1
            for file in (*self._slots, *self._path.parent.glob(f"{self._path.name}.before-*")):
                file.unlink(missing_ok=True)

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

        begun = self._forgotten

        def between(remaining: int, total: int) -> None:
            if stopping() or self._forgotten != begun:
                raise CopyStopped

        size = self._path.stat().st_size
        if shutil.disk_usage(self._path.parent).free < size + NEEDED:
            raise NoRoom
        self._unfinished.unlink(missing_ok=True)
        try:
            copy_sound(self._path, self._unfinished, between)
            os.utime(self._unfinished, (now.timestamp(), now.timestamp()))
            with self._putting:
                between(0, 0)
                slot = next((one for one in self._slots if not one.exists()), None) or self.newest_first()[-1]
                self._unfinished.replace(slot)
        except BaseException:
            self._unfinished.unlink(missing_ok=True)
            raise
        return slot


def copy_sound(path: Path, to: Path, between: Callable[[int, int], None]) -> None:
    """Copies what is committed now into one file. `between` two steps it hears what remains of how many pages.

    Raises:
        Unsound, and what `between` raises: then what lies at `to` is of no use.
    """

    def step(status: int, remaining: int, total: int) -> None:
        between(remaining, total)
        if remaining:
            threading.Event().wait(BREATH)

    source = open_reader(path)
    with closing(source), closing(Database(sqlite.connect(to, isolation_level=None))) as target:
        # One state from the first page to the last: otherwise every edit would begin the copy again.
        with source.reading():
            source.value("SELECT count(*) FROM meta")
            source.raw.backup(target.raw, pages=PAGES_AT_ONCE, progress=step)
        target.all("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        if not is_sound(target):
            raise Unsound


def made_at(copy: Path) -> datetime:
    return datetime.fromtimestamp(_made_at(copy), UTC)


def _made_at(copy: Path) -> float:
    return copy.stat().st_mtime
