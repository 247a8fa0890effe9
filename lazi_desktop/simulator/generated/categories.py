"""Category trees: 104 roots and 1,439 nested nodes on seven levels at full scale."""

from __future__ import annotations

from lazi_desktop.simulator.generated.chance import Chance, Ids
from lazi_desktop.simulator.generated.families import FAMILIES, shelves_within
from lazi_desktop.simulator.generated.words import (
    JOBS,
    MATERIAL_DEPARTMENTS,
    SERVICE_DEPARTMENTS,
    SHELVES,
    TRADES,
)
from lazi_desktop.simulator.new_rows import new
from lazi_desktop.simulator.wire import Json

LEVELS = (104, 400, 470, 310, 160, 70, 29)
"""Nodes on each level at full scale; the nested ones add up to 1,439."""

_SMALLEST = (4, 8, 8, 6, 4, 2, 2)


def make_categories(*, seed: int, scale: float, clean: bool, ids: Ids) -> list[Json]:
    """All nodes, parents before children."""
    chance = Chance(seed, "categories")
    sizes = [max(least, round(full * min(scale, 1.0))) for least, full in zip(_SMALLEST, LEVELS, strict=True)]
    levels = [_roots(sizes[0], chance, ids)]
    for depth, size in enumerate(sizes[1:]):
        levels.append(_children(levels[-1], depth, size, chance, ids))
    nodes = [node for level in levels for node in level]
    _finish(nodes, chance, clean=clean)
    _switch_some_off(levels, chance)
    if not clean:
        _make_dirty(levels, nodes, chance)
    return nodes


def _roots(count: int, chance: Chance, ids: Ids) -> list[Json]:
    names = [(f"{trade} {department}", "Services") for department in SERVICE_DEPARTMENTS for trade in TRADES]
    names += [
        (f"{trade} {department}", "Materials") for department in MATERIAL_DEPARTMENTS for trade in TRADES
    ]
    step = len(names) / count
    roots = []
    position = 0
    for name, category_type in [names[int(index * step)] for index in range(count)]:
        position += 1 if chance.happens(0.9) else 3
        roots.append(_node(ids.next(), name, category_type, None, position))
    return roots


def _children(parents: list[Json], depth: int, count: int, chance: Chance, ids: Ids) -> list[Json]:
    """Spreads nodes over the parents; the first and the last parent always get some, so that both trees go deep."""
    taken: dict[int, list[str]] = {}
    children: list[Json] = []
    for index in range(count):
        parent = parents[0] if index == 0 else parents[-1] if index == 1 else chance.pick(parents)
        names = _names(parent, depth)
        siblings = taken.setdefault(parent["id"], [])
        free = [name for name in names if name not in siblings]
        name = chance.pick(free) if free else f"{chance.pick(names)} {len(siblings) + 1}"
        siblings.append(name)
        position = len(siblings) + (1 if chance.happens(0.05) else 0)
        children.append(_node(ids.next(), name, parent["categoryType"], parent["id"], position))
    by_type = {"Services": 0, "Materials": 1}
    return sorted(children, key=lambda node: by_type[node["categoryType"]])


def _names(parent: Json, depth: int) -> tuple[str, ...]:
    if parent["categoryType"] == "Services":
        return JOBS[depth]
    if depth > 0:
        return (shelves_within(parent["name"]) if depth == 1 else ()) or SHELVES[depth]
    own = tuple(family.shelf for family in FAMILIES if parent["name"].startswith(f"{family.trade} "))
    return own * 3 + SHELVES[0]


def _node(node_id: int, name: str, category_type: str, parent: int | None, position: int) -> Json:
    return new("category") | {
        "id": node_id,
        "name": name,
        "categoryType": category_type,
        "parentId": parent,
        "position": position,
    }


def _finish(nodes: list[Json], chance: Chance, *, clean: bool) -> None:
    pictured = chance.chosen(len(nodes), 0.75)
    for index, node in enumerate(nodes):
        node["createdOn"], node["modifiedOn"] = chance.stamps(clean=clean)
        if index in pictured:
            node["image"] = f"Images/Category/{chance.uuid()}.jpg"
            if chance.happens(0.1):
                node["skuImages"] = [f"Images/Category/{chance.uuid()}.jpg"]
        if chance.happens(0.05):
            node["businessUnitIds"] = [chance.between(200, 220)]


def _switch_some_off(levels: list[list[Json]], chance: Chance) -> None:
    """3 % of two levels; never a node on the way down to the deepest level."""
    parents = {node["id"]: node["parentId"] for level in levels for node in level}
    spared: set[int] = set()
    for node in levels[-1]:
        step: int | None = node["id"]
        while step is not None and step not in spared:
            spared.add(step)
            step = parents[step]
    for level in (levels[1], levels[2]):
        for index in sorted(chance.chosen(len(level), 0.03)):
            level[index]["active"] = level[index]["id"] in spared


def _make_dirty(levels: list[list[Json]], nodes: list[Json], chance: Chance) -> None:
    for index in chance.chosen(len(nodes), 0.99):
        nodes[index]["description"] = "Null"
    nested = nodes[len(levels[0]) :]
    for index in sorted(chance.chosen(len(nested), 0.1)):
        del nested[index]["createdOn"]
    for index in sorted(chance.chosen(len(nested), 0.004)):
        nested[index]["legacyPath"] = f"{nested[index]['categoryType']}/{chance.between(100, 999)}"
    _repeat_sibling_names(nested, chance, pairs=3)


def _repeat_sibling_names(nested: list[Json], chance: Chance, *, pairs: int) -> None:
    families: dict[int, list[Json]] = {}
    for node in nested:
        families.setdefault(node["parentId"], []).append(node)
    large = [family for family in families.values() if len(family) > 1]
    for family in chance.random.sample(large, pairs):
        family[1]["name"] = family[0]["name"]
