"""Pictures of categories, dropped and pasted in their tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ui.pricebook.category_tree import CategoryTree
from tests.fakes.pictures import BAD, FakeAdded, FakeTools, address_of
from tests.fakes.ui_fakes import FakeApp
from tests.ui.pricebook.conftest import Hand

BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class TreeDesk:
    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        hand.page.tree.show_tree(Tree.MATERIALS)
        hand.expand("Plumbing")

    @property
    def view(self) -> CategoryTree:
        return self.hand.page.tree.view

    def at(self, name: str) -> QPointF:
        index = self.view.tree_model.index_of(self.hand.category(name) if name else None)
        return QPointF(self.view.visualRect(index).center())

    def over(self, data: QMimeData, name: str, held: Qt.KeyboardModifier = NONE) -> QDragMoveEvent:
        event = QDragMoveEvent(self.at(name).toPoint(), BOTH, data, LEFT, held)
        self.view.dragMoveEvent(event)
        return event

    def drop(self, data: QMimeData, name: str, held: Qt.KeyboardModifier = NONE) -> QDropEvent:
        event = QDropEvent(self.at(name), BOTH, data, LEFT, held)
        event.ignore()
        self.view.dropEvent(event)
        return event

    def has(self, name: str, field: str, wanted: Any) -> None:
        key, book = self.hand.category(name), self.hand.book
        self.hand.qtbot.waitUntil(lambda: book.effective(key, field) == wanted)
        self.hand.settle()

    def do(self, name: str) -> None:
        self.hand.page.actions_by_name[name].trigger()
        self.hand.settle()

    def said(self) -> str:
        line = self.hand.page.tree.pictures.line
        return "" if line.isHidden() else line.words.text()


@pytest.fixture
def tree(app: FakeApp, make_page) -> TreeDesk:
    app.context = replace(app.context, picture_tools=FakeTools(), added_pictures=FakeAdded())
    return TreeDesk(make_page(app))


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., QMimeData]:
    def make(*names: str) -> QMimeData:
        data = QMimeData()
        for name in names:
            (tmp_path / name).write_bytes(BAD if "bad" in name else name.encode())
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
        return data

    return make


def test_one_picture_becomes_the_categorys_own_and_the_file_stays(tree: TreeDesk, file) -> None:
    event = tree.over(file("a.jpg"), "Unions")
    assert tree.view.bubble.text == "The picture of Unions. With Ctrl: for its SKUs."
    assert event.dropAction() == Qt.DropAction.CopyAction
    dropped = tree.drop(file("a.jpg"), "Unions")
    assert dropped.isAccepted()
    assert dropped.dropAction() == Qt.DropAction.CopyAction
    tree.has("Unions", "image", address_of(b"a.jpg"))
    assert tree.said() == "Added 1 picture."
    assert tree.view.bubble.text == ""


def test_several_or_with_ctrl_are_for_its_skus(tree: TreeDesk, file) -> None:
    tree.over(file("a.jpg", "b.jpg"), "Tees")
    assert tree.view.bubble.text == "Add pictures for the SKUs of Tees"
    tree.drop(file("a.jpg", "b.jpg"), "Tees")
    tree.has("Tees", "sku_images", [address_of(b"a.jpg"), address_of(b"b.jpg")])
    tree.drop(file("c.jpg"), "Tees", CTRL)
    tree.has("Tees", "sku_images", [address_of(name) for name in (b"a.jpg", b"b.jpg", b"c.jpg")])


def test_on_all_of_them_it_says_where_they_go(tree: TreeDesk, file) -> None:
    assert not tree.drop(file("a.jpg"), "").isAccepted()
    assert tree.view.bubble.text == "Drop pictures onto one of the categories."
    assert not tree.hand.book.ledger


def test_what_is_none_is_told_below_the_tree(tree: TreeDesk, file) -> None:
    tree.drop(file("bad.jpg"), "Unions")
    tree.hand.qtbot.waitUntil(lambda: bool(tree.said()))
    assert tree.said() == "bad.jpg: This is no picture."
    tree.hand.choose("Tees")
    assert tree.said() == ""


def test_pasted_from_the_keyboard_onto_those_that_are_chosen(tree: TreeDesk, file) -> None:
    tree.hand.choose("Unions", "Tees")
    QGuiApplication.clipboard().setMimeData(file("a.jpg"))
    tree.view.setFocus()
    tree.hand.key(Qt.Key.Key_V, CTRL, on=tree.view)
    for name in ("Unions", "Tees"):
        tree.has(name, "image", address_of(b"a.jpg"))
    assert len(tree.hand.book.undo_list) == 1
    tree.do("remove_category_picture")
    for name in ("Unions", "Tees"):
        tree.has(name, "image", None)
    assert len(tree.hand.book.undo_list) == 2
    tree.do("remove_category_picture")
    assert tree.said() == "There is none to be removed."
    QGuiApplication.clipboard().setText("words")
    tree.do("paste_category_picture")
    assert tree.said() == "There is no picture on the clipboard."


def test_what_takes_the_place_of_a_picture_is_told_and_can_be_undone(tree: TreeDesk, file, qtbot) -> None:
    tree.drop(file("a.jpg"), "Unions")
    tree.has("Unions", "image", address_of(b"a.jpg"))
    told = tree.hand.app.notifier
    assert told.told == [], "nothing was replaced"
    tree.view.choose([tree.hand.category("Unions")])
    QGuiApplication.clipboard().setMimeData(file("b.jpg"))
    tree.do("paste_category_picture")
    tree.has("Unions", "image", address_of(b"b.jpg"))
    assert tree.said() == "Replaced."
    assert told.told == ["Replaced the category's picture."]
    undo = told.undos[0]
    assert undo is not None
    undo()
    tree.has("Unions", "image", address_of(b"a.jpg"))


def test_chosen_as_a_file(tree: TreeDesk, file, tmp_path: Path) -> None:
    file("a.jpg")
    tree.hand.choose("Unions")
    tree.do("category_picture")
    (dialog,) = tree.hand.page.tree.findChildren(QFileDialog)
    dialog.selectFile(str(tmp_path / "a.jpg"))
    dialog.accept()
    tree.has("Unions", "image", address_of(b"a.jpg"))


def test_whoever_may_only_look_is_told(tree: TreeDesk, file) -> None:
    tree.hand.app.edits.use_level("viewer")
    tree.drop(file("a.jpg"), "Unions")
    tree.hand.qtbot.waitUntil(lambda: bool(tree.said()))
    assert tree.said() == "Nothing was changed. Your role can look at pictures but not change them."
