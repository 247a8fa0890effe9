"""The pull's side of the hub: what ServiceTitan has comes in, with the cursors that a next pull resumes from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Fields
from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.remote import ReferenceRow, RemoteEntity


@dataclass(frozen=True, slots=True)
class PullCursor:
    """Where the next pull of a kind resumes. `token` is opaque to the hub; `watermark` is ServiceTitan's time,
    `asked_at` the hub's when it was asked."""

    token: str | None
    watermark: datetime | None
    asked_at: datetime = field(compare=False)


@dataclass(frozen=True, slots=True)
class ListCursor:
    """Where the next pull of a reference list begins, by ServiceTitan's time; `refused` tells why the last got none."""

    watermark: datetime | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class IngestCounts:
    received: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    conflicts: int = 0
    cleared: int = 0

    def __add__(self, other: IngestCounts) -> IngestCounts:
        return IngestCounts(
            self.received + other.received,
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.conflicts + other.conflicts,
            self.cleared + other.cleared,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEnd:
    """Goes with a page's last lot and moves the cursor in the same transaction."""

    page: int
    token_before: str | None
    token_after: str | None
    watermark: datetime | None = None
    """Set with the last page of a run: where the next incremental pull begins."""
    sha256: bytes
    remote_ids: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Entities of ServiceTitan's that carry the same mark of ours: a create that was made more than once.

    `codes` are those of `remote_ids`, in the same order.
    """

    kind: EntityKind
    mark: str
    remote_ids: Sequence[int]
    codes: Sequence[str]
    since: datetime | None = None
    """When they were first seen; None while the hub does not know of them."""


class HubPull(Protocol):
    """What a pull brings in."""

    async def pull_cursor(self, kind: EntityKind) -> PullCursor: ...

    async def mirror_of(
        self, kind: EntityKind, remote_ids: Sequence[int], names: Sequence[str] = ()
    ) -> Mapping[int, Fields]:
        """These fields, or all, of those entities that are mirrored."""

    async def mirrored_count(self, kind: EntityKind) -> int: ...

    async def ingest(
        self,
        lease: Lease,
        run_id: UUID,
        entities: Sequence[RemoteEntity],
        *,
        kind: EntityKind,
        page_end: PageEnd | None = None,
    ) -> IngestCounts:
        """At most 500 entities. Raw payloads, mirror, overrides done or in conflict, feed and audit in one commit."""

    async def missing_after(self, run_id: UUID, kind: EntityKind, last_page: Sequence[int]) -> int:
        """How many mirrored entities none of the run's pages named, nor the last one, which is not taken in yet."""

    async def note_missing(self, lease: Lease, run_id: UUID, kind: EntityKind) -> Sequence[int]:
        """After a full run: notes which mirrored entities it did not name. Returns those that the full run before it
        did not name either, by remote id."""

    async def bury(self, lease: Lease, run_id: UUID, kind: EntityKind, remote_ids: Sequence[int]) -> int:
        """ServiceTitan does not have these any more: tombstones, and `delete_vs_edit` where one has overrides.

        Returns how many were alive until now.
        """

    async def list_cursors(self) -> Mapping[str, ListCursor]:
        """Of each reference list that was read or refused."""

    async def ingest_reference(
        self,
        lease: Lease,
        run_id: UUID,
        name: str,
        rows: Sequence[ReferenceRow],
        *,
        whole: bool = True,
        watermark: datetime | None = None,
    ) -> IngestCounts:
        """A reference list, or what has changed in it. Rows no longer in a whole one are marked as gone."""

    async def note_list_refused(self, lease: Lease, name: str, reason: str) -> None:
        """Until it is read again, `list_cursors` tells why it was not."""

    async def note_twins(
        self, lease: Lease, run_id: UUID, kinds: Collection[EntityKind], twins: Sequence[Twins]
    ) -> Sequence[Twins]:
        """All that there are of these kinds. Returns those nobody was told of; the run counts them as `twins`."""
