"""Saved views: what is kept under a name, and how it is come back to."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.saved_views import SavedView
from lazi_desktop.ports.sku_query import SkuFlag
from lazi_desktop.ui.pricebook.arrangement import first_arrangement
from lazi_desktop.ui.pricebook.grid_filters import GridFilters
from lazi_desktop.ui.pricebook.grid_view import GridView, grid_view
from lazi_desktop.ui.pricebook.private_views import PrivateViews
from tests.fakes.ui_fakes import FakeApp
from tests.ui.pricebook.conftest import Hand

FILTERS = GridFilters({"price": ">90"}, flags=frozenset((SkuFlag.NO_IMAGE,)))


def titles(hand: Hand) -> list[str]:
    menu = hand.page.views.open_menu()
    found = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    return found


def choose(hand: Hand, title: str) -> None:
    menu = hand.page.views.open_menu()
    next(action for action in menu.actions() if action.text() == title).trigger()
    menu.close()
    hand.settle()


def save_as(hand: Hand, name: str) -> None:
    popup = hand.page.views.ask_name(hand.page.views.save_as)
    popup.field.clear()
    QTest.keyClicks(popup.field, name)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    hand.settle()


def arrange_something(hand: Hand) -> None:
    hand.show("description")
    hand.heading("price")
    hand.page.grid.filtering.use(FILTERS)
    hand.choose("Elbows")


def test_a_view_brings_all_of_it_back(hand: Hand, another_app, make_page) -> None:
    arrange_something(hand)
    wanted, shown = hand.codes(), hand.grid.arrangement
    save_as(hand, "  Dear   elbows ")
    assert hand.page.grid.head.views_button.text() == "Dear elbows"
    choose(hand, "All columns as in the beginning")
    assert hand.grid.arrangement == first_arrangement(Tree.MATERIALS)
    assert not hand.page.grid.filtering.filters
    assert len(hand.codes()) == 240
    choose(hand, "Dear elbows")
    assert (hand.grid.arrangement, hand.codes()) == (shown, wanted)
    assert hand.page.grid.filtering.filters == FILTERS
    again = make_page(another_app())
    assert "Dear elbows" in titles(again)
    choose(again, "Dear elbows")
    assert again.codes() == wanted


def test_a_changed_view_says_so_until_it_is_saved(hand: Hand) -> None:
    save_as(hand, "Mine")
    button = hand.page.grid.head.views_button
    hand.heading("price")
    assert button.text() == "Mine •"
    assert "changed since it was saved" in button.accessibleName()
    choose(hand, "Save “Mine”")
    assert button.text() == "Mine"
    hand.choose("Elbows")
    assert button.text() == "Mine •"
    choose(hand, "Mine")
    assert button.text() == "Mine"
    assert hand.page.tree.chosen == frozenset()


def test_views_are_renamed_and_deleted(hand: Hand) -> None:
    save_as(hand, "Mine")
    popup = hand.page.views.ask_name(hand.page.views.rename)
    assert popup.field.text() == "Mine"
    popup.field.setText("Yours")
    popup.save.click()
    hand.settle()
    assert titles(hand)[0] == "Yours"
    choose(hand, "Delete “Yours”")
    assert titles(hand) == ["All columns as in the beginning", "Save as…"]
    assert hand.page.grid.head.views_button.text() == "Views"


def test_a_view_of_that_name_is_replaced_only_when_asked_for(hand: Hand) -> None:
    save_as(hand, "Mine")
    save_as(hand, "Yours")
    hand.heading("price")
    popup = hand.page.views.ask_name(hand.page.views.save_as)
    popup.field.setText("Mine")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert popup.isVisible()
    assert popup.save.text() == "Replace “Mine”"
    assert hand.page.views.current is not None
    assert hand.page.views.current.name == "Yours"
    QTest.keyClick(popup.field, Qt.Key.Key_X)
    assert popup.save.text() == "Save"
    QTest.keyClick(popup.field, Qt.Key.Key_Backspace)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    hand.settle()
    assert hand.page.grid.head.views_button.text() == "Mine"
    assert titles(hand)[:2] == ["Mine", "Yours"]
    popup = hand.page.views.ask_name(hand.page.views.rename)
    popup.field.setText("Yours")
    popup.save.click()
    assert popup.save.text() == "Replace “Yours”"
    popup.close()
    assert titles(hand)[:2] == ["Mine", "Yours"]


def test_escape_saves_nothing(hand: Hand) -> None:
    popup = hand.page.views.ask_name(hand.page.views.save_as)
    popup.field.setText("Mine")
    QTest.keyClick(popup.field, Qt.Key.Key_Escape)
    assert "Mine" not in titles(hand)


def test_the_program_begins_with_a_view(hand: Hand, another_app, make_page) -> None:
    arrange_something(hand)
    wanted = hand.codes()
    save_as(hand, "Morning")
    choose(hand, "Begin with it")
    assert "Morning (to begin with)" in titles(hand)
    choose(hand, "All columns as in the beginning")
    again = make_page(another_app())
    assert again.codes() == wanted
    assert again.page.grid.head.views_button.text() == "Morning"
    choose(again, "Do not begin with it")
    assert "Begin with it" in titles(again)


def test_views_belong_to_their_tree(hand: Hand) -> None:
    save_as(hand, "Mine")
    hand.page.tree.show_tree(Tree.SERVICES)
    hand.settle()
    assert "Mine" not in titles(hand)
    assert hand.page.grid.head.views_button.text() == "Views"
    hand.page.tree.show_tree(Tree.MATERIALS)
    hand.settle()
    assert hand.page.grid.head.views_button.text() == "Mine"


def test_a_document_is_versioned_and_survives_what_it_does_not_know() -> None:
    view = GridView(first_arrangement(Tree.MATERIALS), FILTERS)
    document = json.loads(json.dumps(view.document()))
    assert document["version"] == 1
    assert grid_view(document, Tree.MATERIALS) == view
    later = {**document, "version": 7, "charts": [1], "categories": ["no key", 3]}
    assert grid_view(later, Tree.MATERIALS) == view


def test_private_views_are_told_and_kept(app: FakeApp) -> None:
    views = PrivateViews(app.state)
    told: list[int] = []
    views.listen(lambda: told.append(1))
    for name in ("b", "A"):
        views.put(SavedView(Tree.MATERIALS, name, {"version": 1}))
    assert [view.name for view in PrivateViews(app.state).of(Tree.MATERIALS)] == ["A", "b"]
    assert views.of(Tree.SERVICES) == []
    views.make_default(Tree.MATERIALS, "A")
    views.rename(views.of(Tree.MATERIALS)[0], "C")
    assert views.default_of(Tree.MATERIALS) == "C"
    views.drop(views.of(Tree.MATERIALS)[1])
    assert views.default_of(Tree.MATERIALS) == ""
    assert len(told) >= 4
    app.state.setValue("pricebook/Materials/views", "[1, 2")
    assert views.of(Tree.MATERIALS) == []
