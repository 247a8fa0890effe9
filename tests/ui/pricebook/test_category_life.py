"""What is done in the category tree, through the whole window and a workspace on disk."""

from __future__ import annotations

import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.ports.pricebook import SkuState
from lazi_desktop.ui.pricebook.business_units import BusinessUnits
from lazi_desktop.ui.pricebook.category_mime import categories_as_mime
from tests.fakes.feed import FeedMaker, category
from tests.ui.pricebook.tree_hand import BRANCHES, CONTROL, SKUS, TreeHand
from tests.ui.real_window import RealWindow

ALT = Qt.KeyboardModifier.AltModifier
UP, DOWN, LEFT, RIGHT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right
AT_FIRST = [
    "/Plumbing", "/Plumbing/Elbows", "/Plumbing/Tees", "/Plumbing/Unions",
    "/Electrical", "/Electrical/Wire", "/Electrical/Wire/Old wire",
]  # fmt: skip


@pytest.fixture
def tree(tmp_path, qtbot) -> Iterator[TreeHand]:
    window = RealWindow(tmp_path, uuid4(), qtbot)
    hand = TreeHand(window, qtbot)
    yield hand
    hand.leave()
    window.close()


# ---------------------------------------------------------------------------------------------------- moving by mouse


def test_a_category_dropped_between_two_takes_its_place_there_and_undo_puts_it_back(tree: TreeHand) -> None:
    tree.over(tree.categories("Unions"), tree.point("Elbows", -12))
    assert tree.view.bubble.text == "Move Unions into Plumbing, before Elbows"
    assert tree.drop(tree.categories("Unions"), tree.point("Elbows", -12))
    assert tree.recorded()[1:4] == ["/Plumbing/Unions", "/Plumbing/Elbows", "/Plumbing/Tees"]
    assert tree.shown()[1:4] == ["  Unions", "  Elbows", "  Tees"]
    assert tree.view.bubble.text == ""
    tree.undo()
    assert tree.recorded() == AT_FIRST


def test_several_go_into_a_category_in_their_order_as_one_step(tree: TreeHand) -> None:
    assert tree.drop(tree.categories("Unions", "Elbows"), tree.point("Wire"))
    assert tree.recorded() == [
        "/Plumbing", "/Plumbing/Tees", "/Electrical", "/Electrical/Wire", "/Electrical/Wire/Old wire",
        "/Electrical/Wire/Elbows", "/Electrical/Wire/Unions",
    ]  # fmt: skip
    assert tree.told() == "Move 2 categories."
    tree.undo()
    assert tree.recorded() == AT_FIRST


def test_below_an_open_category_is_its_first_place_and_beside_the_rows_is_the_top(tree: TreeHand) -> None:
    tree.drop(tree.categories("Wire"), tree.point("Plumbing", 12))
    assert tree.recorded()[:2] == ["/Plumbing", "/Plumbing/Wire"]
    tree.drop(tree.categories("Tees"), QPoint(50, tree.view.viewport().height() - 5))
    assert tree.recorded()[-1] == "/Tees"


@pytest.mark.parametrize(
    ("moved", "onto", "because"),
    [
        ("Plumbing", "Tees", "Plumbing cannot be moved below itself: Tees hangs in it."),
        ("Plumbing", "Plumbing", "Plumbing cannot be moved below itself."),
    ],
)
def test_what_cannot_be_dropped_says_why_and_changes_nothing(tree: TreeHand, moved, onto, because) -> None:
    event = tree.over(tree.categories(moved), tree.point(onto))
    assert not event.isAccepted()
    assert tree.view.bubble.text == because
    assert not tree.drop(tree.categories(moved), tree.point(onto))
    assert tree.recorded() == AT_FIRST


def test_a_category_of_the_other_tree_is_refused(tree: TreeHand) -> None:
    other = tree.queries.categories(Tree.SERVICES)[0]
    data = categories_as_mime(Tree.SERVICES, [other.key])
    assert not tree.drop(data, tree.point("Tees"))
    assert tree.view.bubble.text == "A category stays in its tree."


def test_a_closed_category_opens_when_something_is_held_over_it(tree: TreeHand, qtbot) -> None:
    index = tree.view.tree_model.index_of(tree.key("Electrical"))
    tree.view.setExpanded(index, False)
    tree.over(tree.categories("Tees"), tree.point("Electrical"))
    qtbot.waitUntil(lambda: tree.view.isExpanded(index))


# ----------------------------------------------------------------------------------------------------- moving by keys


