"""What stands there while a folder is read: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button, label

_WIDTH = 320


class WaitingCard(QFrame):
    """`stopped()`: a person does not want to wait."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.doing = label("", "title")
        self.how_far = label("", "muted")
        for words in (self.doing, self.how_far):
            words.setMinimumWidth(_WIDTH)
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(_WIDTH)
        self.progress.setAccessibleName(self.tr("How far it is"))
        self.stop = button(self.tr("Cancel"))
        self.stop.clicked.connect(self.stopped)
        column = QVBoxLayout(self)
        column.setSpacing(metrics.GAP)
        column.addStretch(2)
        for widget in (self.doing, self.how_far, self.progress, self.stop):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def begin(self) -> None:
        self.how_far.setText("")
        self.progress.setRange(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """`total` is 0 where nobody can tell."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        words = self.tr("{done} of {total}").format(done=whole(done), total=whole(total)) if total else ""
        self.how_far.setText(words)
