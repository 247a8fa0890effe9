"""A small window while things start that the main window cannot open without; it says what, and what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import app_icon
from lazi_desktop.ui.widgets.basics import button, label, say_wrapped

_WIDTH = 380


class PreparingWindow(QWidget):
    """`show_step` while it goes on, `show_problem` when it does not; `quit_wanted`, `again_wanted` are the answers."""

    quit_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self.setWindowTitle("LAZI Desktop")
        self.setWindowIcon(app_icon())
        self.setFixedSize(QSize(440, 260))
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(QSize(56, 56), self.devicePixelRatioF()))
        self.title = label(self.tr("One moment…"), "title")
        self.words = label("", "muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setFixedWidth(240)
        self.again = button(self.tr("Try again"), "primary")
        self.again.clicked.connect(self.again_wanted)
        self.quit = button(self.tr("Quit"))
        self.quit.clicked.connect(self.quit_wanted)
        answers = QHBoxLayout()
        answers.addStretch(1)
        answers.addWidget(self.quit)
        answers.addWidget(self.again)
        answers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(metrics.GAP)
        column.addStretch(1)
        for widget in (picture, self.title, self.words, self.bar):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(answers)
        column.addStretch(1)
        self.show_step("")

    def show_step(self, text: str) -> None:
        """`Starting your local database…`"""
        self.title.setText(self.tr("One moment…"))
        say_wrapped(self.words, text, _WIDTH)
        self.bar.show()
        self.again.hide()
        self.quit.hide()

    def show_problem(self, error: LaziError) -> None:
        self.title.setText(said(error.title))
        say_wrapped(self.words, said(error.detail), _WIDTH)
        self.bar.hide()
        self.again.show()
        self.quit.show()
        self.again.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.quit_wanted.emit()
