"""The ledger: this desktop's ops, numbered without gaps, kept after the hub has them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.moments import format_moment
from lazi_desktop.domain.ops import EDITS, Op, OpDraft, OpKind, OpOutcome, OpReceipt, subject_of
from lazi_desktop.domain.references import local_references
from lazi_desktop.ports.engine import RefusedOp
from lazi_desktop.store.workspace.database import Database, Row
from lazi_desktop.store.workspace.encoding import from_json, key_list, to_json, uuid_or_none
from lazi_desktop.store.workspace.kit_parts import kit_names
from lazi_desktop.store.workspace.meta import Meta

_SELECT_OPS = """
    SELECT op_no, op_id, txn_id, kind, entity_kind, entity_key, field, value, seen, base, answers, wall, note,
        change_set
    FROM op WHERE """
_SELECT_RECORDED = """
    SELECT kind, entity_kind, entity_key, field, value, seen, base, answers, note, change_set
    FROM op WHERE txn_id = ? ORDER BY op_no"""
# What was filed elsewhere since goes along when it is offered again: who filed it may have offered that before.
_FILED_BY_NOW = tuple(
    f"UPDATE op SET change_set = o.change_set FROM {table} o"  # noqa: S608 - of these two tables
    " WHERE o.op_id = op.op_id AND o.change_set IS NOT op.change_set"
    for table in ("override", "proposal")
)
_REWIND = """
    UPDATE op SET state = 'local', outcome = NULL, detail = NULL, conflict_id = NULL, server_seq = NULL,
        acked_at = NULL, overlays = 1, note = CASE kind WHEN 'create' THEN 'again' ELSE note END
    WHERE op_no > ? AND state = 'acked' RETURNING entity_key, kind = 'kit'"""
_OFFER_AGAIN = """
    UPDATE op SET state = 'local', outcome = NULL, detail = NULL, conflict_id = NULL, server_seq = NULL,
        acked_at = NULL, overlays = 1, op_no = ?, note = CASE kind WHEN 'create' THEN 'again' ELSE note END
    WHERE op_id = ?"""
_SELECT_NAMING = """
    SELECT entity_key, field, value FROM op WHERE overlays = 1 AND field <> ''
    AND value GLOB '*"????????-????-????-????-????????????"*'"""
_SELECT_REFUSED = """
    SELECT kind, entity_key, entity_kind, field, value, outcome, detail,
        CASE kind WHEN 'change_set' THEN entity_key WHEN 'file' THEN change_set END, coalesce(
        (SELECT code FROM sku WHERE sku.entity_key = op.entity_key AND code <> ''),
        (SELECT name FROM sku WHERE sku.entity_key = op.entity_key),
        (SELECT name FROM category WHERE category.entity_key = op.entity_key), '')
    FROM op WHERE op_id IN (SELECT unhex(value) FROM json_each(?)) AND (kind <> 'resolve' OR note = '')
    ORDER BY op_no"""
# Where it is known that somebody else has accepted the same, nothing is amiss.
_SELECT_TOO_LATE = """
    SELECT op_id FROM op WHERE op_id IN (SELECT unhex(value) FROM json_each(?)) AND kind = 'answer'
    AND value ->> '$.verdict' = 'accepted' AND EXISTS (
        SELECT 1 FROM json_each(op.value, '$.ops') named LEFT JOIN proposal p
            ON p.op_id = unhex(replace(named.value, '-', ''))
        WHERE p.state IS NOT 'accepted')"""
# As the hub knows them, and as they were called here.
_CALLED = """
    SELECT entity_key, value ->> '$' FROM op WHERE kind = 'change_set' AND field = 'message'
    AND entity_key IN (SELECT unhex(value) FROM json_each(:ids)) UNION ALL
    SELECT set_id, message FROM change_set WHERE message <> ''
    AND set_id IN (SELECT unhex(value) FROM json_each(:ids))"""
_FORGET_STEPS = """
    DELETE FROM undo_step
    WHERE txn_id IN (SELECT txn_id FROM op WHERE op_id IN (SELECT unhex(value) FROM json_each(?)))
    AND NOT EXISTS (SELECT 1 FROM op WHERE op.txn_id = undo_step.txn_id AND outcome IS NOT 'rejected')"""
_LABELLED = EDITS | {OpKind.KIT}
_TAKEN = (OpOutcome.ACCEPTED, OpOutcome.NOOP)
_OF_NO_ENTITY = (OpKind.CHANGE_SET, OpKind.KIT)
_REFUSED = (OpOutcome.REJECTED, OpOutcome.STALE)
_OP_KINDS = {kind.value: kind for kind in OpKind}


CATEGORY_FIELDS = frozenset(("categories", "parent_id"))
"""Where something hangs."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What may look different: entities, and parts of kits."""

    entities: set[bytes]
    parts: set[bytes]


