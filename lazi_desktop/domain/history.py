"""What happened to one entity: the hub's audit log and this desktop's own ops on one timeline, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.parts import KitPart, PartId
from lazi_desktop.domain.values import Fields, Value, same


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A line of the hub's audit log about an entity or, without a `number`, an op of this desktop that it lacks.

    `action` is as the hub writes it. Of "pull" and "revive", `before` and `after` hold values by field.
    """

    number: int | None
    at: datetime
    by: str
    """"" for this desktop's person."""
    device: str = ""
    action: str
    field: str = ""
    before: Value = None
    after: Value = None
    op_id: UUID | None = None
    txn_id: UUID | None = None
    change_set: UUID | None = None
    """Under which one it was edited."""
    message: str = ""
    """What the step was called that it belongs to, or why an op was not taken."""
    shared: bool = True
    """Whether the hub has it; False for an op that waits to be told to it."""
    part: PartId | None = None
    """Which of a kit's parts it was, in the history of a kit. Of what made the part `after` holds all fields."""
    part_kind: KitPart | None = None


NOT_TAKEN = "not taken"
"""The action of an op of ours that the hub refused or made a conflict of."""


class Origin(StrEnum):
    HERE = "here"  # a person, in this program
    SERVICETITAN = "servicetitan"


class Happened(StrEnum):
    """In plain words, for the entries of a timeline."""

    MADE = "made"
    CHANGED = "changed"
    REVERTED = "reverted"  # back to ServiceTitan's value
    SETTLED = "settled"  # a conflict was answered
    SUBMITTED = "submitted"
    ARRIVED = "arrived"  # ServiceTitan has our value
    RECALLED = "recalled"  # taken back before it was sent
    DIFFERS = "differs"
    FAILED = "failed"
    NOT_TAKEN = "not_taken"
    DISCARDED = "discarded"
    CHANGED_THERE = "changed_there"  # in ServiceTitan
    GONE = "gone"
    BACK = "back"
    ADOPTED = "adopted"  # ServiceTitan has it from here on
    PROPOSED = "proposed"  # nothing changed by it
    ACCEPTED = "accepted"  # of what was proposed; the change that follows is an entry of its own
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    FILED = "filed"  # under another change-set
    HANDED_OVER = "handed_over"  # to somebody else, whose it is from here on
    OTHER = "other"


