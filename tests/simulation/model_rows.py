"""The rows of the model hub: what the tables of migrations/hub/sql/0001 hold, as plain objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from lazi_desktop.domain.field_tables import OWN_FIELDS
from lazi_desktop.domain.keys import EntityKey, TenantId
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.parts import KitPart
from lazi_desktop.domain.ops import Op, OpOutcome
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.hub_push import PushField

NEVER = float("-inf")
QUIET = 120.0
QUIET_CREATE = 300.0
BETWEEN_LOOKS = 60.0
LIVE = frozenset(("blocked", "ready", "claimed", "sending", "ambiguous", "needs_human", "applied"))
NO_GROUP = UUID(int=0)
TENANT = TenantId(UUID(int=7))

Clash = dict[str, Any]
"""What else was said about a field of a part of a kit: value, seen, by, at, op, device."""
Event = tuple[FeedKind, "Item | Named", str, Any, UUID | None]


class Override:
    __slots__ = (
        "at", "base", "by", "change_set", "detail", "device", "op_id", "state", "submitted_op", "value",
    )  # fmt: skip

    def __init__(
        self,
        field: str,
        value: Value,
        base: Value,
        op_id: UUID,
        by: str,
        device: UUID,
        at: float,
        change_set: UUID | None,
    ) -> None:
        self.change_set = change_set
        self.value = value
        self.base = base
        self.op_id = op_id
        self.by = by
        self.device = device
        self.at = at
        self.submitted_op: UUID | None = None
        self.state = "kept" if field in OWN_FIELDS else "pending"
        self.detail = ""


class Conflict:
    __slots__ = (
        "at", "base", "conflict_id", "device", "field", "item", "kind", "other_key", "ours", "ours_by", "ours_op",
        "resolution", "resolved_op", "resolved_place", "standing", "state", "theirs", "theirs_by", "theirs_op",
    )  # fmt: skip

    def __init__(self, conflict_id: UUID, item: Item, field: str, device: UUID, at: float) -> None:
        self.conflict_id = conflict_id
        self.item = item
        self.field = field
        self.device = device
        self.at = at
        self.kind = ""
        self.other_key: EntityKey | None = None
        self.standing = False
        self.base: Value = None
        self.ours: Value = None
        self.theirs: Value = None
        self.ours_op: UUID | None = None
        self.ours_by = ""
        self.theirs_op: UUID | None = None
        self.theirs_by = ""
        self.state = "open"
        self.resolution: str | None = None
        self.resolved_op: UUID | None = None
        self.resolved_place = 0

    @property
    def place(self) -> tuple[str, UUID, bool, bool]:
        """Of one such question of an entity only one is open."""
        return self.field, self.device, self.standing, self.kind == "unique"


class Job:
    __slots__ = (
        "ambiguous_since", "attempt", "claimed_place", "depends_on", "detail", "first_sent_at", "item", "job_id",
        "looked_at", "looks", "not_before", "preimage", "request", "sending", "sent_at", "state", "token", "tries",
        "updated_at",
    )  # fmt: skip

    def __init__(self, job_id: UUID, item: Item, at: float, place: int) -> None:
        self.job_id = job_id
        self.item = item
        self.claimed_place = place
        self.state = "ready"
        self.attempt = 0
        self.tries = 0
        self.first_sent_at: float | None = None
        self.not_before = NEVER
        self.token: int | None = None
        self.request: list[PushField] | None = None
        self.sending: dict[str, Value] = {}
        self.preimage: Fields = {}
        self.sent_at: float | None = None
        self.ambiguous_since: float | None = None
        self.depends_on: list[EntityKey] = []
        self.looks = 0
        self.looked_at = NEVER
        self.detail = ""
        self.updated_at = at


class Result:
    """A line of the push ledger: what a push did to one field."""

    __slots__ = ("attempt", "before", "created", "detail", "found", "op_id", "result", "sent", "settled_run")

    def __init__(self, op_id: UUID, before: Value, sent: Value) -> None:
        self.op_id = op_id
        self.before = before
        self.sent = sent
        self.created = False
        self.attempt: UUID | None = None
        self.found: Value = None
        self.result = "waiting"
        self.detail = ""
        self.settled_run: UUID | None = None


class Question:
    """Which of those found a create became."""

    __slots__ = ("found", "item_key", "question_id", "remote_id", "state")

    def __init__(self, question_id: UUID, item_key: EntityKey, found: frozenset[int]) -> None:
        self.question_id = question_id
        self.item_key = item_key
        self.found = found
        self.state = "open"
        self.remote_id: int | None = None


class Item:
    """An entity: its row in crm.entities, its mirror, overrides, open conflicts and live job."""

    __slots__ = (
        "deleted", "discarded", "discarded_by", "fields", "job", "key", "kind", "last_seq", "made_here", "modified_on",
        "open", "overrides", "perhaps_made", "received", "remote_id", "replaced_by",
    )  # fmt: skip

    def __init__(self, key: EntityKey, kind: EntityKind) -> None:
        self.key = key
        self.kind = kind
        self.remote_id: int | None = None
        self.made_here = False
        self.discarded = False
        self.discarded_by: UUID | None = None
        self.perhaps_made = False
        self.replaced_by: EntityKey | None = None
        self.fields: dict[str, Value] | None = None
        self.received: Fields | None = None
        self.modified_on: str | None = None
        self.last_seq = 0
        self.deleted = False
        self.overrides: dict[str, Override] = {}
        self.open: dict[tuple[str, UUID, bool, bool], Conflict] = {}
        self.job: Job | None = None

    @property
    def mirrored(self) -> bool:
        return self.fields is not None and not self.deleted

    @property
    def buried(self) -> bool:
        return self.deleted or self.discarded

    def mirror_value(self, field: str) -> Value:
        """What is gone has nothing."""
        return None if self.fields is None or self.deleted else self.fields.get(field)


class Named:
    """What a feed row is about that is about no entity of the model's."""

    __slots__ = ("key",)

    def __init__(self, key: EntityKey) -> None:
        self.key = key


