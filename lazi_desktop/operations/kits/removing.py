"""Taking lines, groups, parameters and samples out of a kit, and bringing them back."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.formula.parser import plain_name
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import GONE, KitId, KitPart, Part, PartId
from lazi_desktop.domain.kits.stored_values import text_of
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.kits.cycles import refuse_cycle
from lazi_desktop.operations.kits.formula_names import names_in
from lazi_desktop.operations.kits.keys_in import kit_in
from lazi_desktop.operations.kits.lines import LINES
from lazi_desktop.operations.kits.naming import names_of, what
from lazi_desktop.operations.kits.part_edits import PartEdits, check_room
from lazi_desktop.ports.workspace import UnitOfWork

REMOVABLE = (*LINES, KitPart.GROUP, KitPart.PARAMETER, KitPart.SAMPLE)
_PLURALS = {
    KitPart.GROUP: "groups",
    KitPart.PARAMETER: "parameters",
    KitPart.SAMPLE: "samples",
    KitPart.VERSION: "versions",
    KitPart.USE: "services",
}


def remove_parts(work: UnitOfWork, kit: KitId, parts: Collection[PartId]) -> Changes:
    """A group goes with its lines; `ungroup` keeps them.

    Raises:
        InvalidValue: a formula that stays needs a parameter that would go.
        NothingToDo: all of it was removed meanwhile.
    """
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    wanted = [one for key in parts if (one := edits.parts.get(key)) and not one.is_gone]
    if not wanted:
        raise NothingToDo("It was removed already.")
    for part in wanted:
        edits.part(part.key, *REMOVABLE)
    groups = [part.key for part in wanted if part.kind is KitPart.GROUP]
    below = {line.key for key in groups for line in found.lines_of(key)} - {part.key for part in wanted}
    removed = [*wanted, *(edits.parts[key] for key in below)]
    _refuse_needed(work, found, edits, removed)
    edits.remove(removed)
    return edits.record(f"Remove {_what(work, wanted)} from {found.name}")


def restore_parts(work: UnitOfWork, kit: KitId, parts: Collection[PartId]) -> Changes:
    """Removed ones, with all they held.

    Raises:
        NothingToDo: they are there.
        InvalidValue: the kit would be in itself, too large, or have two parameters of one name.
    """
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    gone = [one for key in parts if (one := edits.parts.get(key)) and one.is_gone]
    if not gone:
        raise NothingToDo("They are there already.")
    for part in gone:
        edits.put(part, GONE, None)
    check_room(found, sum(part.kind in LINES for part in gone))
    refuse_cycle(work, kit, {held for part in gone if (held := kit_in(part)) is not None})
    _refuse_two_of_a_name(found, gone)
    return edits.record(f"Bring back {_what(work, gone)} in {found.name}")


def _refuse_two_of_a_name(kit: Kit, back: Sequence[Part]) -> None:
    taken = {plain_name(one.name) for one in kit.parameters}
    for part in back:
        if part.kind is KitPart.PARAMETER:
            name = text_of(part.fields.get("name"))
            if plain_name(name) in taken:
                raise InvalidValue(
                    f"{kit.name} has a parameter “{name}” already.", title="This name is taken"
                )
            taken.add(plain_name(name))


def _what(work: UnitOfWork, parts: Sequence[Part]) -> str:
    kinds = {part.kind for part in parts}
    if kinds <= set(LINES):
        return what(work, parts)
    return what(work, parts, _PLURALS[kinds.pop()] if len(kinds) == 1 else "parts")


def _refuse_needed(work: UnitOfWork, kit: Kit, edits: PartEdits, removed: Sequence[Part]) -> None:
    keys = {part.key for part in removed}
    going = {plain_name(one.name): one.name for one in kit.parameters if one.key in keys}
    if not going:
        return
    stay = {plain_name(one.name) for one in kit.parameters if one.key not in keys}
    for line in kit.lines:
        needed = {} if line.key in keys else {name: going[name] for name in names_in(line) if name in going}
        for name, shown in needed.items():
            if name not in stay:
                part = edits.parts[line.key]
                raise InvalidValue(
                    f"{names_of(work, [part])[part.key]} is worked out with “{shown}”. Change its formula first.",
                    title="The parameter is needed",
                )
