"""Saying "send these": from here on a push may take them to ServiceTitan."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes, OpDraft, OpKind
from lazi_desktop.ports.pricebook import PendingChange
from lazi_desktop.ports.workspace import UnitOfWork


def submit_changes(work: UnitOfWork, op_ids: Collection[UUID]) -> Changes:
    """Submits exactly these changes, as they were shown; one edited meanwhile has another op id and stays a draft.

    Raises:
        NothingToDo: none of them is pending any more.
    """
    wanted = set(op_ids)
    chosen: list[PendingChange] = [change for change in work.pending() if change.op_id in wanted]
    if not chosen:
        raise NothingToDo("There is no change left to push.")
    by_entity: dict[EntityKey, list[PendingChange]] = {}
    for change in chosen:
        by_entity.setdefault(change.entity_key, []).append(change)
    drafts = [
        OpDraft(
            kind=OpKind.SUBMIT,
            entity_kind=changes[0].entity_kind,
            entity_key=changes[0].entity_key,
            value=sorted(str(change.op_id) for change in changes),
        )
        for changes in by_entity.values()
    ]
    return work.record(drafts, label=f"Submit {len(chosen):,} changes", undoable=False)
