"""Change-sets: edits that belong together under a message, and what is held back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey, held_back_set
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Aspect, Changes, NoEntity, OpDraft, OpKind
from lazi_desktop.domain.values import Value, canonical_text
from lazi_desktop.ports.change_sets import ChangeSet, ProposalState, SetState
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import PendingChange
from lazi_desktop.ports.workspace import UnitOfWork

LONGEST_MESSAGE = 200
HELD_BACK = "Held back"

Filed = tuple[EntityKey, EntityKind, UUID]
"""Of what a change is, and the op that made it."""


def founding(set_id: UUID, message: str) -> OpDraft:
    """Founds a change-set, in the same step as what goes under it."""
    return _said(set_id, "message", message)


def open_change_set(work: UnitOfWork, message: str, *, set_id: UUID | None = None) -> Changes:
    """Founds a change-set; from here on this desktop's edits go under it.

    Raises:
        NothingToDo: it says nothing.
    """
    message = _checked(message)
    founded = set_id if set_id is not None else work.new_key()
    changes = work.record([founding(founded, message)], label=f"Open {message}", undoable=False)
    work.choose_change_set(founded)
    return changes


def rename_change_set(work: UnitOfWork, set_id: UUID, message: str) -> Changes:
    """
    Raises:
        NothingToDo: it says nothing, or is called so already.
    """
    message = _checked(message)
    if (known := _known(work, set_id)) is not None and known.message == message:
        raise NothingToDo("It is called so already.")
    return work.record([_said(set_id, "message", message)], label=f"Rename to {message}", undoable=False)


def close_change_set(work: UnitOfWork, set_id: UUID) -> Changes:
    """Nothing more goes under it; what is pending in it stays there."""
    if work.current_change_set() == set_id:
        work.choose_change_set(None)
    return _set_state(work, set_id, SetState.CLOSED, "Close")


def reopen_change_set(work: UnitOfWork, set_id: UUID) -> Changes:
    return _set_state(work, set_id, SetState.OPEN, "Open again")


def choose_change_set(work: UnitOfWork, set_id: UUID | None) -> Changes:
    """From here on this desktop's edits go under it; under none with None.

    Raises:
        NothingToDo: it is not open.
    """
    if set_id is not None and ((known := _known(work, set_id)) is None or known.state is not SetState.OPEN):
        raise NothingToDo("This change-set is not open.")
    work.choose_change_set(set_id)
    return Changes(aspects=frozenset((Aspect.CHANGE_SETS,)))


def file_changes(work: UnitOfWork, op_ids: Collection[UUID], set_id: UUID | None) -> Changes:
    """Pending changes and open proposals, by the ops that made them, go under another change-set, or under none.

    Raises:
        NothingToDo: there is nothing of them left that is not there already, or the change-set is closed.
    """
    if set_id is not None and (known := _known(work, set_id)) is not None and known.state is SetState.CLOSED:
        raise NothingToDo("This change-set is closed.")
    wanted = set(op_ids)
    filed: list[Filed] = [
        (one.entity_key, one.entity_kind, one.op_id)
        for one in work.pending()
        if one.op_id in wanted and one.change_set != set_id
    ]
    filed += [
        (one.entity_key, one.entity_kind, one.op_id)
        for one in work.proposals()
        if one.op_id in wanted and one.state is ProposalState.OPEN and one.change_set != set_id
    ]
    return _file(work, filed, set_id, [], "File")


def hold_back(work: UnitOfWork, op_ids: Collection[UUID]) -> Changes:
    """These pending changes stay here when everything is pushed. What is being sent already cannot be held back.

    Raises:
        NothingToDo: there is nothing of them left to hold back.
    """
    held, wanted = held_back_set(work.tenant_id), set(op_ids)
    filed: list[Filed] = [
        (one.entity_key, one.entity_kind, one.op_id)
        for one in work.pending()
        if one.op_id in wanted and one.change_set != held and one.state is not OverrideState.SUBMITTED
    ]
    known = _known(work, held)
    first = [] if known is not None and known.message else [founding(held, HELD_BACK)]
    if known is None or known.state is not SetState.HELD:
        first.append(_said(held, "state", SetState.HELD.value))
    return _file(work, filed, held, first, "Hold back")


def release(work: UnitOfWork, op_ids: Collection[UUID]) -> Changes:
    """These are held back no more, and go under no change-set.

    Raises:
        NothingToDo: none of them is held back.
    """
    wanted, held = set(op_ids), _held(work.change_sets())
    filed: list[Filed] = [
        (one.entity_key, one.entity_kind, one.op_id)
        for one in work.pending()
        if one.op_id in wanted and one.change_set in held
    ]
    return _file(work, filed, None, [], "Release")


def apart(
    pending: Iterable[PendingChange], change_sets: Iterable[ChangeSet]
) -> tuple[list[PendingChange], list[PendingChange]]:
    """What "push all" means, and what is held back."""
    return apart_from(pending, _held(change_sets))


def apart_from(
    pending: Iterable[PendingChange], held_sets: Collection[UUID]
) -> tuple[list[PendingChange], list[PendingChange]]:
    """What is free, and what is held back: of a new entry everything where anything is, for it is made whole."""
    pending = list(pending)
    whole = {change.entity_key for change in pending if change.creates and change.change_set in held_sets}
    free: list[PendingChange] = []
    kept: list[PendingChange] = []
    for change in pending:
        is_held = change.change_set in held_sets or change.entity_key in whole
        (kept if is_held else free).append(change)
    return free, kept


def _held(change_sets: Iterable[ChangeSet]) -> set[UUID]:
    return {one.set_id for one in change_sets if one.state is SetState.HELD}


def _file(
    work: UnitOfWork, filed: Sequence[Filed], set_id: UUID | None, first: Sequence[OpDraft], verb: str
) -> Changes:
    if not filed:
        raise NothingToDo("There is no change left to file.")
    by_entity: dict[tuple[EntityKey, EntityKind], list[UUID]] = {}
    for key, kind, op_id in filed:
        by_entity.setdefault((key, kind), []).append(op_id)
    drafts = [
        OpDraft(
            kind=OpKind.FILE,
            entity_kind=kind,
            entity_key=key,
            value=sorted(map(str, op_ids)),
            change_set=set_id,
        )
        for (key, kind), op_ids in by_entity.items()
    ]
    return work.record([*first, *drafts], label=f"{verb} {len(filed):,} changes", undoable=False)


def _set_state(work: UnitOfWork, set_id: UUID, state: SetState, verb: str) -> Changes:
    known = _known(work, set_id)
    if known is None or known.state is state:
        raise NothingToDo("It is so already.")
    draft = _said(set_id, "state", state.value)
    return work.record([draft], label=f"{verb} {known.message}", undoable=False)


def _said(set_id: UUID, name: str, value: Value) -> OpDraft:
    return OpDraft(
        kind=OpKind.CHANGE_SET,
        entity_kind=NoEntity.CHANGE_SET,
        entity_key=EntityKey(set_id),
        field=name,
        value=value,
    )


def _known(work: UnitOfWork, set_id: UUID) -> ChangeSet | None:
    return next((one for one in work.change_sets() if one.set_id == set_id), None)


def _checked(message: str) -> str:
    text = canonical_text(" ".join(message.split())[:LONGEST_MESSAGE])
    if text is None:
        raise NothingToDo("A change-set needs a message.")
    return text
