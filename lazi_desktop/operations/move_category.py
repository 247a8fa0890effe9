"""Moving a category: below another one, and to a place among its new siblings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.create_entity import name_of
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.links import reference_to
from lazi_desktop.ports.workspace import CategoryNode, UnitOfWork


def move_category(
    work: UnitOfWork,
    key: EntityKey,
    parent: EntityKey | None,
    place: int,
    *,
    shown: Sequence[CategoryNode],
) -> Changes:
    """Hangs the category below `parent` (None: at the top), as number `place` of the children there, from 0.

    `shown` is its tree as the person saw it, siblings in order. Siblings behind it move on only where there is no gap.

    Raises:
        InvalidValue: it would hang below itself, or in the other tree.
    """
    nodes = {node.key: node for node in shown}
    if key not in nodes or (parent is not None and parent not in nodes):
        raise InvalidValue("A category stays in its tree.")
    if _is_below(nodes, parent, key):
        raise InvalidValue("A category cannot be moved below itself.")
    siblings = [node for node in shown if node.parent_key == parent and node.key != key]
    place = max(0, min(place, len(siblings)))
    positions = _positions(siblings, place, key)
    moved = nodes[key].parent_key != parent
    details = work.details([key, *positions, *([parent] if parent is not None else [])])
    edits = [
        FieldEdit(one, "position", position, details[one].effective.get("position"))
        for one, position in positions.items()
    ]
    if moved:
        above = None if parent is None else reference_to(details[parent])
        edits.insert(0, FieldEdit(key, "parent_id", above, details[key].effective.get("parent_id")))
    return edit_fields(work, edits, label=f"Move {name_of(details[key])}")


def _is_below(nodes: Mapping[EntityKey, CategoryNode], one: EntityKey | None, key: EntityKey) -> bool:
    """Whether `one` is `key` or hangs below it. Trees that came in a ring end too."""
    passed: set[EntityKey] = set()
    while one is not None and one not in passed:
        if one == key:
            return True
        passed.add(one)
        one = nodes[one].parent_key if one in nodes else None
    return False


def _positions(siblings: Sequence[CategoryNode], place: int, key: EntityKey) -> dict[EntityKey, int]:
    """New positions: of the one that moves, and of those behind it that it pushes on."""
    last = siblings[place - 1].position if place else 0
    positions = {key: last + 1}
    for node in siblings[place:]:
        if node.position > last + 1:
            break
        last += 1
        positions[node.key] = last + 1
    return positions
