"""Feed rows on their way into the tables that mirror the hub. Applying one twice changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.moments import format_moment
from lazi_desktop.domain.values import same
from lazi_desktop.ports.hub_feed import FeedKind, FeedRow
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.system import Clock
from lazi_desktop.store.workspace.database import Database
from lazi_desktop.store.workspace.effective import Mirrored
from lazi_desktop.store.workspace.encoding import from_json, key_list, to_json
from lazi_desktop.store.workspace.feed_payloads import (
    Unreadable,
    burial_of,
    change_set_of,
    conflict_of,
    habit_of,
    kind_of,
    kit_part_of,
    mirror_of,
    moment_or_none,
    override_of,
    proposal_of,
)
from lazi_desktop.store.workspace.kit_parts import KitParts
from lazi_desktop.store.workspace.ledger import CATEGORY_FIELDS, Ledger
from lazi_desktop.store.workspace.rows import ShownSku

_PUT_MIRROR = """
    INSERT INTO mirror (entity_key, kind, remote_id, modified_on, last_seq, generation, fields)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (entity_key) DO UPDATE SET kind = excluded.kind, remote_id = excluded.remote_id,
        modified_on = excluded.modified_on, last_seq = excluded.last_seq, generation = excluded.generation,
        fields = excluded.fields"""
_PUT_OVERRIDE = """
    INSERT INTO override (entity_key, field, value, base, by_whom, at, op_id, state, detail, change_set, last_seq,
        generation)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (entity_key, field) DO UPDATE SET value = excluded.value, base = excluded.base,
        by_whom = excluded.by_whom, at = excluded.at, op_id = excluded.op_id, state = excluded.state,
        detail = excluded.detail, change_set = excluded.change_set, last_seq = excluded.last_seq,
        generation = excluded.generation
    WHERE excluded.last_seq > last_seq OR excluded.generation > generation"""
_PUT_CONFLICT = """
    INSERT INTO conflict (conflict_id, entity_key, entity_kind, field, kind, base, ours, theirs, state, by_whom, at,
        ours_op, last_seq, generation)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (conflict_id) DO UPDATE SET entity_key = excluded.entity_key, base = excluded.base,
        ours = excluded.ours, theirs = excluded.theirs, kind = excluded.kind, state = excluded.state,
        by_whom = excluded.by_whom, at = excluded.at, ours_op = excluded.ours_op, last_seq = excluded.last_seq,
        generation = excluded.generation
    WHERE excluded.last_seq > last_seq OR excluded.generation > generation"""
_PUT_CREATED = """
    INSERT INTO created (entity_key, kind, last_seq, generation) SELECT :key, :kind, :seq, :generation
    WHERE NOT EXISTS (
        SELECT 1 FROM mirror WHERE entity_key = :key AND last_seq >= :seq AND generation >= :generation)
    ON CONFLICT (entity_key) DO UPDATE SET kind = excluded.kind, last_seq = excluded.last_seq,
        generation = excluded.generation
    WHERE excluded.last_seq > last_seq OR excluded.generation > generation"""
_PUT_TOMBSTONE = """
    INSERT INTO tombstone (entity_key, kind, reason, replaced_by, last_seq, generation)
    SELECT :key, :kind, :reason, :replaced_by, :seq, :generation
    WHERE NOT EXISTS (
        SELECT 1 FROM mirror WHERE entity_key = :key AND last_seq > :seq AND generation >= :generation)
    ON CONFLICT (entity_key) DO UPDATE SET kind = excluded.kind, reason = excluded.reason,
        replaced_by = excluded.replaced_by, last_seq = excluded.last_seq, generation = excluded.generation
    WHERE excluded.last_seq > last_seq OR excluded.generation > generation"""
_PUT_CHANGE_SET = """
    INSERT INTO change_set (set_id, message, state, by_whom, at, last_seq, generation) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (set_id) DO UPDATE SET message = excluded.message, state = excluded.state, by_whom = excluded.by_whom,
        at = excluded.at, last_seq = excluded.last_seq, generation = excluded.generation
    WHERE excluded.last_seq > last_seq OR excluded.generation > generation"""
_PUT_PROPOSAL = """
    INSERT INTO proposal (op_id, entity_key, entity_kind, field, seen, value, change_set, by_whom, at, state, reason,
        answered_by, last_seq, generation)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (op_id) DO UPDATE SET entity_key = excluded.entity_key, change_set = excluded.change_set,
        by_whom = excluded.by_whom, at = excluded.at, state = excluded.state, reason = excluded.reason,
        answered_by = excluded.answered_by, last_seq = excluded.last_seq, generation = excluded.generation
    WHERE excluded.last_seq > last_seq OR excluded.generation > generation"""
_PUT_HABIT = """
    INSERT INTO habit (kind, field, what, sent, found, seen, last, last_seq, generation)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (kind, field, what) DO UPDATE SET sent = excluded.sent, found = excluded.found, seen = excluded.seen,
        last = excluded.last, last_seq = excluded.last_seq, generation = excluded.generation
    WHERE excluded.last_seq > last_seq OR excluded.generation > generation"""
CATEGORY_LOOKS = CATEGORY_FIELDS | {"name", "position"}
_SENT = (OverrideState.SUBMITTED.value, OverrideState.DIFFERS.value, OverrideState.FAILED.value)


@dataclass(slots=True)
class Landed:
    """What kinds of thing arrived, for the views that hear of it."""

    fields: bool = False
    categories: bool = False
    states: bool = False
    change_sets: bool = False
    kits: set[bytes] = field(default_factory=set)


@dataclass(slots=True)
class Received:
    keys: set[bytes] = field(default_factory=set)
    mirrors: dict[bytes, Mirrored] = field(default_factory=dict)
    parts: set[bytes] = field(default_factory=set)
    """Of kits."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A feed row with everything worked out that needs no database, so that the transaction stays short."""

    row: FeedRow
    mirrored: Mirrored | None = None
    modified_on: str | None = None
    fields: str = ""
    problem: Unreadable | None = None


