"""What runs by itself, as a part of the settings: how often, when next, and what it waits for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QVBoxLayout

from lazi_desktop.ports.engine import ScheduledJob
from lazi_desktop.ui.activity.job_words import job_title, waiting_words
from lazi_desktop.ui.activity.words import cron_words, until
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import label


class ScheduleCard(QFrame):
    """Hidden where nothing runs by itself."""

    def __init__(
        self, signals: EngineSignals, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__()
        self._now = now
        self._jobs: Sequence[ScheduledJob] = ()
        self.setProperty("surface", "card")
        self._lines = QFormLayout()
        self._lines.setHorizontalSpacing(metrics.GAP_LARGE)
        self._lines.setVerticalSpacing(metrics.GAP_SMALL)
        self._lines.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(18, metrics.CARD_PADDING, 18, metrics.CARD_PADDING)
        inner.setSpacing(metrics.GAP)
        inner.addWidget(label(self.tr("What runs by itself"), "heading"))
        inner.addLayout(self._lines)
        self.hide()
        signals.schedule_changed.connect(self._on_schedule)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_jobs()

    def _on_schedule(self, jobs: Sequence[ScheduledJob]) -> None:
        self._jobs = jobs
        self.setVisible(bool(jobs))
        self._show_jobs()

    def _show_jobs(self) -> None:
        while self._lines.rowCount():
            self._lines.removeRow(0)
        for job in self._jobs:
            name = job_title(job)
            title, words = label(name, "muted"), label(self.words_of(job), wrap=True)
            title.setMinimumWidth(150)
            words.setAccessibleName(f"{name}: {words.text()}")
            self._lines.addRow(title, words)

    def words_of(self, job: ScheduledJob) -> str:
        """`Every 5 minutes · in 3 min`."""
        if job.next_at is None:
            return self.tr("Does not run here")
        often = cron_words(job.cron)
        if job.paused:
            then = self.tr("waits: {reason}").format(reason=waiting_words(job.paused))
        else:
            due = until(job.next_at, now=self._now())
            then = self.tr("next: {when}").format(when=due[:1].lower() + due[1:])
        told = f"{often} · {then}" if often else then
        return told[:1].upper() + told[1:]
