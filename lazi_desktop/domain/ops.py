"""Ops: one field changed by one person, with what they saw; and what an operation reports back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.parts import KitPart
from lazi_desktop.domain.values import Value

DELETED = "deleted"
"""The field of a conflict about whether an entity is to be at all. Its answer is either False, or as DISCARD's value
the op ids of what was seen of it."""


class OpKind(StrEnum):
    CREATE = "create"  # a new entity; also brings back one that was discarded
    SET = "set"
    UNSET = "unset"  # back to the mirror's value
    DISCARD = "discard"  # throws away what ServiceTitan never had; `value`: op ids of what was seen of it
    RESOLVE = "resolve"  # answers a conflict with `value`
    SUBMIT = "submit"  # "send these": `value` is the list of op ids, as text
    RECALL = (
        "recall"  # "do not send these after all": what no push is at is a draft again; `value` as of SUBMIT
    )
    CHANGE_SET = (
        "change_set"  # of the change-set `entity_key`: its "message" or "state"; the first one founds it
    )
    FILE = "file"  # what the ops named in `value` made goes under `change_set`, or under none
    PROPOSE = "propose"  # like SET, by one who may not override: nobody's effective value changes
    ANSWER = "answer"  # to proposals; `value`: {"ops": their op ids as text, "verdict": …, "reason": …}
    KIT = "kit"  # of the kit's part `entity_key`: its `field`; without one it makes the part, `value`: all fields


class NoEntity(StrEnum):
    """What an op is about that is about no entity."""

    CHANGE_SET = "change_set"


Subject = EntityKind | NoEntity | KitPart
EDITS = frozenset((OpKind.SET, OpKind.UNSET))
FILED = EDITS | {OpKind.RESOLVE, OpKind.PROPOSE}
"""What can be filed under a change-set."""
ASIDE = frozenset((OpKind.CHANGE_SET, OpKind.PROPOSE, OpKind.ANSWER, OpKind.KIT))
"""What changes nothing of a SKU or category."""


_SUBJECTS: dict[str, Subject] = {one.value: one for one in (*EntityKind, *NoEntity, *KitPart)}


def subject_of(text: str) -> Subject:
    return _SUBJECTS[text]


class OpOutcome(StrEnum):
    ACCEPTED = "accepted"
    NOOP = "noop"
    CONFLICT = "conflict"
    STALE = "stale"  # a resolution of a pair that has changed since
    REJECTED = "rejected"  # the hub does not let this person do it


@dataclass(frozen=True, slots=True, kw_only=True)
class OpDraft:
    """An op before the ledger has numbered it. `seen` is the effective value the person saw, `base` the mirror's; of a
    KIT, `base` is the list of what else they saw said about the field."""

    kind: OpKind
    entity_kind: Subject
    entity_key: EntityKey
    field: str = ""
    value: Value = None
    seen: Value = None
    base: Value = None
    conflict_id: UUID | None = None
    note: str = ""
    """Of an answer that no person gave: "merged", or "rule " and the rule's id. Of an edit what its step is called."""
    change_set: UUID | None = None
    stays: bool = False
    """Of an edit that names no change-set: it goes under none that is chosen, and stays where its field is filed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Op(OpDraft):
    """An op in the ledger. `op_no` counts without gaps per device; `txn_id` joins what one action did."""

    op_id: UUID
    op_no: int
    txn_id: UUID
    wall: str
    """When the desktop's clock said it was made, ISO 8601 UTC; shown, never decided by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpReceipt:
    """What the hub made of an op. `feed_seq` is the feed's head after the batch."""

    op_id: UUID
    outcome: OpOutcome
    feed_seq: int
    conflict_id: UUID | None = None
    detail: str = ""


class Aspect(StrEnum):
    """What about an entity changed, so that a view can decide whether it cares."""

    FIELDS = "fields"
    CATEGORIES = "categories"  # the tree itself, or where SKUs hang
    STATE = "state"  # pending, submitted, conflict, pushed
    CHANGE_SETS = "change_sets"  # change-sets, what is filed under them, proposals, habits
    LISTS = "lists"  # what ServiceTitan's lists call their rows
    KITS = "kits"  # of a kit any part; `Changes.keys` names the kits
    EVERYTHING = "everything"  # too much to name: read again


@dataclass(frozen=True, slots=True)
class Changes:
    """What an operation or a replication step changed. `txn_id` is set when a person can undo it."""

    keys: frozenset[EntityKey] = frozenset()
    aspects: frozenset[Aspect] = frozenset()
    label: str = ""
    txn_id: UUID | None = None
    op_ids: tuple[UUID, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        return bool(self.keys or self.aspects)

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.keys | other.keys,
            self.aspects | other.aspects,
            self.label or other.label,
            self.txn_id or other.txn_id,
            self.op_ids + other.op_ids,
        )
