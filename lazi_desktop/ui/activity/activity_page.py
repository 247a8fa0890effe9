"""The Activity page: the schedule above, what ran below it, and at the right everything about one run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QStyle,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.ports.engine import Connection, ScheduledJob
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ui.activity.activity_model import ActivityModel, Column
from lazi_desktop.ui.activity.details import ActivityDetails
from lazi_desktop.ui.activity.entries import Entry, RunKind, RunState
from lazi_desktop.ui.activity.log_reader import LogReader
from lazi_desktop.ui.activity.run_filters import RunFilters
from lazi_desktop.ui.activity.run_pages import RunPages
from lazi_desktop.ui.activity.run_tables import NARROWEST
from lazi_desktop.ui.activity.schedule_strip import ScheduleStrip
from lazi_desktop.ui.activity.words import duration
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import ago
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.status import SyncStatus
from lazi_desktop.ui.sync.status_words import figures_of
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import theme_news
from lazi_desktop.ui.widgets.basics import button, forbid, frame, label, set_property
from lazi_desktop.ui.widgets.chip_delegate import ChipDelegate
from lazi_desktop.ui.widgets.empty_state import EmptyState
from lazi_desktop.ui.widgets.plain_table import BothEndsDelegate, Heading, SharedRoom, dress, in_card

_HEADINGS: dict[int, Heading] = {
    Column.WHAT: Heading("", 172),
    Column.WHEN: Heading("", 112),
    Column.NEWS: Heading("", 130, share=2),
    Column.STATE: Heading("", 126),
    Column.TOOK: Heading("", 80),
    Column.BY: Heading("", 140, share=5),
}
_SIZES = "activity/splitter"
_FIRST_SIZES = (900, 400)
_CONFIRMED_MS = 300  # a pull changes many entries one after the other
_NEAR_END = 240  # pixels above the end where older runs are asked for
_LONGEST = (timedelta(minutes=59, seconds=59), timedelta(hours=23, minutes=59))


def _longest_took(table: QTableView) -> int:
    font, margin = (
        QFontMetrics(table.font()),
        table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin),
    )
    longest = max(font.horizontalAdvance(duration(took)) for took in _LONGEST)
    return longest + 2 * (metrics.CELL_PADDING + margin + 1)


class ActivityPage(QWidget):
    """`pull_wanted(full)`, `push_wanted()`, `accept_wanted(reason, full)`: go on where the tripwire stopped.
    `show_wanted(key)`: this entry in the pricebook. `review_wanted(set_id)`: a revert waits there under that one."""

    pull_wanted = Signal(bool)
    push_wanted = Signal()
    accept_wanted = Signal(str, bool)
    show_wanted = Signal(object)
    review_wanted = Signal(object)

    def __init__(
        self,
        context: UiContext,
        signals: EngineSignals,
        status: SyncStatus,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self._context = context
        self._status = status
        self._now = now
        self.reader = LogReader(context.engine, signals, now=now)
        self.model = ActivityModel(context.me, now=now)
        self.strip = ScheduleStrip(now=now)
        self.details = ActivityDetails(context.me)
        self.pages = RunPages(context, signals)
        self.headline = label(self.tr("Activity"), "title")
        self.summary = label("", "muted")
        self.filters = RunFilters()
        self.audit_button = button(self.tr("Audit log…"), glyph=Glyph.LISTS)
        self.table = self._table()
        self._empty_states()
        self._arrange()
        self._recall()
        self._on_filter()
        self._confirmed_soon = QTimer(self)
        self._confirmed_soon.setSingleShot(True)
        self._confirmed_soon.setInterval(_CONFIRMED_MS)
        self._confirmed_soon.timeout.connect(self._look_for_confirmed)
        self._listen(signals)
        self._on_status()
        self._show()

    # ---------------------------------------------------------------------------------------------------- building

    def _table(self) -> QTableView:
        table = QTableView()
        dress(table)
        table.setModel(self.model)
        table.setAccessibleName(self.tr("What ran"))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setItemDelegateForColumn(Column.STATE, ChipDelegate(table))
        table.setItemDelegateForColumn(Column.BY, BothEndsDelegate(table))
        SharedRoom(table, _HEADINGS).want({Column.TOOK: _longest_took(table)})
        return table

    def _empty_states(self) -> None:
        self.empty = EmptyState(
            Glyph.ACTIVITY,
            self.tr("Nothing has run yet"),
            self.tr(
                "Every pull and push is listed here: when it ran, where, what it changed and what went wrong."
            ),
            self.tr("Pull the pricebook"),
            Glyph.PULL,
        )
        self.unread = EmptyState(
            Glyph.ACTIVITY, self.tr("Reading what ran…"), "", self.tr("Try again"), Glyph.SYNC
        )
        self.no_match = EmptyState(
            Glyph.SEARCH,
            self.tr("No run fits"),
            self.tr("Of the runs that were read, none is of this kind and has these words."),
            self.tr("Show every run"),
        )

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(metrics.GAP_SMALL)
        top.addWidget(self.headline)
        top.addWidget(self.summary)
        top.addStretch(1)
        top.addWidget(self.filters)
        top.addWidget(self.audit_button)
        self.stale = frame("banner")
        set_property(self.stale, "tone", "changed")
        self.stale_words = label("", wrap=True)
        self.try_again = button(self.tr("Try again"))
        row = QHBoxLayout(self.stale)
        row.setContentsMargins(metrics.GAP, 6, 6, 6)
        row.addWidget(self.stale_words, 1)
        row.addWidget(self.try_again)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(metrics.GAP_SMALL)
        self.splitter.setChildrenCollapsible(False)
        self._list_stack = QStackedWidget()
        self._list_stack.addWidget(in_card(self.table, shows_focus=True))
        self._list_stack.addWidget(_in_surface(self.no_match))
        for panel, narrowest in ((self._list_stack, 420), (self.details, NARROWEST + 4)):
            panel.setMinimumWidth(narrowest)
            self.splitter.addWidget(panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setSizes(list(_FIRST_SIZES))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(_in_surface(self.empty))
        self._stack.addWidget(_in_surface(self.unread))
        column = QVBoxLayout(self.pages.list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP)
        column.addLayout(top)
        column.addWidget(self.strip)
        column.addWidget(self.stale)
        column.addWidget(self._stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def _listen(self, signals: EngineSignals) -> None:
        signals.schedule_changed.connect(self._on_schedule)
        self.reader.changed.connect(self._show)
        self.reader.attempts_changed.connect(self._on_attempts)
        self._status.changed.connect(self._on_status)
        self._context.edits.changed.connect(self._on_changed)
        self._context.edits.sight_changed.connect(self._begin_anew)
        self.filters.kinds_changed.connect(self._on_filter)
        self.filters.words_changed.connect(self._show)
        self.filters.left.connect(self.table.setFocus)
        self.table.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.table.activated.connect(lambda _index: self.open_chosen())
        self.table.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.table.verticalScrollBar().rangeChanged.connect(lambda *_: self._on_scrolled())
        self.audit_button.clicked.connect(self.pages.open_audit)
        self.strip.run_wanted.connect(self._on_run_wanted)
        self.empty.chosen.connect(lambda: self.pull_wanted.emit(False))
        self.unread.chosen.connect(self._retry)
        self.try_again.clicked.connect(self._retry)
        self.no_match.chosen.connect(self.filters.show_everything)
        self.details.again_wanted.connect(self._on_again)
        self.details.open_wanted.connect(self.open_chosen)
        for place in (self.details, self.pages):
            place.show_wanted.connect(self.show_wanted)
            place.accept_wanted.connect(self._on_accept)
        self.pages.list_shown.connect(self.table.setFocus)
        self.pages.review_wanted.connect(self.review_wanted)
        theme_news.theme_changed.connect(self.table.viewport().update)

    # --------------------------------------------------------------------------------------------------- showing

    def _show(self) -> None:
        now = self._now()
        self.strip.use_stopped(self._stopped_reason())
        self.model.take([one for one in self.reader.entries if self.filters.fits(one, self._texts(one))])
        self.model.grow_older()
        if not self.table.currentIndex().isValid() and self.model.entries:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._list_stack.setCurrentIndex(0 if self.model.entries else 1)
        self._choose_stack()
        self._tell_summary()
        self._tell_stale(now)
        self._show_details()
        self._on_scrolled()

    def _texts(self, entry: Entry) -> list[str]:
        return [*(self.model.text(entry, column) for column in Column), entry.detail]

    def _stopped_reason(self) -> str:
        """Why the last pull of any machine stopped to ask; "" where it did not."""
        pulls = (one for one in self.reader.entries if one.kind in (RunKind.PULL, RunKind.SWEEP))
        last = next((one for one in pulls if one.state is not RunState.RUNNING), None)
        return figures_of(last.detail) if last is not None and last.state is RunState.STOPPED else ""

    def _on_filter(self) -> None:
        self.reader.look_at_pushes(self.filters.kind.currentData() == RunKind.PUSH)
        self._show()

    def _choose_stack(self) -> None:
        if self.reader.entries:
            self._stack.setCurrentIndex(0)
        elif self.reader.read_at is not None:
            self._stack.setCurrentIndex(1)
        else:
            self._stack.setCurrentIndex(2)
            error = self.reader.error
            self.unread.button.setVisible(error is not None)
            if error is None:
                self.unread.say(self.tr("Reading what ran…"), "")
            else:
                words = self.tr("What ran is written down in the database: {reason}").format(
                    reason=str(error)
                )
                self.unread.say(self.tr("Nothing can be shown now"), words)

    def _tell_summary(self) -> None:
        running = next((one for one in self.reader.entries if one.state is RunState.RUNNING), None)
        problems = sum(entry.is_problem for entry in self.reader.entries)
        parts = []
        if self.reader.entries:
            many, more = len(self.reader.entries), "" if self.reader.all_read else "+"
            runs = self.tr("run") if many == 1 and not more else self.tr("runs")
            parts.append(f"{whole(many)}{more} {runs}")
        if problems:
            parts.append(self.tr("{n} with problems").format(n=whole(problems)))
        if running is not None:
            parts.append(self.tr("running on {device}").format(device=running.device))
        if self._status.connection is Connection.OFFLINE and self.reader.read_at is not None:
            parts.append(self.tr("read {when}").format(when=ago(self.reader.read_at, now=self._now())))
        self.summary.setText(" · ".join(parts))

    def _tell_stale(self, now: datetime) -> None:
        error, read_at = self.reader.error, self.reader.read_at
        told = self._status.connection is Connection.OFFLINE  # by the window, with a way to try again
        self.stale.setVisible(error is not None and read_at is not None and not told)
        if error is not None and read_at is not None:
            self.stale_words.setText(
                self.tr("{reason} This was read {when}.").format(
                    reason=_ended(str(error)), when=ago(read_at, now=now)
                )
            )

    def chosen(self) -> Entry | None:
        row = self.table.currentIndex().row()
        return self.model.entries[row] if 0 <= row < len(self.model.entries) else None

    def _on_chosen(self, *_: object) -> None:
        self._show_details()

    def _show_details(self) -> None:
        entry = self.chosen()
        newest = entry is not None and self._is_newest(entry)
        self.details.show_entry(entry, newest=newest, now=self._now())
        self.pages.grow(self.reader.entries)
        pushed = entry is not None and entry.kind is RunKind.PUSH
        if entry is not None and pushed:
            run_id = entry.main.run_id
            self.details.show_attempts(entry, self.reader.attempts_of(run_id), self.reader.attempts_error)
            self.reader.follow_attempts(run_id, changes=entry.state is RunState.RUNNING)
        else:
            self.reader.follow_attempts(None, changes=False)

    def _is_newest(self, entry: Entry) -> bool:
        return entry.key == next((one.key for one in self.reader.entries if one.kind is entry.kind), None)

    def _begin_anew(self) -> None:
        self.reader.forget_attempts()
        self._show_details()

    def _on_attempts(self, run_id: UUID) -> None:
        entry = self.chosen()
        if entry is not None and entry.main.run_id == run_id:
            self.details.show_attempts(entry, self.reader.attempts_of(run_id), self.reader.attempts_error)

    def _on_scrolled(self, *_: object) -> None:
        bar = self.table.verticalScrollBar()
        if self.isVisible() and bar.maximum() - bar.value() < _NEAR_END:
            self.reader.read_older()

    def _on_schedule(self, jobs: Sequence[ScheduledJob]) -> None:
        self.strip.show_jobs(jobs)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """As one reads: filters, schedule, runs, details."""
        chain: list[QWidget] = [self.filters.search, self.filters.kind, self.filters.show_what]
        chain.append(self.audit_button)
        chain += [card.run for card in self.strip.cards.values()]
        chain += [self.try_again, self.table, self.details.accept, self.details.again]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _on_status(self) -> None:
        self.strip.use_busy(bool(self._status.activity))
        self.strip.use_connection(offline=self._status.connection is Connection.OFFLINE)
        if not self._context.has_keys:
            why = self._status.no_keys_words()
            forbid(self.empty.button, why)
            for place in (self.strip, self.details, self.pages.pull_report):
                place.use_no_keys(why)
        self._tell_summary()
        self._tell_stale(self._now())

    def _look_for_confirmed(self) -> None:
        """Whether the next push has something to send."""
        if self.isVisible():
            queries = self._context.queries
            self._context.tasks.read(
                lambda: any(change.state is OverrideState.SUBMITTED for change in queries.pending()),
                self.strip.use_confirmed,
                owner=self,
            )

    def _on_changed(self, _changes: object, _initiator: object) -> None:
        if self.isVisible() and not self._confirmed_soon.isActive():
            self._confirmed_soon.start()

    # ---------------------------------------------------------------------------------------------------- acting

    def _retry(self) -> None:
        self._context.engine.wake()
        self.reader.refresh()

    def _on_run_wanted(self, job: str) -> None:
        if job == RunKind.PUSH:
            self.push_wanted.emit()
        else:
            self.pull_wanted.emit(job == RunKind.SWEEP)

    def _on_accept(self, entry: Entry) -> None:
        self.accept_wanted.emit(entry.detail, entry.is_sweep)

    def _on_again(self, entry: Entry) -> None:
        if entry.kind is RunKind.PUSH:
            self.push_wanted.emit()
        else:
            self.pull_wanted.emit(entry.is_sweep)

    def open_chosen(self) -> None:
        """A push as its ledger, a pull as what it found."""
        entry = self.chosen()
        if entry is not None:
            push = self.reader.push_of(entry.main.run_id)
            self.pages.open(entry, push, newest=self._is_newest(entry))

    # ------------------------------------------------------------------------------------------------- remembered

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reader.watch(True)
        self._look_for_confirmed()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.reader.watch(False)
        state = self._context.state
        state.setValue(_SIZES, self.splitter.saveState())
        self.filters.keep(state)

    def _recall(self) -> None:
        state = self._context.state
        sizes = state.value(_SIZES)
        if isinstance(sizes, QByteArray):
            self.splitter.restoreState(sizes)
        self.filters.recall(state)


def _in_surface(inner: QWidget) -> QWidget:
    card = frame("card")
    column = QVBoxLayout(card)
    column.addWidget(inner)
    return card


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
