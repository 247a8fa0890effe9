"""Looking at a tenant as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.ports.hub_pull import Twins
from lazi_desktop.ports.overrides import HubConflict


@dataclass(frozen=True, slots=True)
class HubCounts:
    mirrored: Mapping[str, int]
    pending_fields: int
    pending_entities: int
    submitted_entities: int
    open_conflicts: int
    needs_human: int
    last_pull: datetime | None
    """When all kinds were last read, those aside that ServiceTitan does not allow."""
    last_push: datetime | None
    syncing_on: str
    """The label of the device that holds the lease, or ""."""
    open_proposals: int = 0
    """That nobody has answered, by whoever asked."""


class HubLook(Protocol):
    """What there is, and what waits for somebody."""

    async def history(
        self, key: EntityKey, *, before: int | None = None, limit: int = 100
    ) -> Sequence[Recorded]:
        """What happened to an entity, the newest first; with `before`, what came before that number. At most 500."""

    async def kit_history(
        self, kit: KitId, *, before: int | None = None, limit: int = 100
    ) -> Sequence[Recorded]:
        """What happened to any part of a kit; else as `history`."""

    async def counts(self) -> HubCounts: ...

    async def twins(self) -> Sequence[Twins]:
        """As the newest look found them."""

    async def open_conflicts(self) -> Sequence[HubConflict]: ...
