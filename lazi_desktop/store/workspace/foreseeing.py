"""Working out what many SKUs look like in a process of its own, ahead of the store's thread.

The interpreter runs one thread at a time, and a first snapshot of 100,000 SKUs is mostly such work: beside it, the
store's thread has time to write and the window to breathe. Small snapshots never start the process.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from typing import IO, Any

import structlog

from lazi_desktop.config.children import variables_for_children
from lazi_desktop.config.processes import part_command
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_feed import FeedKind, FeedRow
from lazi_desktop.store.workspace.encoding import from_json
from lazi_desktop.store.workspace.rows import ShownSku, shown_sku

log = structlog.get_logger("workspace")

FEW = 5_000
"""Rows that are worked out before it is worth a process."""
_PART = "lazi_desktop.store.workspace.foreseeing"
PATIENCE = 20.0
"""Seconds for one page, which takes a tenth of one."""

_Asked = list[tuple[str, int | None, str]]
_Answer = list[tuple[str, int, frozenset[int], frozenset[str], tuple[Any, ...]] | None]


class Foresight:
    """What rows that will be applied soon look like. `foresee` and `seen` may be called from different threads."""

    def __init__(self) -> None:
        self._rows = 0
        self._thread: ThreadPoolExecutor | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._coming: dict[int, tuple[Sequence[FeedRow], Future[list[ShownSku | None]]]] = {}

    def foresee(self, rows: Sequence[FeedRow]) -> None:
        self._rows += len(rows)
        if self._rows <= FEW or not all(row.kind is FeedKind.MIRROR and row.fields_text for row in rows):
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "foresee the workspace")
            self._process = _started()
        if self._process is not None and self._process.poll() is None:
            asked = [(*_named(row), row.fields_text) for row in rows]
            self._coming[id(rows)] = (rows, self._thread.submit(_ask, self._process, asked))

    def seen(self, rows: Sequence[FeedRow]) -> list[ShownSku | None] | None:
        """One for each row; None for a row, or for all, that must be worked out where they are needed."""
        _, coming = self._coming.pop(id(rows), (rows, None))
        if coming is None:
            return None
        try:
            return coming.result(PATIENCE)
        except (Exception, CancelledError) as error:  # whatever it is: the caller can do it all alone
            log.warning("the process beside the workspace failed", reason=repr(error))
            self._end()
            return None

    def close(self) -> None:
        self._rows = 0
        self._coming.clear()
        self._end()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown(cancel_futures=True)
        process, self._process = self._process, None
        for pipe in (process.stdin, process.stdout) if process is not None else ():
            if pipe is not None:
                with suppress(OSError):  # what was still to be written went with the process
                    pipe.close()

    def _end(self) -> None:
        """It keeps nothing, so it need not be asked to end. Whoever waits for it hears that it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def _started() -> subprocess.Popen[bytes] | None:
    try:
        return subprocess.Popen(
            part_command(_PART),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=variables_for_children(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        log.warning("no process beside the workspace", reason=repr(error))
        return None


def _named(row: FeedRow) -> tuple[str, int | None]:
    payload = row.payload or {}
    return str(payload["kind"]), payload["remote_id"]


def _ask(process: subprocess.Popen[bytes], asked: _Asked) -> list[ShownSku | None]:
    assert process.stdin is not None
    assert process.stdout is not None
    _write(process.stdin, asked)
    answer: _Answer = pickle.load(process.stdout)  # noqa: S301 our own process
    return [None if one is None else ShownSku(*one) for one in answer]


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
    except (TypeError, ValueError, AttributeError, OverflowError, RecursionError):
        return None  # who needs it says what is wrong with it
    return shown.words, shown.words_hash, shown.categories, shown.pictures, shown.values


def _write(pipe: IO[bytes], content: object) -> None:
    pickle.dump(content, pipe, protocol=5)
    pipe.flush()
