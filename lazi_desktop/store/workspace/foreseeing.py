"""Working out what many SKUs look like in a process of its own, ahead of the store's thread.

The interpreter runs one thread at a time, and a first snapshot of 100,000 SKUs is mostly such work: beside it, the
store's thread has time to write and the window to breathe. Small snapshots never start the process.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, Any

import structlog

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub import FeedKind, FeedRow
from lazi_desktop.store.workspace.encoding import from_json
from lazi_desktop.store.workspace.rows import ShownSku, shown_sku

log = structlog.get_logger("workspace")

FEW = 5_000
"""Rows that are worked out before it is worth a process."""
_PROGRAM = "from lazi_desktop.store.workspace.foreseeing import serve; serve()"
_PATIENCE = 10.0

_Asked = list[tuple[str, int | None, str]]
_Answer = list[tuple[str, int, frozenset[int], tuple[Any, ...]] | None]


class Foresight:
    """What rows that will be applied soon look like. `foresee` and `seen` may be called from different threads."""

    def __init__(self) -> None:
        self._rows = 0
        self._thread: ThreadPoolExecutor | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._coming: dict[int, Future[list[ShownSku | None]]] = {}

    def foresee(self, rows: Sequence[FeedRow]) -> None:
        self._rows += len(rows)
        if self._rows <= FEW or not all(row.kind is FeedKind.MIRROR and row.fields_text for row in rows):
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "foresee the workspace")
        asked = [
            (str((row.payload or {})["kind"]), (row.payload or {})["remote_id"], row.fields_text)
            for row in rows
        ]
        self._coming[id(rows)] = self._thread.submit(self._ask, asked)

    def seen(self, rows: Sequence[FeedRow]) -> list[ShownSku | None] | None:
        """One for each row; None for a row, or for all, that must be worked out where they are needed."""
        coming = self._coming.pop(id(rows), None)
        if coming is None:
            return None
        try:
            return coming.result()
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            log.warning("the process beside the workspace failed", reason=repr(error))
            return None

    def close(self) -> None:
        self._rows = 0
        self._coming.clear()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.submit(self._end)
            thread.shutdown()

    def _ask(self, asked: _Asked) -> list[ShownSku | None]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        _write(self._process.stdin, asked)
        answer: _Answer = pickle.load(self._process.stdout)  # noqa: S301 our own process
        return [None if one is None else ShownSku(*one) for one in answer]

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.close()
        except OSError:
            pass  # it has ended already
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def serve() -> None:
    """The process: answers until its input ends."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            asked: _Asked = pickle.load(questions)  # noqa: S301 from the program itself
        except (EOFError, KeyboardInterrupt):
            return
        _write(answers, [_shown(*one) for one in asked])


def _shown(kind: str, remote_id: int | None, text: str) -> tuple[Any, ...] | None:
    try:
        known = EntityKind(kind)
        if not known.is_sku:
            return None
        shown = shown_sku(known, remote_id, from_json(text))
    except (TypeError, ValueError, AttributeError):
        return None  # who needs it says what is wrong with it
    return shown.words, shown.words_hash, shown.categories, shown.values


def _write(pipe: IO[bytes], content: object) -> None:
    pickle.dump(content, pipe, protocol=5)
    pipe.flush()
