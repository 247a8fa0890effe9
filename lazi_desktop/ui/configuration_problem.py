"""What is shown instead of the window when the configuration cannot be read: what is wrong, and where its file is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.profile import Profile
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import app_icon
from lazi_desktop.ui.widgets.basics import button, label, say_wrapped

_WIDTH = 460


class ConfigurationProblemWindow(QWidget):
    """`closed` when the person has read it; `chosen` is the other profile that they want instead."""

    closed = Signal()

    def __init__(self, problem: ConfigurationProblem, file: Path, others: Sequence[Profile] = ()) -> None:
        super().__init__()
        self.chosen: Profile | None = None
        self._folder = file.parent
        self.setProperty("surface", "window")
        self.setWindowTitle("LAZI Desktop")
        self.setWindowIcon(app_icon())
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(QSize(56, 56), self.devicePixelRatioF()))
        self.words = _selectable(label("", wrap=True))
        say_wrapped(self.words, said(problem.detail), _WIDTH)
        self.file = _selectable(label("", "muted", wrap=True))
        say_wrapped(self.file, self.tr("Configuration file: {file}").format(file=file), _WIDTH)
        self.open_folder = button(self.tr("Open the file's folder"))
        self.open_folder.clicked.connect(self._open_folder)
        if not self._folder.is_dir():
            self.open_folder.hide()
        self.leave = button(self.tr("Close"), "primary")
        self.leave.clicked.connect(self.close)
        answers = QHBoxLayout()
        answers.addStretch(1)
        answers.addWidget(self.open_folder)
        answers.addWidget(self.leave)
        answers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(metrics.GAP)
        for widget in (picture, label(said(problem.title), "title"), self.words, self.file):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(answers)
        self.others = [self._offer(one) for one in others]
        for offered in self.others:
            column.addWidget(offered, 0, Qt.AlignmentFlag.AlignHCenter)
        self.leave.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _offer(self, profile: Profile) -> QPushButton:
        words = self.tr("Open “{name}” instead").format(name=profile.name)
        offered = button(words.replace("&", "&&"), "link", name=words)
        offered.clicked.connect(lambda: self._choose(profile))
        return offered

    def _choose(self, profile: Profile) -> None:
        self.chosen = profile
        self.close()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _selectable(shown: QLabel) -> QLabel:
    shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown
