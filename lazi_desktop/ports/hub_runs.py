"""The runs of the engine, on whichever machine: begun and ended under a lease, read by whoever looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pushed import Pushed, Result
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_pull import IngestCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One run of the engine, on whichever machine: a pull of one kind, a reference list, a push, a piece of upkeep.

    `counts` are numbers by name: an ingest's for a pull, `verified`, `differs`, `failed`, … for a push. `resumed`: how
    often it was gone on with after it had been cut short; what came in before is counted in.
    """

    run_id: UUID
    what: str
    full: bool
    by: str
    device: str
    started: datetime
    finished: datetime | None
    state: str
    """"running", "done", "failed", "cancelled", "stopped" (by the tripwire), "refused" or "interrupted"."""
    counts: Mapping[str, int]
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """One request that was to change something in ServiceTitan."""

    attempt_id: UUID
    entity_key: EntityKey
    entity_kind: EntityKind
    code: str
    name: str
    path: str
    fields: Mapping[str, Value]
    sent: datetime
    finished: datetime | None
    outcome: str
    """"applied", "ambiguous", "rejected", or "" while nobody knows."""
    status: int | None
    detail: str
    settled: Result = Result.WAITING
    """What reading back showed of all that it sent, in this push or a later one: the worst of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushRow:
    """A push and what it comes to. `results` counts fields by `domain.pushed.Result`."""

    run: RunRow
    skus: int
    fields: int
    requests: int
    results: Mapping[str, int]
    change_sets: Sequence[UUID]


FAILED = (Result.DIFFERS, Result.REJECTED, Result.CONFLICT)
"""What a field comes to that a push did not bring there."""


class Pulled(StrEnum):
    """What a pull can have found."""

    ADDED = "added"
    CHANGED = "changed"
    DEACTIVATED = "deactivated"  # of those that changed
    VANISHED = "vanished"
    CONFLICTS = "conflicts"
    SET_BACK = "set_back"  # a push had proved it, and ServiceTitan has what was there before


@dataclass(frozen=True, slots=True, kw_only=True)
class PulledRow:
    """An entity that a pull found something of. `before` and `after` hold values by field; of a conflict, ours and
    ServiceTitan's."""

    entity_key: EntityKey
    entity_kind: EntityKind
    code: str
    name: str
    before: Fields
    after: Fields
    pushed_at: datetime | None = None
    """Of what was set back: when it was pushed."""


class HubRuns(Protocol):
    """Runs as they are noted, and as they are read."""

    async def begin_run(self, lease: Lease, *, what: str, full: bool) -> UUID:
        """`what` is a kind, for a pull, or names what else is done: "lists …", "tend", "push".

        What `intend` notes while a run named "push" goes on under this lease belongs to that run.
        """

    async def end_run(
        self, lease: Lease, run_id: UUID, *, state: str, counts: IngestCounts | Mapping[str, int], detail: str
    ) -> None: ...

    async def runs(self, *, before: datetime | None = None, limit: int = 100) -> Sequence[RunRow]:
        """The newest first. Who is `alone` sees at once that what this device did before it started is dead."""

    async def last_pulls(self) -> Sequence[RunRow]:
        """Of each kind the last run that came to its end or that the tripwire stopped: the last word about it."""

    async def attempts(self, run_id: UUID) -> Sequence[AttemptRow]:
        """What a push sent, in order."""

    async def pushes(self, *, before: datetime | None = None, limit: int = 100) -> Sequence[PushRow]:
        """The newest first, as far back as there are any."""

    async def push_results(
        self, run_id: UUID, *, only_failed: bool = False, limit: int | None = None
    ) -> Sequence[Pushed]:
        """What became of each field that a push was to send, by code and field.

        `only_failed`: those that did not arrive as they were sent; what still waits is none of them.
        """

    async def pulled_counts(self, run_ids: Sequence[UUID]) -> Mapping[Pulled, int]:
        """How much the runs of one pull found."""

    async def pulled(
        self, run_ids: Sequence[UUID], what: Pulled, *, skip: int = 0, limit: int = 200
    ) -> Sequence[PulledRow]:
        """A page of it, in the order it was found; at most 500 rows."""
