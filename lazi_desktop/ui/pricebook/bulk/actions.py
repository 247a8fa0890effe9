"""What can be done to many cells at once, as actions of the page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.actions import ActionSpec, Place
from lazi_desktop.ui.pricebook.bulk.bulk_edits import BulkEdits
from lazi_desktop.ui.pricebook.bulk.sheets import BulkSheets
from lazi_desktop.ui.theme.icons import Glyph


def bulk_actions(bulk: BulkEdits, sheets: BulkSheets) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="edit_cell",
            title=_tr("Edit the cell"),
            handler=bulk.grid.edit_cell,
            glyph=Glyph.EDIT,
            place=Place.GRID,
            local_keys=("F2",),
        ),
        *_clipboard(bulk, sheets),
        *_changes(bulk, sheets),
    ]


def _clipboard(bulk: BulkEdits, sheets: BulkSheets) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="copy_cells",
            title=_tr("Copy"),
            tip=_tr("Copy the selected cells, for a spreadsheet too"),
            handler=bulk.copy,
            glyph=Glyph.COPY,
            place=Place.GRID,
            local_keys=("Ctrl+C", "Ctrl+Ins"),
        ),
        ActionSpec(
            name="paste_cells",
            title=_tr("Paste"),
            tip=_tr("Paste a block of cells onto the rows as they are listed"),
            handler=bulk.paste,
            place=Place.GRID,
            local_keys=("Ctrl+V", "Shift+Ins"),
        ),
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
    ]


def _changes(bulk: BulkEdits, sheets: BulkSheets) -> list[ActionSpec]:
    return [
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
            tip=_tr("Copy the first selected row into the others"),
            handler=bulk.fill_down,
            place=Place.GRID,
            local_keys=("Ctrl+D",),
        ),
        ActionSpec(
            name="fill_right",
            title=_tr("Fill right"),
            tip=_tr("Copy the first selected column into the others"),
            handler=bulk.fill_right,
            place=Place.GRID,
            local_keys=("Ctrl+R",),
        ),
        ActionSpec(
            name="empty_cells",
            title=_tr("Empty the selected cells"),
            handler=bulk.grid.clear_cells,
            place=Place.GRID,
            local_keys=("Del", "Backspace"),
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("BulkEdits", text)
