"""Kits as a whole: making and copying them, their names and other fields, putting them away and bringing them back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.kits.parts import GONE, KitId, KitPart, Part, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.kits.cycles import includes_in, refuse_cycle
from lazi_desktop.operations.kits.field_titles import TITLES
from lazi_desktop.operations.kits.naming import shortened, what
from lazi_desktop.operations.kits.part_edits import PartEdits
from lazi_desktop.ports.workspace import UnitOfWork

_COPIED = (KitPart.GROUP, KitPart.ITEM, KitPart.INCLUDE, KitPart.PARAMETER, KitPart.SAMPLE)


def create_kit(
    work: UnitOfWork,
    name: str,
    *,
    kit: KitId | None = None,
    path: Sequence[str] = (),
    note: str = "",
) -> Changes:
    """`Changes.keys` is its id; `kit` may be a fresh one.

    Raises:
        InvalidValue: the name is empty or too long. Others may have it: kits are told apart by more than that.
    """
    key = kit if kit is not None else KitId(work.new_key())
    edits = PartEdits(work, [])
    edits.make(KitPart.KIT, key, {"name": name, "path": path, "note": note}, key=PartId(key))
    return edits.record(f"New kit {shortened(' '.join(name.split()))}")


def rename(work: UnitOfWork, kit: KitId, name: str) -> Changes:
    """Raises InvalidValue like `create_kit`."""
    return set_kit_field(work, [kit], "name", name)


def set_kit_field(work: UnitOfWork, kits: Collection[KitId], field: str, value: Value) -> Changes:
    """One of: name, path, labour_hours, tags, note. Text may be what a person typed.

    Raises:
        InvalidValue: the value does not fit.
        NoLongerThere: one of the kits was removed meanwhile.
    """
    edits, parts = _their_parts(work, kits)
    for part in parts:
        edits.set(part, field, value)
    return edits.record(f"{TITLES[field]} of {what(work, parts, 'kits')}")


def archive(work: UnitOfWork, kits: Collection[KitId]) -> Changes:
    """They stay in other kits and in services; nobody is offered them any more."""
    return _switch(work, kits, "Archive", archived=True)


def restore(work: UnitOfWork, kits: Collection[KitId]) -> Changes:
    """From the archive, and those that were removed.

    Raises:
        InvalidValue: one would be in itself.
    """
    back = {KitId(part.key) for part in work.parts([PartId(kit) for kit in kits]) if part.is_gone}
    for kit in back:
        refuse_cycle(work, kit, includes_in(work.kit_parts([kit])), back=back)
    return _switch(work, kits, "Restore", archived=None, gone=None)


def remove_kit(work: UnitOfWork, kits: Collection[KitId]) -> Changes:
    """They can be restored with all that is in them. Kits that include them say that something is missing."""
    return _switch(work, kits, "Remove", gone=True)


@dataclass(frozen=True, slots=True)
class KitCopy:
    """`name` "" calls it as the kit, with “copy” behind; `kit` may be a fresh id."""

    source: KitId
    name: str = ""
    kit: KitId | None = None


def duplicate_kit(work: UnitOfWork, copies: Sequence[KitCopy]) -> Changes:
    """With its lines, groups, parameters and samples; versions, and the services that use it, are the old one's.

    Raises:
        InvalidValue: a name is too long.
        NoLongerThere: one of the kits was removed meanwhile.
    """
    edits = PartEdits(work, [one.source for one in copies])
    by_kit: dict[KitId, list[Part]] = {}
    for part in edits.parts.values():
        by_kit.setdefault(part.kit, []).append(part)
    named = [edits.part(PartId(one.source), KitPart.KIT) for one in copies]
    for copy, part in zip(copies, named, strict=True):
        name = copy.name or f"{part.fields.get('name')} copy"
        made = copy.kit if copy.kit is not None else KitId(work.new_key())
        fresh = {"name": name, "archived": None}
        edits.make(KitPart.KIT, made, {**_own(part), **fresh}, key=PartId(made))
        _copy_parts(edits, made, by_kit[copy.source])
    return edits.record(f"Duplicate {what(work, named, 'kits')}")


def _own(part: Part) -> dict[str, Value]:
    return {name: part.fields.get(name) for name in ("path", "labour_hours", "tags", "note")}


def _copy_parts(edits: PartEdits, kit: KitId, parts: Sequence[Part]) -> None:
    copied = [part for part in parts if part.kind in _COPIED and not part.is_gone]
    keys = {str(part.key): edits.work.new_key() for part in copied}
    for part in copied:
        changed = {
            name: _renamed(part.fields[name], keys) for name in ("group", "expects") if name in part.fields
        }
        edits.copy(part, kit, changed, key=PartId(keys[str(part.key)]))


def _renamed(value: Value, keys: dict[str, Any]) -> Value:
    """With the new keys of parts wherever old ones stand, as names too."""
    if isinstance(value, str):
        return str(keys.get(value, value))
    if isinstance(value, dict):
        return {str(keys.get(name, name)): _renamed(one, keys) for name, one in value.items()}
    return value


def _switch(work: UnitOfWork, kits: Collection[KitId], verb: str, **fields: Value) -> Changes:
    edits, parts = _their_parts(work, kits, gone_too=GONE in fields)
    for part in parts:
        for name, value in fields.items():
            edits.put(part, name, value)
    if not edits.count:
        raise NothingToDo("They are so already.")
    return edits.record(f"{verb} {what(work, parts, 'kits')}")


def _their_parts(
    work: UnitOfWork, kits: Collection[KitId], *, gone_too: bool = False
) -> tuple[PartEdits, list[Part]]:
    """Only the kits' own: their lines are many, and not needed."""
    edits = PartEdits.of_parts(work, [PartId(kit) for kit in kits])
    if gone_too:
        return edits, list(edits.parts.values())
    return edits, [edits.part(PartId(kit), KitPart.KIT) for kit in kits]
