"""Saying "send these": from here on a push may take them to ServiceTitan. Until one does, it can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes, OpDraft, OpKind
from lazi_desktop.ports.overrides import OverrideState
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
    return work.record(
        _drafts(OpKind.SUBMIT, chosen), label=f"Submit {len(chosen):,} changes", undoable=False
    )


def recall_changes(work: UnitOfWork, op_ids: Collection[UUID]) -> Changes:
    """Takes back that these are to be sent: what no push is at, and was not sent yet, is a draft again.

    Raises:
        NothingToDo: none of them waits to be sent any more.
    """
    wanted = set(op_ids)
    chosen = [
        change
        for change in work.pending()
        if change.op_id in wanted and change.state is OverrideState.SUBMITTED
    ]
    if not chosen:
        raise NothingToDo("There is no change left to take back.")
    return work.record(
        _drafts(OpKind.RECALL, chosen), label=f"Take back {len(chosen):,} changes", undoable=False
    )


def _drafts(kind: OpKind, chosen: Sequence[PendingChange]) -> list[OpDraft]:
    """One for each entity."""
    by_entity: dict[EntityKey, list[PendingChange]] = {}
    for change in chosen:
        by_entity.setdefault(change.entity_key, []).append(change)
    return [
        OpDraft(
            kind=kind,
            entity_kind=changes[0].entity_kind,
            entity_key=changes[0].entity_key,
            value=sorted(str(change.op_id) for change in changes),
        )
        for changes in by_entity.values()
    ]
