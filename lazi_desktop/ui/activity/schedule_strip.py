"""What runs next, in a line above the runs: when, why it waits, and a button that does not wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from lazi_desktop.ports.engine import ScheduledJob
from lazi_desktop.ui.activity.entries import RunKind
from lazi_desktop.ui.activity.job_words import STOPPED, job_title, short_waiting_words, waiting_words
from lazi_desktop.ui.activity.words import cron_words, full_time, glyph_of, until
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.theme.tokens import theme_news
from lazi_desktop.ui.widgets.basics import button, set_property
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

_KINDS = frozenset(kind.value for kind in RunKind)
CAN_RUN_NOW = frozenset((RunKind.PULL.value, RunKind.SWEEP.value, RunKind.PUSH.value))


class ScheduleStrip(QFrame):
    """`run_wanted(name of the job)`."""

    run_wanted = Signal(str)

    def __init__(self, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self._now = now
        self._jobs: list[ScheduledJob] = []
        self._busy = False
        self._offline = False
        self._no_keys = ""
        self._stopped = ""
        self._confirmed: bool | None = None
        self.cards: dict[str, JobCard] = {}
        self.setProperty("surface", "plain")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(metrics.GAP_SMALL)
        self.hide()

    def show_jobs(self, jobs: Sequence[ScheduledJob]) -> None:
        if [job.name for job in jobs] != [job.name for job in self._jobs]:
            self._build(jobs)
        self._jobs = list(jobs)
        self.setVisible(bool(jobs))
        self.tell_times()

    def _build(self, jobs: Sequence[ScheduledJob]) -> None:
        for card in self.cards.values():
            self._row.removeWidget(card)
            card.deleteLater()
        self.cards = {job.name: JobCard(job) for job in jobs}
        for name, card in self.cards.items():
            card.run.clicked.connect(lambda _checked=False, name=name: self.run_wanted.emit(name))
            self._row.addWidget(card, 1)
        self._offer()

    def use_busy(self, busy: bool) -> None:
        """While one runs, nothing else is begun by hand."""
        self._busy = busy
        self._offer()

    def use_no_keys(self, why: str) -> None:
        """Why nothing is run from this computer; "" where it can be."""
        self._no_keys = why
        self._offer()

    def _offer(self) -> None:
        for card in self.cards.values():
            card.run.setEnabled(not (self._busy or self._no_keys))
            card.run.setToolTip(self._no_keys or self.tr("Run now"))

    def use_connection(self, *, offline: bool) -> None:
        """Told at once; the engine tells of each job some seconds later."""
        self._offline = offline
        self.tell_times()

    def use_stopped(self, reason: str) -> None:
        """A pull stopped to ask, on whichever machine; "" where the last one did not."""
        self._stopped = reason
        self.tell_times()

    def use_confirmed(self, confirmed: bool | None) -> None:
        """Whether something waits for the next push; None while that is not known."""
        self._confirmed = confirmed
        self.tell_times()

    def tell_times(self) -> None:
        for job in self._jobs:
            self.cards[job.name].tell(self._as_known(job), self._now(), confirmed=self._confirmed)

    def _as_known(self, job: ScheduledJob) -> ScheduledJob:
        """With what the window knows and the engine's schedule does not say yet."""
        if self._offline:
            return replace(job, paused=job.paused or QCoreApplication.translate("Schedule", "offline"))
        if self._stopped and not job.paused and job.name in (RunKind.PULL, RunKind.SWEEP):
            return replace(job, paused=f"{STOPPED}: {self._stopped}")
        return job


class JobCard(QFrame):
    def __init__(self, job: ScheduledJob) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._glyph = glyph_of(RunKind(job.name)) if job.name in _KINDS else Glyph.ACTIVITY
        self._picture = QLabel()
        self.title = ElidedLabel("heading")
        self.words = ElidedLabel("small")
        self.run = button(
            "", "icon", glyph=Glyph.RUN, name=self.tr("Run now: {job}").format(job=job_title(job))
        )
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self.title)
        texts.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.GAP, metrics.GAP_SMALL, metrics.GAP_TINY, metrics.GAP_SMALL)
        row.setSpacing(metrics.GAP - 2)
        row.addWidget(self._picture)
        row.addLayout(texts, 1)
        row.addWidget(self.run)
        self.run.setVisible(job.name in CAN_RUN_NOW)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme_news.theme_changed.connect(self._draw)
        self._draw()

    def tell(self, job: ScheduledJob, now: datetime, *, confirmed: bool | None = None) -> None:
        words = self._words(job, now, confirmed)
        self.title.setText(_short_title(job))
        self.words.setText(words)
        set_property(self.words, "tone", "changed" if job.paused else "small")
        if job.paused:
            words = self.tr("Waits: {reason}").format(reason=waiting_words(job.paused))
        lines = [job_title(job), words]
        often = cron_words(job.cron)
        if job.name == RunKind.PUSH:
            what = self.tr("Sends what was confirmed")
            lines.append(f"{what}, {often}." if often else f"{what}.")
        else:
            if job.next_at is not None and not job.paused:
                lines.append(full_time(job.next_at))
            if often:
                lines.append(self.tr("Runs {often}.").format(often=often))
        self.setToolTip("\n".join(lines))
        self.setAccessibleName(f"{lines[0]}: {lines[1]}")

    def _words(self, job: ScheduledJob, now: datetime, confirmed: bool | None) -> str:
        """Short: a card has little room, and the tool tip says the rest."""
        if job.paused:
            return short_waiting_words(job.paused)
        if job.next_at is None:
            return self.tr("Does not run here")
        if job.name == RunKind.PUSH:
            if confirmed is False:
                return self.tr("Nothing confirmed")
            often = cron_words(job.cron)
            return self.tr("Sends {often}").format(often=often) if often else until(job.next_at, now=now)
        return until(job.next_at, now=now)

    def _draw(self) -> None:
        side = QSize(metrics.ICON + 4, metrics.ICON + 4)
        self._picture.setPixmap(icon(self._glyph, "text_muted").pixmap(side, self.devicePixelRatioF()))
        self._picture.setFixedSize(side)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)


def _short_title(job: ScheduledJob) -> str:
    """A card has little room; the tool tip has the whole title."""
    return {
        RunKind.PULL.value: QCoreApplication.translate("Schedule", "Pull of changes"),
        RunKind.SWEEP.value: QCoreApplication.translate("Schedule", "Pull of everything"),
        RunKind.LISTS.value: QCoreApplication.translate("Schedule", "Reference lists"),
        RunKind.PUSH.value: QCoreApplication.translate("Schedule", "Push"),
        RunKind.TEND.value: QCoreApplication.translate("Schedule", "Upkeep"),
    }.get(job.name, job.title)
