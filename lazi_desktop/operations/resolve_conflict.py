"""Answering a conflict: keep ours, take theirs, or a third value."""

from __future__ import annotations

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.merge import Resolution, resolved_value
from lazi_desktop.domain.ops import Changes, OpDraft, OpKind
from lazi_desktop.domain.typed_text import check_value
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.pricebook import ConflictView
from lazi_desktop.ports.workspace import UnitOfWork


def resolve_conflict(
    work: UnitOfWork, shown: ConflictView, choice: Resolution, *, edited: Value = None
) -> Changes:
    """Decides the conflict as it was shown; the hub refuses the decision if either side changed since.

    Raises:
        NothingToDo: the conflict is no longer open, or it has changed while it was shown.
        InvalidValue: the edited value does not fit.
    """
    try:
        conflict = work.conflict(shown.conflict_id)
    except KeyError:
        raise NothingToDo("Somebody has settled this conflict already.") from None
    if (conflict.ours, conflict.theirs) != (shown.ours, shown.theirs):
        raise NothingToDo("This conflict has changed while you looked at it. Please look again.")
    detail = work.details([conflict.entity_key]).get(conflict.entity_key)
    if (
        detail is None
    ):  # the shared database was restored, and who made the entity has not offered it again yet
        raise NothingToDo("This entry is not known here at the moment. Try again when it has come back.")
    if choice is Resolution.EDITED:
        edited = check_value(field_of(conflict.entity_kind, conflict.field), edited)
    value = resolved_value(choice, ours=conflict.ours, theirs=conflict.theirs, edited=edited)
    # Of what is gone ServiceTitan has nothing; should it be back by then, this was not said of it.
    stands = not detail.gone or conflict.field in detail.overrides
    draft = OpDraft(
        kind=OpKind.RESOLVE,
        entity_kind=conflict.entity_kind,
        entity_key=conflict.entity_key,
        field=conflict.field,
        value=value,
        seen=detail.effective.get(conflict.field) if stands else None,
        base=None if detail.gone else detail.mirror.get(conflict.field),
        conflict_id=conflict.conflict_id,
    )
    return work.record([draft], label=f"Resolve {conflict.code} {conflict.field}", undoable=False)
