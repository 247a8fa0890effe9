"""The category tree behind the panel, without Qt: items by number, and nodes in the order they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.pricebook import CategoryNode


@dataclass(slots=True, eq=False)
class TreeItem:
    """A node as it is shown. `number` tells it from all others; the root that holds the tree has no node."""

    number: int
    node: CategoryNode | None
    parent: TreeItem | None
    children: list[TreeItem] = field(default_factory=list)

    @property
    def row(self) -> int:
        return 0 if self.parent is None else self.parent.children.index(self)

    def below(self) -> Iterator[TreeItem]:
        for child in self.children:
            yield child
            yield from child.below()


def parents_of(nodes: Sequence[CategoryNode]) -> dict[EntityKey, EntityKey | None]:
    """Who hangs where. A node whose parent is not in the tree, or that would hang below itself, stands at the top."""
    named = {node.key: node.parent_key for node in nodes}
    parents: dict[EntityKey, EntityKey | None] = {}
    for node in nodes:
        parents[node.key] = node.parent_key if node.parent_key in named else None
    sound: set[EntityKey | None] = {None}
    for key in named:
        way: dict[EntityKey | None, None] = {key: None}
        above = parents[key]
        while above not in sound:
            if above in way:
                parents[key] = None
                break
            way[above] = None
            above = parents[above] if above is not None else None
        else:
            sound.update(way)
    return parents


def in_tree_order(nodes: Sequence[CategoryNode]) -> list[tuple[CategoryNode, EntityKey | None]]:
    """Parents before children, siblings as they come."""
    parents = parents_of(nodes)
    children: dict[EntityKey | None, list[CategoryNode]] = {}
    for node in nodes:
        children.setdefault(parents[node.key], []).append(node)
    ordered: list[tuple[CategoryNode, EntityKey | None]] = []
    waiting: list[tuple[CategoryNode, EntityKey | None]] = [
        (node, None) for node in reversed(children.get(None, []))
    ]
    while waiting:
        node, parent = waiting.pop()
        ordered.append((node, parent))
        waiting.extend((child, node.key) for child in reversed(children.get(node.key, [])))
    return ordered
