"""The category tree: nesting for reads, and the rules for moving nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lazi_desktop.simulator.problems import invalid
from lazi_desktop.simulator.rows import Row, Table
from lazi_desktop.simulator.wire import Json

Wanted = Callable[[Row], bool]

_LEAF = b'"subcategories":[]'


class CategoryTree(Table):
    def __init__(self, rows: Iterable[Row]) -> None:
        super().__init__(rows)
        self._children: dict[int | None, list[Row]] = {}
        self._children_version = -1
        self._nested: dict[tuple[int, str], bytes] = {}

    def children(self, parent: int | None) -> list[Row]:
        """In the order of their positions."""
        if self._children_version != self.version:
            self._arrange()
        return self._children.get(parent, [])

    def roots(self) -> list[Row]:
        """By id, as the list endpoint pages them."""
        return sorted(self.children(None), key=lambda row: row.id)

    def nested(self, row: Row, filter_name: str, wanted: Wanted) -> bytes:
        """The node with its whole subtree, as far as the filter lets it through; ``filter_name`` names the filter."""
        self.children(None)
        key = (row.id, filter_name)
        if key not in self._nested:
            below = [
                self.nested(child, filter_name, wanted) for child in self.children(row.id) if wanted(child)
            ]
            tree = b'"subcategories":[' + b",".join(below) + b"]"
            self._nested[key] = row.encoded.replace(_LEAF, tree, 1)
        return self._nested[key]

    def subtree(self, node: int) -> list[Row]:
        """Everything below a node."""
        found: list[Row] = []
        for child in self.children(node):
            found += [child, *self.subtree(child.id)]
        return found

    def check_place(self, node: int | None, parent: int | None, category_type: str) -> None:
        """Raises Problem if ``node`` cannot hang below ``parent``."""
        if parent is None:
            return
        if parent not in self.rows:
            raise invalid({"parentId": [f"Category {parent} does not exist."]})
        if node is not None and (parent == node or parent in {row.id for row in self.subtree(node)}):
            raise invalid({"parentId": ["A category cannot be moved below itself."]})
        if self.rows[parent].value().get("categoryType") != category_type:
            raise invalid({"categoryType": ["A category has the type of its parent."]})

    def next_position(self, parent: int | None) -> int:
        return max((_position(row.value()) for row in self.children(parent)), default=0) + 1

    def _arrange(self) -> None:
        values = [(row, row.value()) for row in self.rows.values()]
        self._children = {}
        for row, value in sorted(values, key=lambda pair: (_position(pair[1]), pair[0].id)):
            parent = value.get("parentId")
            self._children.setdefault(parent if parent in self.rows else None, []).append(row)
        self._nested = {}
        self._children_version = self.version


def _position(value: Json) -> int:
    position = value.get("position")
    return position if isinstance(position, int) else 0
