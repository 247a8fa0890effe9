"""Saying "send these" of a preview: what stands as it was shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.submit import submit_changes
from lazi_desktop.ports.change_sets import SetState
from lazi_desktop.ports.pricebook import PendingChange
from lazi_desktop.ports.workspace import UnitOfWork


def submit_shown(work: UnitOfWork, shown: Sequence[PendingChange], held: Collection[UUID]) -> Changes:
    """`held` are ops that were shown as held back, and chosen all the same. What was edited or held back since stays,
    and a new entry goes as it was shown or not at all.

    Raises:
        NothingToDo: none of them stands.
    """
    held_sets = {one.set_id for one in work.change_sets() if one.state is SetState.HELD}
    standing = {
        change.op_id
        for change in work.pending()
        if change.op_id in held or change.change_set not in held_sets
    }
    torn = {change.entity_key for change in shown if change.creates and change.op_id not in standing}
    return submit_changes(
        work,
        [one.op_id for one in shown if one.op_id in standing and one.entity_key not in torn],
    )
