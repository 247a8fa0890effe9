"""The quiet line below the grid: how far a large change is, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.elided_label import ElidedLabel

_PATIENCE = 300  # ms; what is done by then needs no telling


class BulkLine(QWidget):
    """`undo_requested()`, `show_requested()`: what was refused. `told(shown)`: it has something to say, or not any
    more."""

    undo_requested = Signal()
    show_requested = Signal()
    told = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work: LongWork | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._show_progress)
        self.words = ElidedLabel("small")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(140)
        self.progress.setAccessibleName(self.tr("How far it is"))
        self.cancel_button = button(self.tr("Cancel"), "quiet")
        self.show_button = button(self.tr("Show"), "link")
        self.show_button.setAccessibleName(self.tr("Show the cells that were refused"))
        self.undo_button = button(self.tr("Undo"), "link")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(metrics.GAP_SMALL)
        layout.addWidget(self.words, 1)
        for widget in (self.progress, self.cancel_button, self.show_button, self.undo_button):
            layout.addWidget(widget)
        self.cancel_button.clicked.connect(self._cancel)
        self.show_button.clicked.connect(self.show_requested)
        self.undo_button.clicked.connect(self.undo_requested)
        self.hide()

    # ------------------------------------------------------------------------------------------------------ progress

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
        self.words.setText(f"{self._work.title} …")
        self._tell(True)

    def _on_advanced(self, done: int, total: int) -> None:
        if self.sender() is not self._work:
            return
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _on_ended(self) -> None:
        if self.sender() is not self._work:  # another one is followed by now
            return
        self._patience.stop()
        was_shown = not self.progress.isHidden() and not self.isHidden()
        self._work = None
        if was_shown:
            self.clear()

    def _cancel(self) -> None:
        if self._work is not None:
            self.cancel_button.setEnabled(False)
            self.words.setText(self.tr("Cancelling …"))
            self._work.cancel()

    # -------------------------------------------------------------------------------------------------------- results

    def say(self, changed: int, same: int, refused: int, *, left: int = 0) -> None:
        """`left`: changed by somebody since, and therefore left as they are."""
        one, many = self.tr("cell changed"), self.tr("cells changed")
        words = [counted(changed, one, many)]
        if same:
            words.append(self.tr("{count} the same").format(count=whole(same)))
        if left:
            words.append(self.tr("{count} changed meanwhile and left alone").format(count=whole(left)))
        if refused:
            words.append(self.tr("{count} refused").format(count=whole(refused)))
        self.words.setText(", ".join(words))
        self._only(*([self.show_button] if refused else []), *([self.undo_button] if changed else []))
        self._tell(True)

    def say_words(self, sentence: str) -> None:
        self.words.setText(sentence)
        self._only()
        self._tell(True)

    def rest(self) -> None:
        """A result has been read; what is under way goes on being shown."""
        if self._work is None and not self.isHidden():
            self.clear()

    def forget_undo(self) -> None:
        """Something else was done since."""
        self.undo_button.hide()

    def clear(self) -> None:
        self._tell(False)

    def _only(self, *shown: QWidget) -> None:
        for widget in (self.progress, self.cancel_button, self.show_button, self.undo_button):
            widget.setVisible(widget in shown)

    def _tell(self, shown: bool) -> None:
        self.setVisible(shown)
        self.told.emit(shown)
