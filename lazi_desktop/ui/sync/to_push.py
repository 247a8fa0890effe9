"""Which of the pending changes a push would send, and what it leaves out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from lazi_desktop.domain.field_tables import group_of
from lazi_desktop.operations.change_sets import apart_from
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.pricebook import ConflictView, PendingChange


@dataclass(frozen=True, slots=True)
class ToPush:
    """What would be pushed. `held_back` are changes that wait for a conflict to be decided, `set_aside` those of
    change-sets that are held back."""

    changes: tuple[PendingChange, ...]
    held_back: int = 0
    under_way: int = 0
    """Submitted earlier, not answered yet: the push goes on with those whose turn it is."""
    set_aside: int = 0

    @property
    def op_ids(self) -> tuple[UUID, ...]:
        return tuple(change.op_id for change in self.changes)

    @property
    def entities(self) -> int:
        return len({change.entity_key for change in self.changes})

    @property
    def created(self) -> int:
        """How many of the entities ServiceTitan does not have yet."""
        return len({change.entity_key for change in self.changes if change.creates})

    @property
    def tried_before(self) -> int:
        again = (OverrideState.FAILED, OverrideState.DIFFERS)
        return sum(change.state in again for change in self.changes)


def select_to_push(
    pending: Sequence[PendingChange],
    conflicts: Sequence[ConflictView],
    chosen: Collection[UUID] | None,
    held_sets: Collection[UUID] = (),
) -> ToPush:
    """`chosen` names ops, None means all but those of the `held_sets`, and of new entries with something in
    them. A change never goes while a field decided with it has an open conflict, nor a new entry while any of its
    fields has one."""
    ids = None if chosen is None else set(chosen)
    asked = [change for change in pending if ids is None or change.op_id in ids]
    wanted = apart_from(asked, held_sets)[0] if ids is None else asked
    held = {
        (conflict.entity_key, field)
        for conflict in conflicts
        for field in group_of(conflict.entity_kind, conflict.field)
    }
    disputed = {conflict.entity_key for conflict in conflicts}
    free = [
        change
        for change in wanted
        if (
            change.entity_key not in disputed
            if change.creates
            else (change.entity_key, change.field) not in held
        )
    ]
    return ToPush(
        changes=tuple(change for change in free if change.state is not OverrideState.SUBMITTED),
        held_back=len(wanted) - len(free),
        under_way=sum(change.state is OverrideState.SUBMITTED for change in free),
        set_aside=len(asked) - len(wanted),
    )
