"""The first window of all: what this is, and the two ways in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from lazi_desktop.ui.first_run.connect_page import ConnectPage, TestConnection
from lazi_desktop.ui.first_run.connection import ConnectionForm
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, app_icon
from lazi_desktop.ui.widgets.basics import button, frame, label, say_wrapped

_SIZE = QSize(920, 640)


class FirstRunWindow(QWidget):
    """`demo_requested()`, `connect_requested(ConnectionForm)`; `closed` when the person leaves without either."""

    demo_requested = Signal()
    connect_requested = Signal(object)
    closed = Signal()

    def __init__(
        self,
        *,
        test: TestConnection | None = None,
        start: ConnectionForm | None = None,
        changing: bool = False,
    ) -> None:
        """`changing`: there is a connection already. The form alone is shown, and Cancel leaves all as it is."""
        super().__init__()
        self.setProperty("surface", "window")
        self.setWindowTitle(self.tr("Welcome to LAZI Desktop"))
        self.setWindowIcon(app_icon())
        self.resize(_SIZE)
        self.connect_page = ConnectPage(test, start or ConnectionForm())
        self.connect_page.submitted.connect(self.connect_requested)
        self.connect_page.back_wanted.connect(self.close if changing else self.show_welcome)
        self.demo = button(self.tr("Try the demo"), "primary", glyph=Glyph.DEMO)
        self.demo.clicked.connect(self.demo_requested)
        self.own = button(self.tr("Connect…"), glyph=Glyph.CONNECT)
        self.own.clicked.connect(self.show_connect)
        around = QVBoxLayout(self)
        around.setContentsMargins(36, 28, 36, 28)
        self._stack = QStackedLayout()
        around.addLayout(self._stack)
        self._stack.addWidget(self._welcome())
        self._stack.addWidget(self.connect_page)
        self.demo.setDefault(True)
        if changing:
            self.setWindowTitle(self.tr("Change the connection"))
            self.setWindowModality(Qt.WindowModality.ApplicationModal)
            self.connect_page.offer_cancel()
            self.show_connect()

    def show_welcome(self) -> None:
        self._stack.setCurrentIndex(0)
        self.demo.setFocus()

    def show_connect(self) -> None:
        self._stack.setCurrentIndex(1)
        inputs = (control.input for control in self.connect_page.fields.values())
        next((one for one in inputs if one.isEnabled()), self.connect_page.connect_button).setFocus()

    def show_problems(self, found: Mapping[str, str]) -> None:
        """What was found wrong after Connect; the form is shown again with it."""
        self.show_connect()
        self.connect_page.stop_testing()
        self.connect_page.show_problems(found)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _welcome(self) -> QWidget:
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(QSize(72, 72), self.devicePixelRatioF()))
        title = label(self.tr("Welcome to LAZI Desktop"), "welcome")
        words = label("", "muted", wrap=True)
        say_wrapped(
            words,
            self.tr(
                "Your ServiceTitan pricebook at the speed of a spreadsheet: edit it offline and as a team, review what "
                "changed, push only that, and see proved that it arrived."
            ),
            560,
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        cards = QHBoxLayout()
        cards.setSpacing(metrics.GAP_LARGE)
        cards.addWidget(
            _card(
                self.tr("Look around first"),
                self.tr(
                    "A made-up pricebook of 8,465 entries and a stand-in ServiceTitan, all on this computer. "
                    "Change what you like; nothing leaves it."
                ),
                self.demo,
            )
        )
        cards.addWidget(
            _card(
                self.tr("Use your own pricebook"),
                self.tr(
                    "You need your tenant number, a client id with its secret, and an app key. "
                    "Connecting reads; nothing is written until you push."
                ),
                self.own,
            )
        )
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP)
        column.addStretch(2)
        for widget in (picture, title, words):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(metrics.GAP_LARGE)
        column.addLayout(cards)
        column.addStretch(3)
        return page


def _card(title: str, words: str, action: QWidget) -> QFrame:
    card = frame("card")
    card.setMinimumHeight(170)
    column = QVBoxLayout(card)
    column.setContentsMargins(22, 20, 22, 20)
    column.setSpacing(metrics.GAP_SMALL)
    column.addWidget(label(title, "title"))
    column.addWidget(label(words, "muted", wrap=True))
    column.addStretch(1)
    column.addWidget(action, 0, Qt.AlignmentFlag.AlignLeft)
    return card
