"""The list of runs and what opens from it: a push as its ledger, a pull as what it found, the audit log."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from lazi_desktop.ports.hub_runs import PushRow
from lazi_desktop.ui.activity.audit_page import AuditPage
from lazi_desktop.ui.activity.entries import Entry, RunKind
from lazi_desktop.ui.activity.pull_report import PullReport
from lazi_desktop.ui.activity.push_ledger import PushLedger
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.sync.engine_signals import EngineSignals


class RunPages(QStackedWidget):
    """`list_shown()`: somebody came back to the list. The other signals are those of what was opened."""

    list_shown = Signal()
    show_wanted = Signal(object)
    review_wanted = Signal(object)
    accept_wanted = Signal(object)

    def __init__(self, context: UiContext, signals: EngineSignals) -> None:
        super().__init__()
        self._me = context.me
        self.list = QWidget()
        self.ledger = PushLedger(context, signals)
        self.pull_report = PullReport(context, signals)
        self.audit = AuditPage(context, signals)
        for page in (self.list, self.ledger, self.pull_report, self.audit):
            self.addWidget(page)
        for opened in (self.ledger, self.pull_report, self.audit):
            opened.back_wanted.connect(self.show_list)
            opened.show_wanted.connect(self.show_wanted)
        self.ledger.review_wanted.connect(self._on_review_wanted)
        self.pull_report.accept_wanted.connect(self.accept_wanted)

    def open(self, entry: Entry, push: PushRow | None, *, newest: bool) -> None:
        """`newest`: nothing of its kind has run since."""
        if entry.kind is RunKind.PUSH:
            self.setCurrentWidget(self.ledger)
            self.ledger.open(entry, push, self._me)
            self.ledger.table.setFocus()
        elif entry.kind in (RunKind.PULL, RunKind.SWEEP):
            self.setCurrentWidget(self.pull_report)
            self.pull_report.table.setFocus()
            self.pull_report.open(entry, self._me, newest=newest)

    def open_audit(self) -> None:
        self.setCurrentWidget(self.audit)
        self.audit.open()

    def grow(self, entries: Iterable[Entry]) -> None:
        """What is opened may go on."""
        if self.ledger.isVisible():
            for entry in entries:
                self.ledger.grow(entry)

    def show_list(self) -> None:
        self.setCurrentWidget(self.list)
        self.list_shown.emit()

    def _on_review_wanted(self, set_id: UUID) -> None:
        self.show_list()
        self.review_wanted.emit(set_id)
