"""Reads that both the window and an open unit of work need: one entity, what is pending, conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.hub_feed import Burial
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import (
    CategoryRef,
    ConflictView,
    EntityDetail,
    OverriddenField,
    PendingChange,
)
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.encoding import from_json, key_list, number_list, uuid_or_none
from lazi_desktop.store.workspace.rows import category_ids


def successors(database: Database, keys: Iterable[EntityKey]) -> dict[EntityKey, EntityKey]:
    """Under which key those live on that turned out to be the same as another."""
    return {
        EntityKey(UUID(bytes=old)): EntityKey(UUID(bytes=new))
        for old, new in database.all(
            "SELECT entity_key, replaced_by FROM tombstone WHERE replaced_by IS NOT NULL AND entity_key"
            " IN (SELECT unhex(value) FROM json_each(?))",
            (key_list(key.bytes for key in keys),),
        )
    }


def read_numbers(database: Database, keys: Iterable[EntityKey]) -> dict[EntityKey, int]:
    """ServiceTitan's numbers of those that have one."""
    return {
        EntityKey(UUID(bytes=key)): number
        for key, number in database.all(
            "SELECT entity_key, remote_id FROM mirror WHERE remote_id IS NOT NULL AND entity_key"
            " IN (SELECT unhex(value) FROM json_each(?))",
            (key_list(key.bytes for key in keys),),
        )
    }


def read_gone(database: Database, listed: str) -> set[bytes]:
    """Of the keys listed, those of what ServiceTitan deleted."""
    return {
        key
        for (key,) in database.all(
            "SELECT entity_key FROM tombstone WHERE reason = ? AND entity_key"
            " IN (SELECT unhex(value) FROM json_each(?))",
            (Burial.GONE.value, listed),
        )
    }


def read_details(database: Database, keys: Sequence[EntityKey]) -> dict[EntityKey, EntityDetail]:
    """Of those that exist. Who asks by a key that was replaced is told of what it is now."""
    replaced = successors(database, keys)
    found = _details(database, list({replaced.get(key, key) for key in keys}))
    return {key: found[now] for key in keys if (now := replaced.get(key, key)) in found}


def _details(database: Database, keys: Sequence[EntityKey]) -> dict[EntityKey, EntityDetail]:
    listed = key_list(key.bytes for key in keys)
    mirrors = {
        key: (EntityKind(kind), remote_id, from_json(fields))
        for key, kind, remote_id, fields in database.all(
            "SELECT entity_key, kind, remote_id, fields FROM mirror WHERE entity_key"
            " IN (SELECT unhex(value) FROM json_each(?))",
            (listed,),
        )
    }
    for key, kind in database.all(
        "SELECT entity_key, kind FROM sku WHERE entity_key IN (SELECT unhex(value) FROM json_each(:keys)) UNION ALL"
        " SELECT entity_key, 'category' FROM category WHERE entity_key IN (SELECT unhex(value) FROM json_each(:keys))",
        {"keys": listed},
    ):
        mirrors.setdefault(key, (EntityKind(kind), None, {}))
    gone = read_gone(database, listed)
    overrides: dict[bytes, dict[str, OverriddenField]] = defaultdict(dict)
    kept: dict[bytes, dict[str, OverriddenField]] = defaultdict(dict)
    for key, name, value, base, by, at, state, detail, op_id in database.all(
        "SELECT entity_key, field, value, base, by_whom, at, state, detail, op_id FROM overridden WHERE entity_key"
        " IN (SELECT unhex(value) FROM json_each(?))",
        (listed,),
    ):
        (kept if state == OverrideState.KEPT else overrides)[key][name] = OverriddenField(
            from_json(value), from_json(base), by, at, OverrideState(state), detail, uuid_or_none(op_id)
        )
    conflicts: dict[bytes, dict[str, UUID]] = defaultdict(dict)
    for key, name, conflict_id in database.all(
        "SELECT entity_key, field, conflict_id FROM conflict c WHERE state = 'open' AND NOT EXISTS (SELECT 1 FROM op"
        " WHERE overlays = 1 AND answers = c.conflict_id AND answers IS NOT NULL) AND entity_key"
        " IN (SELECT unhex(value) FROM json_each(?))",
        (listed,),
    ):
        conflicts[key][name] = UUID(bytes=conflict_id)
    effective = {
        key: {
            **fields,
            **{name: one.value for ours in (overrides, kept) for name, one in ours.get(key, {}).items()},
        }
        for key, (_, _, fields) in mirrors.items()
    }
    hung = {key: category_ids(fields) for key, fields in effective.items() if mirrors[key][0].is_sku}
    refs = _category_refs(database, frozenset().union(*hung.values()))
    return {
        key: EntityDetail(
            key, *mirrors[key.bytes], effective[key.bytes], overrides.get(key.bytes, {}), conflicts.get(key.bytes, {}),
            sorted((refs[one] for one in hung.get(key.bytes, ()) if one in refs), key=lambda ref: ref.path),
            key.bytes in gone, kept.get(key.bytes, {}),
        )
        for key in keys
        if key.bytes in mirrors
    }  # fmt: skip


