"""The list that drops from a cell with few possible values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtWidgets import QCompleter, QLineEdit

_AROUND = 36


def offer_choices(editor: QLineEdit, choices: Sequence[str], chosen: Callable[[], None]) -> None:
    """Opens with all of them; what is typed leaves those that begin so. `chosen`: one was taken from the list."""
    completer = QCompleter(editor)
    completer.setModel(QStringListModel(list(choices), completer))
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setMaxVisibleItems(12)
    completer.activated.connect(lambda *_: QTimer.singleShot(0, editor, chosen))
    editor.setCompleter(completer)
    popup = completer.popup()
    if popup is not None:
        popup.setAccessibleName(editor.accessibleName())
        popup.setProperty("choices", True)
        widest = max(map(editor.fontMetrics().horizontalAdvance, choices))
        popup.setMinimumWidth(widest + _AROUND)
    QTimer.singleShot(0, editor, lambda: _open(editor, completer))


def _open(editor: QLineEdit, completer: QCompleter) -> None:
    """Unless the person types already."""
    if editor.isVisible() and not editor.isModified():
        completer.setCompletionPrefix("")
        completer.complete()