class ChangeSetRow:
    __slots__ = ("at", "by", "message", "state")

    def __init__(self, by: str, at: float) -> None:
        self.by = by
        self.at = at
        self.message = ""
        self.state = "open"


class ProposalRow:
    __slots__ = (
        "answered_by", "at", "by", "change_set", "field", "key", "kind", "op_id", "reason", "seen", "state", "value",
    )  # fmt: skip

    def __init__(self, op: Op, kind: EntityKind, by: str, at: float) -> None:
        self.op_id = op.op_id
        self.key = op.entity_key
        self.kind = kind
        self.field = op.field
        self.seen = op.seen
        self.value = op.value
        self.change_set = op.change_set
        self.by = by
        self.at = at
        self.state = "open"
        self.reason = self.answered_by = ""


class KitPartRow:
    """What it holds is never changed in place: rows of the feed hold it too."""

    __slots__ = ("at", "by", "clashes", "fields", "kind", "kit")

    def __init__(self, kind: KitPart) -> None:
        self.kind = kind
        self.kit: UUID | None = None
        self.fields: dict[str, Value] = {}
        self.clashes: dict[str, list[Clash]] = {}
        self.by = ""
        self.at = 0.0


class Receipt:
    __slots__ = ("conflict_id", "detail", "device", "feed_seq", "op", "outcome")

    def __init__(
        self, op: Op, device: UUID, outcome: OpOutcome, conflict_id: UUID | None = None, detail: str = ""
    ) -> None:
        self.op = op
        self.device = device
        self.outcome = outcome
        self.conflict_id = conflict_id
        self.detail = detail
        self.feed_seq = 0


class Device:
    __slots__ = ("label", "last_op_id", "last_op_no", "level")

    def __init__(self, label: str) -> None:
        self.label = label
        self.level = "manager"
        self.last_op_no = 0
        self.last_op_id: UUID | None = None


class Effects:
    """What a part of a transaction did: receipts and feed rows, in their order."""

    __slots__ = ("events", "results")

    def __init__(self) -> None:
        self.results: list[Receipt] = []
        self.events: list[Event] = []


def copied(one: Any) -> Any:
    """Of a row; of what hangs on an item too, since that is changed in place."""
    twin = object.__new__(type(one))
    for name in type(one).__slots__:
        setattr(twin, name, getattr(one, name))
    if isinstance(one, Item):
        twin.overrides = {field: copied(o) for field, o in one.overrides.items()}
        twin.job = copied(one.job) if one.job is not None else None
    return twin


def keys_in_order(items: Sequence[Item]) -> list[Item]:
    return sorted(items, key=lambda item: item.key.int)


def place_of(c: Conflict) -> str:
    """Where a conflict stands among those that are told at once."""
    return f"{c.item.key} {c.field} {'t' if c.standing else 'f'} {c.device} {c.kind}"
