"""Moving categories: below another one, and to a place among their new siblings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.create_entity import name_of
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.links import reference_to
from lazi_desktop.ports.pricebook import CategoryNode, SkuState
from lazi_desktop.ports.workspace import UnitOfWork


def move_categories(
    work: UnitOfWork,
    keys: Collection[EntityKey],
    parent: EntityKey | None,
    before: EntityKey | None,
    *,
    shown: Sequence[CategoryNode],
) -> Changes:
    """Hangs the categories below `parent` (None: at the top), in front of the child `before` (None: behind all).

    They keep their order; what hangs below one of them goes along. `shown` is their tree as the person saw it, siblings
    in order: siblings behind them move on only where there is no gap, and what somebody else moved meanwhile becomes
    a conflict, not a guess.

    Raises:
        InvalidValue: one would hang below itself, or in the other tree.
    """
    problem = why_not_below(shown, keys, parent)
    if problem:
        raise InvalidValue(problem)
    nodes = {node.key: node for node in shown}
    moving, positions = _planned(shown, keys, parent, before)
    moved = {node.key for node in moving}
    details = work.details([*positions, *([parent] if parent is not None else [])])
    if parent is not None and parent not in details:
        raise InvalidValue("The category to move to was thrown away.")
    edits: list[FieldEdit] = []
    for key, position in positions.items():
        if key not in details:
            continue
        if key in moved and nodes[key].parent_key != parent:
            above = None if parent is None else reference_to(details[parent])
            edits.append(FieldEdit(key, "parent_id", above, _shown_parent(nodes, key)))
        known = details[key].effective.get("position") is not None
        edits.append(FieldEdit(key, "position", position, nodes[key].position if known else None))
    first = details.get(moving[0].key) if moving else None
    what = name_of(first) if first is not None and len(moving) == 1 else f"{len(moving):,} categories"
    return edit_fields(work, edits, label=f"Move {what}")


def _shown_parent(nodes: Mapping[EntityKey, CategoryNode], key: EntityKey) -> int | str | None:
    """What the person saw it hang below: somebody may have moved it since."""
    parent = nodes.get(above) if (above := nodes[key].parent_key) is not None else None
    if parent is None:
        return None
    return str(parent.key) if parent.remote_id is None else parent.remote_id


def why_not_below(
    shown: Sequence[CategoryNode], keys: Collection[EntityKey], parent: EntityKey | None
) -> str:
    """Why these cannot hang there; "" where they can."""
    nodes = {node.key: node for node in shown}
    if not nodes.keys() >= set(keys) or (parent is not None and parent not in nodes):
        return "A category stays in its tree."
    if parent is None:
        return ""
    if nodes[parent].state is SkuState.GONE:
        return f"{nodes[parent].name} was deleted in ServiceTitan."
    for key in keys:
        if key == parent:
            return f"{nodes[key].name} cannot be moved below itself."
        if _is_below(nodes, parent, key):
            return f"{nodes[key].name} cannot be moved below itself: {nodes[parent].name} hangs in it."
    return ""


def topmost(shown: Sequence[CategoryNode], keys: Collection[EntityKey]) -> list[CategoryNode]:
    """Those that hang below none of the others, in the order they are shown."""
    nodes, wanted = {node.key: node for node in shown}, set(keys)
    return [
        node
        for node in shown
        if node.key in wanted
        and not any(other != node.key and _is_below(nodes, node.key, other) for other in wanted)
    ]


def _planned(
    shown: Sequence[CategoryNode],
    keys: Collection[EntityKey],
    parent: EntityKey | None,
    before: EntityKey | None,
) -> tuple[list[CategoryNode], dict[EntityKey, int]]:
    """Those that move, and the positions that change."""
    moving = topmost(shown, keys)
    moved = {node.key for node in moving}
    siblings = [node for node in shown if node.parent_key == parent and node.key not in moved]
    place = next((at for at, node in enumerate(siblings) if node.key == before), len(siblings))
    return moving, _positions(siblings, place, moving)


def _is_below(nodes: Mapping[EntityKey, CategoryNode], one: EntityKey | None, key: EntityKey) -> bool:
    """Whether `one` is `key` or hangs below it. Trees that came in a ring end too."""
    passed: set[EntityKey] = set()
    while one is not None and one not in passed:
        if one == key:
            return True
        passed.add(one)
        one = nodes[one].parent_key if one in nodes else None
    return False


def _positions(
    siblings: Sequence[CategoryNode], place: int, moving: Sequence[CategoryNode]
) -> dict[EntityKey, int]:
    """New positions: of those that move, and of those behind them that they push on."""
    last = siblings[place - 1].position if place else 0
    positions: dict[EntityKey, int] = {}
    for node in moving:
        last += 1
        positions[node.key] = last
    for node in siblings[place:]:
        if node.position > last:
            break
        last += 1
        positions[node.key] = last
    return positions


def after_move(
    shown: Sequence[CategoryNode],
    keys: Collection[EntityKey],
    parent: EntityKey | None,
    before: EntityKey | None,
) -> list[CategoryNode]:
    """The tree as it will be, siblings in order."""
    moving, positions = _planned(shown, keys, parent, before)
    moved = {node.key for node in moving}
    nodes = [
        replace(
            node,
            position=positions.get(node.key, node.position),
            parent_key=parent if node.key in moved else node.parent_key,
        )
        for node in shown
    ]
    return sorted(nodes, key=lambda node: node.position)
