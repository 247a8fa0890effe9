"""Pulls that the tripwire stopped, as the log of runs tells it: on whichever machine, a person has to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub import RunRow

_KINDS = frozenset(map(str, EntityKind))


@dataclass(slots=True)
class StoppedPulls:
    """Remembers the last word about each kind, since the log that is looked at may not reach back to it."""

    _stopped: dict[str, str] = field(default_factory=dict)

    def look_at(self, runs: Iterable[RunRow]) -> None:
        """`runs` come with the newest first."""
        seen: set[str] = set()
        for run in runs:
            if run.what not in _KINDS or run.what in seen or run.state == "running":
                continue
            seen.add(run.what)
            if run.state == "stopped":
                self._stopped[run.what] = run.detail
            else:
                self._stopped.pop(run.what, None)

    @property
    def reason(self) -> str:
        """Why a pull waits for a person, "" where none does."""
        return next(iter(self._stopped.values()), "")
