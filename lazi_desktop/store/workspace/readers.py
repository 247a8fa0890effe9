"""A few read-only connections for many threads, each lent in one committed state."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from pathlib import Path

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.ports.queries import FindInterrupted
from lazi_desktop.store.workspace.database import Database, DatabaseError, explained, open_reader

CONNECTIONS = 3


class Readers:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Condition()
        self._idle: list[Database] = [open_reader(path)]
        self._open = 1
        self._finding: set[Database] = set()
        self._interruptible: set[Database] = set()
        self._interrupts = 0
        self._closed = False

    @contextmanager
    def lend(self, *, statements: int = 2) -> Iterator[Database]:
        """A single statement is one committed state by itself and goes without a transaction."""
        database = self._borrow()
        try:
            with database.reading() if statements > 1 else nullcontext():
                yield database
        except DatabaseError as error:
            raise explained(error) from error
        finally:
            with self._turn:
                self._idle.append(database)
                self._turn.notify_all()

    @contextmanager
    def lend_for_finding(self, *, interruptible: bool = False) -> Iterator[Database]:
        """`interrupt` ends what is interruptible, which then raises FindInterrupted; `close` ends all."""
        with self.lend() as database:
            with self._turn:
                self._finding.add(database)
                if interruptible:
                    self._interruptible.add(database)
            try:
                yield database
            except DatabaseError as error:
                if "interrupt" in str(error):
                    raise (FindInterrupted() if interruptible else _closed()) from error
                raise
            finally:
                with self._turn:
                    self._finding.discard(database)
                    self._interruptible.discard(database)

    def interrupt(self) -> None:
        with self._turn:
            self._interrupts += 1
            for database in self._interruptible:
                database.raw.interrupt()
            self._turn.notify_all()

    def wait_for(self, work: Callable[[], Future[None]], *, interruptible: bool = False) -> None:
        """Until it is done; `interrupt` ends the waiting, where it may, not the work."""
        with self._turn:
            before = self._interrupts
        future = work()
        future.add_done_callback(lambda _: self._wake())
        with self._turn:
            self._turn.wait_for(
                lambda: future.done() or self._closed or (interruptible and self._interrupts != before)
            )
            if self._closed:
                raise _closed()
        if not future.done():
            raise FindInterrupted
        future.result()

    def close(self) -> None:
        """Waits for the reads under way; running finds are ended."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()
            for database in self._finding:
                database.raw.interrupt()
            self._turn.wait_for(lambda: len(self._idle) == self._open)
            for database in self._idle:
                database.close()
            self._idle.clear()
            self._open = 0

    def _wake(self) -> None:
        with self._turn:
            self._turn.notify_all()

    def _borrow(self) -> Database:
        with self._turn:
            self._turn.wait_for(lambda: self._idle or self._open < CONNECTIONS or self._closed)
            if self._closed:
                raise _closed()
            if self._idle:
                return self._idle.pop()
            database = open_reader(self._path)
            self._open += 1
            return database


def _closed() -> WorkspaceProblem:
    return WorkspaceProblem("The workspace is closed.", title="The workspace is closed")
