"""The workspace's side of the exchange with the hub."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from lazi_desktop.domain.digests import Digest
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes, Op, OpReceipt
from lazi_desktop.ports.engine import RefusedOp
from lazi_desktop.ports.hub_feed import FeedRow, ListedRow, ListMoment


@dataclass(frozen=True, slots=True)
class ReplicaState:
    epoch: UUID | None
    cursor: int
    group_at_cursor: UUID | None
    next_op_no: int
    acked_op_no: int
    heard: int = field(default=0, compare=False)
    """How far the hub has told that the feed is, read or not: with the last ops it acknowledged."""
    met: UUID | None = field(default=None, compare=False)
    """The epoch that the hub showed last, also where nothing of it was read yet."""
    acked_op_id: UUID | None = field(default=None, compare=False)
    """Of the op that has the number `acked_op_no`, where it is still kept."""
    restored: bool = False
    """The hub has begun another epoch, and the exchange is not in order again yet."""
    unproved: bool = False
    """Put together again from a copy, or another device goes on with it: not compared with the hub since."""
    offered_again: int = 0
    """How many ops the restored hub lacked and was offered once more."""
    lists_at: ListMoment | None = field(default=None, compare=False)
    """Up to when the hub's reference lists are here; None where none are."""
    lists_unproved: bool = field(default=False, compare=False)
    """They are from before a snapshot: the hub may have forgotten some."""
    hides_costs: bool = field(default=False, compare=False)
    """What is here came, or is coming, from a hub that left costs out."""
    traces: bool = field(default=False, compare=False)
    """Costs that were here before may still be in the file."""


RE_ENROLLED = "It was copied or restored and goes on as a new device. Every edit not yet shared is kept."
"""What a person is told when another device goes on with a workspace."""


class FeedGap(Exception):
    """The feed's rows do not follow the workspace's cursor: read them again, and if that does not help, a snapshot."""

    def __init__(self, cursor: int, found: int) -> None:
        super().__init__(f"row {found} does not follow {cursor}")
        self.cursor = cursor
        self.found = found


class Replica(Protocol):
    """The workspace's side of the exchange with the hub. Runs on the store's thread like every write."""

    def state(self) -> ReplicaState: ...

    def unsent(self, limit: int) -> Sequence[Op]:
        """Ops that the hub has not acknowledged, oldest first: whole txns, at least one, about `limit` ops."""

    def acknowledge(self, receipts: Sequence[OpReceipt]) -> Changes:
        """Stores the outcomes. What the hub did not take is no longer shown, and stays in the ledger."""

    def refused(self, receipts: Sequence[OpReceipt]) -> Sequence[RefusedOp]:
        """Those of the receipts that refuse an op, with what the ledger keeps of it."""

    def re_enrol(self, device_id: UUID) -> None:
        """Another device goes on with this workspace: its first op is the first that was not acknowledged."""

    def op_at(self, op_no: int) -> UUID | None:
        """The op of this device that has this number, where it is still kept."""

    def rewind_to(self, op_no: int) -> None:
        """The hub lost ops after `op_no`: offer them again."""

    def past_ops(self, after: UUID | None, limit: int) -> Sequence[UUID]:
        """Ids of ops that an earlier device of this workspace had acknowledged and that are still kept, in their order;
        those after `after`. None that was refused: its person was told, and may have done otherwise."""

    def offer_again(self, op_ids: Sequence[UUID]) -> Changes:
        """The hub lost these ops of an earlier device: this one offers them, at the end of its own and as they were."""

    def recovered(self) -> None:
        """What there is was compared with the hub: it is neither `restored` nor `unproved` any more."""

    def put_lists(self, rows: Sequence[ListedRow], at: ListMoment | None, *, whole: bool) -> Changes:
        """The reference lists as of `at`: what has changed, or, `whole`, everything that is in them. None: no list."""

    def prune(self, durable_seq: int, at: datetime) -> int:
        """Forgets ops acknowledged more than 30 days ago that the hub's backup covers. Returns how many.

        `at` is now by the hub's clock: this computer's may have been wrong at either end of the 30 days.
        """

    def digest(self, kind: EntityKind) -> Digest:
        """Of the mirror, to compare with the hub's."""

    def refresh(
        self, kind: EntityKind, buckets: Sequence[int], rows: Sequence[FeedRow], at_seq: int
    ) -> Changes:
        """These buckets hold exactly these mirror rows as of `at_seq`; what the feed has changed since stays."""

    def apply_feed(self, rows: Sequence[FeedRow]) -> Changes:
        """Applies whole groups, each with the cursor in one transaction. Rows already applied change nothing.

        Raises:
            FeedGap: a row is missing; nothing was applied.
        """

    def begin_snapshot(self, epoch: UUID) -> None: ...

    def note_sight(self, *, hides_costs: bool) -> None:
        """Whether the hub leaves costs out of the snapshot that has begun, and of what follows it."""

    def wipe_traces(self) -> bool:
        """What was deleted is nowhere in the files any more. False where that has to wait."""

    def foresee(self, rows: Sequence[FeedRow]) -> None:
        """The next rows of a snapshot, while earlier ones are applied. From any thread; the same list comes again."""

    def leave_snapshot(self) -> None:
        """No more rows of it come, whether or not it is whole: lets go of what a large filling needs."""

    def apply_snapshot(self, rows: Sequence[FeedRow]) -> None: ...

    def end_snapshot(self, epoch: UUID, at_seq: int, group: UUID | None) -> Changes:
        """Drops what the snapshot did not name; from here the feed is followed after `at_seq`, a row of `group`."""
