"""What is shown of the audit log, in a sheet or on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from lazi_desktop.exchange.paper import Exact, Paper
from lazi_desktop.ui.activity.audit_lines import AuditLine
from lazi_desktop.ui.activity.audit_model import AuditColumn, heading_words, text_of


def audit_paper(
    lines: Sequence[AuditLine], looked_for: str, *, more: bool, place: str, now: datetime
) -> Paper:
    """Values at their full length; moments that a sheet can sort by. `more`: there is more than is shown."""
    facts = [(_tr("Account"), place or "ServiceTitan"), (_tr("Date"), f"{now.astimezone():%Y-%m-%d %H:%M}")]
    if looked_for:
        facts.append((_tr("Looked for"), looked_for))
    return Paper(
        title=_tr("Audit log"),
        facts=facts,
        notes=[_tr("Only what was shown: there is more.")] if more else [],
        headings=[heading_words(column) for column in AuditColumn],
        rows=[[text_of(line, column, whole=True) for column in AuditColumn] for line in lines],
        figures=frozenset(),
        signatures=[],
        exact={(at, AuditColumn.WHEN.value): Exact(line.row.recorded.at) for at, line in enumerate(lines)},
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Audit", text)
