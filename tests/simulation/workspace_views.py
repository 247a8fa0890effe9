"""What the ports of a workspace show, as text: of the real one and of the model, to be compared.

Left out, since the model does not make it up: codes, names, paths of categories and the order of lists, which windows
show and nothing decides by. Where else the two are known to differ it says so at the place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.kits.parts import Part, PartId
from lazi_desktop.domain.ops import EDITS, Op, OpDraft, OpKind
from lazi_desktop.domain.values import Fields
from lazi_desktop.ports.change_sets import ChangeSet, Proposal
from lazi_desktop.ports.engine import RefusedOp
from lazi_desktop.ports.pricebook import ConflictView, EntityDetail, OverriddenField, PendingChange
from lazi_desktop.ports.replica import ReplicaState
from lazi_desktop.ports.workspace import EntityValues, UndoStep
from lazi_desktop.store.workspace.replica import SqliteReplica
from lazi_desktop.store.workspace.unit_of_work import SqliteUnitOfWork
from tests.simulation.double import plain
from tests.simulation.model_workspace import ModelWorkspace
from tests.simulation.real_workspace import RealWorkspace

Views = dict[Any, Any]
Moment = Callable[[str], str]
"""One of the real workspace's, as the model words it."""
LISTS = ("vendors", "markup")
FEW, MANY = 3, 10_000


def views_of_model(model: ModelWorkspace, keys: Collection[EntityKey], called: Mapping[UUID, str]) -> Views:
    """`called` is what a person calls each txn."""
    details = model.details(list(keys))
    pending, conflicts, parts = model.pending(), model.open_conflicts(), model.whole_parts()
    shown = [one.kind for key, one in details.items() if one.key == key]
    return {
        **_of_ledger(model, called),
        "details": {key: _detail(one, str) for key, one in details.items()},
        "pending": {(one.entity_key, one.field): _pending(one, str) for one in pending},
        "conflicts": {one.conflict_id: _conflict(one, str) for one in conflicts},
        "change-sets": {one.set_id: _change_set(one, str, pending) for one in model.change_sets()},
        "proposals": {one.op_id: _proposal(one, str) for one in model.proposals()},
        "current change-set": model.current_change_set(),
        "undo": _step(model.next_undo(), called),
        "redo": _step(model.next_redo(), called),
        "kit parts": {one.key: _part(one, str) for one in model.kit_parts()},
        "versions": {one.key: plain(model.kit_version(one.key)) for one in parts},
        "kit SKUs": {key: (one.kind, one.gone) for key, one in model.kit_skus(list(keys)).items()},
        "habits": {place: (plain(row.payload["sent"]), plain(row.payload["found"]), row.payload["seen"])
                   for place, row in model.habits.items()},
        "lists": {name: sorted((row.remote_id, row.title, row.active) for row in model.lists.values()
                               if row.name == name) for name in LISTS},
        "counts": {
            "skus": {kind: shown.count(kind) for kind in EntityKind if kind.is_sku},
            "categories": shown.count(EntityKind.CATEGORY),
            "pending": (len(pending), len({one.entity_key for one in pending})),
            "conflicts": len(conflicts),
            "unsent": sum(not entry.acked for entry in model.ledger),
        },
    }  # fmt: skip


def _of_ledger(model: ModelWorkspace, called: Mapping[UUID, str]) -> Views:
    return {
        "state": _state(model.state()),
        "unsent": [_op(one, str, called) for one in model.unsent(MANY)],
        "a few unsent": [one.op_id for one in model.unsent(FEW)],
        "past ops": model.past_ops(None, MANY),
        "ops by number": {number: model.op_at(number) for number in range(-2, model.next_op_no + 1)},
    }


def views_of_real(
    real: RealWorkspace, keys: Collection[EntityKey], parts: Collection[PartId], moment: Moment
) -> Views:
    queries = real.open.queries
    trees = frozenset(node.key for tree in Tree for node in queries.categories(tree))
    counts = queries.counts()
    return {
        **real.replica(lambda replica: _of_replica(replica, moment)),
        **real.unit(lambda unit: _of_unit(unit, list(keys), list(parts), trees, moment)),
        "conflicts": {one.conflict_id: _conflict(one, moment) for one in queries.conflicts()},
        "habits": {(one.kind.value, one.field, one.habit.value): (plain(one.sent), plain(one.found), one.seen)
                   for one in queries.habits()},
        "lists": {name: sorted((row.remote_id, row.name, row.active) for row in queries.reference_rows(name))
                  for name in LISTS},
        "counts": {
            "skus": dict(counts.skus),
            "categories": counts.categories,
            "pending": (counts.pending_fields, counts.pending_entities),
            "conflicts": counts.conflicts,
            "unsent": counts.unsent_ops,
        },
    }  # fmt: skip


def _of_replica(replica: SqliteReplica, moment: Moment) -> Views:
    state = replica.state()
    assert (state.hides_costs, state.traces) == (False, False)
    return {
        "state": _state(state),
        "unsent": [_op(one, moment) for one in replica.unsent(MANY)],
        "a few unsent": [one.op_id for one in replica.unsent(FEW)],
        "past ops": list(replica.past_ops(None, MANY)),
        "ops by number": {number: replica.op_at(number) for number in range(-2, state.next_op_no + 1)},
    }