class Ledger:
    def __init__(self, database: Database, meta: Meta) -> None:
        self._db = database
        self._meta = meta

    @property
    def next_op_no(self) -> int:
        return self._meta.number("next_op_no")

    @property
    def acked_op_no(self) -> int:
        return self._meta.number("acked_op_no")

    def append(
        self,
        drafts: Sequence[OpDraft],
        *,
        txn_id: UUID,
        op_ids: Sequence[UUID],
        change_sets: Sequence[bytes | None],
        wall: str,
        label: str,
    ) -> int:
        """Returns the first one's number. `label`, what a person calls the step, goes along with edits as note."""
        first = self.next_op_no
        epoch = self._meta.get("feed_epoch")
        self._db.run_many(
            "INSERT INTO op (op_no, op_id, txn_id, kind, entity_kind, entity_key, field, value, seen, base, answers,"
            " wall, seen_epoch, state, overlays, note, change_set)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'local', 1, ?, ?)",
            [
                (
                    first + place, op_id.bytes, txn_id.bytes, draft.kind.value, draft.entity_kind.value,
                    draft.entity_key.bytes, draft.field, to_json(draft.value), to_json(draft.seen), to_json(draft.base),
                    draft.conflict_id and draft.conflict_id.bytes, wall, epoch,
                    draft.note or (label if draft.kind in _LABELLED else ""), change_set,
                )
                for place, (draft, op_id, change_set) in enumerate(zip(drafts, op_ids, change_sets, strict=True))
            ],
        )  # fmt: skip
        self._meta.set("next_op_no", first + len(drafts))
        return first

    def of_txn(self, txn_id: bytes) -> list[OpDraft]:
        """What was recorded: thousands of ops whose numbers and ids nobody asks for."""
        keys: dict[bytes, EntityKey] = {}
        found = []
        for kind, entity_kind, key, field, value, seen, base, answers, note, change_set in self._db.all(
            _SELECT_RECORDED, (txn_id,)
        ):
            entity_key = keys.get(key)
            if entity_key is None:
                entity_key = keys[key] = EntityKey(UUID(bytes=key))
            found.append(
                OpDraft(
                    kind=_OP_KINDS[kind],
                    entity_kind=subject_of(entity_kind),
                    entity_key=entity_key,
                    field=field,
                    value=from_json(value),
                    seen=from_json(seen),
                    base=from_json(base),
                    conflict_id=uuid_or_none(answers),
                    note=note,
                    change_set=uuid_or_none(change_set),
                )
            )
        return found

    def unsent(self, limit: int) -> list[Op]:
        """Whole txns, oldest first, about `limit` ops, without a hole in their numbers.

        A txn of which a part was offered again has another part at the end: they are two.
        """
        ops = self._ops(_SELECT_OPS + "state = 'local' ORDER BY op_no LIMIT ?", (max(limit, 1) + 1,))
        if len(ops) <= limit:
            return ops
        last_txn = ops[-1].txn_id
        while ops and ops[-1].txn_id == last_txn:
            ops.pop()
        if ops:
            return ops
        others = self._db.value(
            "SELECT min(op_no) FROM op WHERE state = 'local' AND txn_id <> ?", (last_txn.bytes,)
        )
        until = others or self.next_op_no
        return self._ops(_SELECT_OPS + "state = 'local' AND op_no < ? ORDER BY op_no", (until,))

    def acknowledge(self, receipts: Sequence[OpReceipt], *, cursor: int) -> Touched:
        """Stores the outcomes. When that was, `prune` says."""
        ids = [receipt.op_id.bytes for receipt in receipts]
        self._db.run_many(
            "UPDATE op SET state = 'acked', outcome = ?, detail = ?, conflict_id = ?, server_seq = ?,"
            " overlays = overlays AND ? WHERE op_id = ? AND state = 'local'",
            [
                (
                    receipt.outcome.value, receipt.detail, receipt.conflict_id and receipt.conflict_id.bytes,
                    receipt.feed_seq, receipt.outcome in _TAKEN and receipt.feed_seq > cursor,
                    receipt.op_id.bytes,
                )
                for receipt in receipts
            ],
        )  # fmt: skip
        rejected = [receipt.op_id.bytes for receipt in receipts if receipt.outcome is OpOutcome.REJECTED]
        if rejected:  # there is nothing to take back
            self._db.run(_FORGET_STEPS, (key_list(rejected),))
        first_local = self._db.value("SELECT min(op_no) FROM op WHERE state = 'local'")
        self._meta.set("acked_op_no", (first_local or self.next_op_no) - 1)
        found = self._db.all(
            "SELECT DISTINCT entity_key, kind = 'kit' FROM op WHERE op_id IN (SELECT unhex(value) FROM json_each(?))"
            # what is filed is shown so already, unless it was in vain
            " AND kind NOT IN ('change_set', 'propose', 'answer') AND NOT (kind = 'file' AND overlays = 1)",
            (key_list(ids),),
        )
        return _touched(found)

    def fields_not_taken(self, receipts: Sequence[OpReceipt]) -> set[tuple[EntityKind, str]]:
        """Of which kind of entity which fields look different, because the hub did not take our value."""
        ids = [receipt.op_id.bytes for receipt in receipts if receipt.outcome not in _TAKEN]
        found = self._db.all(
            "SELECT DISTINCT entity_kind, field FROM op WHERE op_id IN (SELECT unhex(value) FROM json_each(?))"
            " AND kind NOT IN ('change_set', 'propose', 'answer', 'kit')",
            (key_list(ids),),
        ) if ids else []  # fmt: skip
        return {(EntityKind(kind), field) for kind, field in found}

    def asides_among(self, receipts: Sequence[OpReceipt]) -> bool:
        """Whether something of change-sets or proposals is among them."""
        return self._db.value(
            "SELECT 1 FROM op WHERE op_id IN (SELECT unhex(value) FROM json_each(?))"
            " AND kind IN ('change_set', 'file', 'propose', 'answer') LIMIT 1",
            (key_list(receipt.op_id.bytes for receipt in receipts),),
        ) is not None  # fmt: skip

    def refused(self, receipts: Sequence[OpReceipt]) -> list[RefusedOp]:
        ids = [receipt.op_id.bytes for receipt in receipts if receipt.outcome in _REFUSED]
        ids += self._too_late(receipts)
        rows = self._db.all(_SELECT_REFUSED, (key_list(ids),)) if ids else []
        sets = {set_id for *_, set_id, _ in rows if set_id is not None}
        called: dict[bytes, str] = dict(self._db.all(_CALLED, {"ids": key_list(sets)})) if sets else {}
        kits = kit_names(self._db, {key for op_kind, key, *_ in rows if op_kind == OpKind.KIT})
        return [
            RefusedOp(
                op_kind=OpKind(op_kind),
                entity_key=EntityKey(UUID(bytes=key)),
                kind=subject_of(kind),
                code=kits.get(key) or code,
                field=field,
                value=from_json(value),
                outcome=OpOutcome(outcome),
                reason=detail or "",
                change_set=uuid_or_none(set_id),
                set_name=called.get(set_id, ""),
            )
            for op_kind, key, kind, field, value, outcome, detail, set_id, code in rows
        ]

    def _too_late(self, receipts: Sequence[OpReceipt]) -> list[bytes]:
        """Acceptances that somebody's answer had come before: what was accepted stands as an edit all the same."""
        if self._meta.number("offered_again"):
            return []  # a hub that went back is told again what it may have heard of already
        ids = [
            receipt.op_id.bytes
            for receipt in receipts
            if receipt.outcome is OpOutcome.NOOP or (receipt.outcome is OpOutcome.ACCEPTED and receipt.detail)
        ]
        return [op_id for (op_id,) in self._db.all(_SELECT_TOO_LATE, (key_list(ids),))] if ids else []

    def begin_anew(self) -> None:
        """Another device goes on: the first op that was not acknowledged becomes its first, those before end at 0."""
        local = [
            op_no for (op_no,) in self._db.all("SELECT op_no FROM op WHERE state = 'local' ORDER BY op_no")
        ]
        past = (local[0] if local else self.next_op_no) - 1
        self._db.run("UPDATE op SET op_no = op_no - ?", (past,))
        # Between those that are offered again there may be some that were forgotten: the new numbers have no holes.
        self._db.run_many(
            "UPDATE op SET op_no = ? WHERE op_no = ?",
            [(number, op_no - past) for number, op_no in enumerate(local, 1) if number != op_no - past],
        )
        self._meta.set("next_op_no", len(local) + 1)
        self._meta.set("acked_op_no", 0)
        self._meta.set("unproved", 1)

    def op_at(self, op_no: int) -> UUID | None:
        """Of this device, whose numbers begin at 1."""
        found = self._db.value("SELECT op_id FROM op WHERE op_no = ? AND op_no > 0", (op_no,))
        return UUID(bytes=found) if found is not None else None

    def rewind_to(self, op_no: int) -> Touched:
        """Ops after `op_no` are local again, with what was seen then."""
        self._file_by_now()
        rows = self._db.all(_REWIND, (op_no,))
        self._meta.set("acked_op_no", min(op_no, self.next_op_no - 1))
        self._meta.set("offered_again", self._meta.number("offered_again") + len(rows))
        return _touched(rows)

    def move(self, old: bytes, new: bytes) -> None:
        """What was done to `old` was done to `new`: they turned out to be the same."""
        self._db.run("UPDATE op SET entity_key = ? WHERE entity_key = ?", (new, old))

    def naming(self, keys: Collection[bytes]) -> set[bytes]:
        """Entities whose overlaying ops refer to one of these by its key."""
        return {
            entity
            for entity, field, value in self._db.all(_SELECT_NAMING)
            if any(key.bytes in keys for key in local_references(field, from_json(value)))
        }

    def past(self, after: UUID | None, limit: int) -> list[UUID]:
        """Ops that an earlier device had acknowledged, in their order: those before this device's first."""
        found = self._db.all(
            "SELECT op_id FROM op WHERE op_no <= 0 AND state = 'acked' AND outcome <> 'rejected'"
            " AND op_no > coalesce((SELECT op_no FROM op WHERE op_id = ?), -9223372036854775808)"
            " ORDER BY op_no LIMIT ?",
            (after and after.bytes, limit),
        )
        return [UUID(bytes=op_id) for (op_id,) in found]

    def offer_again(self, op_ids: Collection[UUID]) -> Touched:
        """Numbers these after the newest, in their order, and otherwise as they were."""
        found = self._db.all(
            "SELECT op_id, entity_key, kind = 'kit' FROM op WHERE state = 'acked' AND op_id"
            " IN (SELECT unhex(value) FROM json_each(?)) ORDER BY op_no",
            (key_list(op_id.bytes for op_id in op_ids),),
        )
        self._file_by_now()
        first = self.next_op_no
        self._db.run_many(
            _OFFER_AGAIN,
            [(first + place, op_id) for place, (op_id, *_) in enumerate(found)],
        )
        self._meta.set("next_op_no", first + len(found))
        self._meta.set("offered_again", self._meta.number("offered_again") + len(found))
        return _touched(row[1:] for row in found)

    def _file_by_now(self) -> None:
        for statement in _FILED_BY_NOW:
            self._db.run(statement)

    def prune(self, durable_seq: int, *, at: datetime, before: datetime) -> int:
        """Forgets what the hub cannot lose any more, and the steps of which nothing is left to undo.

        What was acknowledged since the last time counts from `at`.
        """
        self._db.run(
            "UPDATE op SET acked_at = ? WHERE state = 'acked' AND acked_at IS NULL", (format_moment(at),)
        )
        # What changed nothing was answered with the head it met, and may have come after a backup of that very head.
        rows = self._db.all(
            "DELETE FROM op WHERE state = 'acked' AND overlays = 0 AND server_seq < ? AND acked_at < ?"
            # who proposed something may take it back as long as nobody has answered
            " AND NOT EXISTS (SELECT 1 FROM proposal p WHERE p.op_id = op.op_id AND p.state = 'open') RETURNING 1",
            (durable_seq, format_moment(before)),
        )
        if rows:
            self._db.run(
                "DELETE FROM undo_step WHERE NOT EXISTS (SELECT 1 FROM op WHERE op.txn_id = undo_step.txn_id)"
            )
        return len(rows)

    def lift(self, cursor: int, *, all_acknowledged: bool = False) -> Touched:
        """Acknowledged ops that the feed has shown by now no longer overlay.

        `all_acknowledged`: where a snapshot of another epoch shows them, whose numbers mean nothing here.
        """
        condition = (all_acknowledged, cursor)
        found = self._db.all(
            "SELECT DISTINCT entity_key, kind = 'kit' FROM op WHERE overlays = 1 AND state = 'acked'"
            " AND (? OR server_seq <= ?) AND kind NOT IN ('change_set', 'propose', 'answer')",
            condition,
        )
        self._db.run(
            "UPDATE op SET overlays = 0 WHERE overlays = 1 AND state = 'acked' AND (? OR server_seq <= ?)",
            condition,
        )
        return _touched(found)

    def _ops(self, statement: str, parameters: Sequence[object]) -> list[Op]:
        return [_op(row) for row in self._db.all(statement, parameters)]


def keys_of(drafts: Iterable[OpDraft]) -> frozenset[EntityKey]:
    """The entities they are about."""
    return frozenset(draft.entity_key for draft in drafts if draft.kind not in _OF_NO_ENTITY)


def _touched(rows: Iterable[Row]) -> Touched:
    touched = Touched(set(), set())
    for key, is_part in rows:
        (touched.parts if is_part else touched.entities).add(key)
    return touched


def _op(row: Row) -> Op:
    op_no, op_id, txn_id, kind, subject, key, field, value, seen, base, answers, wall, note, change_set = row
    return Op(
        op_no=op_no,
        op_id=UUID(bytes=op_id),
        txn_id=UUID(bytes=txn_id),
        kind=OpKind(kind),
        entity_kind=subject_of(subject),
        entity_key=EntityKey(UUID(bytes=key)),
        field=field,
        value=from_json(value),
        seen=from_json(seen),
        base=from_json(base),
        conflict_id=uuid_or_none(answers),
        note=note,
        wall=wall,
        change_set=uuid_or_none(change_set),
    )
