"""Where lines and groups go among those that are there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from lazi_desktop.domain.kits.kit import Kit, Line
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.places import places_between
from lazi_desktop.operations.kits.part_edits import PartEdits


class Placed(Protocol):
    @property
    def key(self) -> PartId: ...

    @property
    def place(self) -> str: ...


def make_room(edits: PartEdits, row: Sequence[Placed], at: int, count: int) -> Sequence[str]:
    """Places for `count` new ones before `row[at]`. Where two people used the same place at once there may be no room
    between neighbours: the whole row is placed anew then."""
    before = row[at - 1].place if at else ""
    after = row[at].place if at < len(row) else ""
    if (at == 0 or before) and (at == len(row) or after > before):
        return places_between(before, after, count)
    places = places_between("", "", len(row) + count)
    for one, place in zip(row, [*places[:at], *places[at + count :]], strict=True):
        if (part := edits.parts.get(one.key)) is not None:
            edits.put(part, "place", place)
    return places[at : at + count]


def where(
    kit: Kit,
    *,
    group: PartId | None,
    before: PartId | None,
    after: PartId | None,
    moved: Collection[PartId] = frozenset(),
) -> tuple[PartId | None, Sequence[Line], int]:
    """The group, its lines without those that are moved, and before which of them: a neighbour that is named says the
    group too, and without one it is the end."""
    named = before if before is not None else after
    neighbour = None if named is None else kit.line(named)
    if neighbour is not None:
        group = _group_of(kit, neighbour)
    elif group not in {one.key for one in kit.groups}:
        group = None
    rows = kit.lines_of(group)
    row = [one for one in rows if one.key not in moved]
    if neighbour is None:
        return group, row, len(row)
    stop = [one.key for one in rows].index(neighbour.key) + (before is None)
    return group, row, sum(one.key not in moved for one in rows[:stop])


def as_shown(kit: Kit) -> Sequence[Line]:
    """Lines in no group first, then group by group."""
    return [line for group in (None, *(one.key for one in kit.groups)) for line in kit.lines_of(group)]


def _group_of(kit: Kit, line: Line) -> PartId | None:
    return line.group if line.group in {one.key for one in kit.groups} else None
