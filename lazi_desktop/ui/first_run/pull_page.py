"""Setting up, the last step: the first pull, kind by kind, and how long the rest takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal

from lazi_desktop.ui.first_run.check_list import CheckList, Mark
from lazi_desktop.ui.first_run.estimate import Estimate, rounded
from lazi_desktop.ui.first_run.parts import section
from lazi_desktop.ui.first_run.step_page import StepPage
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.widgets.basics import button, label, set_property


class PullPage(StepPage):
    """`background_wanted` opens the window, in which the pull goes on; `submitted` tries again, or opens it."""

    submitted = Signal()
    background_wanted = Signal()

    def __init__(self, titles: Mapping[str, str], *, now: Callable[[], float] = time.monotonic) -> None:
        """`titles` of the kinds, in the order in which they are pulled."""
        super().__init__(
            self.tr("The first pull"),
            self.tr("Reads your whole pricebook from ServiceTitan. It changes nothing there."),
            self.tr("Try again"),
        )
        self._now = now
        self._titles = dict(titles)
        self.estimate = Estimate()
        self._running = ""
        self.kinds = CheckList({name: words.capitalize() for name, words in titles.items()})
        self.left = label("", "heading")
        self.background = button(self.tr("Go on in the background"), "primary")
        self.background.clicked.connect(self.background_wanted)
        self.row.insertWidget(2, self.background)
        card, column = section("")
        column.addWidget(self.left)
        column.addWidget(self.kinds)
        self.content.addWidget(card)
        self.content.addWidget(
            label(
                self.tr(
                    "You need not wait: the window opens at once and fills itself, and what came stays if this "
                    "computer is switched off."
                ),
                "muted",
                wrap=True,
            )
        )
        self.content.addStretch(1)

    def show_running(self) -> None:
        self.estimate = Estimate()
        self._running = ""
        self.kinds.reset()
        self.left.setText(self.tr("Asking how much there is…"))
        self._set_busy(True)
        self._say("", "muted")
        self.bar.setRange(0, 0)
        self.background.setFocus()

    def show_counts(self, totals: Mapping[str, int | None]) -> None:
        self.estimate = Estimate(totals)
        for name, total in totals.items():
            if total is not None:
                self.kinds.mark(name, Mark.WAITS, self._many(0, total))
        many = self.estimate.whole
        self.left.setText(
            self.tr("{n} entries. How long that takes is seen soon.").format(n=whole(many)) if many else ""
        )

    def show_progress(self, kind: str, done: int, total: int | None) -> None:
        now = self._now()
        self.estimate.note(kind, done, total, now)
        if kind != self._running:
            self._running = kind
            self.kinds.go_on_to(kind)
        self.kinds.mark(kind, Mark.RUNS, self._many(done, self.estimate.totals.get(kind)))
        if self.estimate.whole:
            self.bar.setRange(0, 1000)
            self.bar.setValue(round(1000 * self.estimate.share))
        seconds = self.estimate.seconds_left(now)
        if seconds is not None:
            self.left.setText(self._left_words(seconds))

    def show_refused(self, kind: str, why: str) -> None:
        self.kinds.mark(kind, Mark.FAILED, why)

    def show_done(self) -> None:
        self.kinds.end(well=True)
        self.left.setText(self.tr("Everything is here."))
        self.say("")

    def show_stopped(self, words: str) -> None:
        self.kinds.end(well=False)
        self.left.setText(self.tr("The pull did not come through"))
        self.say(words, "error")

    def _set_busy(self, busy: bool) -> None:
        super()._set_busy(busy)
        self.area.setEnabled(True)
        self.back.hide()  # the other buttons lead on
        self.forward.setVisible(not busy)
        set_property(self.background, "variant", "primary" if busy else "")
        self.background.setText(self.tr("Go on in the background") if busy else self.tr("Open the window"))

    def _submit(self) -> None:
        self.submitted.emit()

    def _many(self, done: int, total: int | None) -> str:
        if total is None:
            return whole(done)
        return self.tr("{done} of {total}").format(done=whole(done), total=whole(total))

    def _left_words(self, seconds: float) -> str:
        many, unit = rounded(seconds)
        if unit == "s":
            return self.tr("About {n} seconds left").format(n=many)
        return self.tr("About {n} minutes left").format(n=many)
