"""The lines of the shown kit for their view. What stays keeps its place in the view: rows come, go and move by key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.ui.kits.lines.cell_words import tip_of, words_of
from lazi_desktop.ui.kits.lines.columns import FIELD_OF, FIGURES, Column, title_of
from lazi_desktop.ui.kits.lines.nodes import Node

Index = QModelIndex | QPersistentModelIndex
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
NOWHERE = QModelIndex()
_COLUMNS = len(Column)
_LOOKED_AT = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_MOVED = _LOOKED_AT | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
_TYPED_INTO = _MOVED | Qt.ItemFlag.ItemIsEditable


class LinesModel(QAbstractItemModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.top: list[Node] = []
        self._numbered: dict[int, Node] = {}
        self._next = 0

    # ------------------------------------------------------------------------------------------------- taking content

    def show(self, top: Sequence[Node]) -> None:
        """Of another kit: nothing of before stays."""
        self.beginResetModel()
        self._numbered.clear()
        self.top = list(top)
        for node in self.top:
            self._number(node)
        self.endResetModel()

    def follow(self, top: Sequence[Node]) -> None:
        """Of the same kit, changed: nodes that are still there stay the same."""
        self._match(None, self.top, top)

    def _match(self, parent: Node | None, old: list[Node], new: Sequence[Node]) -> None:
        at, wanted = self.index_of(parent), {one.key for one in new}
        for row in range(len(old) - 1, -1, -1):
            if old[row].key not in wanted:
                self.beginRemoveRows(at, row, row)
                self._forget(old.pop(row))
                _renumber(old)
                self.endRemoveRows()
        for row, one in enumerate(new):
            if row >= len(old) or old[row].key != one.key:
                self._bring(at, parent, old, row, one)
        for have, one in zip(old, new, strict=True):
            if have is not one:
                self._renew(have, one)
        if old:
            self.dataChanged.emit(self.index(0, 0, at), self.index(len(old) - 1, _COLUMNS - 1, at))

    def _bring(self, at: QModelIndex, parent: Node | None, old: list[Node], row: int, one: Node) -> None:
        """Into this row: the one of that key from below, or a new one."""
        found = next((place for place in range(row, len(old)) if old[place].key == one.key), -1)
        if found > row:
            self.beginMoveRows(at, found, found, at, row)
            old.insert(row, old.pop(found))
            _renumber(old)
            self.endMoveRows()
        else:
            self.beginInsertRows(at, row, row)
            one.parent = parent
            old.insert(row, one)
            _renumber(old)
            self._number(one)
            self.endInsertRows()

    def _renew(self, have: Node, one: Node) -> None:
        for name in ("group", "line", "rolled", "total", "count", "way", "multiples", "problems", "age"):
            setattr(have, name, getattr(one, name))
        have.said.clear()
        self._match(have, have.children, one.children)

    def _number(self, node: Node) -> None:
        self._next += 1
        node.number = self._next
        self._numbered[node.number] = node
        for child in node.children:
            self._number(child)

    def _forget(self, node: Node) -> None:
        for one in (node, *node.below()):
            self._numbered.pop(one.number, None)

    # ------------------------------------------------------------------------------------------------------ finding

    def node(self, index: Index) -> Node | None:
        return self._numbered.get(index.internalId()) if index.isValid() else None

    def index_of(self, node: Node | None, column: int = 0) -> QModelIndex:
        return NOWHERE if node is None else self.createIndex(node.row, column, node.number)

    def nodes(self) -> Iterator[Node]:
        for node in self.top:
            yield node
            yield from node.below()

    def own(self, key: PartId) -> Node | None:
        """The group, or the kit's own line, of this key."""
        for node in self.top:
            if node.key == key:
                return node
            if node.is_group:
                found = next((child for child in node.children if child.key == key), None)
                if found is not None:
                    return found
        return None

    def own_nodes(self) -> dict[PartId, Node]:
        """The groups, and the kit's own lines."""
        tops = {node.key: node for node in self.top}
        return tops | {child.key: child for node in self.top if node.is_group for child in node.children}

    def rows_of(self, nodes: Collection[Node]) -> QItemSelection:
        """Whole rows, neighbours as one range: what is chosen is changed once, however many there are."""
        selection, rows = QItemSelection(), dict[int, tuple[Node | None, list[int]]]()
        for node in nodes:
            above = node.parent.number if node.parent is not None else 0
            rows.setdefault(above, (node.parent, []))[1].append(node.row)
        for parent, below in rows.values():
            at = self.index_of(parent)
            for _, run in groupby(enumerate(sorted(set(below))), lambda one: one[1] - one[0]):
                places = [row for _, row in run]
                first, last = self.index(places[0], 0, at), self.index(places[-1], _COLUMNS - 1, at)
                selection.append(QItemSelectionRange(first, last))
        return selection

    def at_way(self, way: Sequence[PartId]) -> Node | None:
        node = self.own(way[0]) if way else None
        for key in way[1:]:
            node = next((one for one in node.children if one.key == key), None) if node is not None else None
        return node

    # -------------------------------------------------------------------------------------------------- what Qt asks

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        rows = self._rows(parent)
        if not (0 <= row < len(rows) and 0 <= column < _COLUMNS):
            return NOWHERE
        return self.createIndex(row, column, rows[row].number)

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]
        node = self.node(index)
        return self.index_of(node.parent) if node is not None else NOWHERE

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.column() > 0 else len(self._rows(parent))

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return _COLUMNS

    def _rows(self, parent: Index) -> list[Node]:
        if not parent.isValid():
            return self.top
        node = self.node(parent)
        return [] if node is None else node.children

    def flags(self, index: Index) -> Qt.ItemFlag:
        node = self.node(index)
        if node is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        if len(node.way) > 1:
            return _LOOKED_AT
        column = index.column()
        if column == Column.LINE and node.group is None:  # all that the view asks of every row of a long kit
            return _MOVED
        return _TYPED_INTO if can_type(node, Column(column)) else _MOVED

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node, column = self.node(index), Column(index.column())
        if node is None:
            return None
        answer = _ANSWERS.get(Qt.ItemDataRole(role))
        return None if answer is None else answer(node, column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if Column(section) in FIGURES else LEFT
        return None


def can_type(node: Node, column: Column) -> bool:
    """Whether there is something to type into there."""
    if node.is_group:
        return column is Column.LINE
    if not node.is_own or node.line is None or column not in FIELD_OF:
        return False
    return column in (Column.QUANTITY, Column.NOTE) or not node.line.is_include


def _spoken(node: Node, column: Column) -> str:
    text = words_of(node, column).text
    if column is Column.LINE or not text:
        return text
    return f"{title_of(column)}: {text}"


_ANSWERS: dict[Qt.ItemDataRole, Callable[[Node, Column], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda node, column: words_of(node, column).text,
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Qt.ItemDataRole.ToolTipRole: tip_of,
    Qt.ItemDataRole.TextAlignmentRole: lambda _node, column: RIGHT if column in FIGURES else LEFT,
}


def _renumber(nodes: Sequence[Node]) -> None:
    for row, node in enumerate(nodes):
        node.row = row
