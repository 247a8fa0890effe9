"""The first window of all: the welcome, and the steps of each way in. What follows what is decided elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from lazi_desktop.domain.invitation import SCHEME, SUFFIX
from lazi_desktop.ui.first_run.invitation_page import InvitationPage
from lazi_desktop.ui.first_run.keys_page import KeysPage
from lazi_desktop.ui.first_run.own_password_page import OwnPasswordPage
from lazi_desktop.ui.first_run.place_page import PlacePage
from lazi_desktop.ui.first_run.pull_page import PullPage
from lazi_desktop.ui.first_run.sign_in_page import SignInPage
from lazi_desktop.ui.first_run.step_page import StepPage
from lazi_desktop.ui.first_run.steps_bar import StepsBar
from lazi_desktop.ui.first_run.team_page import TeamPage
from lazi_desktop.ui.first_run.welcome_page import WelcomePage
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import app_icon

_SIZE = QSize(960, 700)


class FirstRunWindow(QWidget):
    """`invitation_dropped(str)`: a link, or the path of a file; `closed` when the person leaves."""

    invitation_dropped = Signal(str)
    closed = Signal()

    def __init__(self, kinds: Mapping[str, str]) -> None:
        """`kinds`: what a pull brings, by name, as people call it."""
        super().__init__()
        self.setProperty("surface", "window")
        self.setWindowTitle(self.tr("Welcome to LAZI Desktop"))
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.resize(_SIZE)
        self.welcome = WelcomePage()
        self.invitation = InvitationPage()
        self.sign_in = SignInPage()
        self.own_password = OwnPasswordPage()
        self.place = PlacePage()
        self.team = TeamPage()
        self.keys = KeysPage()
        self.pull = PullPage(kinds)
        self._founding = (self.place, self.team, self.keys, self.pull)
        self.steps = StepsBar(
            [self.tr("Database"), self.tr("Team"), self.tr("ServiceTitan"), self.tr("First pull")]
        )
        around = QVBoxLayout(self)
        around.setContentsMargins(36, 28, 36, 28)
        around.setSpacing(metrics.GAP_LARGE)
        around.addWidget(self.steps)
        self._stack = QStackedLayout()
        around.addLayout(self._stack)
        for page in (self.welcome, self.invitation, self.sign_in, self.own_password, *self._founding):
            self._stack.addWidget(page)
        for one in self.findChildren(QPushButton):
            one.installEventFilter(self)
        self.show_page(self.welcome)

    @property
    def page(self) -> QWidget | None:
        return self._stack.currentWidget()

    def show_page(
        self,
        page: WelcomePage
        | InvitationPage
        | SignInPage
        | OwnPasswordPage
        | PlacePage
        | TeamPage
        | KeysPage
        | PullPage,
    ) -> None:
        self.steps.setVisible(page in self._founding)
        if page in self._founding:
            self.steps.show_step(self._founding.index(page))  # type: ignore[arg-type]
        self._stack.setCurrentWidget(page)
        page.begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter presses the button that has the keyboard. A default of Qt's would be drawn with a grey frame."""
        if (
            isinstance(watched, QPushButton)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            watched.click()
            return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        found = _dropped(event)
        if found:
            event.acceptProposedAction()
            page = self.page
            if isinstance(page, StepPage) and page.is_busy:
                page.cancel()  # what comes of it would be kept beside what the invitation leads to
            self.invitation_dropped.emit(found)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


def _dropped(event: QDropEvent) -> str:
    """The path of an invitation or its link; "" for what is neither."""
    data = event.mimeData()
    for url in data.urls():
        if url.isLocalFile() and Path(url.toLocalFile()).suffix == SUFFIX:
            return url.toLocalFile()
    text = data.text().strip()
    return text if text.lower().startswith(f"{SCHEME}:") else ""