def _category_refs(database: Database, ids: Collection[int]) -> dict[int, CategoryRef]:
    """Those that are known, by `reference_number`."""
    rows = database.all(
        """
        WITH RECURSIVE up (leaf, parent_id, name, depth) AS (
            SELECT reference, parent_id, name, 0 FROM category WHERE reference IN (SELECT value FROM json_each(?))
            UNION ALL
            SELECT leaf, c.parent_id, c.name, depth + 1 FROM up JOIN category c ON c.reference = up.parent_id
                WHERE depth < 50)
        SELECT leaf, (SELECT entity_key FROM category WHERE reference = leaf), name FROM up
        ORDER BY leaf, depth DESC""",
        (number_list(ids),),
    )
    paths: dict[int, list[str]] = defaultdict(list)
    keys = {}
    for leaf, key, name in rows:
        paths[leaf].append(name)
        keys[leaf] = EntityKey(UUID(bytes=key))
    return {
        leaf: CategoryRef(keys[leaf], leaf if leaf > 0 else None, tuple(path)) for leaf, path in paths.items()
    }


_PENDING = """
    SELECT entity_key, entity_kind, field, theirs, value, by_whom, at, op_id, state, detail, change_set FROM overridden
    WHERE state <> 'kept'{which}"""
_CALLED = """
    SELECT p.entity_key, coalesce(s.code, ''), coalesce(s.name, c.name, ''), coalesce(s.code_order, c.name_order, ''),
        NOT EXISTS (SELECT 1 FROM mirror WHERE mirror.entity_key = p.entity_key)
    FROM (SELECT DISTINCT entity_key FROM overridden WHERE state <> 'kept'{which}) p
        LEFT JOIN sku s USING (entity_key) LEFT JOIN category c USING (entity_key)"""
_OF_THESE = " AND entity_key IN (SELECT unhex(value) FROM json_each(:keys))"
_KINDS = {kind.value: kind for kind in EntityKind}
_OVERRIDE_STATES = {state.value: state for state in OverrideState}


def read_pending(
    database: Database, limit: int | None = None, keys: Collection[EntityKey] | None = None
) -> list[PendingChange]:
    """By code, then field; with `keys` of these only. What is the same for all fields of an entity is read and made
    once."""
    which = "" if keys is None else _OF_THESE
    values = {"keys": key_list(key.bytes for key in keys or ())}
    called = {
        key: (order, EntityKey(UUID(bytes=key)), code, name, bool(creates))
        for key, code, name, order, creates in database.all(_CALLED.format(which=which), values)
    }
    rows = database.all(_PENDING.format(which=which), values)
    rows.sort(key=lambda row: (called[row[0]][0], row[0], row[2]))
    changes = []
    for key, kind, field, theirs, ours, by, at, op_id, state, detail, change_set in rows[:limit]:
        order, entity_key, code, name, creates = called[key]
        changes.append(
            PendingChange(
                entity_key,
                _KINDS[kind],
                code,
                name,
                field,
                from_json(theirs),
                from_json(ours),
                by,
                at,
                UUID(bytes=op_id or bytes(16)),
                _OVERRIDE_STATES[state],
                detail,
                creates,
                uuid_or_none(change_set),
                order,
            )
        )
    return changes


_CONFLICTS = """
    SELECT c.conflict_id, c.entity_key, c.entity_kind, coalesce(s.code, ''), coalesce(s.name, t.name, ''), c.field,
        c.kind, c.base, c.ours, c.theirs, c.by_whom, c.at,
        c.kind = 'delete_vs_edit' OR EXISTS (SELECT 1 FROM mirror WHERE mirror.entity_key = c.entity_key),
        EXISTS (SELECT 1 FROM op WHERE op.op_id = c.ours_op),
        EXISTS (SELECT 1 FROM override o
            WHERE o.entity_key = c.entity_key AND o.field = c.field AND o.op_id = c.ours_op)
    FROM conflict c LEFT JOIN sku s USING (entity_key) LEFT JOIN category t USING (entity_key)
    WHERE """
_TO_DECIDE = """c.state = 'open' AND NOT EXISTS (
        SELECT 1 FROM op WHERE overlays = 1 AND answers = c.conflict_id AND answers IS NOT NULL)"""

_COUNTED = "SELECT count(*) FROM conflict c WHERE "


def count_conflicts(database: Database) -> int:
    """Those that `read_conflicts` reads."""
    return int(database.value(_COUNTED + _TO_DECIDE))


def read_conflicts(database: Database, conflict_id: UUID | None = None) -> list[ConflictView]:
    """The open ones that no decision of ours is under way for; the oldest first."""
    if conflict_id is None:
        rows = database.all(_CONFLICTS + _TO_DECIDE + " ORDER BY c.at, c.conflict_id")
    else:
        rows = database.all(_CONFLICTS + _TO_DECIDE + " AND c.conflict_id = ?", (conflict_id.bytes,))
    return [
        ConflictView(
            conflict_id=UUID(bytes=row[0]),
            entity_key=EntityKey(UUID(bytes=row[1])),
            entity_kind=EntityKind(row[2]),
            code=row[3],
            name=row[4],
            field=row[5],
            kind=row[6],
            base=from_json(row[7]),
            ours=from_json(row[8]),
            theirs=from_json(row[9]),
            by=row[10],
            at=row[11],
            theirs_exists=bool(row[12]),
            mine=bool(row[13]),
            standing=bool(row[14]),
        )
        for row in rows
    ]


def read_undo_labels(database: Database) -> tuple[str, str]:
    undo = database.value("SELECT label FROM undo_step WHERE NOT undone ORDER BY position DESC LIMIT 1")
    redo = database.value("SELECT label FROM undo_step WHERE undone ORDER BY position LIMIT 1")
    return undo or "", redo or ""
