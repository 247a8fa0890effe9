"""Pictures that something showed once, and that nothing shows any more."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ports.picture_queries import UnusedPicture
from lazi_desktop.ui.gallery.reports.picture_uses import file_words
from lazi_desktop.ui.gallery.reports.report_model import ReportCells
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.widgets.plain_table import Heading


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureReports", text)


def unused_columns() -> list[ReportCells[UnusedPicture]]:
    return [
        ReportCells(Heading(_tr("Picture"), 76), lambda _: "", address=lambda row: row.address),
        ReportCells(
            Heading(_tr("File"), 200, 3),
            lambda row: file_words(row.address),
            tip=lambda row: row.address,
            order=lambda row: file_words(row.address).casefold(),
        ),
        ReportCells(
            Heading(_tr("Pixels"), 120),
            _pixels,
            is_figure=lambda _: True,
            order=lambda row: 0 if row.look is None else row.look.width * row.look.height,
        ),
        ReportCells(
            Heading(_tr("Address"), 240, 4), lambda row: row.address, order=lambda row: row.address.casefold()
        ),
    ]


def _pixels(row: UnusedPicture) -> str:
    return "" if row.look is None else f"{whole(row.look.width)} × {whole(row.look.height)}"
