"""Pulls that the tripwire stopped, as the log of runs tells it: on whichever machine, a person has to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub import Hub, RunRow

LOOKED_AT = 100

_KINDS = frozenset(map(str, EntityKind))


@dataclass(slots=True)
class StoppedPulls:
    """Remembers the last word about each kind, since the log that is looked at may not reach back to it."""

    _stopped: dict[str, RunRow] = field(default_factory=dict)

    def look_at(self, runs: Iterable[RunRow]) -> None:
        """`runs` come with the newest first."""
        seen: set[str] = set()
        for run in runs:
            if run.what not in _KINDS or run.what in seen or run.state == "running":
                continue
            seen.add(run.what)
            if run.state == "stopped":
                self._stopped[run.what] = run
            else:
                self._stopped.pop(run.what, None)

    @property
    def reason(self) -> str:
        """Why a pull waits for a person, "" where none does."""
        return next((run.detail for run in self._stopped.values()), "")

    @property
    def full(self) -> bool:
        """Whether everything was being read; of categories that says nothing, since they always are."""
        return any(run.full for what, run in self._stopped.items() if what != str(EntityKind.CATEGORY))


async def must_be_full(hub: Hub, *, full: bool, accept: bool) -> bool:
    """Who accepts what a full pull stopped at must mean a full pull: one of changes would not come to it."""
    if accept and not full:
        stopped = StoppedPulls()
        stopped.look_at(await hub.runs(limit=LOOKED_AT))
        return stopped.full
    return full
