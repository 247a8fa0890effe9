"""The tray: cells that stayed as they are, with what they were meant to hold and why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.operations.bulk import Refused
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.bulk.list_model import ListColumn, ListModel, ListTable
from lazi_desktop.ui.pricebook.bulk.sheet import Sheet
from lazi_desktop.ui.said import said, said_value
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button
from lazi_desktop.ui.widgets.plain_table import Heading


def refused_columns() -> list[ListColumn]:
    return [
        ListColumn(Heading(_tr("Code"), 110), lambda one: one.code),
        ListColumn(Heading(_tr("Field"), 110), lambda one: said_value(one.title), muted=True),
        ListColumn(Heading(_tr("Meant to hold"), 140, share=2), lambda one: one.text),
        ListColumn(Heading(_tr("Why not"), 220, share=3), lambda one: said(one.reason)),
    ]


class Tray(Sheet):
    """`report` is told what could not be written."""

    def __init__(self, report: Callable[[LaziError], None], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("Refused"))
        self._report = report
        self._refused: Sequence[Refused] = ()
        self._dialog: QFileDialog | None = None
        self.model = ListModel(refused_columns(), self)
        self.table = ListTable(self.model, self.tr("Cells that were refused"))
        self.body.addWidget(self.table, 1)
        self.copy_button = self.add_button(button(self.tr("Copy"), "quiet", glyph=Glyph.COPY))
        self.copy_button.setToolTip(self.tr("Copy them, to mend them in a spreadsheet"))
        self.export_button = self.add_button(button(self.tr("Export…"), "quiet"))
        self.export_button.setToolTip(self.tr("Write them to a file that spreadsheets open"))
        self.copy_button.clicked.connect(self.copy)
        self.export_button.clicked.connect(self.export)

    def show_refused(self, refused: Sequence[Refused]) -> None:
        self._refused = refused
        self.model.take(refused)
        words = self.tr("{count} cells stayed as they are. Nothing of them is lost: copy or export them.")
        self.summary.setText(words.format(count=whole(len(refused))))

    def text(self) -> str:
        """Tab-separated, with headings."""
        headings = [column.heading.title for column in self.model.columns]
        lines = [[one.code, one.title, one.text, one.reason] for one in self._refused]
        return "".join("\t".join(map(_quoted, line)) + "\n" for line in (headings, *lines))

    def copy(self) -> None:
        mime = QMimeData()
        mime.setText(_without_surrogates(self.text()))
        QGuiApplication.clipboard().setMimeData(mime)

    def export(self) -> None:
        """Asks where to; meanwhile everything else goes on."""
        dialog = QFileDialog(self, self.tr("Export what was refused"), "refused.tsv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Tab-separated text (*.tsv *.txt)")])
        dialog.setDefaultSuffix("tsv")
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def write(self, path: str) -> None:
        try:
            Path(path).write_text(_without_surrogates(self.text()), encoding="utf-8-sig", newline="\r\n")
        except OSError as error:
            self._report(LaziError(str(error), title=self.tr("The file could not be written")))
            return
        self.summary.setText(self.tr("Written to {path}").format(path=path))


def _quoted(text: str) -> str:
    if '"' in text or "\t" in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _without_surrogates(text: str) -> str:
    """Damaged letters can be neither copied nor written."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Refused", text)
