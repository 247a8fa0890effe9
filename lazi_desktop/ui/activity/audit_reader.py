"""Reads the audit log for whoever looks: a page for what is looked for, and on as one scrolls."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from lazi_desktop.domain.errors import HubUnavailable, LaziError
from lazi_desktop.ports.audit import AuditRead
from lazi_desktop.ports.engine import SyncEngine
from lazi_desktop.ports.hub_audit import AuditFilter, AuditPlace, AuditRow
from lazi_desktop.ui.sync.engine_signals import EngineSignals

PATIENCE_MS = 35_000
"""The hub ends a search after 30 s."""


class AuditReader(QObject):
    """`began()`: the first page of another search is there, in `rows`. `grew(rows)`: what follows it.

    `failed()`: why stands in `error`; what was read stays.
    """

    began = Signal()
    grew = Signal(object)
    failed = Signal()

    def __init__(self, engine: SyncEngine, signals: EngineSignals) -> None:
        super().__init__()
        self._engine = engine
        self._asked: tuple[AuditFilter, AuditPlace | None] | None = None
        self.wanted = AuditFilter()
        self.rows: list[AuditRow] = []
        self.more = False
        self.is_read = False
        self.error: LaziError | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        signals.audit_read.connect(self._on_read)

    @property
    def waits(self) -> bool:
        return self._asked is not None

    def look_for(self, wanted: AuditFilter) -> None:
        """From the newest on."""
        self.wanted = wanted
        self.more = False
        self._ask(None)

    def read_on(self) -> None:
        if self.more and not self.waits and self.error is None and self.rows:
            last = self.rows[-1]
            self._ask(AuditPlace(last.recorded.at, last.number))

    def _ask(self, after: AuditPlace | None) -> None:
        self.error = None
        self._asked = self.wanted, after
        self._patience.start()
        self._engine.read_audit(self.wanted, after=after)

    def _on_read(self, event: AuditRead) -> None:
        if (event.wanted, event.after) != self._asked:
            return  # something else has been looked for since
        self._asked = None
        self._patience.stop()
        if event.error is not None:
            self.error = event.error
            self.failed.emit()
            return
        self.more = event.more
        if event.after is None:
            self.rows = list(event.rows)
            self.is_read = True
            self.began.emit()
        else:
            self.rows += event.rows
            self.grew.emit(list(event.rows))

    def _give_up(self) -> None:
        self._asked = None
        self.error = HubUnavailable("It does not answer.")
        self.failed.emit()
