"""What a person confirmed and a push did not send: taken back where it was cancelled, or typed over meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import PendingChange
from lazi_desktop.ports.push import PushedField, PushReport, PushResult


def _tr(text: str) -> str:
    return QCoreApplication.translate("PushReport", text)


def may_have_gone(report: PushReport | None) -> set[UUID]:
    """Sent without an answer: the next push reads these back. What was put off says why the push stopped."""
    if report is None:
        return set()
    put_off = str(report.stopped) if report.stopped is not None else ""
    return {
        field.op_id
        for field in report.fields
        if field.result is PushResult.WAITING and field.detail != put_off and field.op_id is not None
    }


def with_left_over(
    report: PushReport, confirmed: Sequence[PendingChange], pending: Iterable[PendingChange]
) -> PushReport:
    """The report with everything that was confirmed in it. `pending` is what stands now."""
    now = {(change.entity_key, change.field): change for change in pending}
    told = {field.op_id for field in report.fields}
    fields = [_told_anew(field, now.get((field.entity_key, field.field))) for field in report.fields]
    for one in confirmed:
        standing = now.get((one.entity_key, one.field))
        if one.op_id in told or standing is None:
            continue
        if standing.op_id != one.op_id:
            fields.append(_left(one, _tr("Changed here meanwhile: it goes with the next push.")))
        elif standing.state is OverrideState.PENDING:
            fields.append(_left(one, _taken_back()))
    return replace(report, fields=fields)


def _told_anew(field: PushedField, standing: PendingChange | None) -> PushedField:
    if (
        field.result is PushResult.WAITING
        and standing is not None
        and standing.op_id == field.op_id
        and standing.state is OverrideState.PENDING
    ):
        return replace(field, detail=_taken_back())
    return field


def _taken_back() -> str:
    return _tr("Not sent: it is a change of yours again and waits until you push.")


def _left(change: PendingChange, words: str) -> PushedField:
    return PushedField(
        entity_key=change.entity_key,
        kind=change.entity_kind,
        code=change.code,
        name=change.name,
        field=change.field,
        result=PushResult.WAITING,
        ours=change.ours,
        found=change.theirs,
        detail=words,
        created=change.creates,
        op_id=change.op_id,
    )
