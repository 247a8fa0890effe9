"""The workspace: what this person sees and edits, offline too.

Writes happen on one thread through `Workspace`; reads through `PricebookQueries`, from any thread.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

from lazi_desktop.domain.digests import Digest
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import Changes, Op, OpDraft, OpReceipt
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.engine import RefusedOp
from lazi_desktop.ports.hub import FeedRow, ListedRow, OverrideState
from lazi_desktop.ports.sku_query import Facet, SkuFlag, SkuQuery

T = TypeVar("T")

Step = Callable[[int, int], None]
"""Told now and then how much of something long is done, of how much; raises Cancelled where a person wants no more."""

# ---------------------------------------------------------------------------------------------- what a person sees


class SkuState(StrEnum):
    """The chip on a row, the most urgent one first."""

    GONE = "gone"  # ServiceTitan deleted it; it is shown while something of ours hangs on it
    CONFLICT = "conflict"
    FAILED = "failed"
    DIFFERS = "differs"
    SUBMITTED = "submitted"
    PENDING = "pending"
    PUSHED = "pushed"  # verified by the last push
    NEW = "new"
    NONE = ""


@dataclass(frozen=True, slots=True)
class CategoryNode:
    """A category of a tree. `sku_count` counts distinct SKUs in it and below."""

    key: EntityKey
    remote_id: int | None
    parent_key: EntityKey | None
    tree: Tree
    name: str
    position: int
    active: bool
    sku_count: int
    state: SkuState
    image: str = ""
    """Where ServiceTitan keeps its picture; "" without one."""


@dataclass(frozen=True, slots=True)
class SkuRow:
    """One line of the grid: effective values. `changed` names the fields that differ from ServiceTitan here.

    `number` is the row's number in the workspace: stable, and what an index (`PricebookQueries.find`) lists.
    """

    number: int
    key: EntityKey
    kind: EntityKind
    remote_id: int | None
    code: str
    name: str
    cost: Decimal | None
    price: Decimal | None
    member_price: Decimal | None
    add_on_price: Decimal | None
    unit: str
    vendor_part: str
    hours: Decimal | None
    taxable: bool | None
    active: bool
    state: SkuState
    changed: frozenset[str]
    more: Fields = field(default_factory=dict, compare=False)
    """Effective values of the other fields that were asked for, those that its kind has."""

    @property
    def margin(self) -> Decimal | None:
        """Share of the price that is not cost, 0.375 for 37.5 %; None without both."""
        if not self.price or self.cost is None:
            return None
        return (self.price - self.cost) / self.price


@dataclass(frozen=True, slots=True)
class OverriddenField:
    """Our value of a field, whether the hub has it already or not."""

    value: Value
    base: Value
    by: str
    at: str
    state: OverrideState
    detail: str = ""
    op_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class EntityDetail:
    """Everything about one entity. `mirror` and `effective` hold canonical values by field name."""

    key: EntityKey
    kind: EntityKind
    remote_id: int | None
    mirror: Fields
    effective: Fields
    overrides: Mapping[str, OverriddenField]
    conflicts: Mapping[str, UUID]
    categories: Sequence[CategoryRef]
    gone: bool = False
    """ServiceTitan deleted it; it is shown while something of ours hangs on it."""
    kept: Mapping[str, OverriddenField] = field(default_factory=dict)
    """Fields of our own that say something. They wait for nothing and are none of the `overrides`."""

    def has_ours(self, name: str) -> bool:
        """Whether a value of ours stands there, of whichever kind of field."""
        return name in self.overrides or name in self.kept


@dataclass(frozen=True, slots=True)
class CategoryRef:
    """A category that a SKU hangs in; `path` from the root, without the tree's name."""

    key: EntityKey
    remote_id: int | None
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PendingChange:
    entity_key: EntityKey
    entity_kind: EntityKind
    code: str
    name: str
    field: str
    theirs: Value
    ours: Value
    by: str
    at: str
    op_id: UUID
    state: OverrideState
    detail: str = ""
    creates: bool = False
    """ServiceTitan does not have the entity yet: sending this makes it."""


@dataclass(frozen=True, slots=True)
class ConflictView:
    """An open conflict. `base` is the value we started from, `theirs` what is there now."""

    conflict_id: UUID
    entity_key: EntityKey
    entity_kind: EntityKind
    code: str
    name: str
    field: str
    kind: str
    base: Value
    ours: Value
    theirs: Value
    by: str
    at: str
    theirs_exists: bool = True
    mine: bool = False
    """`ours` was edited on this desktop."""
    standing: bool = False
    """`ours` is in effect, over a value of ServiceTitan's that nobody here saw."""