def test_keys_move_among_siblings_out_and_in(tree: TreeHand) -> None:
    tree.choose("Tees")
    tree.press(UP, ALT)
    assert tree.recorded()[1:4] == ["/Plumbing/Tees", "/Plumbing/Elbows", "/Plumbing/Unions"]
    tree.press(DOWN, ALT)
    tree.press(DOWN, ALT)
    tree.press(DOWN, ALT)  # it is the last already
    assert tree.recorded()[1:4] == ["/Plumbing/Elbows", "/Plumbing/Unions", "/Plumbing/Tees"]
    tree.press(LEFT, ALT)
    assert tree.recorded()[3:5] == ["/Tees", "/Electrical"]
    tree.press(RIGHT, ALT)
    assert tree.recorded()[3:5] == ["/Plumbing/Tees", "/Electrical"]
    assert tree.page.tree.chosen == {tree.key("Tees")}
    for _ in range(5):
        tree.undo()
    assert tree.recorded() == AT_FIRST


def test_keys_pressed_faster_than_the_store_writes_all_count(tree: TreeHand) -> None:
    tree.choose("Elbows")
    QTest.keyClick(tree.view, DOWN, ALT)
    QTest.keyClick(tree.view, DOWN, ALT)
    assert tree.shown()[1:4] == ["  Tees", "  Unions", "  Elbows"]
    tree.settle()
    assert tree.recorded()[1:4] == ["/Plumbing/Tees", "/Plumbing/Unions", "/Plumbing/Elbows"]


def test_hidden_siblings_are_passed_in_one_move(tree: TreeHand) -> None:
    tree.window.feed(
        FeedMaker(len(BRANCHES) + len(SKUS)).mirrors([category(3, "Tees", parent_id=1, active=False)])
    )
    tree.page.tree.refresh()
    tree.settle()
    tree.page.tree.hide_inactive(True)
    tree.choose("Unions")
    tree.press(UP, ALT)
    assert tree.recorded()[1:4] == ["/Plumbing/Unions", "/Plumbing/Elbows", "/Plumbing/Tees"]


def test_a_category_is_moved_to_where_a_list_says(tree: TreeHand) -> None:
    tree.choose("Wire")
    tree.do("move_category")
    picker = tree.picker(tree.view)
    offered = picker.list.model()
    lines = [offered.index(row, 0).data() for row in range(offered.rowCount())]
    assert lines == [
        "At the top",
        "Plumbing",
        "Plumbing › Elbows",
        "Plumbing › Tees",
        "Plumbing › Unions",
        "Electrical",
    ]
    QTest.keyClicks(picker.search, "tees")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    tree.settle()
    assert "/Plumbing/Tees/Wire" in tree.recorded()


# ------------------------------------------------------------------------------------------------------ new and names


