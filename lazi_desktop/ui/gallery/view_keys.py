"""Keys by which a picture in full is looked at nearer, farther and beside its middle."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

from lazi_desktop.ui.gallery.picture_canvas import PictureCanvas
from lazi_desktop.ui.keyboard.key_hint import KeyHint, KeyHints

LEAVES = (Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_PANS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def looked(canvas: PictureCanvas, event: QKeyEvent) -> bool:
    """False where the key says nothing of that sort. Ctrl makes no difference to zooming."""
    key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key in _PANS and held == Qt.KeyboardModifier.ShiftModifier:
        canvas.pan(*_PANS[key])
        return True
    match key:
        case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
            canvas.zoom(1)
        case Qt.Key.Key_Minus:
            canvas.zoom(-1)
        case Qt.Key.Key_0:
            canvas.fit()
        case Qt.Key.Key_1:
            canvas.own_size()
        case _:
            return False
    return True


def full_hints() -> Sequence[KeyHints]:
    return [
        KeyHints(
            _tr("On a picture in full"),
            [
                KeyHint(_tr("Next entry"), ("Right",)),
                KeyHint(_tr("Entry before"), ("Left",)),
                KeyHint(_tr("Next picture of the entry"), ("Down",)),
                KeyHint(_tr("Nearer"), ("+",)),
                KeyHint(_tr("Farther"), ("-",)),
                KeyHint(_tr("The whole picture"), ("0",)),
                KeyHint(_tr("In its own size"), ("1",)),
                KeyHint(_tr("Move the picture"), ("Shift+Right",)),
                KeyHint(_tr("Edit the entry's pictures"), ("F2",)),
                KeyHint(_tr("Back to all pictures"), ("Esc", "Space")),
            ],
        )
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("GalleryKeys", text)
