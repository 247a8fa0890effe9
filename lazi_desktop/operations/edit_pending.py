"""Another value for a change that waits to be sent: it stays in the change-set it is in."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from lazi_desktop.domain.field_tables import field_at_creation
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.edit_fields import FieldEdit, drafts_of
from lazi_desktop.ports.workspace import UnitOfWork


def edit_pending(work: UnitOfWork, edit: FieldEdit, change_set: UUID | None) -> Changes:
    """`change_set` is the one it is shown in; none is none, whichever takes new edits.

    Raises:
        InvalidValue: the value does not fit; nothing is recorded.
    """
    drafts = [replace(draft, change_set=change_set, stays=True) for draft in drafts_of(work, [edit])]
    if not drafts:
        return Changes()
    title = field_at_creation(EntityKind(drafts[0].entity_kind), edit.field).title.lower()
    return work.record(drafts, label=f"Change {title}")
