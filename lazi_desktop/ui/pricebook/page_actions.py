"""Everything the Pricebook page can do, declared once; menus and keys are made from it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.actions import ActionSpec
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


def page_actions(handlers: PageHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="open_editor",
            title=_tr("Open in an editor tab"),
            handler=handlers.open_editor,
            glyph=Glyph.EDIT,
            keys=("Ctrl+E",),
        ),
        ActionSpec(
            name="close_editor",
            title=_tr("Close the editor tab"),
            handler=handlers.close_editor,
            glyph=Glyph.CLOSE,
            keys=("Ctrl+W",),
        ),
        ActionSpec(
            name="next_editor", title=_tr("Next editor tab"), handler=handlers.next_editor, keys=("Ctrl+Tab",)
        ),
        ActionSpec(
            name="previous_editor",
            title=_tr("Previous editor tab"),
            handler=handlers.previous_editor,
            keys=("Ctrl+Shift+Tab",),
        ),
        ActionSpec(
            name="reprice",
            title=_tr("Reprice…"),
            tip=_tr("Change the prices of many entries at once"),
            handler=handlers.reprice,
            glyph=Glyph.DISCOUNT,
            keys=("Ctrl+Shift+P",),
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
            name="open_views", title=_tr("Saved views…"), handler=handlers.open_views, glyph=Glyph.VIEWS
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("PricebookPage", text)
