"""The quiet line that tells of pictures being added: how far it is, a way to stop it, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from lazi_desktop.domain.errors import Cancelled
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.system import Notifier
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.picture_adding.adding import Outcome, PictureAdding
from lazi_desktop.ui.picture_adding.details_dialog import DetailsDialog
from lazi_desktop.ui.picture_adding.outcome_words import details_of, outcome_words
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label, set_property

_PATIENCE = 300  # ms; what is done by then needs no telling


class AddingLine(QWidget):
    """`told(shown)`: it has something to say, or not any more."""

    told = Signal(bool)

    def __init__(
        self, adding: PictureAdding, parent: QWidget | None = None, *, notifier: Notifier | None = None
    ) -> None:
        """`notifier` hears what came of it for entries that are not looked at any more."""
        super().__init__(parent)
        self._adding = adding
        self._notifier = notifier
        self._entries: frozenset[EntityKey] = frozenset()
        self._work: LongWork | None = None
        self.outcome: Outcome | None = None
        """What it tells of, where it tells of one."""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._show_progress)
        self.words = label("", "small", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(110)
        self.progress.setAccessibleName(self.tr("How far it is"))
        self.cancel_button = button(self.tr("Cancel"), "quiet")
        self.show_button = button(self.tr("Details"), "link", name=self.tr("What there is to know of each"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(metrics.GAP_SMALL)
        layout.addWidget(self.words, 1)
        for widget in (self.progress, self.cancel_button, self.show_button):
            layout.addWidget(widget)
        self.cancel_button.clicked.connect(self._cancel)
        self.show_button.clicked.connect(self._show_details)
        adding.began.connect(self.follow)
        adding.ended.connect(self.say_outcome)
        self.hide()

    # ------------------------------------------------------------------------------------------------------- progress

    def follow(self, work: LongWork) -> None:
        """Shows how far this is, if it takes a while."""
        self._work = work
        work.advanced.connect(self._on_advanced)
        work.ended.connect(self._on_ended)
        self.progress.setRange(0, 0)
        self._patience.start()

    def _show_progress(self) -> None:
        if self._work is None:
            return
        self._only(self.progress, self.cancel_button)
        self.cancel_button.setEnabled(True)
        self._say(f"{self._work.title} …", "small")

    def _on_advanced(self, done: int, total: int) -> None:
        if self.sender() is self._work:
            self.progress.setRange(0, total)  # 0 where nobody knows how much it is
            self.progress.setValue(done)

    def _on_ended(self) -> None:
        if self.sender() is not self._work:
            return  # another one is followed by now
        self._patience.stop()
        self._work = None
        if not self.progress.isHidden():
            self.clear()

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self._adding.cancel()

    # -------------------------------------------------------------------------------------------------------- results

    def look_at(self, entries: Iterable[EntityKey]) -> None:
        """A result for others has been read."""
        if self._entries != (entries := frozenset(entries)):
            self._entries = entries
            self.rest()

    def say_outcome(self, outcome: Outcome) -> None:
        if self._notifier is not None and outcome.keys.isdisjoint(self._entries):
            self._tell(self._notifier, outcome)
            return
        self.outcome = outcome
        details = details_of(outcome)
        self._only(*([self.show_button] if len(details) > 1 else []))
        failed = bool(outcome.left_out) or outcome.error is not None
        self._say(outcome_words(outcome), "error" if failed else "small")

    def _tell(self, notifier: Notifier, outcome: Outcome) -> None:
        if outcome.error is None or isinstance(outcome.error, Cancelled):
            notifier.done(outcome_words(outcome))
        else:
            notifier.problem(outcome.error)

    def say_words(self, sentence: str) -> None:
        self.outcome = None
        self._only()
        self._say(sentence, "small")

    def rest(self) -> None:
        """A result has been read; what is under way goes on being shown."""
        if self._work is None and not self.isHidden():
            self.clear()

    def clear(self) -> None:
        self.hide()
        self.told.emit(False)

    def _show_details(self) -> None:
        if self.outcome is not None:
            DetailsDialog(self.window(), details_of(self.outcome)).open()

    def _say(self, words: str, tone: str) -> None:
        set_property(self.words, "tone", tone)
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.show()
        self.told.emit(True)

    def _only(self, *shown: QWidget) -> None:
        for widget in (self.progress, self.cancel_button, self.show_button):
            widget.setVisible(widget in shown)
