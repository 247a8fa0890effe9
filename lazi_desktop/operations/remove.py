"""Deleting: what ServiceTitan never had is thrown away, all else is switched off.

ServiceTitan's own delete does not say what it does; `active: false` does, and can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes, OpDraft, OpKind
from lazi_desktop.domain.values import same
from lazi_desktop.operations.create_entity import discards, name_of
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ports.workspace import UnitOfWork


@dataclass(frozen=True, slots=True)
class Removal:
    """What deleting these comes to."""

    thrown_away: Sequence[EntityDetail]
    switched_off: Sequence[EntityDetail]
    off_already: Sequence[EntityDetail]


def removal_of(details: Iterable[EntityDetail]) -> Removal:
    there = list(details)
    ours = [one for one in there if one.remote_id is None]
    known = [one for one in there if one.remote_id is not None and not one.gone]
    return Removal(
        ours,
        [one for one in known if one.effective.get("active") is not False],
        [one for one in known if one.effective.get("active") is False],
    )


def remove(work: UnitOfWork, keys: Iterable[EntityKey], *, label: str = "") -> Changes:
    """One step.

    Raises:
        NothingToDo: all of them are inactive already, or gone.
    """
    removal = removal_of(work.details(list(dict.fromkeys(keys))).values())
    touched = [*removal.thrown_away, *removal.switched_off]
    if not touched:
        raise NothingToDo("ServiceTitan has them, and they are inactive already.")
    drafts = discards(removal.thrown_away) + [switched_off(one) for one in removal.switched_off]
    what = name_of(touched[0]) if len(touched) == 1 else f"{len(touched):,} entries"
    verb = "Deactivate" if not removal.thrown_away else "Discard" if not removal.switched_off else "Delete"
    return work.record(drafts, label=label or f"{verb} {what}")


def switched_off(detail: EntityDetail) -> OpDraft:
    there = detail.mirror.get("active")
    return OpDraft(
        kind=OpKind.UNSET if same(there, False) else OpKind.SET,
        entity_kind=detail.kind,
        entity_key=detail.key,
        field="active",
        value=False,
        seen=detail.effective.get("active"),
        base=there,
    )
