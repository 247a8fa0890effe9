"""Taking pending changes back as one step: fields return to ServiceTitan's values, what it never had is thrown away."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.create_entity import discards
from lazi_desktop.operations.edit_fields import reverting
from lazi_desktop.ports.workspace import Step, UnitOfWork


def discard_changes(
    work: UnitOfWork,
    targets: Sequence[tuple[EntityKey, str]],
    new: Collection[EntityKey] = (),
    *,
    step: Step | None = None,
) -> Changes:
    """`targets` are fields of what ServiceTitan has, `new` entities that it never had.

    Raises:
        NothingToDo: none of them is pending any more.
        Cancelled: by `step`; nothing is taken back.
    """
    back = reverting(work, targets)
    thrown = [one for one in work.details(list(new)).values() if one.remote_id is None] if new else []
    if not back and not thrown:
        raise NothingToDo("There is no change left to discard.")
    count = len(back) + sum(len(one.overrides) for one in thrown)
    label = f"Discard {count:,} changes" if count != 1 else "Discard 1 change"
    return work.record([*back, *discards(thrown)], label=label, step=step)
