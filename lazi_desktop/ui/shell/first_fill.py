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

    def __init__(self, status: SyncStatus) -> None:
        super().__init__()
        self._status = status
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

    def _show(self) -> None:
        progress = self._status.progress or self._status.catching_up
        self.bar.setVisible(progress is not None)
        self.card.button.setVisible(progress is None)
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
