"""The Diagnostics page: every check as it comes, what needs somebody, and a file to send to whoever helps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFileDialog, QScrollArea, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.doctor import CheckResult, CheckState, Doctor, Examination
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.diagnostics.check_row import CheckRow
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.basics import button, frame, line
from lazi_desktop.ui.widgets.page_panel import PagePanel

FILE_NAME = "lazi-desktop-diagnostics.zip"


class _News(QObject):
    """Carries over from the doctor's threads."""

    found = Signal(object)
    ended = Signal()


class DiagnosticsPage(PagePanel):
    """Made when it is first seen, and looks then, and again when asked. `closed()`: back to the settings."""

    def __init__(self, context: UiContext, doctor: Doctor, version: str) -> None:
        super().__init__(self.tr("Diagnostics"), self.tr("Look again"), Glyph.SYNC)
        self._context = context
        self._doctor = doctor
        self._version = version
        self._examination: Examination | None = None
        self._dialog: QFileDialog | None = None
        self._news = _News(self)
        self._news.found.connect(self._on_found, Qt.ConnectionType.QueuedConnection)
        self._news.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self.name_back(self.tr("Back to the settings"))
        self.subject.setText(self.tr("What works on this computer, and what mends the rest"))
        self.copy_button = button(self.tr("Copy"), glyph=Glyph.COPY)
        self.copy_button.clicked.connect(self.copy)
        self.save = button(self.tr("Save a file for support…"), glyph=Glyph.SHARE)
        self.save.setToolTip(self.tr("Without passwords, keys, names and anything of the pricebook"))
        self.save.clicked.connect(self.ask_where)
        for one in (self.copy_button, self.save):
            self.foot.insertWidget(self.foot.count() - 1, one)
        self.rows: dict[str, CheckRow] = {}
        self.act.clicked.connect(self.look)

    def _list(self) -> QScrollArea:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(18, metrics.GAP_SMALL, 18, metrics.GAP_SMALL)
        column.setSpacing(0)
        for number, row in enumerate(self.rows.values()):
            if number:
                column.addWidget(line())
            column.addWidget(row)
        inner = QWidget()
        inner.setProperty("surface", "plain")
        around = QVBoxLayout(inner)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)
        around.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.tr("Results of the diagnostics"))
        scroll.setWidget(inner)
        return scroll

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.rows:
            self.look()

    # ------------------------------------------------------------------------------------------------------- looking

    @property
    def results(self) -> Sequence[CheckResult]:
        return [row.result for row in self.rows.values() if row.result is not None]

    def look(self) -> None:
        if self._examination is not None:
            return
        if not self.rows:
            self.rows = {name: CheckRow(title) for name, title in self._doctor.titles().items()}
            self.content.addWidget(self._list())
        for row in self.rows.values():
            row.show_waiting()
        self._enable(False)
        self._show_progress()
        self._examination = self._doctor.begin(self._news.found.emit, self._news.ended.emit)

    def _on_found(self, result: CheckResult) -> None:
        self.rows[result.name].show_result(result)
        self._show_progress()

    def _on_ended(self) -> None:
        self._examination = None
        self._enable(True)
        many = sum(result.state is CheckState.BAD for result in self.results)
        notable = sum(result.state is CheckState.WARNING for result in self.results)
        if many:
            things = counted(many, self.tr("thing needs you"), self.tr("things need you"))
            self.say(self.tr("{things}. Each says what mends it.").format(things=things), problem=True)
        elif notable:
            self.say(self.tr("Everything works; something should be looked at."))
        else:
            self.say(self.tr("Everything works."))

    def _show_progress(self) -> None:
        self.say(
            self.tr("Looking… {done} of {all}").format(
                done=whole(len(self.results)), all=whole(len(self.rows))
            )
        )

    def _enable(self, enabled: bool) -> None:
        for one in (self.act, self.copy_button, self.save):
            one.setEnabled(enabled)

    # ----------------------------------------------------------------------------------------------------- handing on

    def copy(self) -> None:
        lines = [f"LAZI Desktop {self._version}", *(row.text() for row in self.rows.values())]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._context.notifier.done(self.tr("Copied."))

    def ask_where(self) -> None:
        """Meanwhile everything else goes on."""
        dialog = QFileDialog(self, self.tr("Save a file for support"), FILE_NAME)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Archive (*.zip)")])
        dialog.setDefaultSuffix("zip")
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def write(self, path: str) -> None:
        results, file = self.results, Path(path)
        self.save.setEnabled(False)
        self._context.tasks.read(
            lambda: self._doctor.save_bundle(results, file),
            lambda contents: self._on_saved(file, contents),
            owner=self,
            failed=self._on_not_saved,
        )

    def _on_saved(self, file: Path, contents: Sequence[str]) -> None:
        self.save.setEnabled(True)
        inside = "; ".join(said(one) for one in contents)
        self.say(self.tr("{file} holds: {inside}.").format(file=file.name, inside=inside))

    def _on_not_saved(self, error: LaziError) -> None:
        self.save.setEnabled(True)
        self._context.notifier.problem(error)
