"""Everything the Pricebook page can do, declared once; menus and keys are made from it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.actions import ActionSpec, Group, Place, WindowState, in_group
from lazi_desktop.ui.theme.icons import Glyph


class PageHandlers(Protocol):
    """What the actions call."""

    def open_editor(self) -> None: ...
    def close_editor(self) -> None: ...
    def next_editor(self) -> None: ...
    def previous_editor(self) -> None: ...
    def toggle_filters(self) -> None: ...
    def clear_filters(self) -> None: ...
    def choose_columns(self) -> None: ...
    def fit_columns(self) -> None: ...
    def go_to_headings(self) -> None: ...
    def open_views(self) -> None: ...
    def reprice(self) -> None: ...
    def add_to_kit(self) -> None: ...
    def toggle_details(self) -> None: ...
    def select_all_rows(self) -> None: ...
    def next_panel(self) -> None: ...
    def previous_panel(self) -> None: ...


def page_actions(handlers: PageHandlers) -> list[ActionSpec]:
    return [
        *in_group(Group.EDITORS, _editors(handlers)),
        *in_group(Group.LIST, _list(handlers)),
        *in_group(Group.GENERAL, _panels(handlers)),
    ]


def _editors(handlers: PageHandlers) -> list[ActionSpec]:
    def one_is_open(state: WindowState) -> bool:
        return state.editor

    def some_are_open(state: WindowState) -> bool:
        return state.editors > 0

    return [
        ActionSpec(
            name="open_editor",
            title=_tr("Open in an editor tab"),
            handler=handlers.open_editor,
            glyph=Glyph.EDIT,
            keys=("Ctrl+E",),
            enabled_when=lambda state: state.has_targets,
            why_not=_tr("Nothing is selected"),
        ),
        ActionSpec(
            name="close_editor",
            title=_tr("Close the editor tab"),
            handler=handlers.close_editor,
            glyph=Glyph.CLOSE,
            keys=("Ctrl+W",),
            enabled_when=one_is_open,
            why_not=_tr("No editor tab is open"),
        ),
        ActionSpec(
            name="next_editor",
            title=_tr("Next editor tab"),
            handler=handlers.next_editor,
            keys=("Ctrl+Tab",),
            enabled_when=some_are_open,
            why_not=_tr("No editor tab is open"),
        ),
        ActionSpec(
            name="previous_editor",
            title=_tr("Previous editor tab"),
            handler=handlers.previous_editor,
            keys=("Ctrl+Shift+Tab",),
            enabled_when=some_are_open,
            why_not=_tr("No editor tab is open"),
        ),
    ]


def _list(handlers: PageHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="select_all_rows",
            title=_tr("Select all rows"),
            tip=_tr("All that match, also those that are not on the screen"),
            handler=handlers.select_all_rows,
            glyph=Glyph.LISTS,
            place=Place.GRID,
            local_keys=("Ctrl+A",),
        ),
        ActionSpec(
            name="reprice",
            title=_tr("Reprice…"),
            tip=lambda state: state.no_prices or _tr("Change the prices of many entries at once"),
            handler=handlers.reprice,
            glyph=Glyph.DISCOUNT,
            keys=("Ctrl+Shift+P",),
            enabled_when=lambda state: not state.no_prices,
            why_not=lambda state: state.no_prices,
        ),
        ActionSpec(
            name="toggle_filters",
            title=_tr("Filter fields below the headings"),
            handler=handlers.toggle_filters,
            glyph=Glyph.FILTER,
            keys=("Ctrl+Shift+F",),
        ),
        ActionSpec(
            name="clear_filters",
            title=_tr("Clear filters"),
            handler=handlers.clear_filters,
            glyph=Glyph.CLOSE,
            keys=("Ctrl+Alt+F",),
        ),
        ActionSpec(
            name="choose_columns",
            title=_tr("Choose columns…"),
            handler=handlers.choose_columns,
            glyph=Glyph.COLUMNS,
        ),
        ActionSpec(name="fit_columns", title=_tr("Fit all columns"), handler=handlers.fit_columns),
        ActionSpec(
            name="go_to_headings",
            title=_tr("Go to the headings"),
            tip=_tr("Sort, move, size and pin columns by keyboard"),
            handler=handlers.go_to_headings,
        ),
        ActionSpec(
            name="open_views",
            title=_tr("Saved views…"),
            tip=_tr("Columns, sorting and filters under a name: go to them, keep them, share them"),
            handler=handlers.open_views,
            glyph=Glyph.VIEWS,
            keys=("Ctrl+Shift+S",),
        ),
    ]


def _panels(handlers: PageHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(name="next_panel", title=_tr("Next panel"), handler=handlers.next_panel, keys=("F6",)),
        ActionSpec(
            name="previous_panel",
            title=_tr("Previous panel"),
            handler=handlers.previous_panel,
            keys=("Shift+F6",),
        ),
        ActionSpec(
            name="toggle_details",
            title=_tr("Show or hide the details"),
            handler=handlers.toggle_details,
            glyph=Glyph.DETAILS,
            keys=("Ctrl+Shift+E",),
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("PricebookPage", text)
