"""The reports there are: what each is called, what it reads, and how its lines look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.gallery.reports.broken import broken_columns
from lazi_desktop.ui.gallery.reports.coverage import coverage_columns, coverage_rows, coverage_words
from lazi_desktop.ui.gallery.reports.report_model import ReportCells
from lazi_desktop.ui.gallery.reports.shared import shared_columns
from lazi_desktop.ui.gallery.reports.unused import unused_columns
from lazi_desktop.ui.numerals import whole


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureReports", text)


BROKEN = 1
"""The place of the report on broken pictures."""


@dataclass(frozen=True, slots=True)
class Report:
    """`read` runs away from the UI thread. `words` tell what it comes to, `nothing` what no line means; `what` begins
    the name of a file."""

    title: str
    what: str
    read: Callable[[PricebookQueries], Sequence[Any]]
    columns: Sequence[ReportCells[Any]]
    words: Callable[[Sequence[Any]], str]
    nothing: str
    stays_first: Callable[[Any], bool] = lambda _: False


def looked_words(queries: PricebookQueries) -> str:
    """Low resolution, flaws and likeness are known only of pictures that were looked at."""
    addresses = queries.picture_addresses()
    if not addresses:
        return ""
    looked = len(queries.picture_facts(addresses))
    if looked == len(addresses):
        return _tr("All {all} pictures looked at").format(all=whole(looked))
    return _tr("{n} of {all} pictures looked at; Keep offline looks at all").format(
        n=whole(looked), all=whole(len(addresses))
    )


def reports() -> list[Report]:
    return [
        Report(
            _tr("Coverage"),
            "picture coverage",
            coverage_rows,
            coverage_columns(),
            coverage_words,
            _tr("There are no active SKUs yet."),
            lambda row: row.is_whole,
        ),
        Report(
            _tr("Broken"),
            "broken pictures",
            lambda queries: queries.broken_pictures(),
            broken_columns(),
            lambda rows: counted(len(rows), _tr("broken picture"), _tr("broken pictures")),
            _tr("Of the pictures that were looked at, all can be shown."),
        ),
        Report(
            _tr("Shared"),
            "shared pictures",
            lambda queries: queries.shared_pictures(),
            shared_columns(),
            lambda rows: counted(
                len(rows), _tr("picture on several SKUs"), _tr("pictures on several SKUs each")
            ),
            _tr("Of the pictures that were looked at, each is on one SKU only."),
        ),
        Report(
            _tr("Not used"),
            "unused pictures",
            lambda queries: queries.unused_pictures(),
            unused_columns(),
            lambda rows: counted(
                len(rows), _tr("picture that nothing shows"), _tr("pictures that nothing shows")
            ),
            _tr("Nothing that was seen here has gone out of use."),
        ),
    ]
