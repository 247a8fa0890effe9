"""What a profile takes up in this process while its window is open: lock, log, crash reports, look and language."""

from __future__ import annotations

import contextlib
from pathlib import Path

import structlog

from lazi_desktop.app.application import make_application
from lazi_desktop.app.crash_reports import CrashReports
from lazi_desktop.app.logs import start_logging, stop_logging
from lazi_desktop.app.single_instance import SingleInstance
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.profiles import remember_used, slug_of
from lazi_desktop.config.settings import Settings

log = structlog.get_logger("profiles")


class Seat:
    """`file` is the profile's. Its settings may be given anew while the window is open."""

    def __init__(self, file: Path, settings: Settings) -> None:
        self.file = file
        self.settings = settings
        self._places = ProfilePlaces(settings.profile)
        self.instance = SingleInstance(self._places.lock)

    def take(self, crashes: CrashReports | None = None, invitation: str = "") -> bool:
        """False where another window has it, which then comes to the front, and takes the invitation if it is the
        welcome. `crashes` follow into its folder."""
        if not self.instance.acquire(invitation):
            return False
        start_logging(self._places.logs)
        if crashes is not None:
            crashes.move_to(self._places.crashes)
        make_application(self.settings.theme, self.settings.language, self.settings.density)
        return True

    def remember(self) -> None:
        """The next start opens it again."""
        if slug := slug_of(self.file):
            try:
                remember_used(slug)
            except OSError as problem:
                log.warning("the last profile is not remembered", reason=problem.strerror)

    def leave(self, crashes: CrashReports | None = None) -> None:
        """Nothing in its folder is open any more, or held."""
        if crashes is not None:
            crashes.end()
            stop_logging()
        with contextlib.suppress(RuntimeError):  # left before: Qt has taken it away
            self.instance.release()
            self.instance.deleteLater()
