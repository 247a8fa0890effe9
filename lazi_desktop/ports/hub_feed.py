"""The desktops' side of the hub: their ops go up; the feed, snapshots and reference lists come down."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol
from uuid import UUID

from lazi_desktop.domain.digests import Digest
from lazi_desktop.domain.errors import HubRefused
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Op, OpReceipt
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.domain.values import Value


class OpGap(Exception):
    """The hub has fewer ops of this device than it believes: send again from `hub_has` + 1."""

    def __init__(self, hub_has: int) -> None:
        super().__init__(f"the hub has ops up to {hub_has}")
        self.hub_has = hub_has


class FeedReplaced(Exception):
    """The hub has another row where the last one was read: it was restored meanwhile, and the feed went another way."""

    def __init__(self, cursor: int) -> None:
        super().__init__(f"row {cursor} is another by now")
        self.cursor = cursor


class DeviceCopied(HubRefused):
    """The hub has other ops under this device's numbers: the profile was copied, or restored from a backup."""


class FeedKind(StrEnum):
    MIRROR = "mirror"  # payload: {kind, remote_id, modified_on, fields}, the entity's whole new mirror
    OVERRIDE = "override"  # payload: {kind, value, base, by, at, op_id, state, detail, change_set}; None when cleared
    CONFLICT = "conflict"  # payload: HubConflict's members and `theirs_by`; `field` set
    TOMBSTONE = "tombstone"  # payload: {kind, reason, replaced_by}; a later MIRROR or CREATED takes it back
    CREATED = "created"  # payload: {kind}: made here, not in ServiceTitan yet; a MIRROR follows when it is
    CHANGE_SET = "change_set"  # of the change-set `entity_key`; payload: {message, state, by, at}
    PROPOSAL = "proposal"  # payload: {op_id, entity_kind, seen, value, change_set, by, at, state, reason, answered_by}
    KIT_PART = "kit_part"  # of the part `entity_key`; payload: {kind, kit, fields, clashes, by, at}: the part as it is
    HABIT = "habit"  # of no entity; `field` set, payload: {entity_kind, what, sent, found, seen, last}


class Burial(StrEnum):
    """Why an entity is gone: the `reason` of a tombstone."""

    GONE = "gone"  # ServiceTitan does not have it any more
    DISCARDED = "discarded"  # made here, and thrown away before ServiceTitan ever had it
    ADOPTED = "adopted"  # it is the same as `replaced_by`, under whose key it lives on


@dataclass(frozen=True, slots=True)
class FeedRow:
    seq: int
    group: UUID
    group_last: bool
    kind: FeedKind | str
    """Text where this version does not know the kind."""
    entity_key: EntityKey
    field: str
    payload: Mapping[str, Value] | None
    op_id: UUID | None
    fields_text: str = ""
    """A mirror's `fields` as JSON, in place of those in `payload`: a snapshot's rows are many, and stored as text."""
    unreadable: str = ""
    """Why there is no payload, where there should be one: the row is set aside, and those beside it count."""


class ListMoment(NamedTuple):
    """When a row of a reference list changed, and the run that brought it.

    A restored hub whose clock is behind may give the moment of a lost change to another.
    """

    at: datetime
    run: UUID


