"""Several change-sets are closed in one step; by themselves where nothing is left in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.change_sets import close_change_set
from lazi_desktop.ports.change_sets import ProposalState
from lazi_desktop.ports.workspace import UnitOfWork


def close_change_sets(work: UnitOfWork, set_ids: Iterable[UUID]) -> Changes:
    """
    Raises:
        NothingToDo: one of them is closed already.
    """
    changes = Changes()
    for set_id in set_ids:
        changes |= close_change_set(work, set_id)
    return changes


def close_emptied(work: UnitOfWork, set_ids: Collection[UUID]) -> Changes:
    """Those of them that are open and that nothing is left in, proposals counted.

    Raises:
        NothingToDo: there is none.
    """
    proposed = {one.change_set for one in work.proposals() if one.state is ProposalState.OPEN}
    emptied = [
        one.set_id
        for one in work.change_sets()
        if one.set_id in set_ids and one.is_empty and one.set_id not in proposed
    ]
    if not emptied:
        raise NothingToDo("Something is left in it.")
    return close_change_sets(work, emptied)
