"""What a push came to, field by field: proved, different, in conflict, refused, waiting. Problems first."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTableWidget, QTableWidgetItem, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.engine import PushedField, PushReport, PushResult
from lazi_desktop.ui.formatting import counted, field_title, format_field
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import chip_label, label
from lazi_desktop.ui.widgets.chip_delegate import CHIP_ROLE, ChipDelegate
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.plain_table import plain_table

_ORDER = (
    PushResult.FAILED,
    PushResult.CONFLICT,
    PushResult.DIFFERS,
    PushResult.WAITING,
    PushResult.VERIFIED,
)
_ROLES = {
    PushResult.FAILED: Role.DANGER,
    PushResult.CONFLICT: Role.DANGER,
    PushResult.DIFFERS: Role.DANGER,
    PushResult.WAITING: Role.CHANGED,
    PushResult.VERIFIED: Role.PROVED,
}


def result_word(result: PushResult) -> str:
    return {
        PushResult.VERIFIED: QCoreApplication.translate("PushReport", "Verified"),
        PushResult.DIFFERS: QCoreApplication.translate("PushReport", "Differs"),
        PushResult.CONFLICT: QCoreApplication.translate("PushReport", "Conflict"),
        PushResult.FAILED: QCoreApplication.translate("PushReport", "Failed"),
        PushResult.WAITING: QCoreApplication.translate("PushReport", "Waiting"),
    }[result]


class PushReportDialog(Dialog):
    """`show_wanted(key)` leads to the entry in the grid; `conflicts_wanted` to the conflicts."""

    show_wanted = Signal(object)
    conflicts_wanted = Signal()

    def __init__(self, parent: QWidget | None, report: PushReport) -> None:
        super().__init__(parent, "", width=760)
        self.report = report
        self.setWindowTitle(self.tr("Push report"))
        self._fields = sorted(report.fields, key=lambda field: (_ORDER.index(field.result), field.code))
        self.title.setText(self._headline())
        self.text.setText(self._small_print())
        self.text.setProperty("tone", "muted")
        self.text.show()
        self.content.addLayout(self._chips())
        if report.stopped is not None:
            self.content.addWidget(label(str(report.stopped), "error", wrap=True))
        self.table = self._table()
        self.content.addWidget(self.table, 1)
        self.show_button = self.add_button(self.tr("Show in grid"), glyph=Glyph.SHOW_IN_GRID, left=True)
        self.show_button.clicked.connect(self._on_show)
        if report.count(PushResult.CONFLICT):
            decide = self.add_button(self.tr("Decide conflicts"), accepts=True)
            decide.clicked.connect(self.conflicts_wanted)
        self.add_button(self.tr("Close"), "primary", accepts=True, default=True)
        self.table.itemSelectionChanged.connect(self._on_selection)
        self.table.doubleClicked.connect(self._on_show)
        self._on_selection()
        self.resize(900, min(640, 300 + 34 * len(self._fields)))

    def _headline(self) -> str:
        fields = self.report.fields
        verified = self.report.count(PushResult.VERIFIED)
        changes = counted(len(fields), self.tr("change"), self.tr("changes"))
        if not fields:
            return self.tr("Nothing was pushed")
        if verified == len(fields):
            return self.tr("{changes} pushed and proved").format(changes=changes)
        return self.tr("{n} of {changes} pushed and proved").format(n=f"{verified:,}", changes=changes)

    def _small_print(self) -> str:
        requests = counted(self.report.requests, self.tr("request"), self.tr("requests"))
        return self.tr(
            "{requests} in {seconds} s. A field counts as proved when reading it back shows our value."
        ).format(requests=requests, seconds=f"{self.report.seconds:.1f}")

    def _chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for result in reversed(_ORDER):
            if count := self.report.count(result):
                row.addWidget(chip_label(f"{count:,} {result_word(result).lower()}", _ROLES[result]))
        row.addStretch(1)
        return row

    def _table(self) -> QTableWidget:
        headings = [
            self.tr("Result"),
            self.tr("Code"),
            self.tr("Name"),
            self.tr("Field"),
            self.tr("Ours"),
            self.tr("Found there"),
            self.tr("ServiceTitan's words"),
        ]
        table = plain_table(headings, len(self._fields), stretch=6)
        table.setAccessibleName(self.tr("What became of each field"))
        table.setItemDelegateForColumn(0, ChipDelegate(table))
        for row, field in enumerate(self._fields):
            self._fill(table, row, field)
        table.setColumnWidth(0, 92)
        return table

    def _fill(self, table: QTableWidget, row: int, field: PushedField) -> None:
        texts = (
            result_word(field.result),
            field.code,
            field.name,
            field_title(field.kind, field.field),
            format_field(field.kind, field.field, field.ours),
            format_field(field.kind, field.field, field.found),
            field.detail,
        )
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column in (4, 5):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if column == 0:
                item.setData(CHIP_ROLE, _ROLES[field.result].value)
            table.setItem(row, column, item)

    def _chosen(self) -> EntityKey | None:
        row = self.table.currentRow()
        return self._fields[row].entity_key if 0 <= row < len(self._fields) else None

    def _on_selection(self) -> None:
        self.show_button.setEnabled(self._chosen() is not None)

    def _on_show(self) -> None:
        key = self._chosen()
        if key is not None:
            self.show_wanted.emit(key)
            self.accept()
