"""Groups of lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId, KitPart, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.kits.field_titles import TITLES
from lazi_desktop.operations.kits.lines import LINES
from lazi_desktop.operations.kits.moving import put_lines
from lazi_desktop.operations.kits.naming import what
from lazi_desktop.operations.kits.part_edits import PartEdits, check_seen
from lazi_desktop.operations.kits.places import as_shown, make_room
from lazi_desktop.ports.workspace import UnitOfWork

MAX_GROUPS = 500


def group_lines(
    work: UnitOfWork,
    kit: KitId,
    lines: Collection[PartId],
    name: str,
    *,
    colour: str = "",
    group: PartId | None = None,
) -> Changes:
    """A new group of these lines, in the order they have; it comes behind the group that the first of them was in. It
    may be empty. `group` may be a fresh key.

    Raises:
        InvalidValue: the name is empty or too long.
        NoLongerThere: one of the lines was removed meanwhile.
    """
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    if len(found.groups) >= MAX_GROUPS:
        raise InvalidValue(f"{MAX_GROUPS} groups are the most.")
    for key in lines:
        edits.part(key, *LINES)
    keys = frozenset(lines)
    moved = [line for line in as_shown(found) if line.key in keys]
    (place,) = make_room(edits, found.groups, _behind(found, moved[0].group if moved else None), 1)
    values = {"name": name, "colour": colour, "place": place}
    made = edits.make(KitPart.GROUP, kit, values, key=group)
    for line, at in zip(moved, make_room(edits, (), 0, len(moved)), strict=True):
        edits.put(edits.parts[line.key], "group", str(made))
        edits.put(edits.parts[line.key], "place", at)
    return edits.record(f"Group {' '.join(name.split())} in {found.name}")


def ungroup(work: UnitOfWork, kit: KitId, groups: Collection[PartId]) -> Changes:
    """Their lines go behind those in no group. Raises NoLongerThere for a group that was removed meanwhile."""
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    parts = [edits.part(key, KitPart.GROUP) for key in groups]
    put_lines(edits, found, [line.key for key in groups for line in found.lines_of(key)])
    edits.remove(parts)
    return edits.record(f"Ungroup {what(work, parts, 'groups')} in {found.name}")


def set_group(
    work: UnitOfWork,
    kit: KitId,
    groups: Collection[PartId],
    values: Mapping[str, Value],
    *,
    seen: Mapping[str, Value] | None = None,
) -> Changes:
    """Of: name, colour, collapsed. That a group is collapsed is no step of its own for undo. Raises, with `seen`, like
    `set_line`."""
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    parts = [edits.part(key, KitPart.GROUP) for key in groups]
    for part in parts:
        if seen:
            check_seen(part.fields, seen, part.kind, values)
        for name, value in values.items():
            edits.set(part, name, value)
    title = TITLES[next(iter(values))] if len(values) == 1 else f"{len(values)} fields"
    label = f"{title} of {what(work, parts, 'groups')} in {found.name}"
    return edits.record(label, undoable=set(values) != {"collapsed"})


def _behind(kit: Kit, group: PartId | None) -> int:
    """The number of the group behind this one; behind all of them for lines in none."""
    keys = [one.key for one in kit.groups]
    return keys.index(group) + 1 if group in keys else len(keys)
