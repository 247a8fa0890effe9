"""A push that was cut short: how much of it was sent, as far as anybody knows, and what became of it afterwards.

What of it still waits is known here; which requests went out, the shared database knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QObject, QSettings, Signal

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.engine import (
    ActivityFailed,
    AttemptsRead,
    Connection,
    ConnectionChanged,
    Progress,
    SyncEngine,
)
from lazi_desktop.ports.hub_runs import AttemptRow
from lazi_desktop.ports.ledger import PushesRead
from lazi_desktop.ports.push import PushReport, PushResult
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.status import PUSH

UNDER_WAY, SINCE, WENT_ON = "push/under_way", "push/since", "push/went_on"
"""How many SKUs the push has that is going on, and since when: gone once it is over. What became of one that was cut
short: gone once a person has seen it."""

CLOCKS_DIFFER = timedelta(hours=1)
PUSHES_LOOKED_AT = 5  # one that was cut short may have been gone on with, and cut short again
NOT_SETTLED = (PushResult.WAITING, PushResult.HELD)


@dataclass(frozen=True, slots=True)
class CutShort:
    """SKUs. `sent`: ServiceTitan answered, or they wait no more; `perhaps`: asked for, and no answer is known."""

    total: int
    sent: int
    perhaps: int = 0
    is_known: bool = False
    """Whether the shared database was asked: else more may have been sent."""


@dataclass(frozen=True, slots=True)
class WentOn:
    """Of the `left` that waited still, so many were `proved`; None where another computer saw to them."""

    total: int
    left: int
    proved: int | None


class CutPush(QObject):
    """`changed()`: `told` is other words, or a push began or ended meanwhile (`runs`)."""

    changed = Signal()

    def __init__(
        self,
        engine: SyncEngine,
        signals: EngineSignals,
        state: QSettings,
        read_waiting: Callable[[Callable[[frozenset[EntityKey]], None]], None],
        parent: QObject,
    ) -> None:
        """`read_waiting` hands over which SKUs are confirmed and wait."""
        super().__init__(parent)
        self._engine = engine
        self._state = state
        self._read_waiting = read_waiting
        self._mine: frozenset[EntityKey] = frozenset()
        """Those that waited when it was found cut short."""
        self._left: frozenset[EntityKey] = frozenset()
        self._settled: set[EntityKey] = set()
        self._proved: set[EntityKey] = set()
        self._awaited: set[UUID] = set()
        self._incoming: list[AttemptRow] = []
        self._attempts: Sequence[AttemptRow] | None = None
        """None until they are read. What was read stays until all of it is read anew."""
        self._is_old = True
        self._asked = False
        self.runs = False
        self.told: CutShort | WentOn | None = None
        signals.progressed.connect(self._on_progressed)
        signals.push_finished.connect(self._on_push_finished)
        signals.failed.connect(self._on_failed)
        signals.ended.connect(self._on_ended)
        signals.connection_changed.connect(self._on_connection_changed)
        signals.pushes_read.connect(self._on_pushes_read)
        signals.attempts_read.connect(self._on_attempts_read)

    @property
    def is_cut(self) -> bool:
        return isinstance(self.told, CutShort)

    # ---------------------------------------------------------------------------------------------------- a push begins

    def note_begin(self, waiting: int) -> None:
        """A person pushes so many; what was cut short before is among them."""
        if isinstance(self.told, CutShort):
            self._state.setValue(UNDER_WAY, max(self.told.total, self._through() + waiting))
            return
        self.told = None
        self._state.remove(WENT_ON)
        self._state.setValue(UNDER_WAY, waiting)
        self._state.setValue(SINCE, datetime.now(UTC).isoformat())

    def forget(self) -> None:
        """It is over, or what became of it was seen."""
        self.told = None
        self._mine = self._left = frozenset()
        for held in (self._settled, self._proved, self._awaited):
            held.clear()
        self._attempts = None
        self._is_old = True
        for key in (UNDER_WAY, SINCE, WENT_ON):
            self._state.remove(key)

    # --------------------------------------------------------------------------------------------------- what is known

    def look(self) -> None:
        """Whether there is one, and how it stands."""
        if words := str(self._state.value(WENT_ON, "") or ""):
            proved, left, total = words.split("/")
            self._tell(WentOn(int(total), int(left), int(proved) if proved else None))
        elif self._total():
            self._read_waiting(self._take)

    def _take(self, waiting: frozenset[EntityKey]) -> None:
        if not self._total():
            return
        if not self.is_cut:
            self._mine = waiting
        self._left = (self._mine & waiting) - self._settled
        if self._left:
            self._tell_cut()
            if self._is_old:
                self._ask()
        elif not self.runs:
            self._conclude()

    def _ask(self) -> None:
        self._asked = True
        self._is_old = False
        self._awaited.clear()
        self._engine.read_pushes()

    def _on_connection_changed(self, event: ConnectionChanged) -> None:
        if event.connection is Connection.ONLINE and self.is_cut and self._attempts is None:
            self._ask()

    def _on_pushes_read(self, event: PushesRead) -> None:
        if not self._asked or event.older:
            return
        self._asked = False
        if event.error is not None or not self.is_cut:
            return
        since = self._since()
        found = [
            one.run.run_id
            for one in event.pushes
            if since is None or one.run.finished is None or one.run.finished >= since
        ][:PUSHES_LOOKED_AT]
        self._awaited, self._incoming = set(found), []
        for run_id in found:
            self._engine.read_attempts(run_id)
        self._take_attempts()

    def _on_attempts_read(self, event: AttemptsRead) -> None:
        if event.run_id not in self._awaited:
            return
        if event.error is not None:
            self._awaited.clear()
            return
        self._awaited.discard(event.run_id)
        self._incoming.extend(event.attempts)
        self._take_attempts()

    def _take_attempts(self) -> None:
        if not self._awaited:
            self._attempts = self._incoming
            self._tell_cut()

    def _tell_cut(self) -> None:
        if not self._total() or not self._left:
            return
        before = self._through()
        if self._attempts is None:
            self._tell(CutShort(self._total(), before))
            return
        sent, perhaps = how_far(self._attempts, self._left, self._since())
        self._tell(CutShort(self._total(), before + sent, perhaps, is_known=True))

    def _tell(self, told: CutShort | WentOn) -> None:
        self.told = told
        self.changed.emit()

    # ---------------------------------------------------------------------------------------------------- as it goes on

    def _on_progressed(self, progress: Progress) -> None:
        if progress.activity == PUSH and not self.runs:
            self.runs = True
            self.changed.emit()

    def _on_push_finished(self, report: PushReport) -> None:
        self.runs, self._is_old = False, True
        settled = {field.entity_key for field in report.fields}
        settled -= {field.entity_key for field in report.fields if field.result in NOT_SETTLED}
        self._settled |= settled
        self._proved |= settled - {
            field.entity_key for field in report.fields if field.result is not PushResult.VERIFIED
        }

    def _on_failed(self, event: ActivityFailed) -> None:
        self._on_ended(event.activity)

    def _on_ended(self, activity: str) -> None:
        if activity == PUSH:
            self._is_old = True
            if self.runs:
                self.runs = False
                self.changed.emit()

    def _conclude(self) -> None:
        left, total = len(self._mine), self._total()
        proved = len(self._mine & self._proved) if self._mine & self._settled else None
        self.forget()
        self._state.setValue(WENT_ON, f"{'' if proved is None else proved}/{left}/{total}")
        self._tell(WentOn(total, left, proved))

    # -------------------------------------------------------------------------------------------------------- kept

    def _total(self) -> int:
        return int(str(self._state.value(UNDER_WAY, 0)) or 0)

    def _since(self) -> datetime | None:
        try:
            return datetime.fromisoformat(str(self._state.value(SINCE))) - CLOCKS_DIFFER
        except ValueError:
            return None

    def _through(self) -> int:
        return max(0, self._total() - len(self._left))


def how_far(
    attempts: Iterable[AttemptRow], left: frozenset[EntityKey], since: datetime | None
) -> tuple[int, int]:
    """How many of these SKUs were sent, and how many may have been: the last request of each tells."""
    last: dict[EntityKey, bool] = {}
    for one in sorted(attempts, key=lambda one: one.sent):
        if one.entity_key in left and (since is None or one.sent >= since) and one.outcome != "rejected":
            last[one.entity_key] = one.outcome == "applied"
    sent = sum(last.values())
    return sent, len(last) - sent
