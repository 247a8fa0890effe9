"""Connections to the workspace file: every setting checked, writes in transactions that cannot deadlock."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pysqlite3 as sqlite

from lazi_desktop.domain.errors import WorkspaceProblem

OLDEST_SQLITE = (3, 51, 3)

_PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("busy_timeout", "5000", 5000),
    ("mmap_size", "0", 0),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("secure_delete", "FAST", 2),
)
_MAC_PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("fullfsync", "ON", 1),
    ("checkpoint_fullfsync", "ON", 1),
)
WRITER_CACHE_KIB = 32_000
READER_CACHE_KIB = 12_000
WAL_PAGES = 2_000
FILLING_CACHE_KIB = 128_000
FILLING_WAL_PAGES = 16_000
PATIENCE = 200
"""Milliseconds that emptying the log waits for readers."""

BEYOND_CHECKING = "2"
"""The value of the fact `suspect` where SQLite's own check would find nothing."""

DatabaseError = sqlite.DatabaseError
Row = tuple[Any, ...]


class Garbled(sqlite.DatabaseError):  # type: ignore[misc]  # pysqlite3 tells no types
    """A value that none of this program's can be. SQLite's own check does not find that."""


class Database:
    """One connection, used by one thread at a time. Statements outside a transaction commit by themselves."""

    def __init__(self, connection: Any) -> None:
        self.raw = connection

    def run(self, statement: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> None:
        self.raw.execute(statement, parameters)

    def run_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            self.raw.executemany(statement, rows)

    def all(self, statement: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        rows: list[Row] = self.raw.execute(statement, parameters).fetchall()
        return rows

    def one(self, statement: str, parameters: Sequence[Any] = ()) -> Row | None:
        row: Row | None = self.raw.execute(statement, parameters).fetchone()
        return row

    def value(self, statement: str, parameters: Sequence[Any] = ()) -> Any:
        row = self.one(statement, parameters)
        return None if row is None else row[0]

    def expect(self, *, much: bool) -> None:
        """Makes room in memory and in the WAL for a large filling, or takes it back."""
        self.raw.execute(f"PRAGMA cache_size=-{FILLING_CACHE_KIB if much else WRITER_CACHE_KIB}")
        self.raw.execute(f"PRAGMA wal_autocheckpoint={FILLING_WAL_PAGES if much else WAL_PAGES}")

    def empty_log(self) -> bool:
        """Whether all of it is in the file now; not where somebody still reads what was before."""
        [[timeout]] = self.all("PRAGMA busy_timeout")
        self.raw.execute(f"PRAGMA busy_timeout={PATIENCE}")
        try:
            [[busy, *_]] = self.all("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self.raw.execute(f"PRAGMA busy_timeout={timeout}")
        return not busy

    @contextmanager
    def writing_loosely(self) -> Iterator[None]:
        """Transactions that a power cut may undo, whole, until one outside this block is committed."""
        self.raw.execute("PRAGMA synchronous=NORMAL")
        try:
            yield
        finally:
            self.raw.execute("PRAGMA synchronous=FULL")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A write transaction; inside an open one it joins that."""
        if self.raw.in_transaction:
            yield
            return
        try:
            self.raw.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.raw.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
        except sqlite.DatabaseError as error:
            if is_garbled(error):
                self._distrust()
            raise explained(error) from error

    def _distrust(self) -> None:
        """The next start puts the file together anew, whatever SQLite's check says of it."""
        try:
            self.raw.execute("INSERT OR REPLACE INTO meta VALUES ('suspect', ?)", (BEYOND_CHECKING,))
        except sqlite.DatabaseError:
            return  # then the next start sees for itself

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Everything inside sees one committed state."""
        self.raw.execute("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    def _roll_back(self) -> None:
        if self.raw.in_transaction:
            self.raw.execute("ROLLBACK")

    def close(self) -> None:
        self.raw.close()


def is_sound(database: Database, *, thorough: bool = False) -> bool:
    """Whether the file passes SQLite's check; the thorough one also compares every index with its table."""
    check = "PRAGMA integrity_check(1)" if thorough else "PRAGMA quick_check(1)"
    return bool(database.all(check) == [("ok",)])


def is_damage(error: Exception) -> bool:
    text = str(error)
    return is_garbled(error) or "malformed" in text or "not a database" in text or "no such table" in text


def is_garbled(error: Exception) -> bool:
    """A text that is none, which SQLite's message quotes, or one that is no value."""
    return isinstance(error, Garbled) or str(error).startswith("Could not decode to UTF-8")


def explained(error: Exception) -> WorkspaceProblem:
    """A database error as a sentence for a person."""
    text = "malformed" if is_garbled(error) else str(error)
    if "full" in text or "disk I/O" in text:
        return WorkspaceProblem(
            "There is no room left on the disk, or it cannot be written. What you typed is still here: free some "
            "space and try again.",
            title="The change could not be saved",
            may_retry=True,
        )
    if "malformed" in text or "not a database" in text:
        return WorkspaceProblem(
            "The file is damaged. Close LAZI Desktop and open it again: it will set the file aside and recover.",
            title="The local workspace is damaged",
        )
    if "locked" in text or "busy" in text:
        return WorkspaceProblem(
            "Another program, a backup or a virus scanner perhaps, holds the workspace's file. What you typed is still "
            "here: try again in a moment.",
            title="The change could not be saved",
            may_retry=True,
        )
    if "readonly" in text or "unable to open" in text:
        return WorkspaceProblem(
            "Its folder or its file may not be written. Check their permissions, and whether another program holds "
            "them.",
            may_retry=True,
        )
    return WorkspaceProblem(f"SQLite says: {text}.", title="The change could not be saved")


def check_sqlite() -> None:
    """Raises WorkspaceProblem for a SQLite that can corrupt a file under two connections."""
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise WorkspaceProblem(
            f"SQLite {sqlite.sqlite_version} can damage a workspace; {oldest} or newer is needed. Install LAZI Desktop "
            "again with its own requirements."
        )


def open_writer(path: Path) -> Database:
    """The writing connection. Belongs to the thread that opens it."""
    database = Database(sqlite.connect(str(path), isolation_level=None, cached_statements=256))
    try:
        _apply(database, "journal_mode", "WAL", "wal")
        for name, value, expected in _settings():
            _apply(database, name, value, expected)
        database.expect(much=False)
        database.run("PRAGMA journal_size_limit=16777216")
    except BaseException:
        database.close()
        raise
    return database


def open_reader(path: Path) -> Database:
    """A connection that cannot write, for one thread at a time."""
    raw = sqlite.connect(
        f"{path.absolute().as_uri()}?mode=ro",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=128,
    )
    database = Database(raw)
    try:
        for name, value, expected in _settings():
            _apply(database, name, value, expected)
        _apply(database, "query_only", "ON", 1)
        database.run(f"PRAGMA cache_size=-{READER_CACHE_KIB}")
    except BaseException:
        database.close()
        raise
    return database


def _settings() -> tuple[tuple[str, str, object], ...]:
    return _PRAGMAS + (_MAC_PRAGMAS if sys.platform == "darwin" else ())


def _apply(database: Database, name: str, value: str, expected: object) -> None:
    database.all(f"PRAGMA {name}={value}")
    found = database.value(f"PRAGMA {name}")
    # Without a memory map in this build or on this file system there is no row at all.
    if found != expected and not (name == "mmap_size" and found is None):
        raise WorkspaceProblem(
            f"SQLite did not accept its setting {name} ({found!r} instead of {expected!r}). The folder may lie on a "
            "disk that cannot hold a workspace."
        )
