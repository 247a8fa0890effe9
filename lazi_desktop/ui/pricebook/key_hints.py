"""The keys that the grid, its headings and filter fields, and the tree hear by themselves."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.editors.assets.acts import assets_hints
from lazi_desktop.ui.keyboard.key_hint import KeyHint, KeyHints
from lazi_desktop.ui.picture_editor.editor_hints import editor_hints


def pricebook_hints() -> list[KeyHints]:
    return [
        KeyHints(
            _tr("In the list"),
            [
                KeyHint(_tr("Type over the cell: begin to type"), ("A", "1")),
                KeyHint(_tr("Record, and one down or up"), ("Enter", "Shift+Enter")),
                KeyHint(_tr("Record, and on to the next or previous column"), ("Tab", "Shift+Tab")),
                KeyHint(_tr("Give up what was typed"), ("Esc",)),
                KeyHint(_tr("What is typed into all selected cells"), ("Ctrl+Enter",)),
                KeyHint(_tr("Extend the selection"), ("Shift+Down", "Shift+Right")),
                KeyHint(_tr("Select whole rows, or whole columns"), ("Shift+Space", "Ctrl+Space")),
                KeyHint(_tr("Tick, or add the row to the selection"), ("Space",)),
                KeyHint(_tr("First or last row"), ("Ctrl+Home", "Ctrl+End")),
                KeyHint(_tr("Menu of the rows"), ("Shift+F10", "Menu")),
                KeyHint(_tr("From the first row to filter fields or headings"), ("Up",)),
            ],
        ),
        KeyHints(
            _tr("In the headings"),
            [
                KeyHint(_tr("Walk along"), ("Left", "Right")),
                KeyHint(_tr("Sort, or sort by this too"), ("Enter", "Shift+Enter")),
                KeyHint(_tr("Move the column"), ("Ctrl+Shift+Left", "Ctrl+Shift+Right")),
                KeyHint(_tr("Make it narrower or wider"), ("Shift+Left", "Shift+Right")),
                KeyHint(_tr("Menu of the column"), ("Alt+Down", "Menu")),
                KeyHint(_tr("Back to the rows"), ("Down", "Esc")),
            ],
        ),
        KeyHints(
            _tr("In a search or filter field"),
            [
                KeyHint(_tr("To what was found"), ("Down", "Enter")),
                KeyHint(_tr("Empty the field, then leave it"), ("Esc",)),
            ],
        ),
        KeyHints(
            _tr("In the tree"),
            [
                KeyHint(_tr("Open or close a category"), ("Right", "Left")),
                KeyHint(_tr("Choose several"), ("Shift+Down", "Ctrl+Space")),
                KeyHint(_tr("Menu of the categories"), ("Shift+F10", "Menu")),
            ],
        ),
        assets_hints(),
        editor_hints(),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeyHints", text)