@dataclass(frozen=True, slots=True)
class WorkspaceCounts:
    skus: Mapping[EntityKind, int]
    categories: int
    pending_fields: int
    pending_entities: int
    conflicts: int
    unsent_ops: int
    """Edits that the hub does not have yet."""
    uncategorised: Mapping[Tree, int] = field(default_factory=dict)
    """SKUs that hang in no category."""


@dataclass(frozen=True, slots=True)
class ColumnSums:
    """`rows` have been summed up, `filled` of them have a number in the column. `margin` is of all prices and costs
    together, not of what is missing; `changed` cells of any column differ from ServiceTitan here."""

    rows: int
    filled: int
    total: Decimal | None
    margin: Decimal | None
    changed: int

    @property
    def average(self) -> Decimal | None:
        return None if self.total is None or not self.filled else self.total / self.filled


@dataclass(frozen=True, slots=True)
class Usage:
    """`user` names the entity in `field`; with `quantity` where it is a link that has one."""

    user: EntityKey
    kind: EntityKind
    code: str
    name: str
    active: bool
    field: str
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """A row of a reference list. `payload` is ServiceTitan's, canonical."""

    remote_id: int
    name: str
    active: bool
    payload: Fields


class FindInterrupted(Exception):
    """`PricebookQueries.interrupt` ended a search that may be ended; a newer one is under way."""


class PricebookQueries(Protocol):
    """Reads of the workspace. Each call sees one committed state; safe from any thread; answers in milliseconds."""

    def categories(self, tree: Tree) -> Sequence[CategoryNode]:
        """In tree order: parents before children, siblings by position, then name."""

    def find(self, query: SkuQuery, *, limit: int | None = None, interruptible: bool = False) -> array[int]:
        """Row numbers of all SKUs that match, in order. With `limit`, only the first so many, and faster.

        Raises:
            FindInterrupted: by `interrupt`, only where it is `interruptible`.
        """

    def interrupt(self) -> None:
        """Ends what is running now and is interruptible; their threads raise FindInterrupted."""

    def rows(self, numbers: Sequence[int], fields: Sequence[str] = ()) -> Sequence[SkuRow]:
        """In the order asked; numbers that no longer exist are left out. `fields` come along in `SkuRow.more`."""

    def rows_of(self, keys: Sequence[EntityKey], fields: Sequence[str] = ()) -> Sequence[SkuRow]: ...

    def rows_by_code(self, codes: Sequence[str]) -> Mapping[str, Sequence[SkuRow]]:
        """Of both trees, active or not, by the codes as given; case and spaces around them do not count."""

    def rows_by_reference(
        self, kind: EntityKind, references: Sequence[int | str]
    ) -> Mapping[int | str, SkuRow]:
        """SKUs of a kind as values name them: by ServiceTitan's number or by our key."""

    def facets(self, query: SkuQuery, column: str, *, limit: int = 200) -> Sequence[Facet]:
        """The values of a column among the rows that match all but the filters on that very column; most rows first."""

    def flag_counts(self, query: SkuQuery) -> Mapping[SkuFlag, int]:
        """How many rows each flag would leave of those that match all but the flags. Always interruptible."""

    def sums(self, numbers: Sequence[int], column: str) -> ColumnSums:
        """What the rows come to, however many they are."""

    def where_used(self, key: EntityKey) -> Sequence[Usage]:
        """What names this entity: SKUs that link it, SKUs and categories below a category."""

    def reference_rows(self, name: str) -> Sequence[ReferenceEntry]:
        """A reference list of ServiceTitan's (`domain.list_titles`), as far as the team's database has it."""

    def detail(self, key: EntityKey) -> EntityDetail | None: ...

    def own_history(self, key: EntityKey) -> Sequence[Recorded]:
        """What was done to the entity at this desktop, as far as its ledger goes back; the newest first."""

    def pending(self, *, limit: int | None = None) -> Sequence[PendingChange]: ...

    def conflicts(self) -> Sequence[ConflictView]: ...

    def counts(self) -> WorkspaceCounts: ...

    def undo_labels(self) -> tuple[str, str]:
        """What undo and redo would do, "" where there is nothing."""

    def close(self) -> None: ...