def prepare(row: FeedRow, shown: ShownSku | None = None) -> Prepared:
    """`shown` is what the row's SKU looks like, if that was worked out before."""
    if row.unreadable:
        return Prepared(row, problem=Unreadable(f"{row.kind}: {row.unreadable}"))
    if shown is not None and row.payload is not None:
        payload = row.payload
        mirrored = Mirrored(EntityKind(payload["kind"]), payload["remote_id"], None, shown, row.fields_text)
        return Prepared(row, mirrored, moment_or_none(payload["modified_on"]), row.fields_text)
    if row.kind != FeedKind.MIRROR:
        return Prepared(row)
    try:
        mirrored, modified_on = mirror_of(row)
        return Prepared(row, mirrored, modified_on, row.fields_text or to_json(mirrored.fields))
    except Unreadable as problem:
        return Prepared(row, problem=problem)


class FeedTables:
    """`mirror`, `created`, `override`, `conflict`, `tombstone`, `change_set`, `proposal`, `habit`, `kit_part`, and
    `quarantine` for what cannot be read."""

    def __init__(self, database: Database, ledger: Ledger, kits: KitParts, clock: Clock) -> None:
        self._db = database
        self._kits = kits
        self._ledger = ledger
        self._clock = clock

    def put(self, rows: Sequence[Prepared], landed: Landed, *, generation: int) -> Received:
        received = Received()
        newest = self._newest(rows, generation)
        fresh = []
        for prepared in rows:
            row, key = prepared.row, prepared.row.entity_key.bytes
            if prepared.mirrored is None or row.seq <= newest.get(key, -1):
                continue
            newest[key] = row.seq
            fresh.append(prepared)
            landed.fields = landed.categories = True
        self._put_mirrors(fresh, received, generation)
        parts = []
        for prepared in rows:
            if prepared.mirrored is not None:
                continue
            try:
                if prepared.problem is not None:
                    raise prepared.problem
                if prepared.row.kind == FeedKind.KIT_PART:
                    parts.append((*kit_part_of(prepared.row), prepared.row.seq, generation))
                else:
                    received.keys |= self._put_other(prepared.row, landed, generation)
            except Unreadable as problem:
                self._set_aside(prepared.row, problem)
        self._kits.put(parts)
        received.parts.update(key for key, *_ in parts)
        if received.mirrors:
            self._came_to_be(received.mirrors, received)
        return received

    def put_right(self, rows: Sequence[Prepared], extra: Sequence[bytes], *, generation: int) -> Received:
        """Takes these mirrors over whatever is here, and drops those of `extra`."""
        received = Received(set(extra))
        listed = key_list(extra)
        self._db.run(
            "DELETE FROM mirror WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))", (listed,)
        )
        self._put_mirrors(rows, received, generation)
        received.keys |= self._ledger.naming(received.keys)
        found = (key_list(received.mirrors),)
        self._db.run(
            "DELETE FROM tombstone WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))", found
        )
        self._db.run("DELETE FROM created WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))", found)
        return received

    def drop_before(self, generation: int) -> set[bytes]:
        """Removes what the newest snapshot did not name; returns its entities."""
        keys: set[bytes] = set()
        for find, drop in (
            ("SELECT entity_key FROM mirror WHERE generation < ?", "DELETE FROM mirror WHERE generation < ?"),
            (
                "SELECT entity_key FROM created WHERE generation < ?",
                "DELETE FROM created WHERE generation < ?",
            ),
            (
                "SELECT entity_key FROM override WHERE generation < ?",
                "DELETE FROM override WHERE generation < ?",
            ),
            (
                "SELECT entity_key FROM conflict WHERE generation < ?",
                "DELETE FROM conflict WHERE generation < ?",
            ),
            (
                "SELECT entity_key FROM tombstone WHERE generation < ?",
                "DELETE FROM tombstone WHERE generation < ?",
            ),
        ):
            keys.update(key for (key,) in self._db.all(find, (generation,)))
            self._db.run(drop, (generation,))
        for drop in (
            "DELETE FROM change_set WHERE generation < ?",
            "DELETE FROM proposal WHERE generation < ?",
            "DELETE FROM habit WHERE generation < ?",
        ):
            self._db.run(drop, (generation,))
        self._kits.drop_before(generation)
        return keys

    def _put_mirrors(self, rows: Sequence[Prepared], received: Received, generation: int) -> None:
        put: dict[bytes, tuple[Any, ...]] = {}
        for one in rows:
            if one.mirrored is None:
                continue
            key, kind, remote_id = one.row.entity_key.bytes, one.mirrored.kind.value, one.mirrored.remote_id
            put[key] = (key, kind, remote_id, one.modified_on, one.row.seq, generation, one.fields)
            received.mirrors[key] = one.mirrored
        received.keys |= put.keys()
        self._db.run_many(_PUT_MIRROR, list(put.values()))

    def _newest(self, rows: Sequence[Prepared], generation: int) -> dict[bytes, int]:
        """The sequence number up to which each entity's mirror is known in this generation."""
        keys = {one.row.entity_key.bytes for one in rows if one.mirrored is not None}
        return dict(
            self._db.all(
                "SELECT entity_key, last_seq FROM mirror WHERE generation >= ?"
                " AND entity_key IN (SELECT unhex(value) FROM json_each(?))", (generation, key_list(keys)),
            )
        )  # fmt: skip

    def _came_to_be(self, keys: Collection[bytes], received: Received) -> None:
        """After their mirrors are in: what was buried is back, and what was made here has its number."""
        listed = key_list(keys)
        self._db.run(
            "DELETE FROM tombstone WHERE entity_key IN (SELECT unhex(value) FROM json_each(?)) AND last_seq <"
            " (SELECT last_seq FROM mirror WHERE mirror.entity_key = tombstone.entity_key)", (listed,),
        )  # fmt: skip
        self._db.run(
            "DELETE FROM created WHERE entity_key IN (SELECT unhex(value) FROM json_each(?))", (listed,)
        )
        received.keys |= self._ledger.naming(keys)

    def _put_other(self, row: FeedRow, landed: Landed, generation: int) -> set[bytes]:
        """Returns the entities that may look different."""
        keys = {row.entity_key.bytes}
        match row.kind:
            case FeedKind.OVERRIDE:
                self._put_override(row, generation)
                landed.fields = landed.states = True
                landed.categories |= row.field in CATEGORY_LOOKS
            case FeedKind.CONFLICT:
                self._db.run(_PUT_CONFLICT, (*conflict_of(row), row.seq, generation))
                landed.states = True
            case FeedKind.CREATED:
                key = {"key": row.entity_key.bytes, "seq": row.seq, "generation": generation}
                self._db.run(_PUT_CREATED, {**key, "kind": kind_of(row).value})
                self._db.run(
                    "DELETE FROM tombstone WHERE entity_key = :key AND (last_seq < :seq OR generation < :generation)",
                    key,
                )
                landed.fields = landed.categories = True
            case FeedKind.TOMBSTONE:
                keys |= self._bury(row, generation)
                landed.fields = landed.categories = landed.states = True
            case FeedKind.CHANGE_SET:
                self._db.run(_PUT_CHANGE_SET, (*change_set_of(row), row.seq, generation))
                landed.change_sets = True
                return set()
            case FeedKind.PROPOSAL:
                self._db.run(_PUT_PROPOSAL, (*proposal_of(row), row.seq, generation))
                landed.change_sets = True
                return set()
            case FeedKind.HABIT:
                self._db.run(_PUT_HABIT, (*habit_of(row), row.seq, generation))
                landed.change_sets = True
                return set()
            case _:
                raise Unreadable(f"unknown kind {row.kind!r}")
        return keys

    def _bury(self, row: FeedRow, generation: int) -> set[bytes]:
        key, kind, (reason, successor) = row.entity_key.bytes, kind_of(row), burial_of(row)
        self._db.run(_PUT_TOMBSTONE, {
            "key": key, "kind": kind.value, "reason": reason.value, "replaced_by": successor, "seq": row.seq,
            "generation": generation,
        })  # fmt: skip
        if successor is None:
            return set()
        # The hub moves what it has; what this desktop did goes the same way, and so does what it knows of the hub's.
        self._ledger.move(key, successor)
        self._db.run("UPDATE OR IGNORE override SET entity_key = ? WHERE entity_key = ?", (successor, key))
        self._db.run("DELETE FROM override WHERE entity_key = ?", (key,))
        self._db.run("UPDATE conflict SET entity_key = ? WHERE entity_key = ?", (successor, key))
        self._db.run("UPDATE proposal SET entity_key = ? WHERE entity_key = ?", (successor, key))
        self._db.run("DELETE FROM mirror WHERE entity_key = ? AND last_seq < ?", (key, row.seq))
        return {successor} | self._ledger.naming({key})

    def _put_override(self, row: FeedRow, generation: int) -> None:
        key = row.entity_key.bytes
        if row.payload is not None:
            self._db.run(_PUT_OVERRIDE, (key, row.field, *override_of(row), row.seq, generation))
            return
        found = self._db.one(
            "SELECT state, value, (SELECT fields -> ('$.' || field) FROM mirror"
            " WHERE mirror.entity_key = override.entity_key)"
            " FROM override WHERE entity_key = ? AND field = ? AND last_seq < ?",
            (key, row.field, row.seq),
        )
        if found is None:
            return
        self._db.run("DELETE FROM override WHERE entity_key = ? AND field = ?", (key, row.field))
        state, ours, theirs = found
        if state in _SENT and theirs is not None and same(from_json(ours), from_json(theirs)):
            self._db.run("INSERT OR IGNORE INTO pushed VALUES (?)", (key,))

    def _set_aside(self, row: FeedRow, problem: Exception) -> None:
        whole = {
            "seq": row.seq, "group": str(row.group), "group_last": row.group_last, "kind": str(row.kind),
            "entity_key": str(row.entity_key), "field": row.field, "payload": row.payload,
            "op_id": row.op_id and str(row.op_id),
        }  # fmt: skip
        try:
            text = to_json(whole)
        except (TypeError, ValueError):
            text = to_json({**whole, "payload": repr(row.payload)})
        self._db.run(
            "INSERT INTO quarantine (seq, feed_row, reason, at) VALUES (?, ?, ?, ?)",
            (row.seq, text, str(problem), format_moment(self._clock.now())),
        )
