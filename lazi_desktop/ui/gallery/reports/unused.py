"""Pictures that something showed once, and that nothing shows any more."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.ports.picture_queries import UnusedPicture
from lazi_desktop.ui.gallery.reports.report_model import NOT_LOOKED_AT, ReportCells
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.sync.picture_difference import picture_names
from lazi_desktop.ui.widgets.plain_table import Heading


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureReports", text)


def unused_columns() -> list[ReportCells[UnusedPicture]]:
    return [
        ReportCells(Heading(_tr("Picture"), 76), lambda _: "", address=lambda row: row.address),
        ReportCells(
            Heading(_tr("What it was"), 200, 3),
            _name,
            tip=lambda row: row.address,
            order=lambda row: _name(row).casefold(),
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


def _name(row: UnusedPicture) -> str:
    """What a person called it, else of what it was a picture."""
    if row.alias:
        return f"{row.alias} · {row.code}" if row.code else row.alias
    if row.code:
        return _tr("a picture of {code}").format(code=row.code)
    if local_digest(row.address) is not None:
        return _tr("added here")
    return picture_names(row.address)[0]


def _pixels(row: UnusedPicture) -> str:
    """Of what nobody looked at nothing is known."""
    return NOT_LOOKED_AT if row.look is None else f"{whole(row.look.width)} × {whole(row.look.height)}"
