"""The lines of a push's report: what became of a field in plain words, and ServiceTitan's own beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.picture_proofs import as_pushed
from lazi_desktop.ports.push import PushedField, PushReport, PushResult
from lazi_desktop.ui.formatting import NOTHING, field_title
from lazi_desktop.ui.push.row_model import Cells
from lazi_desktop.ui.said import said
from lazi_desktop.ui.sync.difference import CategoryPaths, Difference, difference, whole_value
from lazi_desktop.ui.sync.new_entries import fields_words, new_words, together
from lazi_desktop.ui.sync.push_report import ORDER, ROLES, result_word, what_differs
from lazi_desktop.ui.widgets.plain_table import Heading

RETRIED = frozenset((PushResult.FAILED, PushResult.DIFFERS))


def _tr(text: str) -> str:
    return QCoreApplication.translate("PushReport", text)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A field of the report, or everything of a new entry; `field` is the one that tells most."""

    field: PushedField
    fields: Sequence[PushedField]
    shown: Difference
    title: str

    @property
    def words(self) -> str:
        """What became of it, for a person."""
        return plain_words(self.field)

    @property
    def told(self) -> str:
        """ServiceTitan's own words, "" where it had none."""
        return self.field.detail if self.field.result is PushResult.FAILED else ""


def plain_words(field: PushedField) -> str:
    match field.result:
        case PushResult.VERIFIED:
            return _tr("Read back and proved.")
        case PushResult.DIFFERS:
            stays = _tr("Yours stays here as a change; push again or revert it.")
            return f"{said(field.detail)} {stays}" if field.detail else what_differs()
        case PushResult.CONFLICT:
            return said(field.detail) or _tr(
                "Somebody changed it in ServiceTitan since. Nothing was overwritten: decide the conflict."
            )
        case PushResult.HELD:
            return said(field.detail) or _tr("Waits for a conflict to be decided.")
        case PushResult.FAILED:
            return _tr("ServiceTitan did not take it. Yours stays here as a change.")
        case PushResult.WAITING:
            return said(field.detail) or _tr("Not sent this time. It stays submitted.")


def report_rows(report: PushReport, categories: CategoryPaths) -> list[ReportRow]:
    """Problems first; those of the same kind and the same words together."""
    rows = [_row_of(fields, categories) for fields in together(report.fields, _is_new)]
    return sorted(
        rows,
        key=lambda row: (ORDER.index(row.field.result), row.words, row.told, row.field.code, row.field.field),
    )


def report_columns() -> list[Cells[ReportRow]]:
    def is_number(row: ReportRow) -> bool:
        return row.shown.is_number

    words: Callable[[ReportRow], str] = lambda row: row.words  # noqa: E731
    return [
        Cells(
            Heading(_tr("Result"), 148),  # the longest word whole
            lambda row: result_word(row.field.result),
            chip=lambda row: ROLES[row.field.result],
        ),
        Cells(Heading(_tr("SKU"), 104), lambda row: row.field.code, lambda row: row.field.name),
        Cells(Heading(_tr("Name"), 120, share=3), lambda row: row.field.name),
        Cells(Heading(_tr("Field"), 120, share=1), lambda row: row.title),
        Cells(
            Heading(_tr("Ours"), 92, share=2),
            lambda row: row.shown.ours,
            lambda row: row.shown.all_ours,
            is_figure=is_number,
        ),
        Cells(
            Heading(_tr("Found there"), 96, share=2),
            lambda row: row.shown.theirs,
            lambda row: row.shown.all_theirs,
            is_figure=is_number,
        ),
        Cells(Heading(_tr("What became of it"), 200, share=4), words),
        Cells(
            Heading(_tr("ServiceTitan said"), 150, share=4),
            lambda row: row.told,
            ink=lambda _row: "text_muted",
        ),
    ]


def _is_new(field: PushedField) -> bool:
    return field.created


def _row_of(fields: Sequence[PushedField], categories: CategoryPaths) -> ReportRow:
    first = min(fields, key=lambda field: ORDER.index(field.result))
    if not first.created:
        ours = first.ours
        if first.result is PushResult.VERIFIED:  # the same pictures, under addresses of ServiceTitan's own
            ours = as_pushed(first.field, ours, first.found)
        shown = difference(first.kind, first.field, theirs=first.found, ours=ours, categories=categories)
        return ReportRow(first, fields, shown, field_title(first.kind, first.field))
    there = sum(field.result is PushResult.VERIFIED for field in fields)
    whole = "\n".join(
        f"{field_title(one.kind, one.field)}: {whole_value(one.kind, one.field, one.ours, categories)}"
        for one in fields
    )
    found = fields_words(there) if there else NOTHING
    return ReportRow(
        first, fields, Difference(found, fields_words(len(fields)), found, whole), new_words(first.kind)
    )
