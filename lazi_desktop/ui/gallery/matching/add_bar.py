"""Below the review: what becomes of the pictures that are there, how many are added, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QWidget

from lazi_desktop.domain.errors import Cancelled
from lazi_desktop.domain.matching.review import Line
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.gallery.matching.taking_in import Existing, TakenIn
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label, set_property

_CHOICE, _PROGRESS = 250, 140


class AddBar(QWidget):
    """`add_wanted()`, `stop_wanted()`."""

    add_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.existing = QComboBox()
        self.existing.setAccessibleName(self.tr("Pictures that the SKUs have"))
        for choice, words in (
            (Existing.AFTER, self.tr("Keep the pictures that are there")),
            (Existing.BEFORE, self.tr("Keep them, show the new one first")),
            (Existing.REPLACED, self.tr("Replace the pictures that are there")),
        ):
            self.existing.addItem(words, choice)
        self.existing.setMinimumWidth(_CHOICE)
        self.status = label("", "muted", wrap=True)
        self.status.setMinimumHeight(metrics.CONTROL_HEIGHT)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(_PROGRESS)
        self.progress.setAccessibleName(self.tr("How far adding is"))
        self.stop = button(self.tr("Cancel"), "quiet")
        self.add = button("", "primary", glyph=Glyph.ADD)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP_SMALL)
        row.addWidget(self.status, 1)
        for widget in (self.progress, self.stop, self.existing, self.add):
            row.addWidget(widget)
        self.add.clicked.connect(self.add_wanted)
        self.stop.clicked.connect(self.stop_wanted)

    @property
    def choice(self) -> Existing:
        return Existing(self.existing.currentData())

    def count(self, accepted: Sequence[Line], *, may_add: bool, is_busy: bool) -> None:
        pictures = counted(len(accepted), self.tr("picture"), self.tr("pictures"))
        skus = counted(len({line.sku for line in accepted}), self.tr("SKU"), self.tr("SKUs"))
        words = self.tr("Add {pictures} to {skus}").format(pictures=pictures, skus=skus)
        self.add.setText(words if accepted else self.tr("Add pictures"))
        self.add.setAccessibleName(self.add.text())
        self.add.setToolTip(f"{self.add.text()} (Ctrl+Enter)")
        self.add.setEnabled(bool(accepted) and may_add and not is_busy)
        self.existing.setEnabled(not is_busy)
        self.progress.setVisible(is_busy)
        self.stop.setVisible(is_busy)
        if not may_add:
            self.say(self.tr("Your role can look at pictures but not change them."))

    def follow(self, work: LongWork) -> None:
        """How far it is."""
        self.say(f"{work.title} …")
        self.progress.setRange(0, 0)
        work.advanced.connect(self._on_advanced)

    def _on_advanced(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def say(self, words: str, *, problem: bool = False) -> None:
        self.status.setText(words)
        self.status.setAccessibleName(words)
        set_property(self.status, "tone", "error" if problem else "muted")

    def say_outcome(self, taken: TakenIn) -> str:
        """What was said."""
        error = taken.error
        if isinstance(error, Cancelled):
            words = self.tr("Cancelled: nothing was changed.")
        elif error is not None:
            words = f"{said(error.title)}. {said(error.detail)}"
        else:
            words = self._outcome_words(taken)
        is_problem = bool(taken.left_out or taken.not_kept) or not (
            error is None or isinstance(error, Cancelled)
        )
        self.say(words, problem=is_problem)
        return words

    def _outcome_words(self, taken: TakenIn) -> str:
        words = []
        if taken.added and not taken.changes:
            words.append(self.tr("They are there already."))
        elif taken.added:
            pictures = counted(len(taken.added), self.tr("picture"), self.tr("pictures"))
            skus = counted(taken.skus, self.tr("SKU"), self.tr("SKUs"))
            if taken.is_proposed:
                told = self.tr("Proposed: {pictures} for {skus}. A manager decides.")
            else:
                told = self.tr("Added {pictures} to {skus}.")
            words.append(told.format(pictures=pictures, skus=skus))
        if taken.left_out:
            words.append(self.tr("{count} could not be read.").format(count=whole(len(taken.left_out))))
        if taken.not_kept:
            words.append(said(taken.not_kept))
        return " ".join(words)
