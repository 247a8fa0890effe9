"""Reads of change-sets, proposals and habits, for the window and an open unit of work."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from lazi_desktop.domain.cost_sight import tells_only_costs
from lazi_desktop.domain.habits import Habit, KnownHabit
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.moments import parse_moment
from lazi_desktop.domain.ops import OpKind, subject_of
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.change_sets import ChangeSet, Proposal, ProposalState, SetState
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import from_json, key_list, to_json, uuid_or_none
from lazi_desktop.store.workspace.filing import (
    Aside,
    HeldBack,
    Place,
    Proposed,
    change_sets_now,
    proposals_now,
    taken_back,
)
from lazi_desktop.store.workspace.meta import Meta

_ASIDES = """
    SELECT kind, op_id, entity_kind, entity_key, field, value, seen, change_set, wall
    FROM op INDEXED BY op_beside_edits
    WHERE overlays = 1 AND kind NOT IN ('set', 'unset') AND kind <> 'kit' AND """
_OF_SETS = "kind = 'change_set' ORDER BY op_no"
_OF_PROPOSALS = """(kind IN ('propose', 'answer') OR kind = 'file' AND entity_key IN (
        SELECT entity_key FROM proposal UNION SELECT o.entity_key FROM op o INDEXED BY op_beside_edits
        WHERE o.overlays = 1 AND o.kind NOT IN ('set', 'unset') AND o.kind <> 'kit'
        AND o.kind = 'propose')) ORDER BY op_no"""
_PROPOSED_HERE = """
    SELECT 1 FROM op INDEXED BY op_beside_edits
    WHERE overlays = 1 AND kind NOT IN ('set', 'unset') AND kind <> 'kit' AND kind = 'propose' LIMIT 1"""

_PROPOSALS = """
    SELECT op_id, entity_key, entity_kind, field, seen, value, change_set, by_whom, at, state, reason, answered_by,
        EXISTS (SELECT 1 FROM op WHERE op.op_id = proposal.op_id)
    FROM proposal"""
_HELD = """
    SELECT entity_key, field, change_set, NOT EXISTS (SELECT 1 FROM mirror m WHERE m.entity_key = v.entity_key)
    FROM overridden v WHERE change_set IS NOT NULL AND change_set IN (SELECT unhex(value) FROM json_each(:held))"""
_TAKEN_BACK = """
    SELECT kind, entity_key, field, change_set FROM op
    WHERE kind IN ('create', 'discard', 'resolve', 'set', 'unset') AND entity_key IN (
        SELECT entity_key FROM op WHERE kind IN ('discard', 'unset')
        AND change_set IN (SELECT unhex(value) FROM json_each(:held)))
    ORDER BY op_no"""
_CALLED = """
    SELECT entity_key, code, name FROM sku WHERE entity_key IN (SELECT unhex(value) FROM json_each(:keys)) UNION ALL
    SELECT entity_key, '', name FROM category WHERE entity_key IN (SELECT unhex(value) FROM json_each(:keys))"""
_NOW = """
    SELECT unhex(asked.value ->> 0), asked.value ->> 1, coalesce(
        (SELECT o.value FROM overridden o
            WHERE o.entity_key = unhex(asked.value ->> 0) AND o.field = asked.value ->> 1),
        (SELECT m.fields -> ('$.' || (asked.value ->> 1)) FROM mirror m WHERE m.entity_key = unhex(asked.value ->> 0)))
    FROM json_each(?) asked"""


def read_change_sets(database: Database) -> list[ChangeSet]:
    """In the order of their founding."""
    counts = {
        UUID(bytes=set_id): count
        for set_id, count in database.all(
            "SELECT change_set, count(*) FROM overridden WHERE change_set IS NOT NULL AND state <> 'kept'"
            " GROUP BY change_set"
        )
    }
    found = _change_sets(database).values()
    return [
        replace(one, changes=counts.get(one.set_id, 0))
        for one in sorted(found, key=lambda one: (one.at, one.set_id))
    ]


def read_current(database: Database) -> UUID | None:
    """The one that edits of this desktop go under, while it is open."""
    chosen = Meta(database).uuid("current_set")
    if chosen is None:
        return None
    found = _change_sets(database).get(chosen)
    return chosen if found is None or found.state is SetState.OPEN else None


def read_held(database: Database) -> HeldBack:
    held = {one.set_id for one in _change_sets(database).values() if one.state is SetState.HELD}
    if not held:
        return HeldBack()
    listed = {"held": key_list(one.bytes for one in held)}
    rows = [
        ((EntityKey(UUID(bytes=key)), field), UUID(bytes=set_id), bool(creates))
        for key, field, set_id, creates in database.all(_HELD, listed)
    ]
    said = [
        (OpKind(kind), EntityKey(UUID(bytes=key)), field, uuid_or_none(set_id))
        for kind, key, field, set_id in database.all(_TAKEN_BACK, listed)
    ]
    before = taken_back(said, held)
    return HeldBack(
        {place: set_id for place, set_id, _ in rows},
        {place[0]: set_id for place, set_id, creates in rows if creates},
        {place: before[place] for place in before.keys() - _pending_among(database, before)},
    )


def _pending_among(database: Database, places: Collection[Place]) -> set[Place]:
    """Those that are pending by now, through somebody else; all of an entity where any of it is."""
    listed = key_list({key.bytes for key, _ in places})
    rows = database.all(
        "SELECT entity_key, field FROM overridden WHERE state <> 'kept'"
        " AND entity_key IN (SELECT unhex(value) FROM json_each(?))",
        (listed,),
    ) if places else []  # fmt: skip
    pending = [(EntityKey(UUID(bytes=key)), field) for key, field in rows]
    return {*pending, *((key, "") for key, _ in pending)}


def count_proposals(database: Database) -> int:
    """That wait for an answer."""
    return sum(one.state is ProposalState.OPEN for one in _proposals(database).values())


def read_proposed(database: Database, *, hides_costs: bool) -> set[EntityKey]:
    """What something is asked for that waits for an answer."""
    found = [one for one in _proposals(database).values() if one.state is ProposalState.OPEN]
    if hides_costs:
        now = _values_now(database, {(one.key, one.field) for one in found})
        found = [
            one
            for one in found
            if not tells_only_costs(one.field, one.seen, now.get((one.key, one.field)), one.value)
        ]
    return {one.key for one in found}


def read_proposals(database: Database) -> list[Proposal]:
    """The oldest first."""
    found = sorted(_proposals(database).values(), key=lambda one: (one.at, one.op_id))
    called = _called(database, {one.key for one in found})
    values = _values_now(database, {(one.key, one.field) for one in found})
    return [
        Proposal(
            op_id=one.op_id, entity_key=one.key, entity_kind=EntityKind(one.subject),
            code=called.get(one.key, ("", ""))[0], name=called.get(one.key, ("", ""))[1], field=one.field,
            seen=one.seen, now=values.get((one.key, one.field)), value=one.value, change_set=one.change_set, by=one.by,
            at=one.at, state=one.state, reason=one.reason, answered_by=one.answered_by, mine=one.mine,
        )
        for one in found
    ]  # fmt: skip


def _proposals(database: Database) -> dict[UUID, Proposed]:
    told = {
        UUID(bytes=row[0]): Proposed(
            op_id=UUID(bytes=row[0]), key=EntityKey(UUID(bytes=row[1])), subject=subject_of(row[2]), field=row[3],
            seen=from_json(row[4]), value=from_json(row[5]), change_set=uuid_or_none(row[6]), by=row[7], at=row[8],
            state=ProposalState(row[9]), reason=row[10], answered_by=row[11], mine=bool(row[12]),
        )
        for row in database.all(_PROPOSALS)
    }  # fmt: skip
    if not told and database.value(_PROPOSED_HERE) is None:
        return {}
    return proposals_now(told, _asides(database, _OF_PROPOSALS))


def read_habits(database: Database) -> list[KnownHabit]:
    return [
        KnownHabit(
            kind=EntityKind(kind), field=field, habit=Habit(what), sent=from_json(sent), found=from_json(found),
            seen=seen, last=parse_moment(last),
        )
        for kind, field, what, sent, found, seen, last in database.all(
            "SELECT kind, field, what, sent, found, seen, last FROM habit ORDER BY kind, field, what"
        )
    ]  # fmt: skip


def _change_sets(database: Database) -> dict[UUID, ChangeSet]:
    told = {
        UUID(bytes=set_id): ChangeSet(
            set_id=UUID(bytes=set_id), message=message, state=SetState(state), by=by, at=at
        )
        for set_id, message, state, by, at in database.all(
            "SELECT set_id, message, state, by_whom, at FROM change_set"
        )
    }
    return change_sets_now(told, _asides(database, _OF_SETS))


def _asides(database: Database, which: str) -> list[Aside]:
    return [
        Aside(
            OpKind(kind), UUID(bytes=op_id), subject_of(subject), EntityKey(UUID(bytes=key)), field, from_json(value),
            from_json(seen), uuid_or_none(change_set), wall,
        )
        for kind, op_id, subject, key, field, value, seen, change_set, wall in database.all(_ASIDES + which)
    ]  # fmt: skip


def _called(database: Database, keys: Collection[EntityKey]) -> Mapping[EntityKey, tuple[str, str]]:
    rows = database.all(_CALLED, {"keys": key_list(key.bytes for key in keys)})
    return {EntityKey(UUID(bytes=key)): (code, name) for key, code, name in rows}


def _values_now(database: Database, places: Collection[Place]) -> Mapping[Place, Value]:
    asked = [[key.hex, field] for key, field in places]
    return {
        (EntityKey(UUID(bytes=key)), field): from_json(value) if value is not None else None
        for key, field, value in database.all(_NOW, (to_json(asked),))
    }