@dataclass(frozen=True, slots=True)
class HubState:
    """Where the feed stands. `last_op_no` is how far the hub has this device's ops.

    `group_at` is the group of the feed row at the cursor that was asked about, None where there is no such row.
    Up to `durable_seq` the hub is in a verified backup. `server_time` is the hub's clock, to show by, and to count the
    days after which shared ops may be forgotten.
    """

    epoch: UUID
    feed_seq: int
    feed_floor: int
    last_op_no: int
    level: str
    group_at: UUID | None = None
    durable_seq: int = 0
    server_time: datetime | None = field(default=None, compare=False)
    last_op_id: UUID | None = field(default=None, compare=False)
    """Of the op that has the number `last_op_no`; None where it came under another device's name too."""
    me: str = field(default="", compare=False)
    """The name under which this login's edits are shown."""
    lists_at: ListMoment | None = field(default=None, compare=False)
    """When a reference list changed last."""
    team: TeamSettings = field(default_factory=TeamSettings)
    """What holds for everybody in the tenant."""
    owes_password: bool = False

    def may_lack(self, epoch: UUID, feed_seq: int, group: UUID | None) -> bool:
        """Whether a hub that is known to have been in `epoch`, with a feed up to `feed_seq` and `group` at the cursor
        that was asked about, may have gone back since. Of another epoch it knows itself how it came there."""
        another_group = None not in (self.group_at, group) and self.group_at != group
        return self.epoch != epoch or self.feed_seq < feed_seq or another_group

    @property
    def hides_costs(self) -> bool:
        """From this login: what the hub hands out has none in it."""
        return self.team.hides_costs_from(self.level)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """A row of the reference list `name`; `gone` is one that is no longer in it. `payload` is canonical JSON.

    Each change has a moment `at` of its own.
    """

    name: str
    remote_id: int
    title: str
    active: bool
    payload: str
    gone: bool
    at: ListMoment


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotPage:
    """Part of the hub's present state, for a workspace that starts anew: rows shaped like feed rows, without order.

    `at_seq` is where the feed stood when the snapshot began, `group` the group of its row there.
    """

    rows: Sequence[FeedRow]
    at_seq: int
    group: UUID | None = None


class HubFeed(Protocol):
    """What a desktop asks of the hub."""

    async def state(self, cursor: int = 0) -> HubState:
        """`cursor` asks along which group the feed's row there belongs to."""

    async def apply_ops(self, ops: Sequence[Op], follows: UUID | None = None) -> Sequence[OpReceipt]:
        """Idempotent by op id. Whole txns only; a txn larger than a batch is staged and applied in one call.

        `follows` is the op before the first of them, where it is known.

        Raises:
            OpGap: the hub misses earlier ops of this device.
            DeviceCopied: other ops have these numbers, or another one the number of `follows`.
        """

    async def feed_after(
        self, cursor: int, limit: int = 1000, group: UUID | None = None
    ) -> Sequence[FeedRow]:
        """Rows `cursor`+1 … in order, cut at the end of a group; reads on if one group is larger than `limit`.

        `group` is that of the row at `cursor`, where it is known.

        Raises:
            FeedReplaced: the row at `cursor` is of another group.
        """

    def snapshot(self) -> AsyncIterator[SnapshotPage]:
        """Mirror, what was made here, tombstones, overrides, open conflicts, change-sets, proposals and habits, in this
        order.

        What is buried has a mirror row only where overrides or conflicts show it.

        Raises:
            HubUnavailable: at the end too, where the server is another one by then, with perhaps another past.
        """

    async def wait_for_feed(self, seconds: float) -> None:
        """Returns when the feed may have moved, or after `seconds`; a hint, never a promise."""

    async def note_cursor(self, epoch: UUID, cursor: int) -> None: ...

    async def listed_rows(self, since: datetime | None = None) -> Sequence[ListedRow]:
        """What has changed in the reference lists since then, that moment included; without it all that is there."""

    async def report_rollback(self, *, epoch: UUID, cursor: int, group: UUID | None, acked: int) -> None:
        """This hub was restored from a backup: it lacks what this device knows it had, or the epoch it knew, `epoch`.

        The hub checks that, begins another epoch, marks everything under way as ambiguous, holds creates for 300 s and
        fences all leases. Does nothing where it has left `epoch`: somebody reported it already.
        """

    async def lacking(self, op_ids: Sequence[UUID]) -> Sequence[UUID]:
        """Those of the ops that the hub does not have, in the order given."""

    async def digest(self, kind: EntityKind) -> Digest:
        """Of the mirror, at one place of the feed; what is buried is not in it."""

    def snapshot_of(self, kind: EntityKind, buckets: Sequence[int]) -> AsyncIterator[SnapshotPage]:
        """Mirror rows of these buckets only (`domain.digests.bucket_of`)."""