def test_a_new_category_is_named_at_its_place_below_the_current_one(tree: TreeHand) -> None:
    tree.choose("Tees")
    tree.press(Qt.Key.Key_Insert)
    tree.type_name("Brass tees")
    assert tree.recorded()[2:4] == ["/Plumbing/Tees", "/Plumbing/Tees/Brass tees"]
    assert "    Brass tees" in tree.shown()
    assert tree.view.currentIndex().data() == "Brass tees"
    assert tree.page.tree.chosen == {tree.key("Tees")}, "the rows beside it stay"
    assert tree.view.hasFocus()
    tree.press(Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    tree.type_name("Tees")  # of equal name
    assert tree.recorded()[4] == "/Plumbing/Tees/Tees"
    tree.undo()
    tree.undo()
    assert tree.recorded() == AT_FIRST


def test_a_new_one_without_a_name_says_so_and_esc_takes_the_line_away(tree: TreeHand) -> None:
    tree.choose("Unions")
    before = tree.shown()
    tree.do("new_category")
    tree.type_name("  ")
    assert tree.view.bubble.text == "Name cannot be empty."
    QTest.keyClick(tree.name_editor(), Qt.Key.Key_Escape)
    assert tree.shown() == before
    assert tree.recorded() == AT_FIRST


def test_a_refresh_leaves_a_name_that_is_being_typed(tree: TreeHand) -> None:
    tree.choose("Unions")
    tree.do("new_category")
    QTest.keyClicks(tree.name_editor(), "Bra")
    tree.page.tree.refresh()
    tree.settle()
    tree.type_name("ss")
    assert "/Plumbing/Unions/Brass" in tree.recorded()


def test_f2_renames_at_the_place(tree: TreeHand) -> None:
    tree.choose("Tees")
    tree.press(Qt.Key.Key_F2)
    assert tree.name_editor().text() == "Tees"
    tree.type_name("Branches")
    assert tree.recorded()[2] == "/Plumbing/Branches"
    node = tree.view.tree_model.node_of(tree.key("Branches"))
    assert node is not None
    assert node.state is SkuState.PENDING
    tree.undo()
    assert tree.recorded() == AT_FIRST
    tree.press(Qt.Key.Key_F2)
    tree.type_name("Other", Qt.Key.Key_Escape)
    assert tree.recorded() == AT_FIRST


# ---------------------------------------------------------------------------------------------------- off, on, deleted


def test_what_hangs_in_a_category_is_said_before_it_is_switched_off(tree: TreeHand) -> None:
    tree.choose("Plumbing")
    tree.do("deactivate_categories")
    banner = tree.page.life.banner
    assert banner.words.text().startswith("Plumbing holds 3 categories and 4 entries.")
    assert _inactive(tree) == {"Old wire"}
    banner.go_on.click()
    tree.settle()
    assert _inactive(tree) == {"Old wire", "Plumbing"}
    tree.do("activate_categories")
    assert _inactive(tree) == {"Old wire"}


def _inactive(tree: TreeHand) -> set[str]:
    return {node.name for node in tree.queries.categories(Tree.MATERIALS) if not node.active}


def test_a_local_category_is_thrown_away_and_what_hung_in_it_stays(tree: TreeHand) -> None:
    tree.choose("Tees")
    tree.do("new_category")
    tree.type_name("Brass")
    tree.choose("Brass")
    tree.do("new_category")
    tree.type_name("Small")
    tree.choose()
    tree.drop(tree.rows("EL-1", "LO-1"), tree.point("Brass"), CONTROL)
    assert tree.homes("EL-1") == ["Elbows", "Brass"]
    tree.choose("Brass")
    tree.press(Qt.Key.Key_Delete)
    assert tree.recorded()[2:5] == ["/Plumbing/Tees", "/Plumbing/Tees/Small", "/Plumbing/Unions"]
    assert (tree.homes("EL-1"), tree.homes("LO-1")) == (["Elbows"], [])
    tree.undo()
    assert "/Plumbing/Tees/Brass/Small" in tree.recorded()
    assert (tree.homes("EL-1"), tree.homes("LO-1")) == (["Elbows", "Brass"], ["Brass"])


def test_what_servicetitan_has_is_made_inactive_and_that_is_said(tree: TreeHand) -> None:
    tree.choose("Wire")
    tree.press(Qt.Key.Key_Delete)
    assert "1 category will be made inactive" in tree.page.life.banner.words.text()
    QTest.keyClick(tree.page.life.banner.go_on, Qt.Key.Key_Escape)
    assert tree.view.hasFocus()
    assert _inactive(tree) == {"Old wire"}


# ---------------------------------------------------------------------------------------------------- narrowing


def test_inactive_ones_are_hidden_on_request_and_the_count_says_so(tree: TreeHand) -> None:
    button = tree.page.tree.inactive_button
    assert button.text() == "Hide 1 inactive category"
    button.click()
    assert "    Old wire" not in tree.shown()
    assert "  Wire" in tree.shown()
    assert button.text() == "Show 1 inactive category"
    tree.page.tree.save(tree.window.state)
    tree.page.tree.hide_inactive(False)
    tree.page.tree.load(tree.window.state)
    assert "    Old wire" not in tree.shown()


def test_searching_keeps_the_way_to_what_is_found_and_esc_brings_all_back(tree: TreeHand) -> None:
    tree.choose("Tees")
    tree.view.setExpanded(tree.view.tree_model.index_of(tree.key("Electrical")), False)
    before = tree.shown()
    tree.do("find_category")
    field = tree.page.tree.search
    assert field.hasFocus()
    QTest.keyClicks(field, "WIRE")
    assert tree.shown() == ["Electrical", "  Wire", "    Old wire"]
    assert tree.page.tree.chosen == {tree.key("Tees")}, "what is chosen stays"
    QTest.keyClicks(field, " old")
    assert tree.shown() == ["Electrical", "  Wire", "    Old wire"]
    assert tree.view.naming.words == ("wire", "old")
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert tree.view.hasFocus()
    tree.do("find_category")
    QTest.keyClicks(field, "zzz")
    assert field.toolTip() == "No category of this name"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert tree.shown() == before


def test_enter_in_the_search_chooses_the_first_that_is_found(tree: TreeHand) -> None:
    tree.do("find_category")
    QTest.keyClicks(tree.page.tree.search, "elb")
    QTest.keyClick(tree.page.tree.search, Qt.Key.Key_Return)
    tree.settle()
    assert tree.codes() == ["EL-1", "EL-2", "EL-3"]


def test_clicks_with_control_and_shift_choose_several(tree: TreeHand) -> None:
    viewport, left = tree.view.viewport(), Qt.MouseButton.LeftButton
    QTest.mouseClick(viewport, left, pos=tree.point("Elbows"))
    QTest.mouseClick(viewport, left, CONTROL, tree.point("Wire"))
    tree.settle()
    assert tree.page.tree.chosen == {tree.key("Elbows"), tree.key("Wire")}
    QTest.mouseClick(viewport, left, pos=tree.point("Elbows"))
    QTest.mouseClick(viewport, left, Qt.KeyboardModifier.ShiftModifier, tree.point("Unions"))
    tree.settle()
    assert tree.codes() == ["EL-1", "EL-2", "EL-3", "TE-1"]


# --------------------------------------------------------------------------------------------------- business units


def test_business_units_are_ticked_in_a_list_by_their_names(tree: TreeHand) -> None:
    tree.window.feed(
        FeedMaker(len(BRANCHES) + len(SKUS)).mirrors(
            [category(3, "Tees", parent_id=1, business_unit_ids=[11]), category(4, "Unions", parent_id=1)]
        )
    )
    tree.choose("Tees", "Unions")
    tree.do("category_units")
    popup = tree.view.findChild(BusinessUnits)
    assert popup is not None
    assert popup.texts() == ["No. 11, not in the list (yet)"]
    popup.toggle("11")
    popup.close()
    tree.settle()
    units = [
        tree.queries.detail(tree.key(name)).effective["business_unit_ids"] for name in ("Tees", "Unions")
    ]
    assert units == [[11], [11]]


# ------------------------------------------------------------------------------------------------------- told honestly


def test_a_name_that_servicetitan_dropped_is_told_in_tree_inspector_and_review(tree: TreeHand) -> None:
    feed = FeedMaker(len(BRANCHES) + len(SKUS))
    tree.window.feed(feed.override(tree.key("Tees"), "name", "Branches", base="Tees", state="differs"))
    tree.window.context.edits.announce(Changes(frozenset(), frozenset([Aspect.EVERYTHING])))
    tree.window.quiet()
    assert "  Branches" in tree.shown()
    tree.choose("Branches")
    index = tree.view.tree_model.index_of(tree.key("Branches"))
    assert index.data(Qt.ItemDataRole.ToolTipRole).endswith("Sent, but ServiceTitan did not keep it")
    assert "Sent, but ServiceTitan did not keep it" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    tree.view.viewport().grab()  # paints its dot
    form = tree.page.inspector.form
    assert form is not None
    assert form.editors["name"].note.text == "Sent, but ServiceTitan has Tees"
    review = tree.window.opened.review
    tree.window.window.open_page("review")
    tree.window.quiet()
    assert review.model.rowCount() == 2  # with the head of its group
    review.table.go_to(1)
    assert review.side.card.words.text().startswith("ServiceTitan answered OK and kept its old value.")


# --------------------------------------------------------------------------------------------------------------- large


def large(count: int) -> list[dict]:
    """Eight levels deep, every name five times."""
    made = []
    for number in range(1, count + 1):
        parent = 1_000 + number // 5 if number > 25 else None
        made.append(
            category(1_000 + number, f"Shelf {number % (count // 5)}", parent_id=parent, position=number)
        )
    for level in range(8):
        above = 9_000 + level - 1 if level else None
        made.append(category(9_000 + level, "Deep", parent_id=above, position=level))
    return made


def test_two_thousand_categories_of_eight_levels_and_equal_names_are_quick(tree: TreeHand) -> None:
    tree.window.feed(FeedMaker(len(BRANCHES) + len(SKUS)).mirrors(large(2_000)))
    tree.page.tree.refresh()
    tree.settle()
    model, view = tree.view.tree_model, tree.view
    deepest = max(model.known_keys(), key=lambda key: len(model.path(key)))
    assert model.path(deepest) == ("Deep",) * 8
    view.expandAll()
    view.choose([deepest])
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    opened, scrolled = view.opened(), view.verticalScrollBar().value()

    def quickest(work) -> float:
        """Of the processor, however many share it."""
        taken = []
        for _ in range(5):
            began = time.thread_time()
            work()
            taken.append(time.thread_time() - began)
        return min(taken)

    def refresh() -> None:
        model.take_order(tree.queries.categories(Tree.MATERIALS))
        view.keep_choice()
        view.viewport().repaint()

    def find() -> None:
        view.search("shelf 7")
        view.search("")

    assert quickest(refresh) < 0.1
    assert quickest(find) / 2 < 0.1
    assert view.opened() == opened
    assert view.verticalScrollBar().value() == scrolled
    assert tree.page.tree.chosen == {deepest}
