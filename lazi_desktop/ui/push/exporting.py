"""Saves a push as a sheet or as pages to sign, away from the UI thread."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QDir, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from lazi_desktop.exchange.sheet import write_sheet
from lazi_desktop.ports.push import PushPreview
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.push.planned import Planned
from lazi_desktop.ui.push.signing import push_paper, write_pages

FOLDER = "push/folder"


class Exporting(QObject):
    def __init__(self, context: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self.dialog: QFileDialog | None = None

    def ask(self, planned: Planned, read: PushPreview | None) -> None:
        """Where to, and as what."""
        name = f"push {datetime.now(UTC).astimezone():%Y-%m-%d}.xlsx"
        dialog = QFileDialog(self._window, self.tr("Save for signature"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Sheet (*.xlsx)"), self.tr("Pages to print (*.pdf)")])
        dialog.setDirectory(str(self._context.state.value(FOLDER, "")) or QDir.homePath())
        dialog.selectFile(name)
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("pdf" if "pdf" in chosen else "xlsx")
        )
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda file: self.save(planned, read, Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def save(self, planned: Planned, read: PushPreview | None, target: Path) -> None:
        """By its name's ending: .pdf as pages, else as a sheet."""
        context = self._context
        context.state.setValue(FOLDER, str(target.parent))
        write = write_pages if target.suffix.lower() == ".pdf" else write_sheet

        def work() -> None:
            write(push_paper(planned, read, context.place, datetime.now(UTC), me=context.me), target)

        context.tasks.read(
            work,
            lambda _: context.notifier.done(self.tr("Saved as {name}.").format(name=target.name)),
            owner=self,
        )
