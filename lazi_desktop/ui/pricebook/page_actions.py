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
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("PricebookPage", text)
