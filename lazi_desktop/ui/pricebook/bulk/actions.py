"""What can be done to many cells at once, as actions of the page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.actions import ActionSpec
from lazi_desktop.ui.pricebook.bulk.bulk_edits import BulkEdits
from lazi_desktop.ui.pricebook.bulk.sheets import BulkSheets
from lazi_desktop.ui.theme.icons import Glyph


def bulk_actions(bulk: BulkEdits, sheets: BulkSheets) -> list[ActionSpec]:
    """Those that the grid's own keys do have none here: Ctrl+C, Ctrl+V, Ctrl+D, Ctrl+R and Delete."""
    return [
        ActionSpec(
            name="copy_with_headings",
            title=_tr("Copy with headings"),
            tip=_tr("Copy the selected cells with the names of their columns"),
            handler=lambda: bulk.copy(headings=True),
            glyph=Glyph.COPY,
            keys=("Ctrl+Shift+C",),
        ),
        ActionSpec(
            name="paste_by_code",
            title=_tr("Paste by code…"),
            tip=_tr("Paste a list that names its rows by their codes"),
            handler=sheets.paste_matched,
            keys=("Ctrl+Shift+V",),
        ),
        ActionSpec(
            name="find_and_replace",
            title=_tr("Find and replace…"),
            tip=_tr("Replace, set, extend or empty the texts of many entries"),
            handler=sheets.find_and_replace,
            glyph=Glyph.SEARCH,
            keys=("Ctrl+H",),
        ),
        ActionSpec(
            name="fill_down",
            title=_tr("Fill down"),
            tip=_tr("Copy the first selected row into the others (Ctrl+D)"),
            handler=bulk.fill_down,
        ),
        ActionSpec(
            name="fill_right",
            title=_tr("Fill right"),
            tip=_tr("Copy the first selected column into the others (Ctrl+R)"),
            handler=bulk.fill_right,
        ),
        ActionSpec(
            name="empty_cells",
            title=_tr("Empty the selected cells"),
            handler=bulk.clear,
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("BulkEdits", text)
