"""The same picture on several SKUs, which may be meant, or a mistake."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ports.picture_queries import SharedPicture
from lazi_desktop.ui.gallery.reports.picture_uses import (
    all_uses,
    file_words,
    uses_words,
    wish_of,
)
from lazi_desktop.ui.gallery.reports.report_model import ReportCells
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.widgets.plain_table import Heading


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureReports", text)


def shared_columns() -> list[ReportCells[SharedPicture]]:
    return [
        ReportCells(
            Heading(_tr("Picture"), 76), lambda _: "", address=lambda row: next(iter(row.addresses), "")
        ),
        ReportCells(
            Heading(_tr("SKUs"), 80),
            lambda row: whole(row.skus),
            is_figure=lambda _: True,
            order=lambda row: row.skus,
            leads=lambda row: wish_of(row.uses, row.addresses),
        ),
        ReportCells(
            Heading(_tr("Shown by"), 240, 4),
            lambda row: uses_words(row.uses, row.skus),
            tip=lambda row: all_uses(row.uses),
            order=lambda row: uses_words(row.uses, row.skus).casefold(),
        ),
        ReportCells(
            Heading(_tr("Copies in ServiceTitan"), 170),
            lambda row: whole(len(row.addresses)),
            tip=lambda row: "\n".join(row.addresses[:40]),
            is_figure=lambda _: True,
            order=lambda row: len(row.addresses),
        ),
        ReportCells(
            Heading(_tr("File"), 160, 2),
            lambda row: file_words(next(iter(row.addresses), "")),
            tip=lambda row: "\n".join(row.addresses[:40]),
            order=lambda row: file_words(next(iter(row.addresses), "")).casefold(),
        ),
    ]
