"""Pulls that the tripwire stopped, as the log of runs tells it: on whichever machine, a person has to decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_runs import RunRow

STOPPED_TO_ASK = "stopped to ask"
"""How the reason begins for which pulls are not run by the clock."""


@dataclass(slots=True)
class StoppedPulls:
    _stopped: Sequence[RunRow] = ()

    def look_at(self, last_pulls: Iterable[RunRow]) -> None:
        self._stopped = [run for run in last_pulls if run.state == "stopped"]

    @property
    def reason(self) -> str:
        """Why a pull waits for a person, "" where none does."""
        return next((run.detail for run in self._stopped), "")

    @property
    def full(self) -> bool:
        """Whether everything was being read; of categories that says nothing, since they always are."""
        return any(run.full for run in self._stopped if run.what != str(EntityKind.CATEGORY))


def last_pulled(last_pulls: Iterable[RunRow]) -> datetime | None:
    """When the newest of those that came to their end did."""
    return max((run.finished for run in last_pulls if run.state == "done" and run.finished), default=None)


async def must_be_full(hub: Hub, *, full: bool, accept: bool) -> bool:
    """Who accepts what a full pull stopped at must mean a full pull: one of changes would not come to it."""
    if accept and not full:
        stopped = StoppedPulls()
        stopped.look_at(await hub.last_pulls())
        return stopped.full
    return full
