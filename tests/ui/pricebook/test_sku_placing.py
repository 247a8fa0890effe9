"""Rows dragged onto categories, and put there by a list, through the whole window and a workspace on disk."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ui.pricebook.category_mime import ROWS_MIME, rows_as_mime, rows_in
from tests.fakes.feed import FeedMaker, sku
from tests.ui.pricebook.tree_hand import BRANCHES, CONTROL, SKUS, TreeHand
from tests.ui.real_window import RealWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tree(tmp_path, qtbot) -> Iterator[TreeHand]:
    window = RealWindow(tmp_path, uuid4(), qtbot)
    hand = TreeHand(window, qtbot)
    yield hand
    hand.leave()
    window.close()


def test_plain_moves_out_of_the_chosen_category_and_leaves_the_others(tree: TreeHand) -> None:
    tree.choose("Elbows")
    tree.over(tree.rows("EL-1", "EL-2"), tree.point("Tees"))
    assert tree.view.bubble.text == "Move 2 entries to Tees, out of Elbows. Ctrl only adds."
    assert tree.drop(tree.rows("EL-1", "EL-2"), tree.point("Tees"))
    assert tree.homes("EL-1") == ["Tees"]
    assert sorted(tree.homes("EL-2")) == ["Tees", "Wire"]
    assert tree.codes() == ["EL-3"]
    assert tree.told() == "Put 2 entries in Tees."
    tree.undo()
    assert tree.homes("EL-1") == ["Elbows"]
    assert sorted(tree.homes("EL-2")) == ["Elbows", "Wire"]


def test_what_is_below_the_chosen_category_is_left_too(tree: TreeHand) -> None:
    tree.choose("Plumbing")
    assert tree.drop(tree.rows("EL-2", "TE-1"), tree.point("Unions"))
    assert sorted(tree.homes("EL-2")) == ["Unions", "Wire"]
    assert tree.homes("TE-1") == ["Unions"]


def test_control_adds(tree: TreeHand) -> None:
    tree.choose("Elbows")
    tree.over(tree.rows("EL-1"), tree.point("Tees"), CONTROL)
    assert tree.view.bubble.text == "Add 1 entry to Tees; they stay where they are too"
    assert tree.drop(tree.rows("EL-1"), tree.point("Tees"), CONTROL)
    assert sorted(tree.homes("EL-1")) == ["Elbows", "Tees"]


def test_where_nothing_is_chosen_a_move_leaves_every_other_category_and_says_so(tree: TreeHand) -> None:
    tree.over(tree.rows("EL-2"), tree.point("Tees"))
    assert tree.view.bubble.text == "Move 1 entry to Tees, out of every other category. Ctrl only adds."
    tree.drop(tree.rows("EL-2"), tree.point("Tees"))
    assert tree.homes("EL-2") == ["Tees"]


def test_onto_what_hangs_nowhere_takes_out_and_from_there_puts_in(tree: TreeHand) -> None:
    tree.choose("Elbows")
    tree.over(tree.rows("EL-2"), tree.point("Without category"))
    assert tree.view.bubble.text == "Take 1 entry out of Elbows"
    tree.drop(tree.rows("EL-2"), tree.point("Without category"))
    assert tree.homes("EL-2") == ["Wire"]
    tree.choose("Without category")
    tree.over(tree.rows("LO-1"), tree.point("Tees"))
    assert tree.view.bubble.text == "Put 1 entry in Tees"
    tree.drop(tree.rows("LO-1"), tree.point("Tees"))
    assert tree.homes("LO-1") == ["Tees"]


@pytest.mark.parametrize(
    ("chosen", "onto", "because"),
    [
        ("Elbows", "Elbows", "They hang there already."),
        ("Elbows", "", "Drop them onto one of the categories."),
    ],
)
def test_what_makes_no_sense_says_so_quietly(tree: TreeHand, chosen, onto, because) -> None:
    tree.choose(chosen)
    at = tree.point(onto) if onto else tree.view.visualRect(tree.view.tree_model.index_of(None)).center()
    assert not tree.drop(tree.rows("EL-1"), at)
    assert tree.view.bubble.text == because
    assert tree.homes("EL-1") == ["Elbows"]


def test_rows_of_the_other_tree_are_refused(tree: TreeHand) -> None:
    assert not tree.drop(rows_as_mime(Tree.SERVICES, tree.numbers(["EL-1"])), tree.point("Tees"))


def test_by_keys_through_a_list(tree: TreeHand) -> None:
    tree.choose("Elbows")
    grid = tree.page.grid.grid
    grid.setFocus()
    grid.selectAll()
    tree.do("move_to_category")
    picker = tree.picker(grid)
    QTest.keyClicks(picker.search, "unions")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    tree.settle()
    assert [tree.homes(code) for code in ("EL-1", "EL-3")] == [["Unions"], ["Unions"]]
    tree.choose("Unions")
    grid.selectAll()
    tree.do("take_out_of_category")
    assert tree.homes("EL-1") == []


# ---------------------------------------------------------------------------------------------- beginning a drag


@pytest.fixture
def dragged(monkeypatch) -> list[QDrag]:
    """What begins to be dragged; nothing follows it."""
    seen: list[QDrag] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *actions: seen.append(drag))
    return seen


def _mouse(tree: TreeHand, kind: QEvent.Type, at: QPoint, buttons: Qt.MouseButton) -> None:
    viewport = tree.page.grid.grid.viewport()
    where = QPointF(at)
    button = LEFT if kind != QEvent.Type.MouseMove else Qt.MouseButton.NoButton
    event = QMouseEvent(
        kind, where, viewport.mapToGlobal(where), button, buttons, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(viewport, event)


def _pull(tree: TreeHand, start: QPoint, *way: QPoint) -> None:
    _mouse(tree, QEvent.Type.MouseButtonPress, start, LEFT)
    for step in way:
        _mouse(tree, QEvent.Type.MouseMove, start + step, LEFT)
    _mouse(tree, QEvent.Type.MouseButtonRelease, start + way[-1], Qt.MouseButton.NoButton)


def _at(tree: TreeHand, row: int, column: str) -> QPoint:
    model = tree.page.grid.model
    return tree.page.grid.grid.visualRect(model.index(row, model.place_of(column))).center()


def test_a_row_is_pulled_sideways_by_its_picture(tree: TreeHand, dragged) -> None:
    tree.choose("Elbows")
    _pull(tree, _at(tree, 1, "picture"), QPoint(-30, 4))
    [drag] = dragged
    assert rows_in(drag.mimeData()) == tree.numbers(["EL-2"])
    assert not drag.pixmap().isNull()


def test_whole_rows_are_pulled_by_any_of_their_cells_all_of_them(tree: TreeHand, dragged) -> None:
    tree.choose("Elbows")
    tree.page.grid.grid.selectAll()
    _pull(tree, _at(tree, 2, "name"), QPoint(0, -40))
    assert rows_in(dragged[0].mimeData()) == tree.numbers(["EL-1", "EL-2", "EL-3"])
    assert tree.page.grid.grid.selected_count() == 3


def test_cells_are_selected_as_ever(tree: TreeHand, dragged) -> None:
    tree.choose("Elbows")
    grid = tree.page.grid.grid
    start, end = _at(tree, 0, "name"), _at(tree, 2, "name")
    _pull(tree, start, QPoint(0, 20), end - start)
    assert grid.selected_positions() == [0, 1, 2]
    assert len(grid.selectionModel().selectedIndexes()) == 3
    start, end = _at(tree, 0, "picture"), _at(tree, 1, "picture")
    _pull(tree, start, QPoint(0, 20), end - start)
    assert grid.selected_positions() == [0, 1], "pulled down, the picture selects rows"
    QTest.mouseClick(grid.viewport(), LEFT, pos=_at(tree, 1, "name"))
    assert len(grid.selectionModel().selectedIndexes()) == 1, (
        "a click on a cell of a selected row selects the cell"
    )
    assert dragged == []


# ------------------------------------------------------------------------------------------------------------- many


def test_thousands_at_once_are_one_step_and_can_be_cancelled(tree: TreeHand, qtbot) -> None:
    many = [
        sku(1_000 + number, f"M-{number:05}", f"Many {number}", categories=[2]) for number in range(4_000)
    ]
    tree.window.feed(FeedMaker(len(BRANCHES) + len(SKUS)).mirrors(many))
    tree.choose("Elbows")
    everything = SkuQuery(tree=Tree.MATERIALS, categories=tree.page.tree.chosen)
    numbers = array("q", tree.queries.find(everything))
    assert len(numbers) == 4_003
    data = rows_as_mime(Tree.MATERIALS, numbers)
    assert data.data(ROWS_MIME).size() == 8 * 4_003

    tree.page.grid.grid.selectAll()
    edits, line = tree.window.context.edits, tree.page.grid.bulk.line
    stop = edits.long_began.connect(lambda work: work.cancel())
    tree.drop(data, tree.point("Tees"))
    assert line.words.text() == "Cancelled: nothing was changed."
    assert len(tree.queries.find(everything)) == 4_003
    edits.long_began.disconnect(stop)

    tree.drop(data, tree.point("Tees"))
    assert len(tree.queries.find(everything)) == 0
    assert tree.homes("M-03999") == ["Tees"]
    tree.undo()
    assert len(tree.queries.find(everything)) == 4_003
