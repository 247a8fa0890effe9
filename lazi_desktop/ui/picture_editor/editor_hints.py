"""The keys of the picture editor."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.keyboard.key_hint import KeyHint, KeyHints


def editor_hints() -> KeyHints:
    return KeyHints(
        _tr("In the picture editor"),
        [
            KeyHint(_tr("Move the frame"), ("Left", "Right")),
            KeyHint(_tr("Move its right or lower edge"), ("Shift+Right", "Shift+Down")),
            KeyHint(_tr("Move its left or upper edge"), ("Alt+Right", "Alt+Down")),
            KeyHint(_tr("The same by little"), ("Ctrl+Right", "Ctrl+Shift+Right")),
            KeyHint(_tr("Turn right or left"), ("Ctrl+R", "Ctrl+L")),
            KeyHint(_tr("Mirror"), ("Ctrl+M",)),
            KeyHint(_tr("Trim"), ("Ctrl+T",)),
            KeyHint(_tr("White background"), ("Ctrl+B",)),
            KeyHint(_tr("Square"), ("Ctrl+E",)),
            KeyHint(_tr("Undo and redo"), ("Ctrl+Z", "Ctrl+Y")),
            KeyHint(_tr("Save, or leave it as it was"), ("Enter", "Esc")),
        ],
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("PictureEditor", text)
