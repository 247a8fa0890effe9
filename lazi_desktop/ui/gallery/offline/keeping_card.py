"""The card that keeps all pictures on this computer: an estimate, then how far it is. Closing it ends nothing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lazi_desktop.ui.gallery.offline.keeping import Keeping, Stage
from lazi_desktop.ui.gallery.offline.keeping_words import (
    estimate_words,
    lacks_room,
    outcome_words,
    progress_words,
    reasons_of,
)
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label, set_property
from lazi_desktop.ui.widgets.popping_up import pop_up

_WIDTH = 380


class KeepingCard(QFrame):
    """`broken_wanted()`: the report on those that could not be had."""

    broken_wanted = Signal()

    def __init__(self, keeping: Keeping, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "card")
        self.setFixedWidth(_WIDTH)
        self._keeping = keeping
        title = self.tr("Keep all pictures on this computer")
        self.setAccessibleName(title)
        self.title = label(title, "heading")
        self.words = label("", wrap=True)
        self.more = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far it is"))
        self.keep = button(self.tr("Keep all"), "primary")
        self.stop = button(self.tr("Stop"), "quiet")
        self.broken = button(self.tr("Show those that could not be had"), "link")
        self.keep.clicked.connect(keeping.begin)
        self.stop.clicked.connect(keeping.cancel)
        self.broken.clicked.connect(self._show_broken)
        keeping.changed.connect(self._tell)
        self._lay_out()
        self._tell()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.broken)
        buttons.addStretch(1)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(metrics.CARD_PADDING, metrics.GAP, metrics.CARD_PADDING, metrics.GAP)
        column.setSpacing(metrics.GAP_SMALL)
        for widget in (self.title, self.words, self.bar, self.more):
            column.addWidget(widget)
        column.addLayout(buttons)

    def open_at(self, at: QPoint) -> None:
        self._fit()
        pop_up(self, at)
        (self.stop if self.stop.isVisible() else self.keep).setFocus(Qt.FocusReason.PopupFocusReason)

    def _show_broken(self) -> None:
        self.close()
        self.broken_wanted.emit()

    # ------------------------------------------------------------------------------------------------------- telling

    def _tell(self) -> None:
        keeping, stage = self._keeping, self._keeping.stage
        self.bar.setVisible(stage in (Stage.LOOKING, Stage.UNDER_WAY))
        self.stop.setVisible(stage is Stage.UNDER_WAY)
        self.keep.setVisible(stage is not Stage.UNDER_WAY)
        self.keep.setEnabled(stage in (Stage.ESTIMATED, Stage.FAILED) or self._may_go_on())
        self.keep.setText(self.tr("Go on") if stage is Stage.ENDED else self.tr("Keep all"))
        self.broken.setVisible(stage is Stage.ENDED and bool(keeping.outcome and keeping.outcome.problems))
        set_property(self.words, "tone", "error" if stage is Stage.FAILED else "")
        set_property(self.more, "tone", "muted")
        words, more = self._said()
        self.words.setText(words)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self._fit()

    def _may_go_on(self) -> bool:
        outcome = self._keeping.outcome
        return self._keeping.stage is Stage.ENDED and outcome is not None and outcome.here < outcome.total

    def _said(self) -> tuple[str, str]:
        keeping = self._keeping
        match keeping.stage:
            case Stage.LOOKING:
                self.bar.setRange(0, 0)
                return self.tr("Looking which pictures there are…"), ""
            case Stage.ESTIMATED if keeping.estimate is not None:
                return self._said_of_estimate()
            case Stage.UNDER_WAY if keeping.progress is not None:
                self.bar.setRange(0, max(keeping.progress.total, 1))
                self.bar.setValue(keeping.progress.done)
                told, _, waits = progress_words(keeping.progress).partition("\n")
                return told, waits or self.tr("It goes on when this card is closed.")
            case Stage.ENDED if keeping.outcome is not None:
                return outcome_words(keeping.outcome), "\n".join(reasons_of(keeping.outcome))
            case Stage.FAILED if keeping.problem is not None:
                return said(keeping.problem.title), said(keeping.problem.detail)
        self.bar.setRange(0, 0)
        return self.tr("It begins…"), ""

    def _said_of_estimate(self) -> tuple[str, str]:
        found = self._keeping.estimate
        assert found is not None
        self.keep.setEnabled(found.missing > 0)
        if lacks_room(found):
            set_property(self.more, "tone", "error")
            return estimate_words(found), self.tr("That is more than the disk has. What fits is kept.")
        away = self.tr("They are fetched one after the other, and what you look at comes first.")
        return estimate_words(found), away if found.missing else ""

    def _fit(self) -> None:
        for words in (self.words, self.more):
            words.setMinimumHeight(max(words.heightForWidth(_WIDTH - 2 * metrics.CARD_PADDING), 0))
        self.adjustSize()
