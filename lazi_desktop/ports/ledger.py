"""What the engine answers about the push ledger and about what pulls found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.pushed import Pushed
from lazi_desktop.ports.hub_runs import Pulled, PulledRow, PushRow


@dataclass(frozen=True, slots=True)
class PushesRead:
    """Pushes, the newest first; `older` where it continues an earlier answer. `error` where they could not be read."""

    pushes: Sequence[PushRow]
    older: bool = False
    error: LaziError | None = None


@dataclass(frozen=True, slots=True)
class PushResultsRead:
    run_id: UUID
    results: Sequence[Pushed]
    error: LaziError | None = None


@dataclass(frozen=True, slots=True)
class PulledCounted:
    """How much the runs of one pull found; None where that could not be read."""

    run_ids: tuple[UUID, ...]
    counts: Mapping[Pulled, int] | None
    error: LaziError | None = None


@dataclass(frozen=True, slots=True)
class PulledRead:
    """A page of it: `more` where there is still more after it."""

    run_ids: tuple[UUID, ...]
    what: Pulled
    skip: int
    rows: Sequence[PulledRow]
    more: bool = False
    error: LaziError | None = None
