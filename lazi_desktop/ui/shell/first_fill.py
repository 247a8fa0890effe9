"""What the window shows where the pricebook would be while there is none: how it comes, or how far it is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from lazi_desktop.ports.engine import Progress
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.sync.status import PULL, SyncStatus, is_wait
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import frame
from lazi_desktop.ui.widgets.empty_state import EmptyState


class FirstFill(QWidget):
    pull_wanted = Signal()

    def __init__(self, status: SyncStatus, *, has_keys: bool = True) -> None:
        super().__init__()
        self._status = status
        self._has_keys = has_keys
        self._is_expected = False
        """A pull comes by itself, and has neither begun nor failed yet."""
        self.card = EmptyState(Glyph.PRICEBOOK, "", "", self.tr("Pull the pricebook"), Glyph.PULL)
        self.card.chosen.connect(self.pull_wanted)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(320)
        below_text = self.card.column.indexOf(self.card.text) + 1
        self.card.column.insertSpacing(below_text, metrics.GAP_SMALL)
        self.card.column.insertWidget(below_text + 1, self.bar, 0, Qt.AlignmentFlag.AlignHCenter)
        surface = frame("card")
        inner = QVBoxLayout(surface)
        inner.addWidget(self.card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(surface)
        status.changed.connect(self._show)
        self._show()

    def expect_pull(self) -> None:
        self._is_expected = True
        self._show()

    def _show(self) -> None:
        progress = self._status.progress or self._status.catching_up
        if progress is not None or self._status.notice is not None:
            self._is_expected = False
        if self._is_expected:
            progress = Progress(PULL, "", 0, None)
        self.bar.setVisible(progress is not None)
        self.card.button.setVisible(progress is None and self._has_keys)
        if progress is None and not self._has_keys:
            self.card.say(
                self.tr("No pricebook here yet"),
                self.tr(
                    "It comes by itself, as soon as a computer of the team that has ServiceTitan's keys pulls it. "
                    "Whoever has the keys can add them to this one: Settings › Connection."
                ),
            )
            return
        if progress is None:
            self.card.say(
                self.tr("No pricebook here yet"),
                self.tr(
                    "A pull brings categories, materials, services, equipment, discounts and fees from ServiceTitan."
                ),
            )
            return
        mine = progress.activity == PULL
        title = self.tr("Pulling your pricebook…") if mine else self.tr("Fetching the team's pricebook…")
        self.card.say(title, self._words(progress))
        self.bar.setRange(0, progress.total or 0)
        self.bar.setValue(progress.done)

    def _words(self, progress: Progress) -> str:
        if is_wait(progress):
            return progress.text
        return _how_far(progress) if progress.done else self.tr("Connecting…")


def _how_far(progress: Progress) -> str:
    done = whole(progress.done)
    if progress.total:
        of = QCoreApplication.translate("FirstFill", "{done} of {total} {what}")
        return of.format(done=done, total=whole(progress.total), what=progress.text).strip()
    return f"{done} {progress.text}".strip()
