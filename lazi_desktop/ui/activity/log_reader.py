"""Asks the engine for runs while somebody looks: at news, every few seconds, and further back on demand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.pushed import Result
from lazi_desktop.ports.engine import AttemptsRead, Connection, ConnectionChanged, RunsRead, SyncEngine
from lazi_desktop.ports.hub_runs import AttemptRow, PushRow, RunRow
from lazi_desktop.ports.ledger import PushesRead
from lazi_desktop.ui.activity.entries import Entry, entries_of
from lazi_desktop.ui.sync.engine_signals import EngineSignals

REFRESH_MS = 4_000
SOON_MS = 700  # a pull tells its progress many times a second
PATIENCE_MS = 20_000  # an answer that never comes does not stop the asking for good


class LogReader(QObject):
    """`changed()`: entries, error or both are others. `attempts_changed(run id)`: what a push sent has been read.

    What was read stays when the database does not answer; `error` then says why, and `read_at` from when it is.
    """

    changed = Signal()
    attempts_changed = Signal(object)

    def __init__(
        self,
        engine: SyncEngine,
        signals: EngineSignals,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self._engine = engine
        self._now = now
        self._runs: dict[UUID, RunRow] = {}
        self._pushes: dict[UUID, PushRow] = {}
        self._only_pushes = False
        self._all_pushes_read = False
        self._attempts: dict[UUID, tuple[AttemptRow, ...]] = {}
        self._watching = False
        self._asked = False
        self._asked_older = False
        self._attempts_of: UUID | None = None
        self._attempts_asked: set[UUID] = set()
        self.entries: list[Entry] = []
        self._all_runs_read = False
        self.error: LaziError | None = None
        self.attempts_error: LaziError | None = None
        self.read_at: datetime | None = None
        self._timer = self._make_timer(REFRESH_MS, self.refresh, once=False)
        self._soon = self._make_timer(SOON_MS, self.refresh)
        self._patience = self._make_timer(PATIENCE_MS, self._give_up)
        signals.runs_read.connect(self._on_runs_read)
        signals.pushes_read.connect(self._on_pushes_read)
        signals.attempts_read.connect(self._on_attempts_read)
        signals.connection_changed.connect(self._on_connection_changed)
        heard = (
            signals.pull_finished,
            signals.push_finished,
            signals.failed,
            signals.ended,
            signals.progressed,
        )
        for news in heard:
            news.connect(self._on_news)

    def _make_timer(self, milliseconds: int, then: Callable[[], None], *, once: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.setSingleShot(once)
        timer.timeout.connect(then)
        return timer

    @property
    def all_read(self) -> bool:
        return self._all_pushes_read if self._only_pushes else self._all_runs_read

    # ---------------------------------------------------------------------------------------------------- asking

    def watch(self, on: bool) -> None:
        """Reads are asked for only while somebody looks."""
        self._watching = on
        if on:
            self._timer.start()
            self.refresh()
        else:
            self._timer.stop()
            self._soon.stop()

    def refresh(self) -> None:
        if not self._watching or self._asked:
            return
        self._asked = True
        self._patience.start()
        self._engine.read_runs()
        if self._only_pushes:
            self._engine.read_pushes()
        if self._attempts_of is not None:
            self._ask_for_attempts(self._attempts_of)

    def read_older(self) -> None:
        if self._asked_older or self.all_read or not (self._pushes if self._only_pushes else self._runs):
            return
        self._asked_older = True
        self._patience.start()
        if self._only_pushes:
            self._engine.read_pushes(before=min(one.run.started for one in self._pushes.values()))
            return
        self._engine.read_runs(before=min(run.started for run in self._runs.values()))

    def look_at_pushes(self, on: bool) -> None:
        """Pushes alone are read as far back as there are any: between two of them there are many pulls."""
        if on != self._only_pushes:
            self._only_pushes = on
            self._choose_entries()
            if on and self._watching:
                self._engine.read_pushes()

    def push_of(self, run_id: UUID) -> PushRow | None:
        return self._pushes.get(run_id)

    def follow_attempts(self, run_id: UUID | None, *, changes: bool) -> None:
        """Reads what this push sent; again and again where that still `changes`, or a later push may tell more."""
        changes = changes or any(map(_is_open, self._attempts.get(run_id, ()) if run_id is not None else ()))
        self._attempts_of = run_id if changes else None
        if run_id is not None and (changes or run_id not in self._attempts):
            self._ask_for_attempts(run_id)

    def forget_attempts(self) -> None:
        """They were read for who saw more, or less."""
        self._attempts.clear()
        self._attempts_asked.clear()

    def _ask_for_attempts(self, run_id: UUID) -> None:
        if run_id not in self._attempts_asked:
            self._attempts_asked.add(run_id)
            self._patience.start()
            self._engine.read_attempts(run_id)

    def attempts_of(self, run_id: UUID) -> tuple[AttemptRow, ...] | None:
        """None until they have been read."""
        return self._attempts.get(run_id)

    # --------------------------------------------------------------------------------------------------- hearing

    def _on_news(self, _event: object) -> None:
        if self._watching and not self._soon.isActive():
            self._soon.start()

    def _on_connection_changed(self, event: ConnectionChanged) -> None:
        if event.connection is Connection.ONLINE:
            self._on_news(event)

    def _give_up(self) -> None:
        self._asked = self._asked_older = False
        self._attempts_asked.clear()

    def _on_runs_read(self, event: RunsRead) -> None:
        if event.older:
            self._asked_older = False
        else:
            self._asked = False
        self.error = event.error
        if event.error is None:
            self._take(event)
        self.changed.emit()

    def _take(self, event: RunsRead) -> None:
        read = {run.run_id: run for run in event.runs}
        if event.older:
            self._all_runs_read = not (read.keys() - self._runs.keys())
            self._runs.update(read)
        else:
            self.read_at = self._now()
            if self._runs and read and not read.keys() & self._runs.keys():
                # So much has run since that a gap would be left: what is older is read again on demand.
                self._runs.clear()
                self._all_runs_read = False
            self._runs.update(read)
        self._choose_entries()

    def _choose_entries(self) -> None:
        older = {key: one.run for key, one in self._pushes.items()} if self._only_pushes else {}
        self.entries = entries_of((older | self._runs).values())

    def _on_pushes_read(self, event: PushesRead) -> None:
        if event.older:
            self._asked_older = False
        if event.error is not None:
            self.error = event.error
        else:
            read = {one.run.run_id: one for one in event.pushes}
            self._all_pushes_read |= event.older and not (read.keys() - self._pushes.keys())
            self._pushes |= read
            self._choose_entries()
        self.changed.emit()

    def _on_attempts_read(self, event: AttemptsRead) -> None:
        self._attempts_asked.discard(event.run_id)
        self.attempts_error = event.error
        if event.error is None:
            self._attempts[event.run_id] = tuple(event.attempts)
        self.attempts_changed.emit(event.run_id)


def _is_open(attempt: AttemptRow) -> bool:
    """Nobody has seen yet what became of it."""
    return attempt.settled is Result.WAITING and attempt.outcome in ("", "ambiguous")
