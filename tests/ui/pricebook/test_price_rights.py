"""Who may not set prices is told so where they try, and everything else goes on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.ports.saved_views import SavedView
from lazi_desktop.ports.sku_query import SkuFlag, SortBy
from lazi_desktop.ui.pricebook.arrangement import first_arrangement
from lazi_desktop.ui.pricebook.grid_filters import GridFilters
from lazi_desktop.ui.pricebook.grid_view import GridView, grid_view
from lazi_desktop.ui.pricebook.sku_table_model import SkuRole
from tests.ui.pricebook.conftest import Hand

WHY = "Prices are set by managers. Your role is estimator: you can propose everything else."
HIDDEN = TeamSettings(hidden_costs=frozenset(("estimator",)))
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def estimator(hand: Hand) -> Hand:
    hand.app.edits.use_level("estimator")
    hand.settle()
    return hand


def paste(hand: Hand, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    QGuiApplication.clipboard().setMimeData(mime)
    hand.key(Qt.Key.Key_V, CONTROL)


def choose(hand: Hand, codes: Sequence[str], columns: Sequence[str]) -> None:
    rows = [hand.row(code) for code in codes]
    places = [hand.place(column) for column in columns]
    hand.grid.setFocus()
    hand.grid.selectionModel().setCurrentIndex(
        hand.model.index(min(rows), min(places)), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    chosen = QItemSelection(
        hand.model.index(min(rows), min(places)), hand.model.index(max(rows), max(places))
    )
    hand.grid.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    hand.settle()


def line(hand: Hand) -> str:
    return hand.page.grid.bulk.line.words.text()


def test_typing_into_a_price_says_why_there(estimator: Hand) -> None:
    for column in ("price", "cost", "member_price"):
        estimator.go_to("UN-1007", column)
        QTest.keyClicks(estimator.grid, "9")
        assert not list(estimator.grid.editors())
        assert estimator.grid.bubble.isVisible()
        assert estimator.cell("UN-1007", column, SkuRole.WHY_NOT) == WHY
    editor = estimator.type_into("UN-1007", "name", "Union")
    estimator.key(Qt.Key.Key_Return, on=editor)
    assert estimator.ops() == [("propose", "display_name", "Union")]


def test_typing_a_price_that_another_row_begins_with_stays_where_it_was(estimator: Hand) -> None:
    estimator.go_to("UN-1014", "price")
    before = estimator.grid.currentIndex()
    others = {estimator.cell(code, "price")[:1] for code in estimator.codes()[:12]}
    assert len(others) > 3
    for figure in sorted(others):
        QTest.keyClicks(estimator.grid, figure)
        assert estimator.grid.currentIndex() == before
        assert WHY in estimator.grid.bubble.text


def test_it_follows_the_role_at_once(estimator: Hand) -> None:
    estimator.app.edits.use_level("manager")
    assert estimator.cell("UN-1007", "price", SkuRole.WHY_NOT) == ""
    editor = estimator.type_into("UN-1007", "price", "9.5")
    estimator.key(Qt.Key.Key_Return, on=editor)
    assert estimator.ops() == [("set", "price", Decimal("9.5"))]


def test_pasting_leaves_prices_out_and_says_how_many(estimator: Hand) -> None:
    choose(estimator, ["UN-1000"], ["name"])
    paste(estimator, "Union\t5\t9\nElbow\t6\t10\n")
    assert estimator.ops() == [("propose", "display_name", "Union"), ("propose", "display_name", "Elbow")]
    assert line(estimator) == "2 cells changed, 4 refused"
    assert {one.reason for one in estimator.page.grid.bulk.refused} == {WHY}


def test_filling_and_emptying_leave_prices_out(estimator: Hand) -> None:
    choose(estimator, ["UN-1000", "UN-1007"], ["price"])
    estimator.page.grid.bulk.fill_down()
    estimator.settle()
    assert estimator.ops() == []
    estimator.page.grid.bulk.clear()
    estimator.settle()
    assert estimator.ops() == []
    assert len(estimator.page.grid.bulk.refused) == 2


def test_find_and_replace_does_not_offer_prices(estimator: Hand) -> None:
    estimator.go_to("UN-1007", "name")
    estimator.page.grid.sheets.find_and_replace()
    sheet = estimator.page.grid.sheets.rewrite
    assert sheet is not None
    offered = [sheet.fields.itemText(at) for at in range(sheet.fields.count())]
    assert "Name" in offered
    assert "Price" not in offered


def test_repricing_says_who_does_it(estimator: Hand) -> None:
    button = estimator.page.grid.reprice_button
    assert not button.isEnabled()
    assert WHY in button.toolTip()
    assert estimator.page.actions_by_name.why_not("reprice") == WHY
    estimator.app.edits.use_level("manager")
    assert button.isEnabled()


def test_who_is_no_longer_a_manager_leaves_the_repricing(hand: Hand) -> None:
    hand.page.reprice()
    hand.settle()
    assert hand.page.middle.panel is not None
    assert hand.page.middle.panel.is_open
    hand.app.edits.use_level("estimator")
    assert not hand.page.middle.panel.is_open


def test_a_form_says_why_where_somebody_types_all_the_same(estimator: Hand) -> None:
    estimator.go_to("UN-1007")
    assert estimator.widget("price").toolTip() == WHY
    assert estimator.note("price") == ""
    estimator.write("price", "5")
    assert estimator.note("price") == WHY
    estimator.write("display_name", "Union")
    assert estimator.note("price") == ""
    estimator.app.edits.use_level("manager")
    estimator.settle()
    assert estimator.widget("price").toolTip() == ""


# ------------------------------------------------------------------------------------------------------ hidden costs


@pytest.fixture
def blind(estimator: Hand) -> Hand:
    estimator.app.edits.use_team_settings(HIDDEN)
    estimator.settle()
    return estimator


def costly_view() -> GridView:
    arrangement = first_arrangement(Tree.MATERIALS)
    arrangement = arrangement.sorted_by("margin").sorted_by("price", add=True).pinned_up_to("cost")
    filters = GridFilters(
        {"cost": ">5", "price": ">6"}, flags=frozenset((SkuFlag.BELOW_FLOOR, SkuFlag.PENDING))
    )
    return GridView(arrangement, filters)


def test_no_column_of_costs_is_shown_or_offered(blind: Hand) -> None:
    assert [blind.model.place_of(key) for key in ("cost", "margin")] == [-1, -1]
    chooser = blind.page.grid.choose_columns()
    titles = set(chooser.texts())
    chooser.close()
    assert "Price" in titles
    assert not titles & {"Cost", "Margin", "Linked cost", "Margin from links"}
    assert not {"cost", "margin"} & set(
        blind.page.inspector.form.editors if blind.page.inspector.form else ()
    )


def test_a_view_with_costs_is_shown_without_them_and_says_so(blind: Hand) -> None:
    view = SavedView(Tree.MATERIALS, "Dear", costly_view().document())
    blind.page.views.show_view(view)
    shown = blind.grid.arrangement
    assert "cost" not in shown.shown
    assert shown.order == (SortBy("price"),)
    filters = blind.page.grid.filtering.filters
    assert set(filters.typed) == {"price"}
    assert filters.flags == {SkuFlag.PENDING}
    assert "costs" in blind.page.grid.footer.text()
    assert not blind.page.views.is_modified


def test_a_view_that_is_saved_keeps_what_others_see(blind: Hand) -> None:
    blind.page.views._put(SavedView(Tree.MATERIALS, "Dear", costly_view().document()))
    blind.page.views.show_view(blind.page.views.current)
    blind.grid.arrange(blind.grid.arrangement.without("vendor_part"))
    blind.page.views.save()
    assert blind.page.views.current is not None
    kept = grid_view(blind.page.views.current.document, Tree.MATERIALS)
    assert {"cost", "margin"} <= set(kept.arrangement.shown)
    assert "vendor_part" not in kept.arrangement.shown
    assert {by.column for by in kept.arrangement.order} == {"price", "margin"}
    assert kept.filters == costly_view().filters


def test_columns_come_back_with_the_right_to_see_them(blind: Hand) -> None:
    blind.grid.arrange(blind.grid.arrangement.sized("name", 300))
    blind.app.edits.use_level("manager")
    blind.settle()
    assert blind.grid.arrangement.shown == first_arrangement(Tree.MATERIALS).shown
    assert blind.grid.arrangement.widths["name"] == 300


# ------------------------------------------------------------------------------------------------- the margin floor


def test_margins_are_marked_by_the_floor_of_the_team(hand: Hand) -> None:
    rows = [row for code in hand.codes()[:12] if (row := hand.model.sku(hand.row(code))) is not None]
    margins = {row.code: row.margin for row in rows}
    low, high = sorted(one for one in margins.values() if one is not None)[:: len(margins) - 2][:2]
    between = (low + high) / 2
    hand.app.edits.use_team_settings(TeamSettings(margin_floor=between))
    hand.settle()
    marked = {code for code in margins if hand.cell(code, "margin", SkuRole.BELOW_FLOOR)}
    assert marked == {code for code, margin in margins.items() if margin is not None and margin < between}
    assert 0 < len(marked) < len(margins)


def test_forms_judge_by_the_floor_of_the_team(hand: Hand) -> None:
    hand.go_to("UN-1007")
    assert hand.note("price") == ""
    hand.app.edits.use_team_settings(TeamSettings(margin_floor=Decimal("0.95")))
    hand.settle()
    assert "floor" in hand.note("price")
