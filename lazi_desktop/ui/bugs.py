"""Where our own mistakes end: a dialog that says so, with details to copy. The window stays up."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from shiboken6 import isValid

from lazi_desktop.domain.secrecy import without_secrets
from lazi_desktop.ui.theme.fonts import mono_font
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.widgets.dialog import Dialog

_KEPT = 20  # a mistake in painting repeats itself many times a second


class BugReporter(QObject):
    """Takes over `sys.excepthook` and `threading.excepthook` from `install` to `uninstall`.

    `also` is told every exception, for the log.
    """

    _met = Signal(str)

    def __init__(self, version: str, also: Callable[[BaseException], None] | None = None) -> None:
        super().__init__()
        self._version = version
        self._also = also
        self._details: list[str] = []
        self._before = (sys.excepthook, threading.excepthook)
        self._crash = ""
        self.dialog: BugDialog | None = None
        self._met.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def uninstall(self) -> None:
        sys.excepthook, threading.excepthook = self._before

    def tell_of_crash(self, details: str) -> None:
        """The last run ended at once: said when there is a window to say it over."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            self._crash = details
            application.focusWindowChanged.connect(self._on_window)

    def _on_window(self) -> None:
        window, details = QApplication.activeWindow(), self._crash
        if window is None or not details or self.dialog is not None:
            return
        self._crash = ""
        self._open(BugDialog(window, self._version, ended=True)).show_details(details)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not issubclass(kind, Exception):
            self._before[0](kind, error, trace)
            return
        if self._also is not None:
            self._also(error)
        if isValid(self):
            self._met.emit(without_secrets("".join(traceback.format_exception(kind, error, trace))))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, details: str) -> None:
        if details in self._details or len(self._details) >= _KEPT:
            return
        self._details.append(details)
        if self.dialog is None:
            self._open(BugDialog(QApplication.activeWindow(), self._version))
        assert self.dialog is not None
        self.dialog.show_details("\n".join(self._details))

    def _open(self, dialog: BugDialog) -> BugDialog:
        self.dialog = dialog
        dialog.finished.connect(self._on_closed)
        dialog.open()
        return dialog

    def _on_closed(self) -> None:
        self.dialog = None
        self._details.clear()


class BugDialog(Dialog):
    """`ended`: the mistake ended the program the last time, instead of happening just now."""

    def __init__(self, parent: QWidget | None, version: str, *, ended: bool = False) -> None:
        super().__init__(parent, "", width=640)
        self.setWindowTitle("LAZI Desktop")
        self._version = version
        self._ended = ended
        self.title.setText(
            self.tr("LAZI Desktop ended by itself the last time")
            if ended
            else self.tr("Something went wrong inside LAZI Desktop")
        )
        self.text.setText(
            self.tr(
                "This is our mistake, not yours. What you edited is saved on this computer, and you can go on. "
                "Please send us these details; you may look through them first."
            )
        )
        self.text.show()
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setFont(mono_font())
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setAccessibleName(self.tr("Details"))
        self.details.setMinimumHeight(200)
        self.details.setTabChangesFocus(True)
        self.content.addWidget(self.details, 1)
        self.copy = self.add_button(self.tr("Copy details"), glyph=Glyph.COPY, left=True)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.details.toPlainText()))
        self.add_button(self.tr("Go on"), "primary", accepts=True, default=True)
        self.resize(720, 420)

    def show_details(self, text: str) -> None:
        head = "" if self._ended else f"LAZI Desktop {self._version}\n\n"  # a crash names its own
        self.details.setPlainText(f"{head}{text}")
