"""A report in a sheet or on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from lazi_desktop.exchange.paper import Exact, Paper
from lazi_desktop.ui.gallery.reports.report_model import ReportCells


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureReports", text)


def report_paper(
    title: str,
    words: str,
    columns: Sequence[ReportCells[Any]],
    rows: Sequence[Any],
    place: str,
    now: datetime,
) -> Paper:
    """As it stands on the screen, without the small pictures. Counts can be reckoned with."""
    written = [column for column in columns if column.address is None]
    texts = [[column.text(row) for column in written] for row in rows]
    facts = [(_tr("Account"), place or "ServiceTitan"), (_tr("Date"), f"{now.astimezone():%Y-%m-%d %H:%M}")]
    return Paper(
        title=title,
        facts=facts,
        notes=[words] if words else [],
        headings=[column.heading.title for column in written],
        rows=texts,
        figures=frozenset(at for at, column in enumerate(written) if rows and column.is_figure(rows[0])),
        signatures=[],
        exact={
            (at, column_at): Exact(count)
            for at, row in enumerate(rows)
            for column_at, column in enumerate(written)
            if column.order is not None
            and isinstance(count := column.order(row), int)
            and column.is_figure(row)
        },
    )
