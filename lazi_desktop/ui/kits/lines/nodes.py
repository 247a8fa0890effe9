"""What stands in the table of lines, without Qt: groups, lines, and what is in the kits that are included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from lazi_desktop.domain.kits.book import KitBook
from lazi_desktop.domain.kits.kit import Group, Kit, Line
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.roll_up import RolledLine, RollUp
from lazi_desktop.domain.kits.totals import Missing, Total


@dataclass(slots=True, eq=False)
class Node:
    """A group (`group`), a line of the kit itself, or below an included kit a line of that one, which can be looked at
    and not changed: `way` leads there from the kit's own line.

    `multiples` are the quantities of the lines above it, `problems` what is wrong with it or below it.
    """

    key: PartId
    parent: Node | None = None
    number: int = 0
    row: int = 0
    group: Group | None = None
    line: Line | None = None
    rolled: RolledLine | None = None
    total: Total = field(default_factory=Total)
    count: int = 0
    way: tuple[PartId, ...] = ()
    multiples: tuple[Decimal | None, ...] = ()
    problems: Sequence[Missing] = ()
    age: int | None = None
    """Days since the cost was looked at, where it is known."""
    children: list[Node] = field(default_factory=list)
    said: dict[int, object] = field(default_factory=dict)
    """What its cells say, by column: kept by who draws them, as long as the node is the same."""

    @property
    def is_group(self) -> bool:
        return self.group is not None

    @property
    def is_own(self) -> bool:
        """A line of the kit itself."""
        return self.line is not None and len(self.way) == 1

    @property
    def is_nested(self) -> bool:
        return len(self.way) > 1

    @property
    def multiple(self) -> Decimal | None:
        """How often its line is in the kit, by the lines above; None where one of them cannot be worked out."""
        product = Decimal(1)
        for one in self.multiples:
            if one is None:
                return None
            product *= one
        return product

    def below(self) -> Iterator[Node]:
        for child in self.children:
            yield child
            yield from child.below()


def nodes_of(kit: Kit, roll: RollUp, book: KitBook) -> list[Node]:
    """Lines in no group first, then the groups; included kits with all that is in them."""
    rolled = {one.key: one for one in roll.lines}
    problems: dict[PartId, list[Missing]] = {}
    for one in roll.problems:
        if one.path:
            problems.setdefault(one.path[0], []).append(one)

    by_group: dict[PartId | None, list[Line]] = {None: []}
    for group in kit.groups:
        by_group[group.key] = []
    for line in kit.lines:
        by_group[line.group if line.group in by_group else None].append(line)

    def nodes(lines: Sequence[Line]) -> list[Node]:
        return [_line_node(line, rolled[line.key], book, problems) for line in lines if line.key in rolled]

    top = nodes(by_group[None])
    for group in kit.groups:
        node = Node(
            group.key,
            group=group,
            total=roll.groups.get(group.key, Total()),
            count=len(by_group[group.key]),
            children=nodes(by_group[group.key]),
        )
        top.append(node)
    _settle(top, None)
    return top


def _line_node(
    line: Line, rolled: RolledLine, book: KitBook, problems: Mapping[PartId, Sequence[Missing]]
) -> Node:
    node = Node(line.key, line=line, rolled=rolled, way=(line.key,), problems=problems.get(line.key, ()))
    node.age = _age(book, rolled)
    node.children = _nested(node, book)
    return node


def _nested(above: Node, book: KitBook) -> list[Node]:
    """What the kit of a line is made of. The roll-up ends where kits are in themselves, so this ends too."""
    if above.rolled is None or above.rolled.nested is None:
        return []
    inner = book.kits.get(above.rolled.nested.kit)
    lines = {} if inner is None else {one.key: one for one in inner.lines}
    depth, found = len(above.way), []
    for rolled in above.rolled.nested.lines:
        way = (*above.way, rolled.key)
        node = Node(
            rolled.key,
            line=lines.get(rolled.key),
            rolled=rolled,
            way=way,
            multiples=(*above.multiples, above.rolled.quantity),
            problems=[one for one in above.problems if tuple(one.path[: depth + 1]) == way],
        )
        node.age = _age(book, rolled)
        node.children = _nested(node, book)
        found.append(node)
    return found


def _age(book: KitBook, rolled: RolledLine) -> int | None:
    sku = book.skus.get(rolled.sku) if rolled.sku is not None else None
    return None if sku is None or sku.cost_at is None else (book.now - sku.cost_at).days


def _settle(nodes: Sequence[Node], parent: Node | None) -> None:
    for row, node in enumerate(nodes):
        node.row, node.parent = row, parent
        _settle(node.children, node)
