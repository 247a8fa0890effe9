"""Lines copied within a kit and between kits, with the parameters that they are worked out with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from lazi_desktop.domain.errors import NoLongerThere, NothingToDo
from lazi_desktop.domain.kits.assembling import kits_of
from lazi_desktop.domain.kits.kit import Group, Kit, Line
from lazi_desktop.domain.kits.parts import GONE, KitId, KitPart, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.kits.cycles import refuse_cycle
from lazi_desktop.operations.kits.formula_names import names_in
from lazi_desktop.operations.kits.keys_in import group_in
from lazi_desktop.operations.kits.naming import what
from lazi_desktop.operations.kits.parameters import copied_parameters
from lazi_desktop.operations.kits.part_edits import PartEdits, check_room, fields_without
from lazi_desktop.operations.kits.places import as_shown, make_room, where
from lazi_desktop.ports.workspace import UnitOfWork

_Block = tuple[PartId | None, Sequence[Line], int, Sequence[Line]]
"""A group, its lines, where among them the copies go, and what is copied."""


def copy_from_kit(
    work: UnitOfWork,
    kit: KitId,
    source: KitId,
    lines: Collection[PartId] | None = None,
    *,
    group: PartId | None = None,
    after: PartId | None = None,
    keys: Mapping[PartId, PartId] | None = None,
) -> Changes:
    """These lines of `source`, removed ones too (what was cut), or all that it has. Next to a line or in a group that
    is named; else each in the group that is called like its own, which is made where there is none, and in the same kit
    behind the last of them. `keys` are fresh ones for the copies, by the lines' own.

    Raises:
        InvalidValue: the kit would be in itself, or too large.
        NothingToDo: there is nothing to copy.
    """
    wanted = None if lines is None else frozenset(lines)
    edits = PartEdits(work, {kit, source})
    found = edits.kit(kit)
    origin = _origin(edits, source, lines)
    copied = [line for line in as_shown(origin) if wanted is None or line.key in wanted]
    if not copied:
        raise NothingToDo("There is nothing to copy any more.")
    check_room(found, len(copied))
    refuse_cycle(work, kit, {line.includes for line in copied if line.includes is not None})
    if source == kit and group is None and after is None:
        after = copied[-1].key if found.line(copied[-1].key) else None
    blocks: list[_Block]
    if group is not None or after is not None:
        blocks = [(*where(found, group=group, before=None, after=after), copied)]
    else:
        blocks = _by_group(edits, found, origin, copied)
    for into, row, at, block in blocks:
        for line, place in zip(block, make_room(edits, row, at, len(block)), strict=True):
            changed = {"group": None if into is None else str(into), "place": place}
            edits.copy(edits.parts[line.key], kit, changed, key=(keys or {}).get(line.key))
    if source != kit:
        copied_parameters(edits, found, origin, {name for line in copied for name in names_in(line)})
    label = what(work, [edits.parts[line.key] for line in copied])
    return edits.record(f"Copy {label} to {found.name}")


def _origin(edits: PartEdits, source: KitId, lines: Collection[PartId] | None) -> Kit:
    """The kit with those of its lines that were cut, and their groups."""
    parts = [part for part in edits.parts.values() if part.kit == source]
    wanted = {str(key) for key in lines or ()}
    groups = {str(group_in(part)) for part in parts if str(part.key) in wanted}
    back = wanted | groups | {str(source)}
    there = [
        replace(part, fields=fields_without(part.fields, GONE)) if str(part.key) in back else part
        for part in parts
    ]
    found = kits_of(there).get(source)
    if found is None:
        raise NoLongerThere
    return found


def _by_group(edits: PartEdits, kit: Kit, origin: Kit, copied: Sequence[Line]) -> list[_Block]:
    ours = {one.name.casefold(): one.key for one in reversed(kit.groups)}
    keys = {line.key for line in copied}
    wanted = [one for one in origin.groups if any(line.key in keys for line in origin.lines_of(one.key))]
    lacking = [one for one in wanted if one.name.casefold() not in ours]
    made = _make_groups(edits, kit, lacking)
    blocks = []
    for group in (None, *wanted):
        into = None if group is None else made.get(group.key) or ours[group.name.casefold()]
        block = [line for line in origin.lines_of(group.key if group else None) if line.key in keys]
        row = kit.lines_of(into) if into is None or into not in made.values() else ()
        blocks.append((into, row, len(row), block))
    return [one for one in blocks if one[3]]


def _make_groups(edits: PartEdits, kit: Kit, groups: Sequence[Group]) -> dict[PartId, PartId]:
    places = make_room(edits, kit.groups, len(kit.groups), len(groups))
    return {
        one.key: edits.make(KitPart.GROUP, kit.key, {"name": one.name, "colour": one.colour, "place": place})
        for one, place in zip(groups, places, strict=True)
    }
