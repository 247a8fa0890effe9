"""The trees as they are drawn, through changes of what is in them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.pricebook import CategoryNode, SkuState
from lazi_desktop.ui.pricebook.category_tree_model import CategoryTreeModel, TreeRole
from tests.ui.pricebook.conftest import Hand

EVERYTHING = Changes(frozenset(), frozenset((Aspect.CATEGORIES,)))


def key(number: int) -> EntityKey:
    return EntityKey(UUID(int=number))


def node(number: int, parent: int | None = None, name: str = "", count: int = 1) -> CategoryNode:
    above = None if parent is None else key(parent)
    return CategoryNode(
        key(number), number, above, Tree.MATERIALS, name or f"C{number}", 0, True, count, SkuState.NONE
    )


def drawn(model: CategoryTreeModel, parent: QModelIndex | None = None) -> list:
    above = parent or QModelIndex()
    lines: list = []
    for place in range(model.rowCount(above)):
        index = model.index(place, 0, above)
        assert model.parent(index) == above
        below = drawn(model, index)
        lines.append((index.data(), below) if below else index.data())
    return lines


@pytest.fixture
def model(qapp):
    model = CategoryTreeModel(Tree.MATERIALS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    yield model
    del tester


BEFORE = [node(1), node(2, 1), node(3, 1), node(4), node(5, 4), node(6, 5)]


@pytest.mark.parametrize(
    ("after", "expected", "because"),
    [
        (BEFORE, [("C1", ["C2", "C3"]), ("C4", [("C5", ["C6"])])], "nothing happened"),
        ([*BEFORE, node(7, 6)], [("C1", ["C2", "C3"]), ("C4", [("C5", [("C6", ["C7"])])])], "one more, deep"),
        (BEFORE[:3], [("C1", ["C2", "C3"])], "a branch is gone"),
        (
            [node(1), node(3, 1), node(2, 1), node(4), node(5, 4), node(6, 5)],
            [("C1", ["C3", "C2"]), ("C4", [("C5", ["C6"])])],
            "siblings change places",
        ),
        (
            [node(1), node(2, 1), node(3, 1), node(5, 3), node(6, 5), node(4)],
            [("C1", ["C2", ("C3", [("C5", ["C6"])])]), "C4"],
            "a branch moves",
        ),
        (
            [node(5), node(4, 5), node(6, 4), node(1), node(2, 1), node(3, 1)],
            [("C5", [("C4", ["C6"])]), ("C1", ["C2", "C3"])],
            "parent and child change places",
        ),
        (
            [node(8), node(1, 8), node(3, 1), node(6, 8), node(4)],
            [("C8", [("C1", ["C3"]), "C6"]), "C4"],
            "new parents, and old ones gone",
        ),
        (
            [node(1, 3), node(2, 1), node(3, 1), node(4), node(5, 99), node(6, 5)],
            [("C1", ["C2", "C3"]), "C4", ("C5", ["C6"])],
            "a ring and an unknown parent do no harm",
        ),
    ],
)
def test_a_refresh_leads_to_the_new_tree_without_starting_over(model, after, expected, because) -> None:
    model.take(BEFORE, 10)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.take(after, 10)
    assert drawn(model) == ["All materials", *expected], because
    assert not resets, because


def test_another_tree_altogether_starts_over(model) -> None:
    model.take(BEFORE, 10)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.take([node(number) for number in range(20, 30)], 10)
    assert resets == [1]
    assert drawn(model) == ["All materials", *(f"C{number}" for number in range(20, 30))]


@given(
    trees=st.lists(
        st.dictionaries(st.integers(1, 9), st.integers(0, 9), max_size=9).map(
            lambda made: list(made.items())
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_tree_follows_any_other(qapp, trees) -> None:
    model = CategoryTreeModel(Tree.MATERIALS)
    fresh = CategoryTreeModel(Tree.MATERIALS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.take(BEFORE, 1)
    for tree in trees:
        nodes = [node(number, parent or None) for number, parent in tree]
        model.take(nodes, 1)
    fresh.take(nodes, 1)
    assert drawn(model) == drawn(fresh)
    del tester


def test_counts_are_renewed_in_place(model) -> None:
    model.take(BEFORE, 10)
    model.take([replace(BEFORE[0], sku_count=99), *BEFORE[1:]], 11)
    assert model.index_of(key(1)).data(TreeRole.COUNT) == 99
    assert model.index_of(None).data(TreeRole.COUNT) == 11


# --------------------------------------------------------------------------------------------------- on the page


def test_all_comes_first_then_the_tree(hand: Hand) -> None:
    assert hand.opened() == ["All materials", "Electrical", "Plumbing", "Chemicals"]
    hand.expand("Plumbing")
    assert hand.opened()[3:7] == ["  Elbows", "  Tees", "  Unions", "  Valves"]


def test_several_categories_filter_to_their_union(hand: Hand) -> None:
    hand.choose("Elbows", "Tees")
    both = hand.codes()
    hand.choose("Elbows")
    elbows = hand.codes()
    hand.choose("Tees")
    assert sorted(both) == sorted(elbows + hand.codes())
    hand.choose()
    assert len(hand.codes()) == 240


def test_what_is_open_and_chosen_stays_through_a_refresh(hand: Hand) -> None:
    hand.expand("Plumbing")
    hand.choose("Tees")
    scrolled = hand.page.tree.view.verticalScrollBar().value()
    first = hand.book.nodes[0]
    hand.book.nodes.insert(0, replace(first, key=key(77), name="Brand new", remote_id=77))
    hand.app.edits.announce(EVERYTHING)
    hand.qtbot.waitUntil(lambda: "Brand new" in hand.opened())
    assert "  Tees" in hand.opened()
    assert hand.page.tree.chosen == {hand.category("Tees")}
    assert hand.page.tree.view.verticalScrollBar().value() == scrolled


def test_a_chosen_category_that_goes_gives_way_to_all(hand: Hand) -> None:
    hand.expand("Plumbing")
    hand.choose("Tees")
    gone = hand.category("Tees")
    hand.book.nodes = [one for one in hand.book.nodes if one.key != gone]
    for homes in hand.book.hangs_in.values():
        homes[:] = [home for home in homes if home != gone]
    hand.app.edits.announce(EVERYTHING)
    hand.qtbot.waitUntil(lambda: hand.page.tree.chosen == frozenset())
    hand.settle()
    assert len(hand.codes()) == 240


def test_trees_and_what_is_open_in_them_are_remembered(hand: Hand, another_app, make_page) -> None:
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    hand.expand("Pump repair")
    hand.choose("Seals")
    hand.page.flush()
    again = make_page(another_app())
    assert again.page.tree.tree is Tree.SERVICES
    assert "  Seals" in again.opened()
    assert again.page.grid.title.text() == "Seals"
    assert again.codes() == hand.codes()
