"""The one way to tell a person something: made before the window, which shows what is told here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.errors import LaziError


class Messages(QObject):
    """Implements `ports.system.Notifier`. UI thread only."""

    told = Signal(str, object)
    """The text, and what undoes it or None."""
    problem_met = Signal(object)
    """A LaziError."""
    to_be_read = Signal(object)
    """A LaziError that stays until the person has closed it. From any thread."""

    def done(self, text: str, *, undo: Callable[[], None] | None = None) -> None:
        self.told.emit(text, undo)

    def problem(self, error: LaziError) -> None:
        self.problem_met.emit(error)
