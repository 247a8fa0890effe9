"""The order of lines and groups, and which line is in which group."""

from __future__ import annotations

from collections.abc import Collection

from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId, KitPart, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.kits.lines import LINES
from lazi_desktop.operations.kits.naming import what
from lazi_desktop.operations.kits.part_edits import PartEdits
from lazi_desktop.operations.kits.places import as_shown, make_room, where
from lazi_desktop.ports.workspace import UnitOfWork


def move_lines(
    work: UnitOfWork,
    kit: KitId,
    lines: Collection[PartId],
    *,
    before: PartId | None = None,
    after: PartId | None = None,
    group: PartId | None = None,
) -> Changes:
    """In the order they have: next to a line that is named, and then into its group; or to the end of `group`, None
    being those in none.

    Raises:
        NoLongerThere: one of the lines was removed meanwhile.
    """
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    parts = [edits.part(key, *LINES) for key in lines]
    put_lines(edits, found, lines, before=before, after=after, group=group)
    return edits.record(f"Move {what(work, parts)} in {found.name}")


def put_lines(
    edits: PartEdits,
    kit: Kit,
    lines: Collection[PartId],
    *,
    before: PartId | None = None,
    after: PartId | None = None,
    group: PartId | None = None,
) -> None:
    """As `move_lines`, as a part of a step."""
    keys = frozenset(lines)
    moved = [line for line in as_shown(kit) if line.key in keys]
    into, row, at = where(kit, group=group, before=before, after=after, moved=keys)
    if list(kit.lines_of(into)) == [*row[:at], *moved, *row[at:]]:
        return  # where they are
    for line, place in zip(moved, make_room(edits, row, at, len(moved)), strict=True):
        part = edits.parts[line.key]
        edits.put(part, "group", None if into is None else str(into))
        edits.put(part, "place", place)


def shift_lines(work: UnitOfWork, kit: KitId, lines: Collection[PartId], by: int) -> Changes:
    """One up (-1) or down (1), as one block that closes up; over the edge of a group into the next one."""
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    parts = [edits.part(key, *LINES) for key in lines]
    shown = as_shown(found)
    keys = frozenset(lines)
    at = [place for place, line in enumerate(shown) if line.key in keys]
    if not at:
        return Changes()
    edge = shown[at[0] if by < 0 else at[-1]]
    into, beyond = _beyond(found, edge.key, by)
    if beyond is not None:
        beside = {"before": beyond} if by < 0 else {"after": beyond}
        put_lines(edits, found, lines, **beside)
    elif into != edge.group:
        first = next((one.key for one in found.lines_of(into)), None) if by > 0 else None
        put_lines(edits, found, lines, group=into, before=first)
    return edits.record(f"Move {what(work, parts)} in {found.name}")


def _beyond(kit: Kit, line: PartId, by: int) -> tuple[PartId | None, PartId | None]:
    """The group to go on in, and the line to go past; without one it is the near end of that group."""
    groups: list[PartId | None] = [None, *(one.key for one in kit.groups)]
    of_line = next(group for group in groups if any(one.key == line for one in kit.lines_of(group)))
    row = [one.key for one in kit.lines_of(of_line)]
    beside = row.index(line) + by
    if 0 <= beside < len(row):
        return of_line, row[beside]
    next_one = groups.index(of_line) + by
    return (groups[next_one] if 0 <= next_one < len(groups) else of_line), None


def move_groups(
    work: UnitOfWork,
    kit: KitId,
    groups: Collection[PartId],
    *,
    before: PartId | None = None,
    after: PartId | None = None,
) -> Changes:
    """Next to another group, or to the end. Raises like `move_lines`."""
    edits = PartEdits(work, [kit])
    found = edits.kit(kit)
    parts = [edits.part(key, KitPart.GROUP) for key in groups]
    row = [one for one in found.groups if one.key not in groups]
    keys = [one.key for one in row]
    at = len(row)
    if before in keys:
        at = keys.index(before)
    elif after in keys:
        at = keys.index(after) + 1
    moved = [one for one in found.groups if one.key in groups]
    if [*row[:at], *moved, *row[at:]] == list(found.groups):
        return Changes()
    for one, place in zip(moved, make_room(edits, row, at, len(moved)), strict=True):
        edits.put(edits.parts[one.key], "place", place)
    return edits.record(f"Move {what(work, parts, 'groups')} in {found.name}")
