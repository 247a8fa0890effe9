"""What is kept of our own mistakes: a file for each, and one for a crash that ends the program at once."""

from __future__ import annotations

import faulthandler
import platform
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import structlog

from lazi_desktop import __version__
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.secrecy import without_secrets

MOST_KEPT = 20
ENDING = ".txt"
_RUNNING = "running"  # what a hard crash leaves behind; taken away by whoever ends in order

log = structlog.get_logger("crashes")


class CrashReports:
    """Files in `folder`, the oldest of which go. They hold versions and stacks, and no values of variables."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._known: set[str] = set()
        self._trace: TextIO | None = None
        self._was_listened_to = False

    def keep(self, error: BaseException) -> None:
        """Once for each mistake of this run: one in painting repeats itself many times a second. Never raises."""
        text = without_secrets("".join(traceback.format_exception(error)))
        with self._lock:
            if text in self._known or len(self._known) >= MOST_KEPT:
                return
            self._known.add(text)
            try:
                self._write(
                    datetime.now(UTC), f"{_versions()}\nThread: {threading.current_thread().name}\n\n{text}"
                )
            except OSError as problem:
                log.warning("a crash report could not be kept", reason=problem.strerror)

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """For commands: what is not meant for people is kept, and raised all the same."""
        try:
            yield
        except LaziError:
            raise
        except Exception as error:
            self.keep(error)
            raise

    def begin(self) -> str:
        """Listens for hard crashes from now on. Returns the report of the one that ended the last run, or ""."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            found = self._last_crash()
            self._trace = self._running.open("w", encoding="utf-8")
        except OSError as problem:
            log.warning("hard crashes leave no report", reason=problem.strerror)
            return ""
        self._was_listened_to = faulthandler.is_enabled()
        faulthandler.enable(self._trace)
        return found

    def end(self) -> None:
        """The program ends in order: what the system only warned of meanwhile was no crash."""
        if self._trace is None:
            return
        faulthandler.disable()
        if self._was_listened_to:
            faulthandler.enable()  # as Python's own options had it
        self._trace.close()
        self._trace = None
        self._running.unlink(missing_ok=True)

    def move_to(self, folder: Path) -> None:
        """Another profile's, from now on. What its last run ended with is kept there, and told to nobody."""
        self.end()
        self._folder = folder
        self.begin()

    @property
    def _running(self) -> Path:
        return self._folder / _RUNNING

    def _last_crash(self) -> str:
        try:
            trace = self._running.read_text(encoding="utf-8", errors="replace")
            at = datetime.fromtimestamp(self._running.stat().st_mtime, UTC)
        except FileNotFoundError:
            return ""
        if not trace.strip():
            return ""  # it was killed, or the power went
        report = f"{_versions()}\nThe program was ended by a crash.\n\n{trace}"
        self._write(at, report)
        return report

    def _write(self, at: datetime, text: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for number in range(MOST_KEPT):
            try:
                with (self._folder / f"{at:%Y%m%dT%H%M%SZ}-{number}{ENDING}").open(
                    "x", encoding="utf-8"
                ) as file:
                    file.write(text)
                break
            except FileExistsError:
                continue
        for old in reports_in(self._folder)[MOST_KEPT:]:
            old.unlink(missing_ok=True)


def reports_in(folder: Path) -> list[Path]:
    """The newest first."""
    return sorted(folder.glob(f"*{ENDING}"), reverse=True)


def _versions() -> str:
    from PySide6 import __version__ as qt

    return (
        f"LAZI Desktop {__version__}\nPython {platform.python_version()}, Qt {qt}\n"
        f"{platform.system()} {platform.release()} {platform.machine()}\n{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
    )
