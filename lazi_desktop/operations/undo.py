"""Undo and redo: the inverse ops of a recorded step, as new ops. The mirror is never rewound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from lazi_desktop.domain.errors import LaziError, NothingToDo
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes, OpDraft, OpKind
from lazi_desktop.domain.picture_proofs import as_pushed
from lazi_desktop.domain.references import REFERENCE_FIELDS, local_references, numbered
from lazi_desktop.domain.values import Fields, Value, same
from lazi_desktop.operations.create_entity import creation, discards, name_of
from lazi_desktop.operations.kits.replaying import MORE, replayed
from lazi_desktop.operations.proposals import replayed_proposals
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ports.workspace import EntityValues, UndoStep, UnitOfWork
from lazi_desktop.ports.workspace import Step as Progress

_NAMED_BY = frozenset(("code", "name"))


class ChangedSince(LaziError):
    """Somebody or something changed the value since; `anyway` must be said to go on."""

    title = "This has changed since"


class NotTheNewest(LaziError):
    """The step that was to be taken back is not the next one: others came after it, or it is taken back."""

    title = "This is not the newest change any more"


def undo(
    work: UnitOfWork, *, anyway: bool = False, only: UUID | None = None, progress: Progress | None = None
) -> Changes:
    """Takes back the last step that was not taken back.

    Raises:
        NothingToDo: the list is empty.
        NotTheNewest: it is another one than the step of `only`. Nothing is changed.
        ChangedSince: a value is no longer what the step made it, and `anyway` is false. Nothing is changed.
        Cancelled: by `progress`. Nothing is changed.
    """
    step = work.next_undo()
    if step is None:
        raise NothingToDo("There is nothing to undo.")
    if only is not None and step.txn_id != only:
        raise NotTheNewest("Undo takes back what was changed last, and that is something else by now.")
    changes = _Replay(work, step, anyway, forward=False).run(f"Undo: {step.label}", progress)
    work.mark_undone(step)
    return changes


def redo(work: UnitOfWork, *, anyway: bool = False, progress: Progress | None = None) -> Changes:
    """Does again what undo took back last. Raises like `undo`."""
    step = work.next_redo()
    if step is None:
        raise NothingToDo("There is nothing to redo.")
    changes = _Replay(work, step, anyway, forward=True).run(f"Redo: {step.label}", progress)
    work.mark_redone(step)
    return changes


class _Replay:
    """One step, forward or back. What has meanwhile gone for good is passed over."""

    def __init__(self, work: UnitOfWork, step: UndoStep, anyway: bool, *, forward: bool) -> None:
        self._work = work
        self._ops = [op for op in step.ops if op.kind is not OpKind.KIT]
        self._of_entity: defaultdict[EntityKey, list[OpDraft]] = defaultdict(list)
        for op in self._ops:
            self._of_entity[op.entity_key].append(op)
        self._of_kits = replayed(work, step.ops, forward=forward)
        self._anyway = anyway
        self._forward = forward
        whole = {op.entity_key for op in self._ops if op.kind in (OpKind.CREATE, OpKind.DISCARD)}
        self._details = work.details(list(whole)) if whole else {}
        names = {op.field for op in self._ops if op.field} | _NAMED_BY
        self._now = work.values({op.entity_key for op in self._ops} - whole, names)
        self._numbers = _numbers(work, self._ops)
        self._moved: list[str] = list(self._of_kits.moved)

    def run(self, label: str, progress: Progress | None) -> Changes:
        made, thrown = self._of(OpKind.CREATE), self._of(OpKind.DISCARD)
        if not self._forward:
            made, thrown = thrown, made
        drafts = self._throw_away(thrown) + self._make(made)
        drafts += self._edit([op for op in self._ops if op.entity_key not in made | thrown])
        drafts += self._of_kits.drafts
        drafts += replayed_proposals(self._work, self._ops, forward=self._forward)
        if self._moved and not self._anyway:
            more = f" and {len(self._moved) - 1:,} more" if len(self._moved) > 1 else ""
            raise ChangedSince(self._moved[0].replace(MORE, more))
        if not drafts:
            return Changes()
        return self._work.record(drafts, label=label, undoable=False, step=progress)

    def _of(self, kind: OpKind) -> dict[EntityKey, OpDraft]:
        return {op.entity_key: op for op in self._ops if op.kind is kind}

    # ------------------------------------------------------------------------------------------------ whole entities

    def _throw_away(self, ops: Mapping[EntityKey, OpDraft]) -> list[OpDraft]:
        details = [self._details[key] for key in ops if key in self._details]
        kept = [detail for detail in details if detail.remote_id is not None]
        for detail in kept:
            self._moved.append(
                f"ServiceTitan has {name_of(detail)}{MORE} by now. It would be deactivated there."
            )
        ours = [detail for detail in details if detail.remote_id is None]
        for detail in ours:
            if not _holds(detail, self._values(detail.key)):
                self._moved.append(f"{name_of(detail)}{MORE} was changed by somebody since.")
        switched = [_toward(detail, "active", False) for detail in kept if detail.effective.get("active")]
        return [*discards(ours), *switched]

    def _make(self, ops: Mapping[EntityKey, OpDraft]) -> list[OpDraft]:
        drafts: list[OpDraft] = []
        for key, op in ops.items():
            values = self._values(key)
            detail = self._details.get(key)
            if detail is None:
                drafts += creation(key, EntityKind(op.entity_kind), values)
            else:  # somebody brought it back
                drafts += [
                    _toward(detail, name, value)
                    for name, value in values.items()
                    if not same(detail.effective.get(name), value)
                ]
        return drafts

    def _values(self, key: EntityKey) -> Fields:
        """What the step gave a new entity, or threw away with an old one."""
        ops = self._of_entity[key]
        kind = EntityKind(ops[0].entity_kind)
        values: dict[str, Value] = {}
        for op in ops:
            if op.kind is OpKind.SET:
                values[op.field] = op.value
            elif op.kind is OpKind.DISCARD:
                values |= op.seen or {}
        return {name: self._by_now(kind, name, value) for name, value in values.items()}

    def _by_now(self, kind: EntityKind, name: str, value: Value) -> Value:
        """What was named by its key then may have a number by now."""
        field = field_of(kind, name)
        if not self._numbers or not field.is_reference:
            return value
        return field.canonical(numbered(name, value, self._numbers))

    # -------------------------------------------------------------------------------------------------- single fields

    def _edit(self, ops: Sequence[OpDraft]) -> list[OpDraft]:
        sides: Callable[[OpDraft], tuple[Value, Value]] = (
            (lambda op: (op.value, op.seen)) if self._forward else (lambda op: (op.seen, op.value))
        )
        drafts = []
        for op in ops:
            detail = self._now.get(op.entity_key)
            if detail is None or op.kind not in (OpKind.SET, OpKind.UNSET):
                continue
            wanted, expected = sides(op)
            if self._numbers:
                wanted, expected = (self._by_now(detail.kind, op.field, side) for side in (wanted, expected))
            now = detail.effective.get(op.field)
            if not same(now, as_pushed(op.field, expected, now)):
                title = field_of(detail.kind, op.field).title
                self._moved.append(f"{title} of {name_of(detail)}{MORE} was changed by somebody else since.")
            drafts.append(_toward(detail, op.field, wanted))
        return drafts


def _numbers(work: UnitOfWork, ops: Sequence[OpDraft]) -> dict[EntityKey, int]:
    named: set[EntityKey] = set()
    for op in ops:
        if op.field not in REFERENCE_FIELDS and op.kind is not OpKind.DISCARD:
            continue
        thrown = (op.seen or {}).items() if op.kind is OpKind.DISCARD else ()
        for name, value in ((op.field, op.value), (op.field, op.seen), *thrown):
            named |= local_references(name, value)
    details = work.details(list(named)).values() if named else ()
    return {detail.key: detail.remote_id for detail in details if detail.remote_id is not None}


def _holds(detail: EntityDetail, values: Fields) -> bool:
    """Whether the entity is just as it was made."""
    return {name for name, value in detail.effective.items() if value is not None} == set(values) and all(
        same(detail.effective.get(name), value) for name, value in values.items()
    )


def _toward(detail: EntityDetail | EntityValues, name: str, wanted: Value) -> OpDraft:
    mirror = detail.mirror.get(name)
    return OpDraft(
        kind=OpKind.UNSET if same(wanted, mirror) else OpKind.SET,
        entity_kind=detail.kind,
        entity_key=detail.key,
        field=name,
        value=wanted,
        seen=detail.effective.get(name),
        base=mirror,
    )
