"""All checks together, for the command line and for the window."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from lazi_desktop.app.doctor.bundle import save_bundle
from lazi_desktop.app.doctor.hub import HUB, look_at_hub
from lazi_desktop.app.doctor.hub import SILENT as HUB_SILENT
from lazi_desktop.app.doctor.keyring import SECRETS, look_at_secrets
from lazi_desktop.app.doctor.keyring import SILENT as SECRETS_SILENT
from lazi_desktop.app.doctor.local import (
    FILES,
    PROGRAM,
    SETTINGS,
    WORKSPACE,
    look_at_files,
    look_at_program,
    look_at_settings,
    look_at_workspace,
)
from lazi_desktop.app.doctor.network import PROXY, look_at_proxy
from lazi_desktop.app.doctor.patient import Patient
from lazi_desktop.app.doctor.pauses import PAUSES, look_at_pauses
from lazi_desktop.app.doctor.runner import Examining, Group
from lazi_desktop.app.doctor.servicetitan import SERVICETITAN, look_at_servicetitan
from lazi_desktop.app.doctor.servicetitan import SILENT as SERVICETITAN_SILENT
from lazi_desktop.app.doctor.updates import UPDATES, look_at_updates
from lazi_desktop.app.system import SystemClock
from lazi_desktop.ports.doctor import CheckResult, Examination
from lazi_desktop.ports.system import Clock

_LOOK_UP_SECONDS = 0.5
_DISK = "Check whether this disk works, and whether a virus scanner or a backup holds its files."

GROUPS = (
    Group(PROGRAM, look_at_program),
    Group(SETTINGS, look_at_settings),
    Group(UPDATES, look_at_updates),
    Group(PAUSES, look_at_pauses),
    Group(WORKSPACE, look_at_workspace, _DISK),
    Group(FILES, look_at_files, _DISK),
    Group(SECRETS, look_at_secrets, SECRETS_SILENT),
    Group(PROXY, look_at_proxy),
    Group(HUB, look_at_hub, HUB_SILENT),
    Group(SERVICETITAN, look_at_servicetitan, SERVICETITAN_SILENT),
)


class InstallationDoctor:
    """Implements `ports.doctor.Doctor`. `patient` is asked for once per examination, on one of its threads."""

    def __init__(
        self,
        patient: Callable[[], Patient],
        *,
        groups: Sequence[Group] = GROUPS,
        clock: Clock | None = None,
    ) -> None:
        self._patient = patient
        self._groups = groups
        self._clock = clock or SystemClock()
        self._examining: Examining | None = None

    def titles(self) -> Mapping[str, str]:
        return {name: title for group in self._groups for name, title in group.titles.items()}

    def begin(self, tell: Callable[[CheckResult], None], ended: Callable[[], None]) -> Examination:
        examining = Examining(self._groups, _Once(self._patient), self._clock, tell, ended)
        self._examining = examining
        examining.start()
        return examining

    def close(self) -> None:
        """Whoever was told is told no more."""
        if self._examining is not None:
            self._examining.cancel()

    def examine(self, tell: Callable[[CheckResult], None] = lambda _: None) -> list[CheckResult]:
        """Waits for all of it; `tell` is called on this thread. The results are in the order of `titles`."""
        news: queue.SimpleQueue[CheckResult | None] = queue.SimpleQueue()
        examination = self.begin(news.put, lambda: news.put(None))
        results: dict[str, CheckResult] = {}
        try:
            while (result := _next_of(news)) is not None:
                results[result.name] = result
                tell(result)
        except BaseException:
            examination.cancel()
            raise
        return [results[name] for name in self.titles()]

    def save_bundle(self, results: Sequence[CheckResult], file: Path) -> Sequence[str]:
        return save_bundle(self._patient(), results, file)


def _next_of(news: queue.SimpleQueue[CheckResult | None]) -> CheckResult | None:
    """Looks up now and then: Ctrl+C wakes only who waits already, and not where another thread takes it."""
    while True:
        with contextlib.suppress(queue.Empty):
            return news.get(timeout=_LOOK_UP_SECONDS)


class _Once:
    """Asks when it is first called; whoever calls meanwhile waits for the same answer."""

    def __init__(self, ask: Callable[[], Patient]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._found: Patient | None = None

    def __call__(self) -> Patient:
        with self._lock:
            if self._found is None:
                self._found = self._ask()
            return self._found
