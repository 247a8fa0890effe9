"""Runs as a person thinks of them: a pull of five kinds is one thing that happened. Nothing here knows Qt's models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_runs import RunRow

_CLOSE = timedelta(seconds=60)
"""Runs of one pull follow each other; two pulls are minutes apart."""

_KINDS: frozenset[str] = frozenset(EntityKind)


class RunKind(StrEnum):
    PULL = "pull"
    SWEEP = "sweep"
    LISTS = "lists"
    PUSH = "push"
    TEND = "tend"
    TWINS = "twins"
    OTHER = "other"


class RunState(StrEnum):
    """How a run stands, the most telling one first: an entry of several runs shows that."""

    RUNNING = "running"
    STOPPED = "stopped"  # by the tripwire
    FAILED = "failed"
    REFUSED = "refused"
    INTERRUPTED = "interrupted"
    CANCELLED = "cancelled"
    DONE = "done"


_RUN_KINDS = {kind.value: kind for kind in RunKind}
_STATES = {state.value: state for state in RunState}
_URGENCY = tuple(RunState)

PROBLEMS = frozenset((RunState.STOPPED, RunState.FAILED, RunState.REFUSED, RunState.INTERRUPTED))
FIELD_PROBLEMS = ("differs", "conflict", "failed", "needs_human", "twins")
"""Counts of a run that ended well and still needs somebody."""

RESUMED = "resumed"
QUIET = frozenset(("received", "unchanged", "read", "requests", RESUMED))
"""Counts that say how much was looked at and how often it was gone on with, not what came of it."""


def kind_of(what: str) -> RunKind:
    if what in _KINDS:
        return RunKind.PULL
    first = what.split(" ", 1)[0]
    return _RUN_KINDS.get(first, RunKind.OTHER)


def part_of(what: str) -> str:
    """What of it: the kind of a pull or a sweep, the name of a list; "" for the whole."""
    return what if what in _KINDS else what.partition(" ")[2]


def state_of(run: RunRow) -> RunState:
    """A state that this program does not know counts as a problem: better one look too many."""
    return _STATES.get(run.state, RunState.FAILED)


@dataclass(frozen=True)
class Entry:
    """One line of the page: the runs of one pull, of one push …, the first one first."""

    kind: RunKind
    runs: tuple[RunRow, ...]

    @property
    def key(self) -> UUID:
        return self.runs[0].run_id

    @property
    def by(self) -> str:
        return self.runs[0].by

    @property
    def device(self) -> str:
        return self.runs[0].device

    @property
    def started(self) -> datetime:
        return self.runs[0].started

    @cached_property
    def finished(self) -> datetime | None:
        ends = [run.finished for run in self.runs]
        return None if None in ends else max(end for end in ends if end is not None)

    @cached_property
    def full(self) -> bool | None:
        """None while nobody can tell: categories are always read whole and say nothing about the rest."""
        skus = [run.full for run in self.runs if part_of(run.what) != EntityKind.CATEGORY]
        return all(skus) if skus else None

    @property
    def is_sweep(self) -> bool:
        """A pull of everything, whoever asked for it."""
        return self.kind is RunKind.SWEEP or (self.kind is RunKind.PULL and bool(self.full))

    @cached_property
    def state(self) -> RunState:
        return min((state_of(run) for run in self.runs), key=_URGENCY.index)

    @cached_property
    def main(self) -> RunRow:
        """The run that stands for all: a push reads back in runs of its own."""
        return next((run for run in self.runs if run.what == self.kind), self.runs[0])

    @cached_property
    def counts(self) -> Mapping[str, int]:
        if self.kind is RunKind.PUSH and self.main.what == RunKind.PUSH:
            return self.main.counts
        total: Counter[str] = Counter()
        for run in self.runs:
            total.update(run.counts)
        return total

    @cached_property
    def detail(self) -> str:
        """Why it ended as it did."""
        told = [run.detail for run in self.runs if state_of(run) is self.state and run.detail]
        return told[-1] if told else next((run.detail for run in self.runs if run.detail), "")

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return tuple(part for run in self.runs if (part := part_of(run.what)))

    @property
    def is_problem(self) -> bool:
        return self.state in PROBLEMS or any(self.counts.get(name) for name in FIELD_PROBLEMS)

    @property
    def has_news(self) -> bool:
        """It changed something, or somebody should look at it, or it is under way."""
        return self.is_problem or self.state is not RunState.DONE or self.has_figures

    @property
    def has_figures(self) -> bool:
        return any(count for name, count in self.counts.items() if name not in QUIET)


def entries_of(runs: Iterable[RunRow]) -> list[Entry]:
    """The newest first."""
    groups: list[list[RunRow]] = []
    latest: dict[tuple[RunKind, str, str], list[RunRow]] = {}
    for run in sorted(runs, key=lambda run: (run.started, str(run.run_id))):
        line = (kind_of(run.what), run.by, run.device)
        group = latest.get(line)
        if group is not None and _belongs(run, group, line[0]):
            group.append(run)
        else:
            group = latest[line] = [run]
            groups.append(group)
    made = [Entry(kind_of(group[0].what), tuple(group)) for group in groups]
    return sorted(made, key=lambda entry: (entry.started, str(entry.key)), reverse=True)


def _belongs(run: RunRow, group: Sequence[RunRow], kind: RunKind) -> bool:
    if kind in (RunKind.OTHER, RunKind.TEND, RunKind.TWINS):
        return False
    if kind is RunKind.PUSH:
        if run.what == RunKind.PUSH:
            return False
    elif any(one.what == run.what for one in group):
        return False
    ends = [one.finished for one in group]
    if None in ends:
        return True
    return run.started - max(end for end in ends if end is not None) <= _CLOSE
