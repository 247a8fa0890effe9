"""The hub as the sync engine sees it. Every method is one transaction, decided by the database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from lazi_desktop.domain.conflict_rules import ConflictRule
from lazi_desktop.domain.digests import Digest
from lazi_desktop.domain.errors import HubRefused
from lazi_desktop.domain.history import Recorded
from lazi_desktop.domain.keys import EntityKey, TenantId
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.ops import Op, OpReceipt
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.remote import ReferenceRow, RemoteEntity
from lazi_desktop.ports.saved_views import SavedView


class OpGap(Exception):
    """The hub has fewer ops of this device than it believes: send again from `hub_has` + 1."""

    def __init__(self, hub_has: int) -> None:
        super().__init__(f"the hub has ops up to {hub_has}")
        self.hub_has = hub_has


class DeviceCopied(HubRefused):
    """The hub has other ops under this device's numbers: the profile was copied, or restored from a backup."""


EDITING_LEVELS = frozenset(("manager", "admin"))
"""Who may change the pricebook. The hub decides; the window only says it beforehand."""


class Withdrawn(Exception):
    """The person took the change back between the claim and the sending."""


class FeedKind(StrEnum):
    MIRROR = "mirror"  # payload: {kind, remote_id, modified_on, fields}, the entity's whole new mirror
    OVERRIDE = "override"  # payload: {kind, value, base, by, at, op_id, state, detail}; None when cleared
    CONFLICT = "conflict"  # payload: HubConflict's members and `theirs_by`; `field` set
    TOMBSTONE = "tombstone"  # payload: {kind, reason, replaced_by}; a later MIRROR or CREATED takes it back
    CREATED = "created"  # payload: {kind}: made here, not in ServiceTitan yet; a MIRROR follows when it is


class Burial(StrEnum):
    """Why an entity is gone: the `reason` of a tombstone."""

    GONE = "gone"  # ServiceTitan does not have it any more
    DISCARDED = "discarded"  # made here, and thrown away before ServiceTitan ever had it
    ADOPTED = "adopted"  # it is the same as `replaced_by`, under whose key it lives on


class OverrideState(StrEnum):
    PENDING = "pending"
    SUBMITTED = "submitted"
    DIFFERS = "differs"  # sent, answered, and not what reading back shows
    FAILED = "failed"  # ServiceTitan said no; `detail` has its words
    KEPT = "kept"  # of a field of our own: shared with the team, and nothing to send


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


@dataclass(frozen=True, slots=True)
class HubState:
    """Where the feed stands. `last_op_no` is how far the hub has this device's ops.

    `group_at` is the group of the feed row at the cursor that was asked about, None where there is no such row.
    Up to `durable_seq` the hub is in a verified backup. `server_time` is the hub's clock, to show by and no more.
    """

    epoch: UUID
    feed_seq: int
    feed_floor: int
    last_op_no: int
    level: str
    group_at: UUID | None = None
    durable_seq: int = 0
    server_time: datetime | None = field(default=None, compare=False)
    lists_at: datetime | None = field(default=None, compare=False)
    """When a reference list changed last."""


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
    at: datetime


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to talk to ServiceTitan for one tenant. The hub's clock decides; `token` fences every write."""

    name: str
    token: int
    seconds: float


@dataclass(frozen=True, slots=True)
class PullCursor:
    """Where the next pull of a kind resumes. `token` is opaque to the hub; `watermark` is ServiceTitan's time,
    `asked_at` the hub's when it was asked."""

    token: str | None
    watermark: datetime | None
    asked_at: datetime = field(compare=False)


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
class OverrideRow:
    entity_key: EntityKey
    entity_kind: EntityKind
    remote_id: int | None
    code: str
    name: str
    field: str
    value: Value
    base: Value
    mirror: Value
    by: str
    at: datetime
    op_id: UUID
    state: OverrideState
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HubConflict:
    conflict_id: UUID
    entity_key: EntityKey
    entity_kind: EntityKind
    field: str
    kind: str
    base: Value
    ours: Value
    theirs: Value
    state: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PushField:
    """One submitted field, frozen when the job was claimed."""

    field: str
    value: Value
    base: Value
    op_id: UUID
    may_send: bool = True
    """False for what was sent once without an answer and was taken back or changed since: only looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushJob:
    job_id: UUID
    entity_key: EntityKey
    entity_kind: EntityKind
    remote_id: int | None
    """None for what ServiceTitan does not have yet: the job creates it."""
    code: str
    name: str
    fields: Sequence[PushField]
    attempt: int
    state: str
    """"claimed", or "ambiguous": sent once with no answer seen, to be settled by reading back."""
    perhaps_made: bool = False
    """Of a create: the hub went back to an earlier state, so it does not know whether it was sent before."""
    chosen: int | None = None
    """Of a create: a person says that it became this one,"""
    dismissed: frozenset[int] = frozenset()
    """or that it became none of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entity of ServiceTitan's that a create may have become."""

    remote_id: int
    code: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateQuestion:
    """Which of those found a create became; only a person can tell. `detail` says how it came to that."""

    question_id: UUID
    entity_key: EntityKey
    entity_kind: EntityKind
    code: str
    name: str
    found: Sequence[Candidate]
    detail: str
    asked: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What reading back showed of one field. `found` is the value that is there."""

    field: str
    op_id: UUID
    result: ReadBack
    found: Value
    detail: str = ""


class JobEnd(StrEnum):
    """Why a claimed job goes no further for now."""

    RETRY = "retry"  # never left the house: try again after `not_before` seconds
    BLOCKED = "blocked"  # every field waits for a conflict
    NEEDS_HUMAN = "needs_human"
    IN_DOUBT = "in_doubt"  # like that, about what was `perhaps_made`: who submits it again has been told


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One run of the engine, on whichever machine: a pull of one kind, a reference list, a push, a piece of upkeep.

    `counts` are numbers by name: an ingest's for a pull, `verified`, `differs`, `failed`, … for a push.
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


@dataclass(frozen=True, slots=True)
class Drawn:
    """A share of the tenant's request budget: so many requests now, or none for `wait` seconds."""

    granted: int
    wait: float


