"""Undo and redo: the inverse ops of a recorded step, as new ops. The mirror is never rewound."""

from __future__ import annotations

from collections.abc import Callable

from lazi_desktop.domain.errors import LaziError, NothingToDo
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.ops import Changes, Op, OpDraft, OpKind
from lazi_desktop.domain.values import Value, same
from lazi_desktop.ports.workspace import EntityDetail, UndoStep, UnitOfWork


class ChangedSince(LaziError):
    """Somebody or something changed the value since; `anyway` must be said to go on."""

    title = "This has changed since"


def undo(work: UnitOfWork, *, anyway: bool = False) -> Changes:
    """Takes back the last step that was not taken back.

    Raises:
        NothingToDo: the list is empty.
        ChangedSince: a value is no longer what the step made it, and `anyway` is false. Nothing is changed.
    """
    step = work.next_undo()
    if step is None:
        raise NothingToDo("There is nothing to undo.")
    changes = _replay(work, step, lambda op: (op.seen, op.value), label=f"Undo: {step.label}", anyway=anyway)
    work.mark_undone(step)
    return changes


def redo(work: UnitOfWork, *, anyway: bool = False) -> Changes:
    """Does again what undo took back last. Raises like `undo`."""
    step = work.next_redo()
    if step is None:
        raise NothingToDo("There is nothing to redo.")
    changes = _replay(work, step, lambda op: (op.value, op.seen), label=f"Redo: {step.label}", anyway=anyway)
    work.mark_redone(step)
    return changes


def _replay(
    work: UnitOfWork, step: UndoStep, sides: Callable[[Op], tuple[Value, Value]], *, label: str, anyway: bool
) -> Changes:
    edits = [op for op in step.ops if op.kind in (OpKind.SET, OpKind.UNSET)]
    details = work.details(list({op.entity_key for op in edits}))
    drafts, moved = [], []
    for op in edits:
        wanted, expected = sides(op)
        detail = details[op.entity_key]
        if not same(detail.effective.get(op.field), expected):
            moved.append((detail, op.field))
        drafts.append(_toward(detail, op.field, wanted))
    if moved and not anyway:
        detail, name = moved[0]
        who = detail.effective.get("code") or detail.effective.get("name") or "an entry"
        more = f" and {len(moved) - 1:,} more" if len(moved) > 1 else ""
        raise ChangedSince(
            f"{field_of(detail.kind, name).title} of {who}{more} was changed by somebody else since."
        )
    return work.record(drafts, label=label, undoable=False) if drafts else Changes()


def _toward(detail: EntityDetail, name: str, wanted: Value) -> OpDraft:
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