# ---------------------------------------------------------------------------------------------------- what is edited


@dataclass(frozen=True, slots=True)
class UndoStep:
    """One action that can be undone. `ops` are what it recorded, in order."""

    txn_id: UUID
    label: str
    ops: Sequence[OpDraft]


@dataclass(frozen=True, slots=True)
class EntityValues:
    """Some fields of an entity: ServiceTitan's, what people see, and in which of them a value of ours stands."""

    key: EntityKey
    kind: EntityKind
    remote_id: int | None
    mirror: Fields
    effective: Fields
    ours: frozenset[str]

    def has_ours(self, name: str) -> bool:
        return name in self.ours


class UnitOfWork(Protocol):
    """One transaction on the workspace, open inside `Workspace.unit_of_work()`; it commits when the block ends well."""

    def detail(self, key: EntityKey) -> EntityDetail:
        """Raises NoLongerThere for an unknown entity."""

    def details(self, keys: Sequence[EntityKey]) -> Mapping[EntityKey, EntityDetail]: ...

    def values(self, keys: Collection[EntityKey], names: Collection[str]) -> Mapping[EntityKey, EntityValues]:
        """These fields of those entities that exist: for many at once, where `details` would read far more."""

    def conflict(self, conflict_id: UUID) -> ConflictView:
        """Raises KeyError when it is not open."""

    def pending(self) -> Sequence[PendingChange]: ...

    def new_key(self) -> EntityKey:
        """For an entity that is about to be made."""

    def record(
        self, drafts: Sequence[OpDraft], *, label: str, undoable: bool = True, step: Step | None = None
    ) -> Changes:
        """Appends the drafts to the ledger as one txn, renews the rows they touch and, if `undoable`, the undo list."""

    def next_undo(self) -> UndoStep | None: ...

    def next_redo(self) -> UndoStep | None: ...

    def mark_undone(self, step: UndoStep) -> None:
        """The step moves to the redo list. Called with the undoing ops recorded as not undoable."""

    def mark_redone(self, step: UndoStep) -> None: ...


class Workspace(Protocol):
    """The one writer. All methods run on the store's thread; callers elsewhere hand them to it."""

    def unit_of_work(self) -> AbstractContextManager[UnitOfWork]: ...


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
    left: frozenset[UUID] = field(default=frozenset(), compare=False)
    """Epochs that the hub showed before that one."""
    restored: bool = False
    """The hub has begun another epoch, and the exchange is not in order again yet."""
    unproved: bool = False
    """The file was put together again from a copy: not compared with the hub since."""
    offered_again: int = 0
    """How many ops the restored hub lacked and was offered once more."""
    lists_at: datetime | None = field(default=None, compare=False)
    """Up to when the hub's reference lists are here."""


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

    def rewind_to(self, op_no: int) -> None:
        """The hub lost ops after `op_no`: offer them again."""

    def past_ops(self, after: UUID | None, limit: int) -> Sequence[UUID]:
        """Ids of ops that an earlier device of this workspace had acknowledged and that are still kept, in their order;
        those after `after`."""

    def offer_again(self, op_ids: Sequence[UUID]) -> Changes:
        """The hub lost these ops of an earlier device: this one offers them, at the end of its own and as they were."""

    def recovered(self) -> None:
        """What there is was compared with the hub: it is neither `restored` nor `unproved` any more."""

    def put_lists(self, rows: Sequence[ListedRow], at: datetime, *, whole: bool) -> None:
        """The reference lists as of `at`: what has changed, or, `whole`, everything that is in them."""

    def prune(self, durable_seq: int) -> int:
        """Forgets ops acknowledged more than 30 days ago that the hub's backup covers. Returns how many."""

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

    def foresee(self, rows: Sequence[FeedRow]) -> None:
        """The next rows of a snapshot, while earlier ones are applied. From any thread; the same list comes again."""

    def leave_snapshot(self) -> None:
        """No more rows of it come, whether or not it is whole: lets go of what a large filling needs."""

    def apply_snapshot(self, rows: Sequence[FeedRow]) -> None: ...

    def end_snapshot(self, epoch: UUID, at_seq: int, group: UUID | None) -> Changes:
        """Drops what the snapshot did not name; from here the feed is followed after `at_seq`, a row of `group`."""


class WriterThread(Protocol):
    """Runs work on the store's thread, one after the other; `submit` may be called from anywhere."""

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """The future is done when the work returned, committed or raised."""