_HAPPENED = {
    "create": Happened.MADE,
    "set": Happened.CHANGED,
    "unset": Happened.REVERTED,
    "resolve": Happened.SETTLED,
    "submit": Happened.SUBMITTED,
    "recall": Happened.RECALLED,
    "converged": Happened.ARRIVED,
    "pushed": Happened.ARRIVED,
    "differs": Happened.DIFFERS,
    "failed": Happened.FAILED,
    "discard": Happened.DISCARDED,
    "pull": Happened.CHANGED_THERE,
    "revive": Happened.BACK,
    "bury": Happened.GONE,
    "adopted": Happened.ADOPTED,
    "propose": Happened.PROPOSED,
    "answer: accepted": Happened.ACCEPTED,
    "answer: rejected": Happened.REJECTED,
    "answer: withdrawn": Happened.WITHDRAWN,
    "file": Happened.FILED,
    "reassign": Happened.HANDED_OVER,
    NOT_TAKEN: Happened.NOT_TAKEN,
}
_EDITS = frozenset(("set", "unset", "resolve"))
_PULLS = frozenset(("pull", "revive"))
_MOVE_BY_THEMSELVES = frozenset(("modified_on", "created_on", "calculated_price"))


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One thing that happened. `place` is that of its record; `shared`: the team has it."""

    place: int
    at: datetime
    by: str
    device: str
    origin: Origin
    happened: Happened
    field: str
    before: Value
    after: Value
    message: str
    op_id: UUID | None
    shared: bool


def joined(hub: Sequence[Recorded] | None, own: Sequence[Recorded]) -> list[Recorded]:
    """One list, the newest first. `hub` is None where it does not answer: then all there is are our own ops.

    Of ours the hub's list lacks those that it does not have yet, which come first, and those that it did not take.
    """
    if hub is None:
        return list(own)
    known = {record.op_id for record in hub if record.op_id is not None}
    told = [one for one in own if one.op_id not in known]
    result = list(hub)
    for refused in (one for one in told if one.action == NOT_TAKEN):
        place = next((n for n, record in enumerate(result) if record.at <= refused.at), len(result))
        result.insert(place, refused)
    return [one for one in told if not one.shared] + result


def timeline(records: Sequence[Recorded]) -> list[HistoryEntry]:
    """`records` are the newest first. What ServiceTitan changed in one go is told field by field; that it shows what we
    sent is no change of its own."""
    arrived = {(one.at, one.field) for one in records if one.action == "converged"}
    told_of = {(one.op_id, one.field) for one in records if one.action == "pushed"}
    entries: list[HistoryEntry] = []
    for place, record in enumerate(records):
        if record.action in _PULLS:
            entries += [
                _entry(record, place, name, (record.before or {}).get(name), after)
                for name, after in (record.after or {}).items()
                if name not in _MOVE_BY_THEMSELVES and (record.at, name) not in arrived
            ]
            if record.action == "revive":
                entries.append(_entry(record, place, "", None, None))
        elif record.action != "converged" or (record.op_id, record.field) not in told_of:
            entries.append(_entry(record, place, record.field, record.before, record.after))
    return entries


def values_before(records: Iterable[Recorded], *, mirror: Fields, ours: Fields) -> dict[str, Value]:
    """What was in effect before these happened, for fields where that is not what is in effect now.

    `records` are the newest first, none left out; `mirror` and `ours` are ServiceTitan's values and those over them.
    """
    there, over = dict(mirror), dict(ours)
    touched: set[str] = set()
    for record in records:
        name = record.field
        if _verb(record.action) in _EDITS:
            over.pop(name, None)
            if not same(record.before, there.get(name)):
                over[name] = record.before
            touched.add(name)
        elif record.action in _PULLS:
            there.update(record.before or {})
            touched.update(record.before or {})
        elif record.action in ("converged", "pushed"):
            over.setdefault(name, record.before if record.action == "converged" else record.after)
            touched.add(name)
    now, then = {**mirror, **ours}, {**there, **over}
    return {name: then.get(name) for name in sorted(touched) if not same(then.get(name), now.get(name))}


def first_seen(records: Iterable[Recorded], name: str, value: Value) -> datetime | None:
    """When ServiceTitan was first seen to have this value of a field, the last time that it got it.

    `records` are the newest first; None where they do not reach back so far.
    """
    for record in records:
        after = record.after if record.action in _PULLS else None
        if isinstance(after, Mapping) and name in after and same(after[name], value):
            return record.at
    return None


def restorable(kind: EntityKind, values: Mapping[str, Value]) -> dict[str, Value]:
    """Those that a person may bring back."""
    known = FIELDS[kind]
    return {name: value for name, value in values.items() if name in known and known[name].writable}


def _entry(record: Recorded, place: int, name: str, before: Value, after: Value) -> HistoryEntry:
    happened = _HAPPENED.get(record.action) or _HAPPENED.get(_verb(record.action), Happened.OTHER)
    there = happened in (
        Happened.CHANGED_THERE,
        Happened.BACK,
        Happened.GONE,
        Happened.ARRIVED,
        Happened.DIFFERS,
    )
    return HistoryEntry(
        place=place,
        at=record.at,
        by=record.by,
        device=record.device,
        origin=Origin.SERVICETITAN if there or happened is Happened.FAILED else Origin.HERE,
        happened=happened,
        field=name,
        before=before,
        after=after,
        message=record.message or (record.action if happened is Happened.OTHER else ""),
        op_id=record.op_id,
        shared=record.shared,
    )


def _verb(action: str) -> str:
    """ "resolve: merged" is a "resolve"."""
    return action.partition(":")[0]
