"""Qt's application, its loop, and a window in it from its first paint to its last request."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import qasync
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from lazi_desktop import __version__
from lazi_desktop.app.crash_reports import CrashReports
from lazi_desktop.app.desktop import Desktop
from lazi_desktop.app.exit_codes import DONE, FAILED
from lazi_desktop.app.logs import log_bug
from lazi_desktop.app.own_garbage import OwnGarbage
from lazi_desktop.app.photograph import photograph
from lazi_desktop.app.qt_messages import without_empty_warnings
from lazi_desktop.app.signals import leaving_by_signal
from lazi_desktop.app.watchdog import Watchdog
from lazi_desktop.config.settings import Language, Theme
from lazi_desktop.ui.bugs import BugReporter
from lazi_desktop.ui.language import use_language
from lazi_desktop.ui.theme.apply import apply_theme
from lazi_desktop.ui.theme.metrics import Density, use_density

SWITCH_SECONDS = (
    0.001  # replication and pulls share the interpreter with the window, which must not wait long for it
)
_INTO_MEMORY = ("offscreen", "minimal")


def has_screen() -> bool:
    """Only Linux tells."""
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def started_by_an_icon() -> bool:
    """Whether somebody looks at a screen and nobody at a terminal: what is printed is read by nobody."""
    drawn_into_memory = os.environ.get("QT_QPA_PLATFORM", "") in _INTO_MEMORY
    read = any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
    return has_screen() and not drawn_into_memory and not read


def _tell_windows() -> None:
    """The task bar shows us as a program of our own, not as Python; the start menu's entry says the same."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("LAZI.Desktop")


def _kind_of_application() -> type[QApplication]:
    if sys.platform == "darwin":
        from lazi_desktop.app.mac_application import MacApplication

        return MacApplication
    return QApplication


def make_application(
    theme: Theme, language: Language = "system", density: Density = "comfortable"
) -> QApplication:
    """Offscreen where Linux has no screen."""
    if not has_screen():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _tell_windows()
    existing = QApplication.instance()
    without_empty_warnings()
    application = existing if isinstance(existing, QApplication) else _kind_of_application()(sys.argv[:1])
    application.setApplicationName("LAZI Desktop")
    application.setDesktopFileName("lazi-desktop")
    application.setQuitOnLastWindowClosed(False)  # leaving is a coroutine, which needs the loop
    apply_theme(application, theme)
    use_density(density)
    use_language(language)
    return application


def run_application(
    application: QApplication, work: Callable[[], Awaitable[int]], crashes: CrashReports | None = None
) -> int:
    """Runs the coroutine in Qt's own loop. `crashes` keeps our mistakes, and tells of the last run's."""

    async def awaited() -> int:
        return await work()

    sys.setswitchinterval(SWITCH_SECONDS)

    def note(error: BaseException) -> None:
        log_bug(error)
        if crashes is not None:
            crashes.keep(error)

    bugs = BugReporter(__version__, also=note)
    bugs.install()
    if crashes is not None and (last := crashes.begin()):
        bugs.tell_of_crash(last)
    try:
        with (
            Watchdog(),
            OwnGarbage(),
            asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner,
        ):
            return runner.run(awaited())
    finally:
        bugs.uninstall()
        if crashes is not None:
            crashes.end()
        forget_what_was_copied()


def forget_what_was_copied() -> None:
    """Without a screen the clipboard is Qt's own and goes after Python: what was copied, an object of Python too, would
    end the program with a crash then. A desktop's clipboard keeps what was copied, and gives it up before."""
    if QGuiApplication.platformName() in _INTO_MEMORY:
        QGuiApplication.clipboard().clear()


async def show_until_closed(desktop: Desktop, screenshot: Path | None) -> int:
    with leaving_by_signal(desktop.opened.window.leaving.leave_unasked):
        desktop.show()
        try:
            if screenshot is None:
                await desktop.closed()
                return DONE
            return DONE if await photograph(desktop, screenshot) else FAILED
        finally:
            await desktop.leave()