class Budget(Protocol):
    """The request budget of a tenant. Every hub is one."""

    async def draw(self, wanted: int) -> Drawn: ...

    async def slow_down(self, seconds: float) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotPage:
    """Part of the hub's present state, for a workspace that starts anew: rows shaped like feed rows, without order."""

    rows: Sequence[FeedRow]
    at_seq: int


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


class Hub(Protocol):
    """One tenant of the hub, seen through one person's login.

    Raises HubUnavailable, HubRefused, HubSchemaMismatch; LeaseLost where a token no longer counts.
    """

    tenant_id: TenantId

    async def state(self, cursor: int = 0) -> HubState:
        """`cursor` asks along which group the feed's row there belongs to."""

    # desktops
    async def apply_ops(self, ops: Sequence[Op]) -> Sequence[OpReceipt]:
        """Idempotent by op id. Whole txns only; a txn larger than a batch is staged and applied in one call.

        Raises:
            OpGap: the hub misses earlier ops of this device.
        """

    async def feed_after(self, cursor: int, limit: int = 1000) -> Sequence[FeedRow]:
        """Rows `cursor`+1 … in order, cut at the end of a group; reads on if one group is larger than `limit`."""

    def snapshot(self) -> AsyncIterator[SnapshotPage]:
        """Mirror, what was made here, tombstones, overrides and open conflicts, in this order.

        What is buried has a mirror row only where overrides or conflicts show it.
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

    # the lease
    async def acquire(self, name: str, seconds: int) -> Lease:
        """A new token each time: what still works under this device's former one is fenced off.

        Raises:
            LeaseHeld: with the holder's label.
        """

    async def renew(self, lease: Lease, seconds: int) -> Lease: ...

    async def release(self, lease: Lease) -> None: ...

    # pull
    async def pull_cursor(self, kind: EntityKind) -> PullCursor: ...

    async def begin_run(self, lease: Lease, *, what: str, full: bool) -> UUID:
        """`what` is a kind, for a pull, or names what else is done: "lists …", "tend", "push".

        What `intend` notes while a run named "push" goes on under this lease belongs to that run.
        """

    async def end_run(
        self, lease: Lease, run_id: UUID, *, state: str, counts: IngestCounts | Mapping[str, int], detail: str
    ) -> None: ...

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

    async def ingest_reference(
        self, lease: Lease, run_id: UUID, name: str, rows: Sequence[ReferenceRow]
    ) -> IngestCounts:
        """A whole reference list: rows that are no longer in it are marked as gone."""

    async def note_twins(
        self, lease: Lease, run_id: UUID, kinds: Collection[EntityKind], twins: Sequence[Twins]
    ) -> Sequence[Twins]:
        """All that there are of these kinds. Returns those nobody was told of; the run counts them as `twins`."""

    # push
    async def pending(self) -> Sequence[OverrideRow]: ...

    async def claim(self, lease: Lease, limit: int) -> Sequence[PushJob]:
        """A job whose answer was lost is offered again only when ServiceTitan must be through with it."""

    async def conflicted_fields(self, entity_keys: Sequence[EntityKey]) -> Mapping[EntityKey, frozenset[str]]:
        """Fields with an open conflict."""

    async def made_here(self, kind: EntityKind, remote_ids: Sequence[int]) -> frozenset[int]:
        """Those of the numbers that something made here has got."""

    async def adopt(self, lease: Lease, job: PushJob, remote_id: int) -> None:
        """What this create made is that entity. References to its key become its number; the job is to be verified.

        Where a pull met it first, the key it got then is buried as adopted, and what hung on it moves over.
        """

    async def not_found(self, lease: Lease, job: PushJob) -> None:
        """A look for a create whose answer was lost found nothing. The hub counts, by its clock: after 300 s and two
        such looks 60 s apart the create may be sent again."""

    async def ask_which(
        self,
        lease: Lease,
        job: PushJob,
        found: Sequence[Candidate],
        *,
        detail: str,
        field_details: Mapping[str, str],
    ) -> None:
        """A person must say which of these the create became; until then it waits as with NEEDS_HUMAN."""

    async def questions(self) -> Sequence[CreateQuestion]:
        """Those that wait for an answer, the oldest first."""

    async def answer_create(self, question_id: UUID, remote_id: int | None) -> bool:
        """It became that one, or with None: none of these. What was submitted goes on with the next push.

        False where it does not count: somebody gave another answer first, or the question is over.
        """

    async def gone(self, lease: Lease, job: PushJob) -> None:
        """ServiceTitan does not have the job's entity any more: tombstone and `delete_vs_edit`; the job is blocked."""

    async def intend(
        self, lease: Lease, job: PushJob, *, sending: Mapping[str, Value], before: Fields, path: str
    ) -> UUID:
        """Commits "about to send this" before the first byte leaves. Returns the attempt's id.

        Raises:
            Withdrawn: something of `sending` is not what is submitted any more. The job is as it was.
        """

    async def answered(
        self, lease: Lease, job: PushJob, attempt_id: UUID, *, outcome: str, status: int | None, detail: str
    ) -> None:
        """`outcome`: "applied", "ambiguous" or "rejected"."""

    async def settle(
        self,
        lease: Lease,
        job: PushJob,
        verdicts: Sequence[Verdict],
        *,
        end: JobEnd | None = None,
        detail: str = "",
    ) -> None:
        """Verified overrides are cleared, the others marked; closes the job unless `end` says otherwise."""

    async def put_off(
        self,
        lease: Lease,
        job: PushJob,
        end: JobEnd,
        *,
        seconds: float = 0,
        detail: str = "",
        field_details: Mapping[str, str] | None = None,
    ) -> None: ...

    async def waiting(self) -> tuple[int, float | None]:
        """How many submitted entities are not due yet, and in how many seconds the first of them is."""

    # what runs when, and how fast
    async def take_due(self, jobs: Mapping[str, float]) -> str | None:
        """Takes the scheduled job that is due and nobody else is at. `jobs`: name and the seconds until its next time.

        A job not seen before becomes due at that time. What is taken and not finished within 10 minutes is due again.
        """

    async def finish_due(self, job: str, next_in: float) -> None: ...

    async def draw(self, wanted: int) -> Drawn:
        """From the budget that everybody who talks to ServiceTitan for this tenant shares."""

    async def slow_down(self, seconds: float) -> None:
        """ServiceTitan wants to hear nothing for so long: nobody is granted anything, then half for a minute."""

    # conflict rules
    async def rules(self) -> Sequence[ConflictRule]: ...

    async def put_rule(self, rule: ConflictRule) -> None: ...

    async def drop_rule(self, rule_id: UUID) -> None: ...

    # views of the grid that the team shares
    async def views(self) -> Sequence[SavedView]: ...

    async def put_view(self, view: SavedView) -> None: ...

    async def drop_view(self, tree: Tree, name: str) -> None: ...

    # upkeep
    async def tend(self, lease: Lease) -> Mapping[str, int]:
        """Raises the feed's floor and drops what lies below it. Returns what was done, by name."""

    # looking
    async def runs(self, *, before: datetime | None = None, limit: int = 100) -> Sequence[RunRow]:
        """The newest first."""

    async def last_pulls(self) -> Sequence[RunRow]:
        """Of each kind the last run that came to its end or that the tripwire stopped: the last word about it."""

    async def attempts(self, run_id: UUID) -> Sequence[AttemptRow]:
        """What a push sent, in order."""

    async def history(
        self, key: EntityKey, *, before: int | None = None, limit: int = 100
    ) -> Sequence[Recorded]:
        """What happened to an entity, the newest first; with `before`, what came before that number. At most 500."""

    async def counts(self) -> HubCounts: ...

    async def twins(self) -> Sequence[Twins]:
        """As the newest look found them."""

    async def open_conflicts(self) -> Sequence[HubConflict]: ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """Who is connected: one per profile, and one per machine for the command line."""

    device_id: UUID
    incarnation: UUID
    label: str
    app_version: str = ""
    abilities: frozenset[str] = field(default_factory=frozenset)
