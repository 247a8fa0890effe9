"""The headings: sort, move, size, pin, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lazi_desktop.ports.sku_query import SortBy
from lazi_desktop.ui.pricebook.grid_selection import parts
from lazi_desktop.ui.pricebook.heading_menu import HeadingMenu
from tests.ui.pricebook.conftest import Hand

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def drag(hand: Hand, start: QPoint, end: QPoint) -> None:
    viewport = hand.grid.grid_header.viewport()
    QTest.mousePress(viewport, LEFT, pos=start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, LEFT, pos=end)
    hand.settle()


def sorting(hand: Hand) -> tuple[SortBy, ...]:
    return hand.grid.arrangement.order


def box(hand: Hand, column: str):
    return hand.grid.grid_header.box(hand.place(column))


def menu(hand: Hand, column: str) -> HeadingMenu:
    hand.grid.grid_header.menu_wanted.emit(hand.place(column), QPoint(10, 10))
    found = hand.page.grid.findChildren(HeadingMenu)
    return found[-1]


def choose(shown: HeadingMenu, title: str) -> None:
    action = next(one for one in shown.actions() if one.text() == title)
    action.trigger()
    shown.close()


def test_a_click_sorts_and_shift_adds_to_the_sorting(hand: Hand) -> None:
    hand.heading("unit")
    hand.heading("price", SHIFT)
    hand.heading("price", SHIFT)
    assert sorting(hand) == (SortBy("unit"), SortBy("price", True))
    assert hand.app.queries.asked[-1].order == (SortBy("unit"), SortBy("price", True))
    hand.heading("code")
    assert sorting(hand) == (SortBy("code"),)


def test_a_heading_is_dragged_to_another_place(hand: Hand) -> None:
    drag(hand, box(hand, "price").center(), box(hand, "code").center() - QPoint(20, 0))
    assert hand.grid.arrangement.shown[:3] == ("picture", "price", "code")
    assert sorting(hand) == (), "dragging sorts nothing"
    assert hand.cell("UN-1000", "price") == "1.68"
    drag(hand, box(hand, "price").center(), box(hand, "name").center() + QPoint(30, 0))
    assert hand.grid.arrangement.shown[:4] == ("picture", "code", "name", "price")


def test_an_edge_is_dragged_and_the_width_stays(hand: Hand, another_app, make_page) -> None:
    edge = QPoint(box(hand, "code").right() + 1, 10)
    before = hand.grid.columnWidth(hand.place("code"))
    drag(hand, edge, edge + QPoint(33, 0))
    assert hand.grid.columnWidth(hand.place("code")) == before + 33
    assert hand.grid.arrangement.widths == {"code": before + 33}
    again = make_page(another_app())
    assert again.grid.columnWidth(again.place("code")) == before + 33


def test_a_double_click_on_an_edge_fits(hand: Hand) -> None:
    hand.grid.arrange(hand.grid.arrangement.sized("code", 300))
    at = QPoint(box(hand, "code").right() + 1, 10)
    QTest.mouseDClick(hand.grid.grid_header.viewport(), LEFT, pos=at)
    hand.settle()
    assert hand.grid.columnWidth(hand.place("code")) < 150


def test_pinned_columns_stay_while_the_others_scroll(hand: Hand) -> None:
    hand.show("description", "taxable", "hours", "kind", "account", "is_inventory")
    hand.grid.arrange(hand.grid.arrangement.pinned_up_to("code").sized("name", 300))
    before = hand.grid.cell_rect(0, hand.place("code"))
    price = hand.grid.cell_rect(0, hand.place("price"))
    hand.grid.horizontalScrollBar().setValue(120)
    assert hand.grid.cell_rect(0, hand.place("code")) == before
    assert hand.grid.cell_rect(0, hand.place("price")).left() == price.left() - 120
    assert hand.grid.indexAt(before.center()).column() == hand.place("code")
    assert hand.grid.grid_header.box(hand.place("code")).left() == before.left()
    QTest.mouseClick(hand.grid.viewport(), LEFT, pos=before.center())
    assert hand.model.columns[hand.grid.currentIndex().column()].key == "code"
    assert hand.grid.horizontalScrollBar().value() == 120, "what is pinned is in sight already"


def test_a_cell_comes_out_from_below_the_pinned_ones(hand: Hand) -> None:
    hand.show("description", "taxable", "hours", "kind", "account", "is_inventory")
    hand.grid.arrange(hand.grid.arrangement.pinned_up_to("code").sized("name", 300))
    bar = hand.grid.horizontalScrollBar()
    bar.setValue(bar.maximum())
    hand.go_to("UN-1014", "name")
    assert hand.grid.visualRect(hand.grid.currentIndex()).left() >= hand.grid.grid_header.pinned_width


def test_a_range_is_extended_past_what_is_scrolled_away(hand: Hand) -> None:
    hand.show("description", "taxable", "hours", "kind", "account", "is_inventory")
    hand.grid.arrange(hand.grid.arrangement.pinned_up_to("code").sized("name", 300))
    hand.go_to("UN-1014", "name")
    steps = len(hand.model.columns) - 1 - hand.place("name")
    for _ in range(steps):
        hand.key(Qt.Key.Key_Right, SHIFT)
    [part] = parts(hand.grid.selectionModel())
    assert (part.left(), part.right()) == (hand.place("name"), len(hand.model.columns) - 1)
    assert (part.top(), part.bottom()) == (2, 2)


def test_so_much_is_pinned_that_nothing_else_fits(hand: Hand) -> None:
    hand.grid.arrange(hand.grid.arrangement.sized("name", 900).pinned_up_to("code").pinned_up_to("name"))
    header = hand.grid.grid_header
    assert header.pinned == 2, "the name would leave no room"
    assert header.pinned_width < hand.grid.viewport().width()


def test_headings_by_keyboard(hand: Hand) -> None:
    hand.go_to("UN-1000", "price")
    hand.key(Qt.Key.Key_Up)
    header = hand.grid.grid_header
    assert header.hasFocus()
    hand.key(Qt.Key.Key_Return, on=header)
    assert sorting(hand) == (SortBy("price"),)
    hand.key(Qt.Key.Key_Right, on=header)
    hand.key(Qt.Key.Key_Return, SHIFT, on=header)
    assert sorting(hand) == (SortBy("price"), SortBy("margin"))
    hand.key(Qt.Key.Key_Left, SHIFT | CONTROL, on=header)
    assert hand.place("margin") == hand.place("price") - 1
    width = hand.grid.columnWidth(hand.place("margin"))
    hand.key(Qt.Key.Key_Right, SHIFT, on=header)
    assert hand.grid.columnWidth(hand.place("margin")) == width + 10
    hand.key(Qt.Key.Key_Down, on=header)
    assert hand.grid.hasFocus()


def test_the_heading_that_has_the_keyboard_comes_into_sight(hand: Hand) -> None:
    hand.show("description", "taxable", "hours", "kind", "account", "is_inventory")
    hand.go_to("UN-1000", "code")
    down = hand.grid.verticalScrollBar().value()
    hand.page.go_to_headings()
    header = hand.grid.grid_header
    hand.key(Qt.Key.Key_End, on=header)
    assert header.viewport().rect().contains(header.box(header.keys.place))
    assert hand.grid.verticalScrollBar().value() == down


def test_a_new_column_fits_what_comes_to_stand_in_it(hand: Hand) -> None:
    for key in hand.book.skus:
        hand.book.mirror[key][1]["account"] = "4000 Sales of material"
    hand.show("account")
    wanted = hand.grid.delegate.painter.metrics[False, False].horizontalAdvance("4000 Sales of material")
    assert hand.grid.columnWidth(hand.place("account")) >= wanted


def test_the_menu_of_a_heading_opens_by_keyboard(hand: Hand) -> None:
    hand.page.go_to_headings()
    header = hand.grid.grid_header
    hand.key(Qt.Key.Key_End, on=header)
    QTest.keyClick(header, Qt.Key.Key_Down, ALT)
    [shown] = hand.page.grid.findChildren(HeadingMenu)
    assert any(action.text() == "Hide “Vendor part”" for action in shown.actions())
    shown.close()


@pytest.mark.parametrize(
    ("title", "order"),
    [
        ("Sort upwards", (SortBy("price"),)),
        ("Sort downwards", (SortBy("price", True),)),
        ("Then by this, downwards", (SortBy("unit"), SortBy("price", True))),
    ],
)
def test_the_menu_sorts(hand: Hand, title: str, order) -> None:
    hand.heading("unit")
    choose(menu(hand, "price"), title)
    assert sorting(hand) == order


def test_the_menu_pins_hides_and_starts_over(hand: Hand) -> None:
    choose(menu(hand, "price"), "Pin to the left")
    assert (hand.grid.arrangement.pinned, hand.place("price")) == (2, 1)
    choose(menu(hand, "price"), "Unpin")
    assert hand.grid.arrangement.pinned == 1
    choose(menu(hand, "cost"), "Hide “Cost”")
    assert hand.model.place_of("cost") < 0
    choose(menu(hand, "name"), "Reset columns")
    assert hand.place("cost") == 3


def test_headings_stand_over_their_cells_from_right_to_left(hand: Hand, qapp) -> None:
    hand.page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    hand.show("description", "taxable", "hours", "kind", "account")
    hand.grid.arrange(hand.grid.arrangement.pinned_up_to("code"))
    for scrolled in (0, 60):
        hand.grid.horizontalScrollBar().setValue(scrolled)
        for place in range(len(hand.model.columns)):
            heading, cell = hand.grid.grid_header.box(place), hand.grid.cell_rect(0, place)
            assert (heading.left(), heading.width()) == (cell.left(), cell.width())
        code = hand.grid.cell_rect(0, hand.place("code"))
        assert hand.grid.indexAt(code.center()).column() == hand.place("code")
    assert hand.grid.viewport().rect().contains(code)
