"""What the engine tells, without costs. Lists of what happened keep their lines, so that pages go on where they end."""

from __future__ import annotations

from dataclasses import replace

from lazi_desktop.domain.cost_sight import bears_costs, fields_masked, masked
from lazi_desktop.domain.pushed import Pushed
from lazi_desktop.ports.audit import AuditRead
from lazi_desktop.ports.engine import (
    AttemptsRead,
    EngineEvent,
    HistoryRead,
    OpsRefused,
    PushFinished,
    RefusedOp,
)
from lazi_desktop.ports.hub_runs import AttemptRow, PulledRow
from lazi_desktop.ports.ledger import PulledRead, PushResultsRead
from lazi_desktop.ports.push import PreviewRead, PushedField
from lazi_desktop.ui.seeing.records import record_masked


def event_without_costs(event: EngineEvent) -> EngineEvent:
    match event:
        case HistoryRead():
            return replace(event, records=[record_masked(one) for one in event.records])
        case AuditRead():
            rows = [replace(row, recorded=record_masked(row.recorded)) for row in event.rows]
            return replace(event, rows=rows)
        case PushResultsRead():
            return replace(event, results=[_result(one) for one in event.results])
        case PulledRead():
            return replace(event, rows=[_pulled(one) for one in event.rows])
        case AttemptsRead():
            return replace(event, attempts=[_attempt(one) for one in event.attempts])
        case PushFinished(report):
            return PushFinished(replace(report, fields=[_field(one) for one in report.fields]))
        case PreviewRead(preview=preview) if preview is not None:
            return replace(event, preview=replace(preview, fields=[_field(one) for one in preview.fields]))
        case OpsRefused(refused):
            return OpsRefused([_refused(one) for one in refused])
    return event


def _result(one: Pushed) -> Pushed:
    before, sent, found = masked(one.field, one.before, one.sent, one.found)
    return replace(one, before=before, sent=sent, found=found, detail=_words(one.field, one.detail))


def _pulled(row: PulledRow) -> PulledRow:
    return replace(row, before=fields_masked(row.before), after=fields_masked(row.after))


def _attempt(one: AttemptRow) -> AttemptRow:
    detail = "" if any(map(bears_costs, one.fields)) else one.detail
    return replace(one, fields=fields_masked(one.fields), detail=detail)


def _field(one: PushedField) -> PushedField:
    ours, found = masked(one.field, one.ours, one.found)
    return replace(one, ours=ours, found=found, detail=_words(one.field, one.detail))


def _refused(one: RefusedOp) -> RefusedOp:
    return replace(one, value=masked(one.field, one.value)[0]) if one.field else one


def _words(field: str, detail: str) -> str:
    """They may name the figure."""
    return "" if bears_costs(field) else detail
