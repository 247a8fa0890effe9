"""Versions of a kit: what it was, kept to compare with and to go back to."""

from __future__ import annotations

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.kits.assembling import content_of, kit_of_content, parts_in
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.part_fields import fields_known
from lazi_desktop.domain.kits.parts import GONE, KitId, KitPart, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Fields, canonical_json, same
from lazi_desktop.operations.kits.cycles import includes_of, refuse_cycle
from lazi_desktop.operations.kits.part_edits import PartEdits
from lazi_desktop.ports.workspace import UnitOfWork

_KEPT = ("archived", "collapsed")
"""What versions say nothing of."""


def save_version(work: UnitOfWork, kit: KitId, note: str = "", *, version: PartId | None = None) -> Changes:
    """What the kit is now, under the next number. `version` may be a fresh key.

    Raises:
        NothingToDo: it is as in its last version.
        InvalidValue: the note is too long.
    """
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    if not changed_since_version(work, found):
        raise NothingToDo(f"{found.name} is as in version {found.versions[-1].number}.")
    number = keep_version(edits, found, note, version=version)
    return edits.record(f"Save version {number} of {found.name}")


def keep_version(edits: PartEdits, kit: Kit, note: str = "", *, version: PartId | None = None) -> int:
    """As `save_version`, as a part of a step; its number."""
    number = 1 + max((one.number for one in kit.versions), default=0)
    values = {"number": number, "note": note, "content": content_of(kit)}
    edits.make(KitPart.VERSION, kit.key, values, key=version)
    return number


def changed_since_version(work: UnitOfWork, kit: Kit) -> bool:
    """Whether the kit is another than in its last version, or has none."""
    if not kit.versions:
        return True
    return not same(canonical_json(work.kit_version(kit.versions[-1].key)), canonical_json(content_of(kit)))


def restore_version(work: UnitOfWork, kit: KitId, version: PartId) -> Changes:
    """The kit as it was then. What it is now becomes a version first, unless it is one.

    Raises:
        NothingToDo: it is like that.
        InvalidValue: what it was then is not known here, or the kit would be in itself.
    """
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    content = work.kit_version(version)
    number = next((one.number for one in found.versions if one.key == version), 0)
    if content is None or not number:
        raise InvalidValue("What the kit was then is not known on this computer yet.")
    then = kit_of_content(content, kit)
    refuse_cycle(work, kit, includes_of(then) - includes_of(found))
    wanted = parts_in(then)
    for key, (kind, fields) in wanted.items():
        if key in edits.parts:
            _bring_back(edits, key, fields)
        else:
            edits.make(kind, kit, fields, key=key)
    added = parts_in(found).keys() - wanted.keys()
    edits.remove([edits.parts[key] for key in added])
    if not edits.count:
        raise NothingToDo(f"{found.name} is as in version {number}.")
    if changed_since_version(work, found):
        keep_version(edits, found, f"Before version {number} was restored")
    return edits.record(f"Restore version {number} of {found.name}")


def _bring_back(edits: PartEdits, key: PartId, fields: Fields) -> None:
    part = edits.parts[key]
    """What a newer program wrote beside stays."""
    for name in sorted({*fields_known(part.kind)} - {GONE, *_KEPT}):
        edits.put(part, name, fields.get(name))
    edits.put(part, GONE, None)
