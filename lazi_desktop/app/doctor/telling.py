"""How a group of checks tells what it finds, one check after the other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from lazi_desktop.domain.errors import ConfigurationProblem, LaziError
from lazi_desktop.ports.doctor import CheckResult, CheckState
from lazi_desktop.ports.system import Clock

OPEN_AGAIN = "Open LAZI Desktop again; if it stays so, send us the bundle of this page."


class Teller:
    """Takes each check's result once; what comes after it, or after `close`, counts for nothing."""

    def __init__(self, titles: Mapping[str, str], tell: Callable[[CheckResult], None], clock: Clock) -> None:
        self._titles = titles
        self._tell = tell
        self._clock = clock
        self._since = clock.monotonic()
        self._told: set[str] = set()
        self._lock = threading.Lock()

    @property
    def untold(self) -> list[str]:
        with self._lock:
            return [name for name in self._titles if name not in self._told]

    def ok(self, name: str, words: str, mend: str = "") -> None:
        self._say(name, CheckState.OK, words, mend)

    def warn(self, name: str, words: str, mend: str) -> None:
        self._say(name, CheckState.WARNING, words, mend)

    def bad(self, name: str, words: str, mend: str) -> None:
        self._say(name, CheckState.BAD, words, mend)

    def skip(self, words: str, *names: str) -> None:
        """All of these; without names, everything that is not told yet."""
        for name in names or self.untold:
            self._say(name, CheckState.SKIPPED, words, "")

    def fail(self, name: str, error: LaziError, mend: str) -> None:
        ours = isinstance(error, ConfigurationProblem)  # its title says nothing that the check's does not
        self.bad(name, error.detail if ours else str(error), mend)

    def _say(self, name: str, state: CheckState, words: str, mend: str) -> None:
        with self._lock:
            if name in self._told:
                return
            self._told.add(name)
            seconds = round(self._clock.monotonic() - self._since, 2)
        self._tell(CheckResult(name, self._titles[name], state, words, mend, seconds))
