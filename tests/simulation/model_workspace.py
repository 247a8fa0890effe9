"""A workspace as a model: what `store/workspace` keeps in SQLite, in dicts. What survives a crash is what it holds.

It implements `ports.workspace.Workspace`, `UnitOfWork` and `ports.replica.Replica`; what a person sees is worked out by
the product's own layers (`store.workspace.layers`).
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lazi_desktop.domain.digests import Digest, bucket_of
from lazi_desktop.domain.field_tables import OWN_FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import ASIDE, DELETED, Aspect, Changes, Op, OpDraft, OpKind, OpOutcome, OpReceipt
from lazi_desktop.domain.references import local_references
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.domain.values import Fields, Value
from lazi_desktop.ports.engine import RefusedOp
from lazi_desktop.ports.hub_feed import Burial, FeedKind, FeedRow, ListedRow, ListMoment
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import ConflictView, EntityDetail, OverriddenField, PendingChange
from lazi_desktop.ports.replica import FeedGap, ReplicaState
from lazi_desktop.ports.workspace import EntityValues, Step, UndoStep
from lazi_desktop.store.workspace.filing import (
    filed_under,
)
from lazi_desktop.store.workspace.layers import (
    Overlay,
    Override,
    effective_overrides,
    in_numbers,
    is_over,
    last_word,
    waiting,
)
from tests.fakes.unit_of_work import values_of
from tests.simulation.model_rows import TENANT
from tests.simulation.model_storage import AddedFiles
from tests.simulation.model_workspace_kits import WorkspaceKits
from tests.simulation.model_workspace_sets import WorkspaceSets
from tests.simulation.violation import Violation

if TYPE_CHECKING:
    from tests.simulation.world import Desk

NOTHING = Changes()
KEPT = 30 * 86_400.0
_TAKEN = (OpOutcome.ACCEPTED, OpOutcome.NOOP)
_REFUSED = (OpOutcome.REJECTED, OpOutcome.STALE)


class Entry:
    """An op in the ledger, with what became of it. Ops of an earlier device end at number 0."""

    __slots__ = ("acked", "acked_at", "conflict_id", "laid", "op", "outcome", "overlays", "server_seq")

    def __init__(self, op: Op) -> None:
        self.op = op
        self.acked_at = 0.0
        self.acked = False
        self.outcome: OpOutcome | None = None
        self.conflict_id: UUID | None = None
        self.server_seq = 0
        self.overlays = True
        self.laid: tuple[Op, Overlay] | None = None

    def overlay(self) -> Overlay:
        """Made once of an op: most are looked at a hundred times."""
        op = self.op
        if self.laid is None or self.laid[0] is not op:
            made = Overlay(
                op.kind,
                op.field,
                op.value,
                op.base,
                op.wall,
                op.op_id,
                EntityKind(op.entity_kind),
                op.change_set,
            )
            self.laid = op, made
        return self.laid[1]


class Row:
    """What the feed told of one thing, and when."""

    __slots__ = ("generation", "payload", "seq")

    def __init__(self, payload: Any, seq: int, generation: int) -> None:
        self.payload = payload
        self.seq = seq
        self.generation = generation


class ModelWorkspace(WorkspaceKits, WorkspaceSets):
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.device = desk.device
        self.ledger: list[Entry] = []
        self.next_op_no = 1
        self.acked = 0
        self.epoch: UUID | None = None
        self.last_epoch: UUID | None = None
        self.met: UUID | None = None
        self.cursor = self.heard = 0
        self.group: UUID | None = None
        self.generation = 0
        self.mirrors: dict[EntityKey, Row] = {}
        self.created: dict[EntityKey, Row] = {}
        self.overrides: dict[EntityKey, dict[str, Row]] = {}
        self.conflicts: dict[UUID, Row] = {}
        self.tombstones: dict[EntityKey, Row] = {}
        self.sets: dict[EntityKey, Row] = {}
        self.proposed: dict[UUID, tuple[EntityKey, str, Row]] = {}
        self.habits: dict[tuple[str, str, str], Row] = {}
        self.kit_rows: dict[EntityKey, Row] = {}
        self.added = AddedFiles()
        self.chosen: UUID | None = None
        self.tenant_id = TENANT
        self.steps: list[list[Any]] = []  # [txn_id, label, undone]
        self.restored = self.unproved = False
        self.offered_again = 0
        self.lists: dict[tuple[str, int], ListedRow] = {}
        self.lists_at: ListMoment | None = None
        self.lists_unproved = False

    # ---------------------------------------------------------------------------------------------- what a person sees

    def overlays(self, key: EntityKey, laid_over: Iterable[Entry] | None = None) -> list[Overlay]:
        number = key.int
        found = [
            entry.overlay()
            for entry in (self.laid_over if laid_over is None else laid_over)
            if entry.op.entity_key.int == number and entry.op.kind not in ASIDE
        ]
        if found:
            for place, one in enumerate(found):
                numbers = self.numbers(one.field, one.value)
                if numbers:
                    found[place] = replace(one, value=in_numbers(one, numbers))
        return found

    def numbers(self, field: str, value: Value) -> dict[EntityKey, int]:
        return {
            key: self.mirrors[key].payload["remote_id"]
            for key in local_references(field, value)
            if key in self.mirrors
        }

    @property
    def laid_over(self) -> list[Entry]:
        """Ops that what is shown depends on beyond what the feed told."""
        return [entry for entry in self.ledger if entry.overlays]

    def laid_over_each(self) -> Mapping[int, Sequence[Entry]]:
        """By key, where many are asked for."""
        found: dict[int, list[Entry]] = defaultdict(list)
        for entry in self.laid_over:
            found[entry.op.entity_key.int].append(entry)
        return found

    def now_called(self, key: EntityKey) -> EntityKey:
        buried = self.tombstones.get(key)
        return buried.payload["replaced_by"] or key if buried is not None else key

    def kind_of(self, key: EntityKey) -> EntityKind | None:
        found = self.base_of(key, self.overlays(key))
        return found[0] if found is not None else None

    def base_of(
        self, key: EntityKey, overlays: Sequence[Overlay]
    ) -> tuple[EntityKind, int | None, Fields] | None:
        row = self.mirrors.get(key)
        if row is not None:
            payload = row.payload
            return EntityKind(payload["kind"]), payload["remote_id"], payload["fields"]
        row = self.created.get(key) or self.tombstones.get(key)
        if row is not None:
            return EntityKind(row.payload["kind"]), None, {}
        return (overlays[-1].entity_kind, None, {}) if overlays else None

    def effective(
        self, key: EntityKey, laid_over: Iterable[Entry] | None = None
    ) -> tuple[EntityKind, int | None, Fields, Mapping[str, Override], Burial | None] | None:
        """None where it is not shown."""
        overlays = self.overlays(key, laid_over)
        found = self.base_of(key, overlays)
        if found is None:
            return None
        kind, remote_id, fields = found
        held = {name: _override(row.payload) for name, row in self.overrides.get(key, {}).items()}
        if overlays:
            held = effective_overrides(fields, held, overlays)
        buried = self.tombstones.get(key)
        reason = Burial(buried.payload["reason"]) if buried is not None else None
        here = last_word(overlays)
        if (reason is not None or here is OpKind.DISCARD) and is_over(
            reason,
            here,
            of_use=bool(waiting(held)) or any(c.entity_key == key for c in self.open_conflicts()),
        ):
            return None
        return kind, remote_id, fields, held, reason

    def open_conflicts(self) -> list[ConflictView]:
        """Those that no decision of ours is under way for."""
        if not self.conflicts:
            return []
        answered = {entry.op.conflict_id for entry in self.laid_over if entry.op.conflict_id is not None}
        found = []
        for conflict_id, row in self.conflicts.items():
            payload = row.payload
            if payload["state"] != "open" or conflict_id in answered:
                continue
            key = self.now_called(payload["entity_key"])
            found.append(
                ConflictView(
                    conflict_id, key, EntityKind(payload["entity_kind"]), "", "", payload["field"], payload["kind"],
                    payload["base"], payload["ours"], payload["theirs"], payload["by"], str(payload["at"]),
                    key in self.mirrors,
                )
            )  # fmt: skip
        return found

    def shown(self) -> list[EntityKey]:
        keys = dict.fromkeys((*self.mirrors, *self.created))
        for entry in self.laid_over:
            if entry.op.kind not in ASIDE:
                keys[entry.op.entity_key] = None
        doubtful = self.tombstones.keys() | {
            e.op.entity_key for e in self.laid_over if e.op.kind is OpKind.DISCARD or e.op.field == DELETED
        }
        return [key for key in keys if key not in doubtful or self.effective(key) is not None]

    # ------------------------------------------------------------------------------------------------- the unit of work

    level = ""

    team_settings = TeamSettings()

    def keep_level(self, level: str) -> None:
        raise AssertionError("nobody has a window here")

    def keep_team_settings(self, settings: TeamSettings) -> None:
        raise AssertionError("nobody has a window here")

    @contextmanager
    def unit_of_work(self) -> Iterator[ModelWorkspace]:
        yield self  # the operations record once, at their end: nothing to roll back before that

    def detail(self, key: EntityKey) -> EntityDetail:
        return self.details((key,))[key]

    def details(self, keys: Sequence[EntityKey]) -> dict[EntityKey, EntityDetail]:
        found = {}
        conflicts = self.open_conflicts()
        each = self.laid_over_each() if len(keys) > 1 else None
        for asked in keys:
            key = self.now_called(asked)
            seen = self.effective(key, each.get(key.int, ()) if each is not None else None)
            if seen is None:
                continue
            kind, remote_id, mirror, held, reason = seen
            found[asked] = EntityDetail(
                key=key,
                kind=kind,
                remote_id=remote_id,
                mirror=mirror,
                effective={**mirror, **{name: one.value for name, one in held.items()}},
                overrides=_overridden(waiting(held)),
                kept=_overridden({name: one for name, one in held.items() if name in OWN_FIELDS}),
                conflicts={c.field: c.conflict_id for c in conflicts if c.entity_key == key},
                categories=(),
                gone=reason is Burial.GONE,
            )
        return found

    def values(self, keys: Collection[EntityKey], names: Collection[str]) -> dict[EntityKey, EntityValues]:
        return {key: values_of(detail, names) for key, detail in self.details(list(keys)).items()}

    def conflict(self, conflict_id: UUID) -> ConflictView:
        for found in self.open_conflicts():
            if found.conflict_id == conflict_id:
                return found
        raise KeyError(conflict_id)

    def pending(self) -> list[PendingChange]:
        keys = dict.fromkeys(key for key, held in self.overrides.items() if held)
        for entry in self.laid_over:
            if entry.op.kind not in ASIDE:
                keys[entry.op.entity_key] = None
        found = []
        each = self.laid_over_each()
        for key in keys:
            seen = self.effective(key, each.get(key.int, ()))
            if seen is None:
                continue
            kind, remote_id, mirror, held, _ = seen
            for name, one in waiting(held).items():
                assert one.op_id is not None
                found.append(
                    PendingChange(
                        key,
                        kind,
                        "",
                        "",
                        name,
                        mirror.get(name),
                        one.value,
                        one.by,
                        one.at,
                        one.op_id,
                        one.state,
                        creates=remote_id is None,
                        change_set=one.change_set,
                    )
                )
        return found

    def new_key(self) -> EntityKey:
        return EntityKey(self.desk.world.new_id())

    def record(
        self, drafts: Sequence[OpDraft], *, label: str, undoable: bool = True, step: Step | None = None
    ) -> Changes:
        if not drafts:
            return NOTHING
        world = self.desk.world
        txn_id = world.new_id()
        wall = f"{self.desk.clock.wall():.1f}"
        ops = []
        filed = filed_under(drafts, self.current_change_set(), self.held_back())
        for draft, change_set in zip(drafts, filed, strict=True):
            op = Op(
                kind=draft.kind, entity_kind=draft.entity_kind, entity_key=draft.entity_key, field=draft.field,
                value=draft.value, seen=draft.seen, base=draft.base, conflict_id=draft.conflict_id, note=draft.note,
                op_id=world.new_id(), op_no=self.next_op_no, txn_id=txn_id, wall=wall, change_set=change_set,
            )  # fmt: skip
            self.next_op_no += 1
            self.ledger.append(Entry(op))
            ops.append(op)
        if undoable:
            self.steps = [step for step in self.steps if not step[2]]
            self.steps.append([txn_id, label, False])
        world.saved(self.desk, ops)
        keys = frozenset(op.entity_key for op in ops)
        return Changes(keys, frozenset(), label, txn_id if undoable else None, tuple(op.op_id for op in ops))

    def next_undo(self) -> UndoStep | None:
        return self._step(next((step for step in reversed(self.steps) if not step[2]), None))

    def next_redo(self) -> UndoStep | None:
        return self._step(next((step for step in self.steps if step[2]), None))

    def mark_undone(self, step: UndoStep) -> None:
        self._mark(step, undone=True)

    def mark_redone(self, step: UndoStep) -> None:
        self._mark(step, undone=False)

    def _mark(self, step: UndoStep, *, undone: bool) -> None:
        for one in self.steps:
            if one[0] == step.txn_id:
                one[2] = undone

    def _step(self, step: list[Any] | None) -> UndoStep | None:
        if step is None:
            return None
        return UndoStep(
            step[0], step[1], tuple(entry.op for entry in self.ledger if entry.op.txn_id == step[0])
        )

    # ---------------------------------------------------------------------------------------------------------- ops

    def state(self) -> ReplicaState:
        return ReplicaState(
            epoch=self.epoch,
            cursor=self.cursor,
            group_at_cursor=self.group,
            next_op_no=self.next_op_no,
            acked_op_no=self.acked,
            heard=self.heard,
            met=self.met,
            acked_op_id=self.op_at(self.acked),
            restored=self.restored,
            unproved=self.unproved,
            offered_again=self.offered_again,
            lists_at=self.lists_at,
            lists_unproved=self.lists_unproved,
        )

    def unsent(self, limit: int) -> list[Op]:
        local = [entry.op for entry in self.ledger if not entry.acked]
        if len(local) <= limit:
            return local
        taken = local[: max(limit, 1) + 1]
        last = taken[-1].txn_id
        while taken and taken[-1].txn_id == last:
            taken.pop()
        return taken or list(takewhile(lambda op: op.txn_id == last, local))

    def acknowledge(self, receipts: Sequence[OpReceipt]) -> Changes:
        found = {receipt.op_id: receipt for receipt in receipts}
        self.heard = max([self.heard, *(receipt.feed_seq for receipt in receipts)])
        for entry in self.ledger:
            receipt = found.get(entry.op.op_id) if not entry.acked else None
            if receipt is None:
                continue
            entry.acked, entry.acked_at = True, self.desk.clock.wall()
            entry.outcome, entry.conflict_id, entry.server_seq = (
                receipt.outcome,
                receipt.conflict_id,
                receipt.feed_seq,
            )
            entry.overlays = entry.overlays and receipt.outcome in _TAKEN and receipt.feed_seq > self.cursor
        self._note_acked()
        return NOTHING

    def _note_acked(self) -> None:
        local = [entry.op.op_no for entry in self.ledger if not entry.acked]
        self.acked = (min(local) if local else self.next_op_no) - 1

    def refused(self, receipts: Sequence[OpReceipt]) -> list[RefusedOp]:
        refused = {receipt.op_id: receipt for receipt in receipts if receipt.outcome in _REFUSED}
        if not refused:
            return []
        return [
            RefusedOp(
                one.op.kind, one.op.entity_key, one.op.entity_kind, "", one.op.field, one.op.value,
                refused[one.op.op_id].outcome, refused[one.op.op_id].detail,
            )
            for one in self.ledger if one.op.op_id in refused
        ]  # fmt: skip

    def re_enrol(self, device_id: UUID) -> None:
        past = next((entry.op.op_no for entry in self.ledger if not entry.acked), self.next_op_no) - 1
        self.device = device_id
        self.next_op_no = 1
        for entry in self.ledger:
            if entry.acked:
                entry.op = replace(entry.op, op_no=entry.op.op_no - past)
            else:
                entry.op = replace(entry.op, op_no=self.next_op_no)
                self.next_op_no += 1
        self.acked = 0
        self.unproved = True

    def op_at(self, op_no: int) -> UUID | None:
        return next((entry.op.op_id for entry in self.ledger if entry.op.op_no == op_no > 0), None)

    def rewind_to(self, op_no: int) -> None:
        self.file_by_now()
        for entry in self.ledger:
            if entry.op.op_no > op_no and entry.acked:
                self._offer(entry)
        self.acked = min(op_no, self.next_op_no - 1)

    def _offer(self, entry: Entry) -> None:
        entry.acked, entry.outcome, entry.conflict_id, entry.server_seq, entry.overlays = (
            False,
            None,
            None,
            0,
            True,
        )
        if entry.op.kind is OpKind.CREATE:
            entry.op = replace(entry.op, note="again")
        self.offered_again += 1

    def past_ops(self, after: UUID | None, limit: int) -> list[UUID]:
        past = [
            entry.op.op_id
            for entry in self.ledger
            if entry.op.op_no <= 0 and entry.acked and entry.outcome is not OpOutcome.REJECTED
        ]
        if after is not None:
            past = past[past.index(after) + 1 :]
        return past[:limit]

    def offer_again(self, op_ids: Sequence[UUID]) -> Changes:
        self.file_by_now()
        wanted = set(op_ids)
        again = [entry for entry in self.ledger if entry.op.op_id in wanted and entry.acked]
        self.ledger = [entry for entry in self.ledger if entry not in again] + again
        for entry in again:
            entry.op = replace(entry.op, op_no=self.next_op_no)
            self.next_op_no += 1
            self._offer(entry)
        return NOTHING

    def recovered(self) -> None:
        self.restored = self.unproved = False
        self.offered_again = 0

    def put_lists(self, rows: Sequence[ListedRow], at: ListMoment | None, *, whole: bool) -> Changes:
        if whole:
            self.lists = {}
        for row in rows:
            if row.gone:
                self.lists.pop((row.name, row.remote_id), None)
            else:
                self.lists[row.name, row.remote_id] = row
        self.lists_at, self.lists_unproved = at, False
        return Changes(aspects=frozenset((Aspect.LISTS,)))

    def prune(self, durable_seq: int, at: datetime) -> int:
        """A history is too short for a month of the hub's: here one has gone by when this desk's clock was turned."""
        before = self.desk.clock.wall() - KEPT
        kept = [
            entry
            for entry in self.ledger
            if not entry.acked
            or entry.overlays
            or entry.server_seq >= durable_seq
            or entry.acked_at >= before
            or self.is_open_proposal(entry.op.op_id)
        ]
        pruned = len(self.ledger) - len(kept)
        if pruned:
            self.ledger = kept
            left = {entry.op.txn_id for entry in kept}
            self.steps = [step for step in self.steps if step[0] in left]
        return pruned

    def digest(self, kind: EntityKind) -> Digest:
        return digest_of(
            self.cursor,
            [
                (key, row.payload)
                for key, row in self.mirrors.items()
                if row.payload["kind"] == kind.value and key not in self.tombstones
            ],
        )

    def refresh(
        self, kind: EntityKind, buckets: Sequence[int], rows: Sequence[FeedRow], at_seq: int
    ) -> Changes:
        if not self.desk.world.stats["restores"]:  # else it went back while it was read
            raise Violation(
                "I2", f"{self.desk.label} found its mirror of {kind} to be another than the hub's"
            )
        wanted = set(buckets)
        known = {row.entity_key for row in rows}
        for key, held in list(self.mirrors.items()):
            if (
                held.payload["kind"] == kind.value
                and bucket_of(key) in wanted
                and key not in known
                and held.seq <= at_seq
            ):
                del self.mirrors[key]
        for row in rows:
            here = self.mirrors.get(row.entity_key)
            if here is None or here.seq <= at_seq:
                self.mirrors[row.entity_key] = Row(row.payload, row.seq, self.generation)
                self.tombstones.pop(row.entity_key, None)
                self.created.pop(row.entity_key, None)
        return NOTHING

    # --------------------------------------------------------------------------------------------------------- feed

    def apply_feed(self, rows: Sequence[FeedRow]) -> Changes:
        fresh = self.fresh(rows)
        group: list[FeedRow] = []
        for row in fresh:
            group.append(row)
            if row.group_last:
                self.desk.power()
                self.commit_group(group)
                group = []
        return NOTHING

    def fresh(self, rows: Sequence[FeedRow]) -> list[FeedRow]:
        fresh = [row for row in rows if row.seq > self.cursor]
        for place, row in enumerate(fresh):
            if row.seq != self.cursor + 1 + place:
                raise FeedGap(self.cursor + place, row.seq)
        if fresh and not any(row.group_last for row in fresh):
            raise FeedGap(fresh[-1].seq, fresh[-1].seq + 1)
        return fresh

    def commit_group(self, rows: Sequence[FeedRow]) -> None:
        """One transaction."""
        self.desk.world.delivered(self.desk, rows)
        for row in rows:
            self.put(row)
        self.cursor, self.group = rows[-1].seq, rows[-1].group
        self.lift(self.cursor)

    def put(self, row: FeedRow) -> None:
        key, generation = row.entity_key, self.generation
        if row.kind is FeedKind.MIRROR:
            here = self.mirrors.get(key)
            if here is None or here.generation < generation or row.seq > here.seq:
                self.mirrors[key] = Row(row.payload, row.seq, generation)
            buried = self.tombstones.get(key)
            if buried is not None and buried.seq < row.seq:
                del self.tombstones[key]
            self.created.pop(key, None)
        elif row.kind is FeedKind.CREATED:
            self.put_newer(self.created, row)
            buried = self.tombstones.get(key)
            if buried is not None and (buried.seq < row.seq or buried.generation < generation):
                del self.tombstones[key]
        elif row.kind is FeedKind.OVERRIDE:
            held = self.overrides.setdefault(key, {})
            here = held.get(row.field)
            if row.payload is None:
                if here is not None and here.seq < row.seq:
                    del held[row.field]
            elif here is None or row.seq > here.seq or generation > here.generation:
                held[row.field] = Row(row.payload, row.seq, generation)
        elif row.kind is FeedKind.CONFLICT:
            assert row.payload is not None
            conflict_id = row.payload["conflict_id"]
            here = self.conflicts.get(conflict_id)
            if here is None or row.seq > here.seq or generation > here.generation:
                self.conflicts[conflict_id] = Row(row.payload, row.seq, generation)
        elif row.kind is FeedKind.TOMBSTONE:
            self.bury(row)
        elif row.kind is FeedKind.CHANGE_SET:
            self.put_aside(self.sets, row.entity_key, row)
        elif row.kind is FeedKind.KIT_PART:
            self.put_aside(self.kit_rows, row.entity_key, row)
        elif row.kind is FeedKind.HABIT:
            assert row.payload is not None
            self.put_aside(self.habits, (row.payload["entity_kind"], row.field, row.payload["what"]), row)
        elif row.kind is FeedKind.PROPOSAL:
            assert row.payload is not None
            op_id = row.payload["op_id"]
            here = self.proposed[op_id][2] if op_id in self.proposed else None
            if here is None or row.seq > here.seq or generation > here.generation:
                self.proposed[op_id] = (key, row.field, Row(row.payload, row.seq, generation))
        else:
            raise AssertionError(f"a feed row of kind {row.kind}")

    def put_aside(self, table: dict[Any, Row], place: Any, row: FeedRow) -> None:
        here = table.get(place)
        if here is None or row.seq > here.seq or self.generation > here.generation:
            table[place] = Row(row.payload, row.seq, self.generation)

    def put_newer(self, table: dict[EntityKey, Row], row: FeedRow) -> None:
        key, generation = row.entity_key, self.generation
        mirror, here = self.mirrors.get(key), table.get(key)
        newer = row.seq if row.kind is FeedKind.CREATED else row.seq + 1
        if mirror is not None and mirror.seq >= newer and mirror.generation >= generation:
            return
        if here is None or row.seq > here.seq or generation > here.generation:
            table[key] = Row(row.payload, row.seq, generation)

    def bury(self, row: FeedRow) -> None:
        assert row.payload is not None
        key, heir = row.entity_key, row.payload["replaced_by"]
        self.put_newer(self.tombstones, row)
        if heir is None:
            return
        # The hub moves what it has; what this desktop did goes the same way, and so does what it knows of the hub's.
        for entry in self.ledger:
            if entry.op.entity_key == key:
                entry.op = replace(entry.op, entity_key=heir)
        for field, held in self.overrides.pop(key, {}).items():
            self.overrides.setdefault(heir, {}).setdefault(field, held)
        for op_id, (place, field, proposed) in self.proposed.items():
            if place == key:
                self.proposed[op_id] = (heir, field, proposed)
        mirror = self.mirrors.get(key)
        if mirror is not None and mirror.seq < row.seq:
            del self.mirrors[key]

    def lift(self, cursor: int) -> None:
        for entry in self.ledger:
            if entry.overlays and entry.acked and entry.server_seq <= cursor:
                entry.overlays = False

    # ----------------------------------------------------------------------------------------------------- snapshots

    def foresee(self, rows: Sequence[FeedRow]) -> None:
        """Nothing is worked out ahead here."""

    def note_sight(self, *, hides_costs: bool) -> None:
        """Nobody is shown less here."""

    def wipe_traces(self) -> bool:
        return True

    def leave_snapshot(self) -> None:
        """Nothing was taken for it here."""

    def begin_snapshot(self, epoch: UUID) -> None:
        if self.last_epoch not in (None, epoch):
            self.restored = True
        self.met = epoch
        self.generation += 1
        self.epoch, self.cursor, self.heard, self.group = None, 0, 0, None
        self.lists_unproved = self.lists_at is not None

    def apply_snapshot(self, rows: Sequence[FeedRow]) -> None:
        for row in rows:
            self.put(row)

    def end_snapshot(self, epoch: UUID, at_seq: int, group: UUID | None) -> Changes:
        old = self.generation
        tables = (
            self.mirrors,
            self.created,
            self.conflicts,
            self.tombstones,
            self.sets,
            self.habits,
            self.kit_rows,
        )
        for table in tables:
            for key in [key for key, row in table.items() if row.generation < old]:
                del table[key]  # type: ignore[arg-type]
        for op_id in [op_id for op_id, (_, _, row) in self.proposed.items() if row.generation < old]:
            del self.proposed[op_id]
        for held in self.overrides.values():
            for field in [field for field, row in held.items() if row.generation < old]:
                del held[field]
        if self.last_epoch != epoch:  # its numbers mean nothing here
            for entry in self.ledger:
                entry.overlays = entry.overlays and not entry.acked
        self.epoch = self.last_epoch = epoch
        self.cursor, self.group = at_seq, group
        self.lift(at_seq)
        return NOTHING

    # ---------------------------------------------------------------------------------------------------- for restores

    def copy(self) -> ModelWorkspace:
        """The file as a backup of it would hold it."""
        twin = ModelWorkspace.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin.ledger = []
        for entry in self.ledger:
            one = Entry(entry.op)
            one.acked, one.acked_at, one.outcome, one.overlays = (
                entry.acked,
                entry.acked_at,
                entry.outcome,
                entry.overlays,
            )
            one.conflict_id, one.server_seq = entry.conflict_id, entry.server_seq
            twin.ledger.append(one)
        twin.mirrors, twin.created = dict(self.mirrors), dict(self.created)
        twin.overrides = {key: dict(held) for key, held in self.overrides.items()}
        twin.conflicts = dict(self.conflicts)
        twin.sets, twin.proposed, twin.habits = dict(self.sets), dict(self.proposed), dict(self.habits)
        twin.tombstones, twin.kit_rows = dict(self.tombstones), dict(self.kit_rows)
        twin.lists = dict(self.lists)
        twin.added = AddedFiles(self.added)
        twin.steps = [list(step) for step in self.steps]
        return twin


def _overridden(held: Mapping[str, Override]) -> dict[str, OverriddenField]:
    return {
        name: OverriddenField(one.value, one.base, one.by, one.at, one.state, one.detail, one.op_id)
        for name, one in held.items()
    }


def _override(payload: Mapping[str, Value]) -> Override:
    return Override(
        payload["value"], payload["base"], payload["by"], str(payload["at"]), payload["op_id"],
        OverrideState(payload["state"]), payload["detail"], payload["change_set"],
    )  # fmt: skip


def digest_of(at_seq: int, mirrors: Sequence[tuple[EntityKey, Mapping[str, Value]]]) -> Digest:
    """The shape of the product's digests, with a cheaper hash."""
    buckets: dict[int, tuple[int, int]] = {}
    for key, payload in mirrors:
        count, mixed = buckets.get(bucket_of(key), (0, 0))
        told = repr(
            (key.int, payload["remote_id"], payload["modified_on"], sorted(payload["fields"].items()))
        )
        buckets[bucket_of(key)] = (count + 1, mixed ^ zlib.crc32(told.encode()))
    return Digest(at_seq, buckets)
