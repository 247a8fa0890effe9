"""Ctrl+Z in a field: first what is typed there and not recorded yet, then the last change of all."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit


def is_for_the_window(field: QObject, event: QEvent) -> bool:
    """Qt's fields keep the keys of undo and redo to themselves, also with nothing to undo."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo):
        return not _has_typing(field)
    return event.matches(QKeySequence.StandardKey.Redo) and not _has_undone(field)


def forget_typing(field: QLineEdit) -> None:
    """What was typed is recorded: from now on undo is about that."""
    if field.isUndoAvailable() or field.isRedoAvailable():
        at = field.cursorPosition()
        field.setText(field.text())
        field.setCursorPosition(at)


def _has_typing(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    return isinstance(field, QPlainTextEdit | QTextEdit) and field.document().isUndoAvailable()


def _has_undone(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable()
    return isinstance(field, QPlainTextEdit | QTextEdit) and field.document().isRedoAvailable()
