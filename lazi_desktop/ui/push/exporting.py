"""Saves a push, or what is pending, as a sheet or as pages, away from the UI thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QDir, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from lazi_desktop.exchange.paper import Paper
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
        self._ask("push", self.tr("Save for signature"), lambda target: self.save(planned, read, target))

    def ask_for_list(self, paper: Callable[[], Paper], what: str = "changes") -> None:
        """Of what Review shows, or of something else that is a list; `what` begins the name of the file."""
        self._ask(what, self.tr("Save the list"), lambda target: self.write(paper, target))

    def _ask(self, what: str, title: str, save: Callable[[Path], None]) -> None:
        name = f"{what} {datetime.now(UTC).astimezone():%Y-%m-%d}.xlsx"
        dialog = QFileDialog(self._window, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Sheet (*.xlsx)"), self.tr("Pages to print (*.pdf)")])
        dialog.setDirectory(str(self._context.state.value(FOLDER, "")) or QDir.homePath())
        dialog.selectFile(name)
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("pdf" if "pdf" in chosen else "xlsx")
        )
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda file: save(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def save(self, planned: Planned, read: PushPreview | None, target: Path) -> None:
        """By its name's ending: .pdf as pages, else as a sheet."""
        context = self._context
        queries = context.queries
        self.write(lambda: push_paper(queries, planned, read, context.place, datetime.now(UTC)), target)

    def write(self, paper: Callable[[], Paper], target: Path) -> None:
        """`paper` is made away from the UI thread."""
        context = self._context
        context.state.setValue(FOLDER, str(target.parent))
        write = write_pages if target.suffix.lower() == ".pdf" else write_sheet

        def work() -> None:
            write(paper(), target)

        context.tasks.read(
            work,
            lambda _: context.notifier.done(self.tr("Saved as {name}.").format(name=target.name)),
            owner=self,
        )
