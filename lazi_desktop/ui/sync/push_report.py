"""What a push came to, field by field: proved, different, in conflict, refused, waiting. Problems first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QTableWidget, QWidget

from lazi_desktop.ports.engine import PushedField, PushReport, PushResult
from lazi_desktop.ui.formatting import counted, field_title
from lazi_desktop.ui.sync.difference import CategoryPaths, Difference, difference
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import chip_label, label
from lazi_desktop.ui.widgets.chip_delegate import CHIP_ROLE, ChipDelegate
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.plain_table import Heading, in_card, plain_table, set_tip

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


def what_differs() -> str:
    """What a person should know of a change that was taken in and did not arrive."""
    return QCoreApplication.translate(
        "PushReport",
        "ServiceTitan answered OK and kept its old value. Yours stays here as a change; push again or revert it.",
    )


def waiting_words(report: PushReport, *, now: datetime | None = None) -> str:
    """What waits for ServiceTitan and when it is looked at again; "" where nothing waits."""
    if not report.waiting:
        return ""
    waits = (
        QCoreApplication.translate("PushReport", "1 entry waits: ServiceTitan may still be working on it.")
        if report.waiting == 1
        else QCoreApplication.translate(
            "PushReport", "{n} entries wait: ServiceTitan may still be working on them."
        ).format(n=f"{report.waiting:,}")
    )
    if report.look_again_in is None:
        return waits
    due = (now or datetime.now(UTC)).astimezone() + timedelta(seconds=report.look_again_in)
    again = QCoreApplication.translate("PushReport", "LAZI looks again at {time}.")
    return f"{waits} {again.format(time=f'{due:%H:%M}')}"


def pushed_words(report: PushReport) -> str:
    """`2 of 4 changes pushed and proved`."""
    verified = report.count(PushResult.VERIFIED)
    changes = counted(
        len(report.fields),
        QCoreApplication.translate("PushReport", "change"),
        QCoreApplication.translate("PushReport", "changes"),
    )
    if verified == len(report.fields):
        return QCoreApplication.translate("PushReport", "{changes} pushed and proved").format(changes=changes)
    return QCoreApplication.translate("PushReport", "{n} of {changes} pushed and proved").format(
        n=f"{verified:,}", changes=changes
    )


class PushReportDialog(Dialog):
    """`show_wanted(key)` leads to the entry in the grid; `conflicts_wanted` to the conflicts."""

    show_wanted = Signal(object)
    conflicts_wanted = Signal()

    def __init__(
        self, parent: QWidget | None, report: PushReport, categories: CategoryPaths | None = None
    ) -> None:
        super().__init__(parent, "", width=760)
        self.report = report
        self._categories = categories or {}
        self.setWindowTitle(self.tr("Push report"))
        self._fields = sorted(report.fields, key=lambda field: (_ORDER.index(field.result), field.code))
        self.title.setText(self._headline())
        self.text.setText(self._small_print())
        self.text.setProperty("tone", "muted")
        self.text.show()
        self.content.addLayout(self._chips())
        if report.stopped is not None:
            self.content.addWidget(label(str(report.stopped), "error", wrap=True))
        self.waiting = label(waiting_words(report), "changed", wrap=True)
        self.waiting.setVisible(bool(report.waiting))
        self.content.addWidget(self.waiting)
        self.table = self._table()
        self.words = label("", wrap=True)
        self.content.addWidget(in_card(self.table), 1)
        self.content.addWidget(self.words)
        self.show_button = self.add_button(self.tr("Show in grid"), glyph=Glyph.SHOW_IN_GRID, left=True)
        self.show_button.clicked.connect(self._on_show)
        if report.count(PushResult.CONFLICT):
            decide = self.add_button(self.tr("Decide conflicts"), accepts=True)
            decide.clicked.connect(self.conflicts_wanted)
        self.add_button(self.tr("Close"), "primary", accepts=True, default=True)
        self.table.itemSelectionChanged.connect(self._on_selection)
        self.table.activated.connect(self._on_show)
        self.table.selectRow(0)
        self._on_selection()
        self.resize(1040, min(660, 300 + 34 * len(self._fields)))

    def _headline(self) -> str:
        return pushed_words(self.report) if self.report.fields else self.tr("Nothing was pushed")

    def _small_print(self) -> str:
        requests = counted(self.report.requests, self.tr("request"), self.tr("requests"))
        return self.tr(
            "{requests} in {seconds} s. A field counts as proved when reading it back shows our value."
        ).format(requests=requests, seconds=f"{self.report.seconds:.1f}")

    def _chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for result in reversed(_ORDER):
            if count := self.report.count(result):
                word = result_word(result).lower()
                if result is PushResult.CONFLICT and count > 1:
                    word = self.tr("conflicts")
                row.addWidget(chip_label(f"{count:,} {word}", _ROLES[result]))
        row.addStretch(1)
        return row

    def _table(self) -> QTableWidget:
        headings = [
            Heading(self.tr("Result"), 100),
            Heading(self.tr("Code"), 90),
            Heading(self.tr("Name"), 90, share=2),
            Heading(self.tr("Field"), 100),
            Heading(self.tr("Ours"), 90, share=3),
            Heading(self.tr("Found there"), 90, share=3),
            Heading(self.tr("What became of it"), 180, share=7),
        ]
        found = [self._difference(field) for field in self._fields]
        table = plain_table(headings, list(map(_texts, self._fields, found)))
        table.setAccessibleName(self.tr("What became of each field"))
        table.setItemDelegateForColumn(0, ChipDelegate(table))
        for row, field in enumerate(self._fields):
            result = table.item(row, 0)
            if result is not None:
                result.setData(CHIP_ROLE, _ROLES[field.result].value)
            set_tip(table, row, 4, found[row].all_ours)
            set_tip(table, row, 5, found[row].all_theirs)
        return table

    def _difference(self, field: PushedField) -> Difference:
        return difference(
            field.kind, field.field, theirs=field.found, ours=field.ours, categories=self._categories
        )

    def _chosen(self) -> PushedField | None:
        row = self.table.currentRow()
        return self._fields[row] if 0 <= row < len(self._fields) else None

    def _on_selection(self) -> None:
        field = self._chosen()
        self.show_button.setEnabled(field is not None)
        self.words.setText(_words(field) if field is not None else "")
        self.words.setVisible(bool(self.words.text()))

    def _on_show(self) -> None:
        field = self._chosen()
        if field is not None:
            self.show_wanted.emit(field.entity_key)
            self.accept()


def _texts(field: PushedField, found: Difference) -> tuple[str, ...]:
    return (
        result_word(field.result),
        field.code,
        field.name,
        field_title(field.kind, field.field),
        found.ours,
        found.theirs,
        _words(field),
    )


def _words(field: PushedField) -> str:
    return field.detail or (what_differs() if field.result is PushResult.DIFFERS else "")
