"""Below the Review page: how far a push is, SKU by SKU, and afterwards what it came to. Never in front of the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QStackedWidget, QVBoxLayout

from lazi_desktop.ports.push import PushMoved, PushReport, PushStep, SkuPush
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.push.cut_push import CutShort, WentOn
from lazi_desktop.ui.push.cut_words import cut_words, read_back_words, went_on_words
from lazi_desktop.ui.push.preview_words import duration
from lazi_desktop.ui.push.push_steps import ROLES, PushSteps, step_word
from lazi_desktop.ui.push.report_view import ReportView
from lazi_desktop.ui.sync.difference import CategoryPaths
from lazi_desktop.ui.sync.push_report import pushed_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, chip_label, label, set_property
from lazi_desktop.ui.widgets.elided_label import ElidedLabel
from lazi_desktop.ui.widgets.plain_table import in_card

LIST_HEIGHT, REPORT_HEIGHT, LEAST_HEIGHT = 280, 400, 150


class PushPanel(QFrame):
    """`pause_wanted()`, `resume_wanted()`, `cancel_wanted()`; `going_on_wanted()`, `look_wanted()` and
    `activity_wanted()` after a push that was cut short. `closed()`: a person has put it away. `wanted_changed()`: there
    is something to show, or nothing any more."""

    pause_wanted = Signal()
    resume_wanted = Signal()
    cancel_wanted = Signal()
    going_on_wanted = Signal()
    look_wanted = Signal()
    activity_wanted = Signal()
    closed = Signal()
    wanted_changed = Signal()

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.is_wanted = False
        self._height = LIST_HEIGHT
        self._clock = clock
        self._began = 0.0
        self._stood = 0.0
        self._paused_at: float | None = None
        self._total = 0
        self._done = 0
        self.steps = PushSteps()
        self.title = label("", "heading")
        self.pace = ElidedLabel("muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far the push is"))
        self.chips = {state: chip_label("", ROLES[state]) for state in SkuPush}
        self.pause = button(self.tr("Pause"))
        self.cancel = button(self.tr("Cancel"))
        self.cancel.setToolTip(
            self.tr("Stops between two requests. What was not sent waits until you push again.")
        )
        self.go_on = button(self.tr("Go on"), "primary", glyph=Glyph.PUSH)
        self.look = button(self.tr("Look"))
        self.activity = button(self.tr("Activity"), glyph=Glyph.ACTIVITY)
        self.activity.setToolTip(self.tr("Show what was sent, and what became of it"))
        self.more = button("", "quiet", glyph=Glyph.DOWN)
        self.more.setCheckable(True)
        self.close_button = button("", "icon", glyph=Glyph.CLOSE, name=self.tr("Close the push report"))
        self.report = ReportView()
        self.list = self.steps.model.dressed(self.tr("How far each SKU is"))
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(metrics.GAP_SMALL)
        top.addWidget(self.title)
        for chip in self.chips.values():
            chip.hide()
            top.addWidget(chip)
        top.addWidget(self.pace, 1)
        after = (self.look, self.activity, self.go_on)
        for control in (self.pause, self.cancel, *after, self.more, self.close_button):
            top.addWidget(control)
        self.body = QStackedWidget()
        self.body.addWidget(in_card(self.list))
        self._report_place = QScrollArea()  # a long report never makes the window larger
        self._report_place.setWidgetResizable(True)
        self._report_place.setFrameShape(QFrame.Shape.NoFrame)
        self._report_place.setWidget(self.report)
        self.report.setAutoFillBackground(False)  # it lies on the card
        self.body.addWidget(self._report_place)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(
            metrics.CARD_PADDING, metrics.GAP_SMALL, metrics.CARD_PADDING, metrics.GAP_SMALL
        )
        column.setSpacing(metrics.GAP_SMALL)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.body, 1)

    def _connect(self) -> None:
        self.pause.clicked.connect(self._on_pause)
        self.cancel.clicked.connect(self.cancel_wanted)
        self.go_on.clicked.connect(self.going_on_wanted)
        self.look.clicked.connect(self.look_wanted)
        self.activity.clicked.connect(self.activity_wanted)
        self.more.toggled.connect(self._open)
        self.close_button.clicked.connect(self._on_close)

    # --------------------------------------------------------------------------------------------------- as it goes

    def begin(self, waiting: Sequence[PushStep]) -> None:
        """A push of these begins."""
        self._began, self._stood, self._paused_at = self._clock(), 0.0, None
        self._total, self._done = len(waiting), 0
        self.steps.begin(waiting)
        self._stage(going=True)
        self.show_paused(False)
        self._tell()
        self._come_up(is_open=self.more.isChecked())

    def take(self, moved: PushMoved) -> None:
        self.steps.renew(moved.steps)
        self._done, self._total = moved.done, max(moved.total, self._total)
        self._tell()

    def show_paused(self, paused: bool) -> None:
        if paused and self._paused_at is None:
            self._paused_at = self._clock()
        elif not paused and self._paused_at is not None:
            self._stood += self._clock() - self._paused_at
            self._paused_at = None
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause.setAccessibleName(self.pause.text())
        self.pause.setEnabled(True)
        set_property(self.pause, "variant", "primary" if paused else "")
        self._tell()

    def _on_pause(self) -> None:
        if self._paused_at is not None:
            self.resume_wanted.emit()
        else:
            self.pause.setText(self.tr("Pausing…"))
            self.pause.setEnabled(False)
            self.pause_wanted.emit()

    def _tell(self) -> None:
        total = counted(self._total, self.tr("SKU"), self.tr("SKUs"))
        words = self.tr("Push paused: {n} of {all}") if self._paused_at else self.tr("Pushing {n} of {all}")
        self.title.setText(words.format(n=whole(self._done), all=total))
        self.bar.setRange(0, max(1, self._total))
        self.bar.setValue(self._done)
        counts = self.steps.counts()
        for state, chip in self.chips.items():
            chip.setText(f"{whole(counts[state])} {step_word(state).lower()}")
            chip.setVisible(bool(counts[state]))
        self.pace.setText(self._pace_words())

    def _pace_words(self) -> str:
        """`4.2 SKUs a second · 1 min left`."""
        seconds = self._clock() - self._began - self._stood
        if self._paused_at is not None or self._done < 3 or seconds < 1:
            return ""
        rate = self._done / seconds
        left = max(0, self._total - self._done) / rate
        return self.tr("{rate} SKUs a second · {time} left").format(rate=f"{rate:.1f}", time=duration(left))

    # ---------------------------------------------------------------------------------------------------- afterwards

    def show_report(self, report: PushReport, categories: CategoryPaths) -> None:
        self._stage(going=False)
        self.title.setText(pushed_words(report) if report.fields else self.tr("Nothing was pushed"))
        requests = counted(report.requests, self.tr("request"), self.tr("requests"))
        self.pace.setText(
            self.tr("{requests} in {seconds} s").format(requests=requests, seconds=f"{report.seconds:.1f}")
        )
        self.report.take(report, categories)
        self.body.setCurrentWidget(self._report_place)
        self.more.setChecked(True)
        self._come_up(is_open=True)

    def show_cut(self, cut: CutShort) -> None:
        """The window was closed or lost its power in the middle of a push."""
        self._show_after_cut(*cut_words(cut))
        self.look.show()
        self.go_on.show()

    def show_going_on(self) -> None:
        """The engine went on with it by itself."""
        self._show_after_cut(self.tr("The push that was cut short goes on by itself."), read_back_words())
        self.look.show()

    def show_went_on(self, went_on: WentOn) -> None:
        self._show_after_cut(*went_on_words(went_on))
        self.activity.show()

    def _show_after_cut(self, title: str, words: str) -> None:
        self._stage(going=False)
        self.title.setText(title)
        self.pace.setText(words)
        self.more.hide()
        self._come_up(is_open=False)

    def _on_close(self) -> None:
        self.put_away()
        self.closed.emit()

    def put_away(self) -> None:
        self._want(False)

    def end(self) -> None:
        """The push is over and there is nothing to tell of it."""
        if self.cancel.isVisibleTo(self):
            self._want(False)

    def _stage(self, *, going: bool) -> None:
        for control in (self.pause, self.cancel, self.bar):
            control.setVisible(going)
        for control in (self.go_on, self.look, self.activity):
            control.hide()
        self.close_button.setVisible(not going)
        self.more.show()
        if going:
            self.body.setCurrentIndex(0)
        else:
            for chip in self.chips.values():
                chip.hide()

    def _come_up(self, *, is_open: bool) -> None:
        """With the height that it has: a window does not shrink again by itself."""
        self._open(is_open)
        self._want(True)

    def _open(self, is_open: bool) -> None:
        self.more.setText(self.tr("Hide the list") if is_open else self.tr("Show the list"))
        self.more.setAccessibleName(self.more.text())
        self.body.setVisible(is_open)
        self._height = REPORT_HEIGHT if self.body.currentWidget() is self._report_place else LIST_HEIGHT
        if not is_open:
            self._height = self._column.sizeHint().height()
        # Where the window is low, the page above keeps its room.
        self.setMinimumHeight(min(self._height, LEAST_HEIGHT))
        self.setMaximumHeight(self._height)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height)

    def _want(self, wanted: bool) -> None:
        self.is_wanted = wanted
        self.wanted_changed.emit()
