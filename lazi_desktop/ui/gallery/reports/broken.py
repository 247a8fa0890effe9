"""Pictures that entries show and that cannot be shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ports.picture_queries import BrokenPicture
from lazi_desktop.ports.sku_query import SkuFlag
from lazi_desktop.ui.gallery.reports.flaw_words import flaw_words
from lazi_desktop.ui.gallery.reports.picture_uses import (
    all_uses,
    file_words,
    uses_words,
    wish_of,
)
from lazi_desktop.ui.gallery.reports.report_model import ReportCells
from lazi_desktop.ui.gallery.reports.wish import GalleryWish
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.widgets.plain_table import Heading


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureReports", text)


def broken_columns() -> list[ReportCells[BrokenPicture]]:
    return [
        ReportCells(
            Heading(_tr("Why"), 220, 2),
            lambda row: flaw_words(row.flaw),
            ink=lambda _: "danger_text",
            order=lambda row: flaw_words(row.flaw),
        ),
        ReportCells(
            Heading(_tr("File"), 180, 2),
            lambda row: file_words(row.address),
            tip=lambda row: row.address,
            order=lambda row: file_words(row.address).casefold(),
        ),
        ReportCells(
            Heading(_tr("Entries"), 80),
            lambda row: whole(row.used),
            is_figure=lambda _: True,
            order=lambda row: row.used,
            leads=_wish,
        ),
        ReportCells(
            Heading(_tr("Shown by"), 240, 4),
            lambda row: uses_words(row.uses, row.used),
            tip=lambda row: all_uses(row.uses),
            order=lambda row: uses_words(row.uses, row.used).casefold(),
        ),
        ReportCells(
            Heading(_tr("Address"), 160, 2), lambda row: row.address, order=lambda row: row.address.casefold()
        ),
    ]


def _wish(row: BrokenPicture) -> GalleryWish | None:
    found = wish_of(row.uses, [row.address])
    if found is not None and not row.address:
        return GalleryWish(tree=found.tree, flags=frozenset((SkuFlag.BROKEN_IMAGE,)))
    return found
