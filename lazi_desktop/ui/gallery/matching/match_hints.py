"""The keys of matching that its table and its contact sheet hear by themselves."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.matching.review import Part
from lazi_desktop.ui.keyboard.key_hint import KeyHint, KeyHints


def match_hints() -> list[KeyHints]:
    return [
        KeyHints(
            _tr("In what is proposed for a folder"),
            [
                KeyHint(_tr("Accept, or do not"), ("Enter",)),
                KeyHint(_tr("Give it to another SKU"), ("F2",)),
                KeyHint(_tr("It is not of this SKU"), ("Backspace",)),
                KeyHint(_tr("Leave the picture out"), ("Del",)),
                KeyHint(_tr("Show both pictures large"), ("Space",)),
                KeyHint(_tr("Take the last decision back"), ("Ctrl+Z",)),
                KeyHint(_tr("Add what is accepted"), ("Ctrl+Enter",)),
            ],
        ),
        KeyHints(
            _tr("In the pictures to assign"),
            [
                KeyHint(_tr("Find its SKU; so does typing"), ("Enter",)),
                KeyHint(_tr("Leave the picture out"), ("Del",)),
                KeyHint(_tr("Show the picture large"), ("Space",)),
                KeyHint(_tr("Take the last decision back"), ("Ctrl+Z",)),
            ],
        ),
    ]


def key_words(part: Part) -> str:
    """What no button says."""
    match part:
        case Part.PROPOSED:
            return _tr("Type a code or name for another SKU · Ctrl+Z takes back")
        case Part.REST:
            return _tr("Arrows go on · type a code or name, Enter assigns · Ctrl+Z takes back")
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Matching", text)
