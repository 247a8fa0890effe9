"""A unit of work in memory: one person's workspace without a database, for operations."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from lazi_desktop.domain.field_tables import OWN_FIELDS
from lazi_desktop.domain.keys import EntityKey, TenantId
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import ASIDE, Aspect, Changes, Op, OpKind
from lazi_desktop.ports.change_sets import ChangeSet, Proposal, SetState
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import ConflictView, EntityDetail, OverriddenField, PendingChange
from lazi_desktop.ports.workspace import EntityValues, UndoStep
from lazi_desktop.store.workspace.filing import (
    Aside,
    HeldBack,
    Proposed,
    change_sets_now,
    filed_under,
    proposals_now,
    taken_back,
)
from tests.fakes.kits import FakeKitParts, kit_sku


def values_of(detail: EntityDetail, names) -> EntityValues:
    """Some of what is known of an entity."""
    return EntityValues(
        detail.key,
        detail.kind,
        detail.remote_id,
        {name: detail.mirror.get(name) for name in names},
        {name: detail.effective.get(name) for name in names},
        frozenset(name for name in names if detail.has_ours(name)),
    )


class FakeUnitOfWork:
    """`mirror[key]` is (kind, fields); `overrides[key, field]` is (value, op id); `numbers[key]` is ServiceTitan's."""

    def __init__(self) -> None:
        self.mirror: dict[EntityKey, tuple[EntityKind, dict]] = {}
        self.numbers: dict[EntityKey, int] = {}
        self.overrides: dict[tuple[EntityKey, str], tuple[object, UUID]] = {}
        self.open_conflicts: dict[UUID, ConflictView] = {}
        self.sets: dict[UUID, ChangeSet] = {}
        self.proposed: dict[UUID, Proposed] = {}
        self.filed: dict[UUID, UUID | None] = {}
        self.chosen: UUID | None = None
        self.kits = FakeKitParts()
        self.cost_times: dict[EntityKey, datetime] = {}
        """When a cost was looked at last, where that is known."""
        self.tenant_id = TenantId(UUID(int=7))
        self.ledger: list[Op] = []
        self.undo_list: list[UndoStep] = []
        self.redo_list: list[UndoStep] = []

    def add(self, kind: EntityKind = EntityKind.MATERIAL, **fields) -> EntityKey:
        key = EntityKey(uuid4())
        self.mirror[key] = (kind, fields)
        self.numbers[key] = len(self.numbers) + 1
        return key

    def forget(self, key: EntityKey) -> None:
        """It was thrown away, here or elsewhere."""
        del self.mirror[key]
        self.overrides = {where: one for where, one in self.overrides.items() if where[0] != key}

    def effective(self, key: EntityKey, name: str):
        return self.detail(key).effective.get(name)

    def detail(self, key: EntityKey) -> EntityDetail:
        kind, fields = self.mirror[key]
        ours = {name: found for (owner, name), found in self.overrides.items() if owner == key}
        return EntityDetail(
            key=key,
            kind=kind,
            remote_id=self.numbers.get(key),
            mirror=fields,
            effective=fields | {name: value for name, (value, _) in ours.items()},
            overrides={
                name: OverriddenField(value, fields.get(name), "dana", "", OverrideState.PENDING, op_id=op_id)
                for name, (value, op_id) in ours.items()
                if name not in OWN_FIELDS
            },
            conflicts={},
            categories=(),
            kept={
                name: OverriddenField(value, None, "dana", "", OverrideState.KEPT, op_id=op_id)
                for name, (value, op_id) in ours.items()
                if name in OWN_FIELDS
            },
        )

    def details(self, keys):
        return {key: self.detail(key) for key in keys if key in self.mirror}

    def values(self, keys, names):
        return {key: values_of(detail, names) for key, detail in self.details(list(keys)).items()}

    def conflict(self, conflict_id):
        return self.open_conflicts[conflict_id]

    def pending(self):
        return [
            PendingChange(
                key, self.mirror[key][0], "", "", name, None, value, "dana", "", op_id, OverrideState.PENDING,
                change_set=self.filed.get(op_id),
            )
            for (key, name), (value, op_id) in self.overrides.items()
            if name not in OWN_FIELDS
        ]  # fmt: skip

    def change_sets(self):
        counts = Counter(one.change_set for one in self.pending())
        return [replace(one, changes=counts[one.set_id]) for one in self.sets.values()]

    def current_change_set(self):
        found = self.sets.get(self.chosen) if self.chosen is not None else None
        return self.chosen if found is None or found.state is SetState.OPEN else None

    def choose_change_set(self, set_id) -> None:
        self.chosen = set_id

    def proposals(self):
        return [
            Proposal(
                op_id=one.op_id, entity_key=one.key, entity_kind=EntityKind(one.subject),
                code=self._called(one.key, "code"), name=self._called(one.key, "display_name", "name"),
                field=one.field, seen=one.seen, now=self._now(one.key, one.field),
                value=one.value, change_set=one.change_set, by=one.by, at=one.at, state=one.state, reason=one.reason,
                answered_by=one.answered_by, mine=one.mine,
            )
            for one in self.proposed.values()
        ]  # fmt: skip

    def _now(self, key, name):
        return self.effective(key, name) if key in self.mirror else None

    def _called(self, key, *names) -> str:
        known = self.detail(key).effective if key in self.mirror else {}
        return next((known[name] for name in names if known.get(name)), "")

    def kit_parts(self, kits=None):
        return self.kits.of_kits(kits)

    def parts(self, keys):
        return self.kits.parts(keys)

    def kit_version(self, version):
        return self.kits.version(version)

    def kit_skus(self, keys):
        details = [self.detail(key) for key, (kind, _) in self.mirror.items() if kind.is_sku]
        others = {(one.kind, str(name)): one for one in details for name in (one.remote_id, one.key)}
        wanted = set(keys)
        return {one.key: kit_sku(one, others, self.cost_times) for one in details if one.key in wanted}

    def new_key(self) -> EntityKey:
        return EntityKey(uuid4())

    def record(self, drafts, *, label, undoable=True, step=None):
        if step is not None:
            step(0, len(drafts))
        txn_id = uuid4()
        current = self.current_change_set()
        ops = [
            Op(
                **{slot: getattr(draft, slot) for slot in draft.__slots__} | {"change_set": change_set},
                op_id=uuid4(),
                op_no=len(self.ledger) + number,
                txn_id=txn_id,
                wall="",
            )
            for number, (draft, change_set) in enumerate(
                zip(drafts, filed_under(drafts, current, self._held()), strict=True), 1
            )
        ]
        self.ledger += ops
        asides = [
            Aside(
                op.kind, op.op_id, op.entity_kind, op.entity_key, op.field, op.value, op.seen, op.change_set, op.wall
            )
            for op in ops
        ]  # fmt: skip
        self.sets = change_sets_now(self.sets, asides)
        self.proposed = proposals_now(self.proposed, asides)
        for op in ops:
            if op.kind is OpKind.CREATE:
                self.mirror.setdefault(op.entity_key, (EntityKind(op.entity_kind), {}))
            elif op.kind is OpKind.DISCARD:
                self.forget(op.entity_key)
            elif op.kind is OpKind.FILE:
                self.filed |= dict.fromkeys(map(UUID, op.value), op.change_set)
            elif op.kind is OpKind.SET:
                before = self.overrides.get((op.entity_key, op.field))
                self.filed[op.op_id] = op.change_set or (self.filed.get(before[1]) if before else None)
                self.overrides[op.entity_key, op.field] = (op.value, op.op_id)
            elif op.kind is OpKind.UNSET:
                self.overrides.pop((op.entity_key, op.field), None)
        if undoable:
            self.undo_list.append(UndoStep(txn_id, label, ops))
            self.redo_list.clear()
        kinds = {op.kind for op in ops}
        keys = frozenset(op.entity_key for op in ops if op.kind not in (OpKind.CHANGE_SET, OpKind.KIT))
        aspects = {Aspect.FIELDS} if kinds - ASIDE - {OpKind.FILE} else {Aspect.CHANGE_SETS}
        if OpKind.KIT in kinds:
            keys |= self.kits.say(ops)
            aspects = {Aspect.KITS} if kinds == {OpKind.KIT} else {Aspect.KITS, *aspects}
        undo_id = txn_id if undoable else None
        return Changes(keys, frozenset(aspects), label, undo_id, tuple(op.op_id for op in ops))

    def _held(self) -> HeldBack:
        sets = {one.set_id for one in self.sets.values() if one.state is SetState.HELD}
        filed = {place: self.filed.get(op_id) for place, (_, op_id) in self.overrides.items()}
        fields = {place: set_id for place, set_id in filed.items() if set_id in sets}
        before = taken_back([(op.kind, op.entity_key, op.field, op.change_set) for op in self.ledger], sets)
        return HeldBack(
            fields,
            {key: set_id for (key, _), set_id in fields.items() if key not in self.numbers},
            {place: set_id for place, set_id in before.items() if place not in filed},
        )

    def next_undo(self):
        return self.undo_list[-1] if self.undo_list else None

    def next_redo(self):
        return self.redo_list[-1] if self.redo_list else None

    def mark_undone(self, step):
        self.undo_list.remove(step)
        self.redo_list.append(step)

    def mark_redone(self, step):
        self.redo_list.remove(step)
        self.undo_list.append(step)
