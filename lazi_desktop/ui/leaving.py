"""The window goes only when nothing is lost with it, or when the person says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lazi_desktop.ui.page import Page
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.question import ask


class Leaving(QObject):
    def __init__(self, window: QWidget, pages: Sequence[Page]) -> None:
        super().__init__(window)
        self._window = window
        self._pages = pages
        self._is_agreed = False
        self.question: Dialog | None = None

    def leave(self, before: Callable[[], None]) -> None:
        """Closes the window. `before` is called first, and not at all where the person stays."""
        lost = self._lost()
        if lost:
            self._ask(lost, before)
        else:
            self._go(before)

    def leave_unasked(self) -> None:
        """The computer wants the program to end: nobody may be there to answer."""
        self._go(lambda: None)

    def may_go(self) -> bool:
        """For the window that is about to close; asks where something would be lost."""
        lost = "" if self._is_agreed else self._lost()
        if lost:
            self._ask(lost, lambda: None)
        return not lost

    def _lost(self) -> str:
        return "\n".join(words for page in self._pages if page.lost is not None and (words := page.lost()))

    def _ask(self, lost: str, before: Callable[[], None]) -> None:
        if self.question is not None:
            self.question.reject()
        question = self.question = ask(
            self._window,
            self.tr("Close the window?"),
            lost,
            go_on=self.tr("Close and lose it"),
            then=lambda: self._go(before),
        )
        question.finished.connect(lambda: self._forget(question))

    def _go(self, before: Callable[[], None]) -> None:
        self._is_agreed = True
        before()
        self._window.close()

    def _forget(self, question: Dialog) -> None:
        if self.question is question:
            self.question = None
