"""The connection that is, as a form over its window: another one can be tried, and Cancel leaves all as it is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lazi_desktop.ui.first_run.connect_page import ConnectPage, TestConnection
from lazi_desktop.ui.first_run.connection import ConnectionForm
from lazi_desktop.ui.theme.icons import app_icon


class ConnectionWindow(QWidget):
    """`connect_requested(ConnectionForm)`; `closed` when the person leaves without."""

    connect_requested = Signal(object)
    closed = Signal()

    def __init__(
        self,
        *,
        test: TestConnection | None = None,
        start: ConnectionForm | None = None,
        over: QWidget | None = None,
    ) -> None:
        super().__init__(over, Qt.WindowType.Window)
        self.setProperty("surface", "window")
        self.setWindowTitle(self.tr("Change the connection"))
        self.setWindowIcon(app_icon())
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.resize(QSize(920, 640))
        self.connect_page = ConnectPage(test, start or ConnectionForm())
        self.connect_page.submitted.connect(self.connect_requested)
        self.connect_page.back_wanted.connect(self.close)
        self.connect_page.offer_cancel()
        around = QVBoxLayout(self)
        around.setContentsMargins(36, 28, 36, 28)
        around.addWidget(self.connect_page)

        if over is not None:
            self.move(over.geometry().center() - self.rect().center())

    def begin(self) -> None:
        """With the keyboard in the first field that can be typed into."""
        inputs = (control.input for control in self.connect_page.fields.values())
        next((one for one in inputs if one.isEnabled()), self.connect_page.connect_button).setFocus()

    def show_problems(self, found: Mapping[str, str]) -> None:
        """What was found wrong after Connect; the form is shown again with it."""
        self.connect_page.stop_testing()
        self.connect_page.show_problems(found)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
