"""Deleting categories: what ServiceTitan never had is thrown away, and nothing that hangs in it is lost with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.create_entity import discards, name_of
from lazi_desktop.operations.edit_fields import FieldEdit, draft_of
from lazi_desktop.operations.links import references_to
from lazi_desktop.operations.remove import removal_of, switched_off
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ports.workspace import UnitOfWork


def remove_categories(
    work: UnitOfWork, keys: Iterable[EntityKey], *, users: Collection[EntityKey]
) -> Changes:
    """One step. `users` name them: categories move up to where the deleted one hung, SKUs are taken out of it. What
    ServiceTitan has is switched off, and keeps what hangs in it.

    Raises:
        NothingToDo: all of them are inactive already, or gone.
    """
    removal = removal_of(work.details(list(dict.fromkeys(keys))).values())
    touched = [*removal.thrown_away, *removal.switched_off]
    if not touched:
        raise NothingToDo("ServiceTitan has them, and they are inactive already.")
    thrown = {name: one for one in removal.thrown_away for name in references_to(one)}
    gone = {one.key for one in removal.thrown_away}
    drafts = [switched_off(one) for one in removal.switched_off]
    for user in work.details([key for key in users if key not in gone]).values() if thrown else ():
        drafts += [draft for edit in _without(user, thrown) if (draft := draft_of(user, edit)) is not None]
    drafts += discards(removal.thrown_away)
    what = name_of(touched[0]) if len(touched) == 1 else f"{len(touched):,} categories"
    verb = "Deactivate" if not removal.thrown_away else "Discard" if not removal.switched_off else "Delete"
    return work.record(drafts, label=f"{verb} {what}")


def _without(user: EntityDetail, thrown: dict[int | str, EntityDetail]) -> list[FieldEdit]:
    """What the user says instead of naming what is thrown away."""
    if user.kind.is_sku:
        held = user.effective.get("categories") or []
        return [FieldEdit(user.key, "categories", [one for one in held if one not in thrown], held)]
    parent = above = user.effective.get("parent_id")
    passed: set[Value] = set()
    while above in thrown and above not in passed:
        passed.add(above)
        above = thrown[above].effective.get("parent_id")
    return [FieldEdit(user.key, "parent_id", None if above in thrown else above, parent)]
