"""The tree's model: "All …" first, then the categories. A refresh inserts, removes and moves; it hardly ever resets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.pricebook import CategoryNode, SkuState
from lazi_desktop.ui.category_nodes import TreeItem, in_tree_order
from lazi_desktop.ui.kind_looks import all_of
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.pricebook.category_mime import CATEGORIES_MIME, ROWS_MIME
from lazi_desktop.ui.theme.chips import entity_state

Index = QModelIndex | QPersistentModelIndex
NOWHERE = EntityKey(UUID(int=0))
"""Stands for "in no category"; no entity has this key."""
DRAFT = EntityKey(UUID(int=1))
"""Stands for a category that is being named."""
UNREAL = frozenset((NOWHERE, DRAFT))

_REST = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
_REAL = _REST | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable

Ordered = list[tuple[CategoryNode, EntityKey | None]]


class TreeRole(IntEnum):
    KEY = Qt.ItemDataRole.UserRole + 1  # None for "All …"
    COUNT = Qt.ItemDataRole.UserRole + 2
    INACTIVE = Qt.ItemDataRole.UserRole + 3
    STATE = Qt.ItemDataRole.UserRole + 4
    IMAGE = Qt.ItemDataRole.UserRole + 5  # whether it has a picture


class CategoryTreeModel(QAbstractItemModel):
    """`named(key, text)`: somebody wants a category to be called so; the key is `DRAFT` for a new one."""

    named = Signal(object, str)

    def __init__(self, tree: Tree, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tree = tree
        self.total = 0
        self.made_of = ""
        self.nodes: tuple[CategoryNode, ...] = ()
        """What is shown, siblings in order."""
        self._draft: CategoryNode | None = None
        self._is_named = False
        self._number = 0
        self._by_number: dict[int, TreeItem] = {}
        self._by_key: dict[EntityKey, TreeItem] = {}
        self._top = TreeItem(0, None, None)
        self._all = self._new_item(None, self._top)
        self._top.children.append(self._all)

    # ----------------------------------------------------------------------------------------------- refreshing

    def take(self, nodes: Sequence[CategoryNode], total: int, *, made_of: str = "") -> None:
        """What the workspace has now. `total` counts all SKUs of the tree, in a category or not; `made_of` says of
        which kinds they are, where there are several."""
        self.made_of = made_of
        self.nodes = tuple(node for node in nodes if node.key not in UNREAL)
        if self._is_named:
            self._draft = None
        ordered = in_tree_order([*nodes, *([self._draft] if self._draft is not None else [])])
        kept = sum(node.key in self._by_key for node, _ in ordered)
        if 2 * kept < max(len(self._by_key), len(ordered)):
            self._start_over(ordered)
        else:
            self._insert_and_move(ordered)
            self._remove_others({node.key for node, _ in ordered})
            self._put_in_order(ordered)
            self._renew(ordered)
        if total != self.total:
            self.total = total
            index = self.index(0, 0)
            self.dataChanged.emit(index, index)

    def _start_over(self, ordered: Ordered) -> None:
        self.beginResetModel()
        self._by_key.clear()
        self._by_number = {self._all.number: self._all}
        self._top.children = [self._all]
        for node, parent in ordered:
            home = self._home(parent)
            home.children.append(self._new_item(node, home))
        self.endResetModel()

    def _insert_and_move(self, ordered: Ordered) -> None:
        """Parents come first, so the place where a node goes is already where it will stay."""
        for node, parent in ordered:
            home, item = self._home(parent), self._by_key.get(node.key)
            end = len(home.children)
            if item is None:
                self.beginInsertRows(self._index_of(home), end, end)
                home.children.append(self._new_item(node, home))
                self.endInsertRows()
            elif item.parent is not home and item.parent is not None:
                row = item.row
                self.beginMoveRows(self._index_of(item.parent), row, row, self._index_of(home), end)
                item.parent.children.remove(item)
                item.parent = home
                home.children.append(item)
                self.endMoveRows()

    def _remove_others(self, keys: set[EntityKey]) -> None:
        for item in [item for key, item in self._by_key.items() if key not in keys]:
            parent = item.parent
            if parent is None or item.number not in self._by_number:
                continue  # gone with its parent
            row = item.row
            self.beginRemoveRows(self._index_of(parent), row, row)
            parent.children.remove(item)
            for gone in (item, *item.below()):
                del self._by_number[gone.number]
                if gone.node is not None:
                    del self._by_key[gone.node.key]
            self.endRemoveRows()

    def _put_in_order(self, ordered: Ordered) -> None:
        wanted: dict[int, list[TreeItem]] = {self._top.number: [self._all]}
        for node, parent in ordered:
            wanted.setdefault(self._home(parent).number, []).append(self._by_key[node.key])
        for order in wanted.values():
            home = order[0].parent
            if home is not None and home.children != order:
                self._sort_children(home, order)

    def _sort_children(self, home: TreeItem, order: list[TreeItem]) -> None:
        above = self._index_of(home)
        for row, item in enumerate(order):
            if home.children[row] is not item:
                old = home.children.index(item)
                self.beginMoveRows(above, old, old, above, row)
                home.children.insert(row, home.children.pop(old))
                self.endMoveRows()

    def _renew(self, ordered: Ordered) -> None:
        for node, _ in ordered:
            item = self._by_key[node.key]
            if item.node != node:
                item.node = node
                index = self._index_of(item)
                self.dataChanged.emit(index, index)

    def _new_item(self, node: CategoryNode | None, parent: TreeItem) -> TreeItem:
        self._number += 1
        item = TreeItem(self._number, node, parent)
        self._by_number[item.number] = item
        if node is not None:
            self._by_key[node.key] = item
        return item

    def _home(self, key: EntityKey | None) -> TreeItem:
        return self._top if key is None else self._by_key[key]

    def take_order(self, nodes: Sequence[CategoryNode]) -> None:
        """The same categories, elsewhere: as somebody just moved them."""
        loose = self.node_of(NOWHERE)
        self.take([*([loose] if loose is not None else []), *nodes], self.total, made_of=self.made_of)

    # --------------------------------------------------------------------------------------------- a new category

    def begin_draft(self, parent: EntityKey | None) -> QModelIndex:
        """A line for a new category, the last one below `parent`."""
        self.end_draft()
        self._is_named = False
        self._draft = CategoryNode(DRAFT, None, parent, self.tree, "", 0, True, 0, SkuState.NONE)
        home = self._home(parent)
        end = len(home.children)
        self.beginInsertRows(self._index_of(home), end, end)
        item = self._new_item(self._draft, home)
        home.children.append(item)
        self.endInsertRows()
        return self._index_of(item)

    def end_draft(self) -> None:
        """The line goes again."""
        self._draft = None
        item = self._by_key.get(DRAFT)
        if item is None or item.parent is None:
            return
        self.beginRemoveRows(self._index_of(item.parent), item.row, item.row)
        item.parent.children.remove(item)
        del self._by_key[DRAFT]
        del self._by_number[item.number]
        self.endRemoveRows()

    @property
    def is_drafting(self) -> bool:
        """A new category has a line, and no name yet."""
        return self._draft is not None and not self._is_named

    # ------------------------------------------------------------------------------------------------ asking it

    def items(self) -> Iterator[TreeItem]:
        """All categories, parents before children."""
        return (item for item in self._top.below() if item.node is not None)

    def children_of(self, key: EntityKey | None) -> list[EntityKey]:
        """In the order they are shown."""
        return [child.node.key for child in self._home(key).children if child.node is not None]

    def below(self, key: EntityKey) -> list[EntityKey]:
        """All that hang below it."""
        return [item.node.key for item in self._by_key[key].below() if item.node is not None]

    def parent_of(self, key: EntityKey) -> EntityKey | None:
        """None at the top, and for one that is not listed (yet)."""
        item = self._by_key.get(key)
        above = None if item is None else item.parent
        return None if above is None or above.node is None else above.node.key

    def index_of(self, key: EntityKey | None) -> QModelIndex:
        """Where a category is shown; invalid where it is not. None is "All …"."""
        item = self._all if key is None else self._by_key.get(key)
        return QModelIndex() if item is None else self._index_of(item)

    def known_keys(self) -> list[EntityKey]:
        return list(self._by_key)

    def knows_any(self, keys: frozenset[EntityKey]) -> bool:
        """Whether one of them is shown, of keys that may be as many as SKUs."""
        return not self._by_key.keys().isdisjoint(keys)

    def node_of(self, key: EntityKey) -> CategoryNode | None:
        item = self._by_key.get(key)
        return None if item is None else item.node

    def node_at(self, index: Index) -> CategoryNode | None:
        item = self._by_number.get(index.internalId()) if index.isValid() else None
        return None if item is None else item.node

    def path(self, key: EntityKey) -> tuple[str, ...]:
        names: list[str] = []
        item = self._by_key.get(key)
        while item is not None and item.node is not None:
            names.insert(0, item.node.name)
            item = item.parent
        return tuple(names)

    def _index_of(self, item: TreeItem) -> QModelIndex:
        return QModelIndex() if item is self._top else self.createIndex(item.row, 0, item.number)

    def _item(self, index: Index) -> TreeItem:
        return self._by_number[index.internalId()] if index.isValid() else self._top

    # ------------------------------------------------------------------------------------------- Qt's questions

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        children = self._item(parent).children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row].number)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]
        item = self._by_number.get(index.internalId()) if index.isValid() else None
        return QModelIndex() if item is None or item.parent is None else self._index_of(item.parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.column() > 0 else len(self._item(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self._by_number.get(index.internalId()) if index.isValid() else None
        if item is None:
            return None
        node = item.node
        name = all_of(self.tree) if node is None else node.name
        count = self.total if node is None else node.sku_count
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return name
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (name, self.made_of))) if node is None else self._tip(node)
            case Qt.ItemDataRole.AccessibleTextRole:
                words = self.tr("{name}, {count} entries").format(name=name, count=whole(count))
                state = "" if node is None else self._state_words(node)
                return f"{words}, {state}" if state else words
            case TreeRole.KEY:
                return None if node is None else node.key
            case TreeRole.COUNT:
                return count
            case TreeRole.INACTIVE:
                return node is not None and not node.active
            case TreeRole.STATE:
                return None if node is None else entity_state(node.state, node.remote_id)
            case TreeRole.IMAGE:
                return node is not None and bool(node.image)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The new name is shown at once; the truth follows when it is recorded."""
        item = self._by_number.get(index.internalId()) if index.isValid() else None
        if role != Qt.ItemDataRole.EditRole or item is None or item.node is None:
            return False
        if item.node.key == DRAFT:
            self._is_named = True
        item.node = replace(item.node, name=value)
        self.dataChanged.emit(index, index)
        self.named.emit(item.node.key, value)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        node = self.node_at(index)
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return _REST if node is None or (node.key in UNREAL and node.key != DRAFT) else _REAL

    def mimeTypes(self) -> list[str]:
        return [CATEGORIES_MIME, ROWS_MIME]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """What is dropped is recorded, and comes back as a refresh."""
        return False

    def _tip(self, node: CategoryNode) -> str:
        path, state = " › ".join(self.path(node.key)), self._state_words(node)
        return f"{path}\n{state}" if state else path

    def _state_words(self, node: CategoryNode) -> str:
        if node.state is SkuState.GONE:
            return self.tr("Deleted in ServiceTitan")
        if node.remote_id is None:
            return self.tr("New: will be created in ServiceTitan")
        words = {
            SkuState.CONFLICT: self.tr("In conflict: somebody has to decide"),
            SkuState.FAILED: self.tr("ServiceTitan refused a change"),
            SkuState.DIFFERS: self.tr("Sent, but ServiceTitan did not keep it"),
            SkuState.SUBMITTED: self.tr("Changed here, and on its way to ServiceTitan"),
            SkuState.PENDING: self.tr("Changed here, not sent yet"),
        }.get(node.state, "")
        inactive = "" if node.active else self.tr("Inactive")
        return ", ".join(filter(None, (inactive, words)))
