"""The product's connections over a disk whose power is cut, and a witness of every commit.

The product speaks to pysqlite3, whose SQLite cannot be given a disk of ours; apsw's can. `over` puts the one in the
place of the other, and nothing else of the product is changed but sizes, so that a small workspace is folded into its
file, spills over its memory and goes by several lots as a large one does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import apsw
import pysqlite3

from lazi_desktop.store.workspace import database, foreign_log, replica
from tests.faults.power_cut import Disk

_SMALLER = (
    (database, "WAL_PAGES", 24),
    (database, "FILLING_WAL_PAGES", 80),
    (database, "WRITER_CACHE_KIB", 64),
    (database, "FILLING_CACHE_KIB", 128),
    (replica, "LOT", 12),
    (replica, "SNAPSHOT_LOT", 12),
)
_LOG_LIMIT = "PRAGMA journal_size_limit="
_SYNCHRONOUS = "PRAGMA synchronous"
_READS = ("PRAGMA", "SELECT", "WITH", "BEGIN", "ROLLBACK")


@dataclass(slots=True)
class Witness:
    """What the workspace held at each commit, as a digest. `lasting` is the first of those a cut may leave behind."""

    states: list[str] = field(default_factory=list)
    commits: int = 0
    lasting: int = 0
    offered: str | None = None
    """A commit that has not returned: it may be there or not."""

    def begin(self, state: str) -> None:
        self.states, self.lasting, self.offered = [state], 0, None

    def committed(self, *, lasts: bool) -> None:
        assert self.offered is not None
        self.states.append(self.offered)
        self.offered = None
        self.commits += lasts
        if lasts:
            self.lasting = len(self.states) - 1

    def allowed(self) -> list[str]:
        return self.states[self.lasting :] + ([] if self.offered is None else [self.offered])


def digest(connection: Any) -> str:
    """Of every row of every table, the full-text index's own included."""
    found = hashlib.blake2b(digest_size=16)
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    for (name,) in tables:
        rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()
        found.update(f"{name} {rows!r}".encode())
    return found.hexdigest()


class Connections:
    """pysqlite3's `connect`, over the disk. `instead_of_full` weakens the product's `synchronous` behind its back."""

    def __init__(self, disk: Disk, witness: Witness, *, instead_of_full: str | None = None) -> None:
        self.disk = disk
        self.witness = witness
        self.instead_of_full = instead_of_full
        self._open: list[Connection] = []

    def connect(self, path: str, *, uri: bool = False, **_: Any) -> Connection:
        writes = "mode=ro" not in urlsplit(path).query and "immutable" not in urlsplit(path).query
        flags = apsw.SQLITE_OPEN_URI * uri
        flags |= apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE if writes else apsw.SQLITE_OPEN_READONLY
        with _in_its_words():
            raw = apsw.Connection(path, flags=flags, vfs=self.disk.vfs_name)
        connection = Connection(raw, self)
        self._open.append(connection)
        return connection

    def close(self) -> None:
        for connection in self._open:
            connection.close()
        self._open.clear()


class Connection:
    """As much of pysqlite3's connection as the product uses."""

    def __init__(self, raw: apsw.Connection, all_of_them: Connections) -> None:
        self._raw = raw
        self._all = all_of_them
        self._full = False

    @property
    def in_transaction(self) -> bool:
        return self._raw.in_transaction

    def execute(self, statement: str, parameters: Any = (), *, named: bool = False) -> Rows:
        if statement.startswith(_LOG_LIMIT):
            statement = f"{_LOG_LIMIT}65536"
        if statement.startswith(_SYNCHRONOUS):
            return self._synchronous(statement)
        if statement == "COMMIT":
            return self._commit()
        with self._in_transaction(statement):
            return self._execute(statement, parameters, named=named)

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> Rows:
        with self._in_transaction(statement), _in_its_words():
            return Rows(self._raw.executemany(statement, rows))

    @contextmanager
    def _in_transaction(self, statement: str) -> Iterator[None]:
        """What commits by itself is witnessed as well."""
        if self.in_transaction or statement.lstrip().upper().startswith(_READS):
            yield
            return
        self._execute("BEGIN IMMEDIATE")
        try:
            yield
            self._commit()
        except BaseException:
            if self.in_transaction:
                self._execute("ROLLBACK")
            raise

    def _commit(self) -> Rows:
        if not self._all.disk.dead:  # else nothing of it reaches the disk
            # The full-text index keeps what is new in memory until a commit, or a savepoint.
            self._execute("SAVEPOINT witness")
            self._execute("RELEASE witness")
            with _in_its_words():
                self._all.witness.offered = digest(self._raw)
        done = self._execute("COMMIT")
        self._all.witness.committed(lasts=self._full)
        return done

    def _synchronous(self, statement: str) -> Rows:
        weaker = self._all.instead_of_full
        if "=" not in statement:
            return Rows([(2,)]) if weaker else self._execute(statement)
        self._full = statement.endswith("=FULL")
        return self._execute(f"{_SYNCHRONOUS}={weaker}" if weaker else statement)

    def _execute(self, statement: str, parameters: Any = (), *, named: bool = False) -> Rows:
        with _in_its_words():
            return Rows(self._raw.execute(statement, parameters), named=named)

    def close(self) -> None:
        with _in_its_words():
            self._raw.close(True)

    # what SQLAlchemy asks for besides, for the migrations

    def create_function(self, name: str, arity: int, function: Any, **_: Any) -> None:
        self._raw.create_scalar_function(name, function, arity)

    def changes(self) -> int:
        return self._raw.changes()

    def cursor(self) -> Cursor:
        return Cursor(self)


class Rows:
    def __init__(self, found: Any, *, named: bool = False) -> None:
        self.names = _names(found) if named else []  # which apsw knows only while there are rows to come
        self._rows = list(found)

    def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())


class Cursor:
    lastrowid = None
    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found = Rows([])

    @property
    def rowcount(self) -> int:
        return self._connection.changes()

    @property
    def description(self) -> Any:
        return [(name, *[None] * 6) for name in self._found.names] or None

    def execute(self, statement: str, parameters: Any = ()) -> None:
        self._found = self._connection.execute(statement, parameters, named=True)

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        self._found = self._connection.executemany(statement, rows)

    def fetchall(self) -> list[Any]:
        return self._found.fetchall()

    def fetchone(self) -> Any:
        return self._found.fetchone()

    def close(self) -> None: ...


def _names(found: apsw.Cursor) -> list[str]:
    try:
        return [column[0] for column in found.get_description()]
    except apsw.ExecutionCompleteError:
        return []


@contextmanager
def _in_its_words() -> Iterator[None]:
    try:
        yield
    except apsw.IOError as error:
        raise pysqlite3.OperationalError("disk I/O error") from error
    except apsw.Error as error:
        raise pysqlite3.OperationalError(str(error)) from error


@contextmanager
def over(connections: Connections) -> Iterator[None]:
    """The product opens its files on this disk."""
    module = SimpleNamespace(**{**vars(pysqlite3), "connect": connections.connect})
    with ExitStack() as patches:
        for place in (database, foreign_log):
            patches.enter_context(patch.object(place, "sqlite", module))
        for place, name, size in _SMALLER:
            patches.enter_context(patch.object(place, name, size))
        try:
            yield
        finally:
            connections.close()
