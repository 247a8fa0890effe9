"""The keyboard on the contact sheet: arrows, pages and ends; with Shift a span, with Ctrl without choosing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from lazi_desktop.ui.gallery.tile_sheet import Cursor, TileSheet
from lazi_desktop.ui.keyboard.key_hint import KeyHint, KeyHints

_MOVES = {
    Qt.Key.Key_Left: Cursor.MoveLeft,
    Qt.Key.Key_Right: Cursor.MoveRight,
    Qt.Key.Key_Up: Cursor.MoveUp,
    Qt.Key.Key_Down: Cursor.MoveDown,
    Qt.Key.Key_PageUp: Cursor.MovePageUp,
    Qt.Key.Key_PageDown: Cursor.MovePageDown,
    Qt.Key.Key_Home: Cursor.MoveHome,
    Qt.Key.Key_End: Cursor.MoveEnd,
}
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def pressed(view: TileSheet, event: QKeyEvent) -> bool:
    """False where the key says nothing here."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key, count = Qt.Key(event.key()), len(view.tiles.rows)
    if event.matches(QKeySequence.StandardKey.SelectAll):
        view.chosen.all()
        return True
    if not count:
        return False
    if key in _MOVES and not held & ~(_CTRL | _SHIFT):
        _move(view, view.moved(_MOVES[key]), held)
        return True
    current = view.currentIndex().row()
    if key == Qt.Key.Key_Space and held == _CTRL and current >= 0:
        view.chosen.toggle(current)
        return True
    if key in _OPENS and not held and current >= 0:
        view.opened.emit(current)
        return True
    if key == Qt.Key.Key_Delete and not held and current >= 0:
        view.removal_asked.emit()
        return True
    return False


def _move(view: TileSheet, position: int, held: Qt.KeyboardModifier) -> None:
    view.go_to(position, alone=not held)
    if held & _SHIFT:
        view.chosen.up_to(position, more=bool(held & _CTRL))


def removal_words() -> str:
    """A tile stands for an entry with all its pictures: which of them is meant, its list tells."""
    return _tr("Pictures are removed in the entry's own list: F2 opens it, Del removes one there.")


def sheet_hints() -> KeyHints:
    return KeyHints(
        _tr("In the gallery"),
        [
            KeyHint(_tr("Show the picture in full"), ("Enter", "Space")),
            KeyHint(_tr("Extend the selection"), ("Shift+Right",)),
            KeyHint(_tr("Go on without choosing"), ("Ctrl+Right",)),
            KeyHint(_tr("Choose one more, or one less"), ("Ctrl+Space",)),
            KeyHint(_tr("Choose everything"), ("Ctrl+A",)),
            KeyHint(_tr("Menu of the pictures"), ("Shift+F10", "Menu")),
        ],
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("GalleryKeys", text)
