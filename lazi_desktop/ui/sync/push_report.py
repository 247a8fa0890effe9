"""What a push came to, field by field: proved, different, in conflict, refused, waiting. Problems first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QTableWidget, QWidget

from lazi_desktop.ports.engine import PushedField, PushReport, PushResult
from lazi_desktop.ui.formatting import NOTHING, counted, field_title
from lazi_desktop.ui.sync.difference import CategoryPaths, Difference, difference, whole_value
from lazi_desktop.ui.sync.new_entries import fields_words, new_words, together
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import chip_label, label
from lazi_desktop.ui.widgets.chip_delegate import CHIP_ROLE, ChipDelegate
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.plain_table import (
    Heading,
    align_headings,
    align_right,
    in_card,
    plain_table,
    set_tip,
)

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
        PushResult.VERIFIED: QCoreApplication.translate("PushReport", "Proved"),
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


def created_count(report: PushReport) -> int:
    """Entries that this push made in ServiceTitan, as reading back proved."""
    made = {field.entity_key for field in report.fields if field.created}
    failed = (PushResult.FAILED, PushResult.WAITING, PushResult.CONFLICT)
    return len(
        made - {field.entity_key for field in report.fields if field.created and field.result in failed}
    )


def pushed_words(report: PushReport) -> str:
    """`3 new · 2 of 4 changes pushed and proved`."""
    made, wanted = created_count(report), len({one.entity_key for one in report.fields if one.created})
    edits = replace(report, fields=[field for field in report.fields if not field.created])
    if not wanted:
        return _pushed_changes(report)
    if made == wanted:
        new = QCoreApplication.translate("PushReport", "{n} new").format(n=f"{made:,}")
    else:
        new = QCoreApplication.translate("PushReport", "{n} of {all} new made").format(
            n=f"{made:,}", all=f"{wanted:,}"
        )
    if not edits.fields:
        pushed = QCoreApplication.translate("PushReport", "{new}, pushed and proved")
        return pushed.format(new=new) if made == wanted else new
    return f"{new} · {_pushed_changes(edits)}"


def _pushed_changes(report: PushReport) -> str:
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
        lines = [_line_of(fields, self._categories) for fields in together(report.fields, _is_new)]
        self._lines = sorted(lines, key=lambda line: (_ORDER.index(line.field.result), line.field.code))
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
        self.resize(1040, min(660, 300 + 34 * len(self._lines)))

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
            if count := sum(line.field.result is result for line in self._lines):
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
            Heading(self.tr("Name"), 130, share=6),
            Heading(self.tr("Field"), 100),
            Heading(self.tr("Ours"), 90, share=1),
            Heading(self.tr("Found there"), 100, share=1),
            Heading(self.tr("What became of it"), 180, share=5),
        ]
        table = plain_table(headings, [line.texts for line in self._lines])
        table.setAccessibleName(self.tr("What became of each field"))
        table.setItemDelegateForColumn(0, ChipDelegate(table))
        for row, line in enumerate(self._lines):
            result = table.item(row, 0)
            if result is not None:
                result.setData(CHIP_ROLE, _ROLES[line.field.result].value)
            set_tip(table, row, 4, line.shown.all_ours)
            set_tip(table, row, 5, line.shown.all_theirs)
            if line.shown.is_number:
                align_right(table, row, (4, 5))
        align_headings(table)
        return table

    def _chosen(self) -> PushedField | None:
        row = self.table.currentRow()
        return self._lines[row].field if 0 <= row < len(self._lines) else None

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


@dataclass(frozen=True, slots=True)
class _Line:
    """A field of the report, or everything of a new entry; `field` is the one that tells most."""

    field: PushedField
    shown: Difference
    title: str

    @property
    def texts(self) -> tuple[str, ...]:
        field = self.field
        return (
            result_word(field.result),
            field.code,
            field.name,
            self.title,
            self.shown.ours,
            self.shown.theirs,
            _words(field),
        )


def _is_new(field: PushedField) -> bool:
    return field.created


def _line_of(fields: Sequence[PushedField], categories: CategoryPaths) -> _Line:
    first = min(fields, key=lambda field: _ORDER.index(field.result))
    if not first.created:
        shown = difference(
            first.kind, first.field, theirs=first.found, ours=first.ours, categories=categories
        )
        return _Line(first, shown, field_title(first.kind, first.field))
    there = sum(field.result is PushResult.VERIFIED for field in fields)
    ours = "\n".join(f"{field_title(one.kind, one.field)}: {_whole(one, categories)}" for one in fields)
    found = fields_words(there) if there else NOTHING
    return _Line(first, Difference(found, fields_words(len(fields)), found, ours), new_words(first.kind))


def _whole(field: PushedField, categories: CategoryPaths) -> str:
    return whole_value(field.kind, field.field, field.ours, categories)


def _words(field: PushedField) -> str:
    return field.detail or (what_differs() if field.result is PushResult.DIFFERS else "")