def _of_unit(
    unit: SqliteUnitOfWork,
    keys: list[EntityKey],
    versions: list[PartId],
    trees: Collection[EntityKey],
    moment: Moment,
) -> Views:
    pending, details, skus = unit.pending(), unit.details(keys), unit.kit_skus(keys)
    # Of what is buried and shown no more the real one still tells the mirror: no port says whether it does.
    shown = {key: one for key, one in details.items() if key in skus or one.key in trees}
    proposals = [one if one.entity_key in shown else replace(one, now=None) for one in unit.proposals()]
    parts = unit.kit_parts()
    assert sorted(map(repr, unit.parts([one.key for one in parts]))) == sorted(map(repr, parts))
    return {
        "details": {key: _detail(one, moment) for key, one in shown.items()},
        "pending": {(one.entity_key, one.field): _pending(one, moment) for one in pending},
        "change-sets": {one.set_id: _change_set(one, moment, pending) for one in unit.change_sets()},
        "proposals": {one.op_id: _proposal(one, moment) for one in proposals},
        "current change-set": unit.current_change_set(),
        "undo": _step(unit.next_undo()),
        "redo": _step(unit.next_redo()),
        "kit parts": {one.key: _part(one, moment) for one in parts},
        "versions": {key: plain(unit.kit_version(key)) for key in versions},
        "kit SKUs": {key: (one.kind, one.gone) for key, one in skus.items()},
    }


def _state(state: ReplicaState) -> Views:
    return {
        name: getattr(state, name)
        for name in (
            "epoch", "cursor", "group_at_cursor", "next_op_no", "acked_op_no", "heard", "met", "acked_op_id",
            "restored", "unproved", "offered_again", "lists_at", "lists_unproved",
        )
    }  # fmt: skip


def _detail(one: EntityDetail, moment: Moment) -> Views:
    return {
        "key": one.key, "kind": one.kind, "remote id": one.remote_id, "mirror": plain(one.mirror),
        "effective": plain(one.effective), "gone": one.gone, "conflicts": dict(one.conflicts),
        "overrides": {name: _overridden(held, moment) for name, held in one.overrides.items()},
        "kept": {name: _overridden(held, moment) for name, held in one.kept.items()},
    }  # fmt: skip


def _overridden(one: OverriddenField, moment: Moment) -> Any:
    return plain(one.value), plain(one.base), one.by, moment(one.at), one.state, one.detail, one.op_id


def values_shown(values: Mapping[EntityKey, EntityValues]) -> Views:
    """None and missing mean the same."""
    return {
        str(key): (one.kind, one.remote_id, _there(one.mirror), _there(one.effective), one.ours)
        for key, one in values.items()
    }


def _there(fields: Fields) -> Views:
    return {name: plain(value) for name, value in fields.items() if value is not None}


def _pending(one: PendingChange, moment: Moment) -> Any:
    return (
        one.entity_kind, plain(one.theirs), plain(one.ours), one.by, moment(one.at), one.op_id, one.state,
        one.creates, one.change_set,
    )  # fmt: skip


def _conflict(one: ConflictView, moment: Moment) -> Any:
    """That theirs can be taken where it is the end of an entity is nothing that the model's people know."""
    return (
        one.entity_key, one.entity_kind, one.field, one.kind, plain(one.base), plain(one.ours), plain(one.theirs),
        one.by, moment(one.at), one.theirs_exists or one.kind == "delete_vs_edit",
    )  # fmt: skip


def _change_set(one: ChangeSet, moment: Moment, pending: Sequence[PendingChange]) -> Any:
    return (
        one.message, one.state, one.by, moment(one.at),
        sum(change.change_set == one.set_id for change in pending),
    )  # fmt: skip


def _proposal(one: Proposal, moment: Moment) -> Any:
    return (
        one.entity_key, one.entity_kind, one.field, plain(one.seen), plain(one.now), plain(one.value),
        one.change_set, one.by, moment(one.at), one.state, one.reason, one.answered_by, one.mine,
    )  # fmt: skip


def _part(one: Part, moment: Moment) -> Any:
    clashes = {
        name: [(plain(it.value), it.by, moment(it.at)) for it in said] for name, said in one.clashes.items()
    }
    return one.kind, one.kit, plain(one.fields), clashes, one.by, moment(one.at)


def _step(step: UndoStep | None, called: Mapping[UUID, str] | None = None) -> Any:
    if step is None:
        return None
    return step.txn_id, step.label, [_draft(one, (called or {}).get(step.txn_id, "")) for one in step.ops]


def _op(op: Op, moment: Moment, called: Mapping[UUID, str] | None = None) -> Any:
    label = (called or {}).get(op.txn_id, "")
    return op.op_no, op.op_id, op.txn_id, moment(op.wall), *_draft(op, label)


def _draft(one: OpDraft, label: str) -> Any:
    """`label` is what its step is called, which goes along with edits."""
    note = one.note or (label if one.kind in EDITS | {OpKind.KIT} else "")
    return (
        one.kind, one.entity_kind, one.entity_key, one.field, plain(one.value), plain(one.seen), plain(one.base),
        one.conflict_id, note, one.change_set,
    )  # fmt: skip


def refusal(one: RefusedOp) -> Any:
    return (
        one.op_kind, one.entity_key, one.kind, one.field, plain(one.value), one.outcome, one.reason,
    )  # fmt: skip


def differing(real: Views, model: Views) -> list[str]:
    """A line for each place where they do not show the same."""
    lines = []
    for name in real.keys() | model.keys():
        there, here = real.get(name), model.get(name)
        if there == here:
            continue
        if isinstance(there, dict) and isinstance(here, dict):
            lines += [f"{name} / {line}" for line in differing(there, here)]
        else:
            lines.append(f"{name}: {there!r}, and the model has {here!r}")
    return lines
