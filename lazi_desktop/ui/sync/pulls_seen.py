"""What the newest runs tell of pulls: when the whole pricebook was last read, and whether a pull was cut short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_runs import RunRow

_SWEEP = "sweep "
_AT_ONCE = 100  # runs that are read together: there may be more where so many came


@dataclass(frozen=True, slots=True)
class PullsSeen:
    """`whole`: when all kinds had been read, those aside that ServiceTitan does not allow; None where these runs do not
    tell. `puller`: the computer that read one last. `unfinished`: there was a pull, and never a whole one. Of the last
    pull: it is `running`; it was `cut_short`, since its program or its computer died in the middle."""

    whole: datetime | None = None
    puller: str = ""
    unfinished: bool = False
    running: bool = False
    cut_short: bool = False


def pulls_seen(runs: Sequence[RunRow]) -> PullsSeen:
    """`runs`: the newest first."""
    pulls = [run for run in runs if is_pull(run.what)]
    last: dict[str, RunRow] = {}
    for run in pulls:
        last.setdefault(_kind_of(run), run)
    done = [run for run in pulls if run.state == "done"]
    states = {run.state for run in last.values()}
    ends = _ends(done)
    allowed = [kind for kind in EntityKind if kind not in last or last[kind].state != "refused"]
    unread = [kind for kind in allowed if kind not in ends]
    return PullsSeen(
        # The oldest of each kind's newest end.
        whole=min((ends[kind] for kind in allowed), default=None) if not unread else None,
        puller=done[0].device if done else "",
        unfinished=bool(pulls and unread) and (len(runs) < _AT_ONCE or any(kind in last for kind in unread)),
        running="running" in states,
        cut_short="interrupted" in states and "running" not in states,
    )


def is_pull(what: str) -> bool:
    """A run of this name reads the pricebook: of one kind by itself, or in the nightly pull of everything."""
    return what.removeprefix(_SWEEP) in frozenset(EntityKind)


def _ends(done: Sequence[RunRow]) -> dict[str, datetime]:
    ends: dict[str, datetime] = {}
    for run in done:
        if run.finished is not None:
            ends[_kind_of(run)] = max(run.finished, ends.get(_kind_of(run), run.finished))
    return ends


def _kind_of(run: RunRow) -> str:
    return run.what.removeprefix(_SWEEP)
