"""The card for backups: when the last one was made and where it is, and one more now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar

from lazi_desktop.domain.errors import Cancelled, LaziError
from lazi_desktop.ports.backups import BackupMade, Backups, BackupUnderWay
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import moment
from lazi_desktop.ui.numerals import plain
from lazi_desktop.ui.settings.cards import Card
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, label

_BAR_WIDTH = 240
_STEPS = 1000


class _News(QObject):
    """Carries over from the thread of the backup."""

    advanced = Signal(object, object)  # numbers of bytes, which a C++ int does not hold
    ended = Signal(object)


class BackupCard(Card):
    def __init__(self, context: UiContext, backups: Backups) -> None:
        super().__init__(QCoreApplication.translate("BackupCard", "Backup"))
        self._context = context
        self._backups = backups
        self._under_way: BackupUnderWay | None = None
        self._dialog: QFileDialog | None = None
        self._news = _News(self)
        self._news.advanced.connect(self._on_advanced, Qt.ConnectionType.QueuedConnection)
        self._news.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self.last = label("", wrap=True)
        self.last.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.make = button(self.tr("Back up now…"), glyph=Glyph.SHARE)
        self.make.clicked.connect(self.ask_where)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR_WIDTH)
        self.bar.setRange(0, _STEPS)
        self.bar.setAccessibleName(self.tr("How far the backup is"))
        self.cancel = button(self.tr("Cancel"), name=self.tr("Cancel the backup"))
        self.cancel.clicked.connect(self._on_cancel)
        self._arrange()
        self._show_working(working=False)
        self._show_last()

    def _arrange(self) -> None:
        held = (
            self.tr(
                "Edits that nobody has yet, added pictures, settings and the built-in database, in one file."
            )
            if self._backups.has_hub
            else self.tr(
                "Edits that nobody has yet, added pictures and settings, in one file. The shared database is backed up"
                " where it runs."
            )
        )
        back = self.tr("To bring one back, close the window and run: lazi-desktop restore FILE")
        self.inner.addWidget(label(f"{held} {back}", "muted", wrap=True))
        self.inner.addWidget(self.last)
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP)
        for one in (self.make, self.bar, self.cancel):
            row.addWidget(one)
        row.addStretch(1)
        self.inner.addLayout(row)

    def _show_working(self, *, working: bool) -> None:
        self.make.setEnabled(not working)
        self.bar.setVisible(working)
        self.cancel.setVisible(working)

    def _show_last(self) -> None:
        """From a small file of the profile."""
        self._context.tasks.read(self._backups.last, self._show_made, owner=self)

    def _show_made(self, made: BackupMade | None) -> None:
        if made is None:
            self.last.setText(self.tr("None was made on this computer yet."))
            return
        size = self.tr("{size} MB").format(size=plain(f"{made.size / 1e6:.1f}"))
        self.last.setText(
            self.tr("Last made: {when}, {file} ({size})").format(
                when=moment(made.at), file=str(made.file), size=size
            )
        )

    # ------------------------------------------------------------------------------------------------------ making one

    def ask_where(self) -> None:
        """Meanwhile everything else goes on."""
        dialog = QFileDialog(self, self.tr("Where to keep the backup"), self._backups.name())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Backup (*.zip)")])
        dialog.setDefaultSuffix("zip")
        dialog.fileSelected.connect(self.begin)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def begin(self, path: str) -> None:
        if self._under_way is not None:
            return
        self.bar.setValue(0)
        self._show_working(working=True)
        self.cancel.setEnabled(True)
        self._under_way = self._backups.begin(Path(path), self._news.advanced.emit, self._news.ended.emit)

    def _on_cancel(self) -> None:
        if self._under_way is not None:
            self.cancel.setEnabled(False)
            self._under_way.cancel()

    def _on_advanced(self, done: int, total: int) -> None:
        self.bar.setValue(_STEPS * done // total if total else 0)

    def _on_ended(self, how: BackupMade | LaziError) -> None:
        self._under_way = None
        self._show_working(working=False)
        match how:
            case BackupMade():
                self._show_made(how)
                self._context.notifier.done(self.tr("The backup was made and read back."))
            case Cancelled():
                self._context.notifier.done(self.tr("No backup was made."))
            case _:
                self._context.notifier.problem(how)
