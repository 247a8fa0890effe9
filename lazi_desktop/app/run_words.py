"""What ran, in a line of a terminal: a pull of five kinds is one thing that happened."""

from __future__ import annotations

from lazi_desktop.app.stopped_words import stopped_words
from lazi_desktop.ui.activity.entries import QUIET, RESUMED, Entry, RunKind, RunState

_TITLES = {
    RunKind.SWEEP: "Pull of everything",
    RunKind.LISTS: "Reference lists",
    RunKind.PUSH: "Push",
    RunKind.TEND: "Upkeep",
    RunKind.TWINS: "Look for duplicates",
}
_COUNTS = {
    "added": "new",
    "conflicts": "in conflict",
    "conflict": "in conflict",
    "cleared": "arrived",
    "buried": "deleted in ServiceTitan",
    "ruled": "answered by a rule",
    "needs_human": "refused",
    "twins": "made twice",
}


def run_words(entry: Entry) -> str:
    how = "stopped to ask" if entry.state is RunState.STOPPED else str(entry.state)
    parts = [
        f"{count:,} {_COUNTS.get(name, name.replace('_', ' '))}"
        for name, count in entry.counts.items()
        if count and name not in QUIET
    ]
    told = [", ".join(parts)] if parts else []
    if entry.counts.get(RESUMED):
        told.append("gone on with after it was cut short")
    if entry.detail and entry.detail != ", ".join(parts):
        told.append(stopped_words(entry.detail) if entry.state is RunState.STOPPED else entry.detail)
    return f"{_title(entry)}, {how}, on {entry.device}" + (f": {'; '.join(told)}" if told else "")


def _title(entry: Entry) -> str:
    if entry.kind is RunKind.PULL:
        return {None: "Pull", True: "Pull of everything", False: "Pull of changes"}[entry.full]
    return _TITLES.get(entry.kind, entry.main.what)
