"""The window over a real workspace with two small trees, and a hand that drags in them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ui.editors.category_picker import CategoryPicker
from lazi_desktop.ui.pricebook.category_mime import categories_as_mime, rows_as_mime
from lazi_desktop.ui.pricebook.category_tree import CategoryTree
from lazi_desktop.ui.pricebook.category_tree_model import NOWHERE, TreeRole
from tests.fakes.feed import FeedMaker, category, sku
from tests.ui.real_window import RealWindow

PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
BOTH = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

BRANCHES = [
    category(1, "Plumbing", image="Images/Category/pipes.jpg"),
    category(2, "Elbows", parent_id=1),
    category(3, "Tees", parent_id=1),
    category(4, "Unions", parent_id=1),
    category(5, "Electrical"),
    category(6, "Wire", parent_id=5),
    category(7, "Old wire", parent_id=6, active=False),
    category(8, "Pump repair", tree="Services"),
]
SKUS = [
    sku(101, "EL-1", "Elbow 1", categories=[2]),
    sku(102, "EL-2", "Elbow 2", categories=[2, 6]),
    sku(103, "EL-3", "Elbow 3", categories=[2]),
    sku(104, "TE-1", "Tee 1", categories=[3]),
    sku(105, "LO-1", "Loose 1"),
]


class TreeHand:
    def __init__(self, window: RealWindow, qtbot: Any) -> None:
        self.window, self._qtbot = window, qtbot
        window.feed(FeedMaker().mirrors([*BRANCHES, *SKUS]))
        window.show()
        self.page = window.page
        self.page.tree.show_tree(Tree.MATERIALS)
        self.settle()
        for name in ("Plumbing", "Electrical", "Wire"):
            self.view.setExpanded(self.view.tree_model.index_of(self.key(name)), True)

    @property
    def view(self) -> CategoryTree:
        return self.page.tree.view

    @property
    def queries(self):
        return self.window.context.queries

    def settle(self) -> None:
        self.window.settle()

    def key(self, name: str) -> EntityKey:
        model = self.view.tree_model
        return next(key for key in model.known_keys() if model.path(key)[-1] == name)

    def shown(self) -> list[str]:
        """The tree as it is drawn, indented, from the first category on."""
        view, lines = self.view, []
        index = view.indexBelow(view.tree_model.index_of(None))
        if index.data(TreeRole.KEY) == NOWHERE:
            index = view.indexBelow(index)
        while index.isValid():
            depth, above = 0, index.parent()
            while above.isValid():
                depth, above = depth + 1, above.parent()
            lines.append(f"{'  ' * depth}{index.data()}")
            index = view.indexBelow(index)
        return lines

    def recorded(self, tree: Tree = Tree.MATERIALS) -> list[str]:
        """What the workspace says of the tree: paths in order."""
        names: dict[EntityKey | None, str] = {None: ""}
        paths = []
        for node in self.queries.categories(tree):
            names[node.key] = f"{names[node.parent_key]}/{node.name}"
            paths.append(names[node.key])
        return paths

    def choose(self, *names: str) -> None:
        self.view.choose([self.key(name) for name in names])
        self.settle()
        self.view.setFocus()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.view, key, modifier)
        self.settle()

    def do(self, action: str) -> None:
        self.page.actions_by_name[action].trigger()
        self.settle()

    def undo(self) -> None:
        self.window.window.undo()
        self.settle()

    def name_editor(self) -> QLineEdit:
        editors = [one for one in self.view.viewport().findChildren(QLineEdit) if one.isVisible()]
        assert len(editors) == 1
        return editors[0]

    def type_name(self, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
        editor = self.name_editor()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, key)
        self.settle()

    def picker(self, owner: QWidget) -> CategoryPicker:
        """The list of categories that is open."""
        found = owner.findChild(CategoryPicker)
        assert isinstance(found, CategoryPicker)
        return found

    def told(self) -> str:
        return self.window.window.toast.words.text()

    # ----------------------------------------------------------------------------------------------------- dragging

    def point(self, name: str, down: int = 0) -> QPoint:
        return self.view.visualRect(self.view.tree_model.index_of(self.key(name))).center() + QPoint(0, down)

    def over(self, data: QMimeData, at: QPoint, modifier: Qt.KeyboardModifier = PLAIN) -> QDragMoveEvent:
        """The pointer comes in with this and stops there."""
        viewport, left = self.view.viewport(), Qt.MouseButton.LeftButton
        QApplication.sendEvent(viewport, QDragEnterEvent(at, BOTH, data, left, modifier))
        moved = QDragMoveEvent(at, BOTH, data, left, modifier)
        QApplication.sendEvent(viewport, moved)
        return moved

    def leave(self) -> None:
        """The pointer goes away. Qt remembers over what it is: that must not outlive the window."""
        QApplication.sendEvent(self.view.viewport(), QDragLeaveEvent())

    def drop(self, data: QMimeData, at: QPoint, modifier: Qt.KeyboardModifier = PLAIN) -> bool:
        """Whether it was taken."""
        self.over(data, at, modifier)
        event = QDropEvent(QPointF(at), BOTH, data, Qt.MouseButton.LeftButton, modifier)
        QApplication.sendEvent(self.view.viewport(), event)
        self.settle()
        return event.isAccepted()

    def categories(self, *names: str) -> QMimeData:
        return categories_as_mime(Tree.MATERIALS, [self.key(name) for name in names])

    def rows(self, *codes: str) -> QMimeData:
        return rows_as_mime(Tree.MATERIALS, self.numbers(codes))

    def numbers(self, codes: Sequence[str]) -> array[int]:
        found = self.queries.rows_by_code(codes)
        return array("q", [found[code][0].number for code in codes])

    def homes(self, code: str) -> list[str]:
        detail = self.queries.detail(self.queries.rows_by_code([code])[code][0].key)
        assert detail is not None
        return [ref.path[-1] for ref in detail.categories]

    def codes(self) -> list[str]:
        numbers = self.queries.find(SkuQuery(tree=Tree.MATERIALS, categories=self.page.tree.chosen))
        return [row.code for row in self.queries.rows(numbers)]
