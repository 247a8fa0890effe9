"""Edits that were planned some time ago: what was changed meanwhile is left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value, same
from lazi_desktop.operations.edit_fields import FieldEdit, Known, edit_fields, values_for
from lazi_desktop.ports.workspace import Step, UnitOfWork

_NOTHING: tuple[Value, ...] = (None, "", [])


def edit_unless_changed(
    work: UnitOfWork,
    edits: Sequence[FieldEdit],
    *,
    label: str,
    step: Step,
    left_alone: Callable[[FieldEdit], None],
) -> Changes:
    """What was planned, as one step. A field that is another by now than the plan saw was changed meanwhile: it stays
    as it is, and its edit is handed to `left_alone`. Raises like `edit_fields`."""
    known = values_for(work, edits)
    kept = []
    for edit in edits:
        if was_changed(known, edit):
            left_alone(edit)
        else:
            kept.append(edit)
    return edit_fields(work, kept, label=label, step=step, known=known)


def was_changed(known: Known, edit: FieldEdit) -> bool:
    """Whether the field is another by now than the plan saw."""
    now = known[edit.key].effective.get(edit.field) if edit.key in known else edit.seen
    return not same(now, edit.seen) and not (now in _NOTHING and edit.seen in _NOTHING)
