"""On a Mac an invitation that is opened comes as an event, to the program that runs or to one that is just starting."""

from __future__ import annotations

import sys

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QProcess, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from lazi_desktop.config.processes import command_line

_FIRST_EVENTS_MS = 300


class MacApplication(QApplication):
    """`opened` is by what it was started: an invitation, a file or a link, or ""."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.opened = ""
        self._is_starting = False

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            named = event.file() or event.url().toString(QUrl.ComponentFormattingOption.FullyEncoded)
            if self._is_starting:
                self.opened = named
            else:
                _open_beside(named)
            return True
        if event.type() == QEvent.Type.ApplicationActivate:
            self._is_starting = False  # what it was started by comes before
        return super().event(event)

    def take_first_events(self) -> None:
        """Before there is a window, and while no loop runs yet."""
        self._is_starting = True
        deadline = QDeadlineTimer(_FIRST_EVENTS_MS)
        while self._is_starting and not self.opened and not deadline.hasExpired():
            self.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, deadline)
        self._is_starting = False


def invitation_at_start() -> str:
    """Makes the application, which is needed to be told, and stays."""
    application = MacApplication(sys.argv[:1])
    application.take_first_events()
    return application.opened


def _open_beside(invitation: str) -> None:
    """As elsewhere: started once more, the program finds out which team that is, and whether its window is open."""
    program, *arguments = command_line("--join", invitation)
    QProcess.startDetached(program, arguments)
