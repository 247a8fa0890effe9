"""The Review page: what is listed, in which order, and what can be done with it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ui.sync.review_model import Column, ReviewModel, review_rows
from lazi_desktop.ui.sync.review_page import ReviewPage
from tests.fakes.ui_fakes import FakeApp


@pytest.fixture
def page(app: FakeApp, qtbot) -> ReviewPage:
    book = app.book
    book.override(book.skus[5], "price", Decimal("24.99"))
    book.override(book.skus[2], "display_name", "New name")
    book.override(book.skus[9], "hours", 2, OverrideState.FAILED, "Hours are locked.")
    book.conflict_on(book.skus[7], "price", ours=Decimal(3), theirs=Decimal(4))
    page = ReviewPage(app.context)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    app.settle(qtbot)
    return page


def drawn(page: ReviewPage) -> list[str]:
    model = page.model
    return [
        " | ".join(
            str(model.index(row, column).data())
            for column in (Column.CODE, Column.FIELD, Column.THEIRS, Column.OURS, Column.BY, Column.STATE)
        )
        for row in range(model.rowCount())
    ]


def test_what_needs_a_person_comes_first(page: ReviewPage) -> None:
    assert drawn(page) == [
        "UN-1049 | Price | 4.00 | 3.00 | Dana | Conflict",
        "UN-1063 | Hours | 0 | 2 | Dana | Failed",
        'UN-1014 | Name | 1" Pump Union w/ O-ring | New name | Dana | Pending',
        "UN-1035 | Price | 12.64 | 24.99 | Dana | Pending",
    ]
    assert page.summary.text() == "4 changes in 4 entries"
    assert page.push_all.text() == "Push all 3"


def test_a_heading_stands_over_its_figures(app: FakeApp, page: ReviewPage) -> None:
    def at_right() -> bool:
        model, role = page.model, Qt.ItemDataRole.TextAlignmentRole
        headings = [
            model.headerData(column, Qt.Orientation.Horizontal, role)
            for column in (Column.THEIRS, Column.OURS)
        ]
        return all(bool(alignment & Qt.AlignmentFlag.AlignRight) for alignment in headings)

    assert not at_right()  # a name stands among the prices
    figures = [change for change in app.queries.pending() if change.field == "price"]
    page.model.take(review_rows(figures, []))
    assert at_right()


def test_the_model_keeps_qts_rules(app: FakeApp, qtmodeltester, page: ReviewPage) -> None:
    model = ReviewModel()
    model.take(review_rows(app.queries.pending(), app.queries.conflicts()))
    qtmodeltester.check(model)


def test_servicetitans_words_show_for_the_selected_row(page: ReviewPage) -> None:
    page.table.selectRow(1)
    assert page.words.text() == "ServiceTitan said: Hours are locked."
    assert page.words.isVisible()
    page.table.selectRow(2)
    assert not page.words.isVisible()


def test_a_change_shows_what_it_changes(app: FakeApp, page: ReviewPage, qtbot) -> None:
    ids = {node.name: node.remote_id for node in app.book.nodes}
    key = app.book.skus[20]
    app.book.mirror[key][1].update(
        {"categories": [ids["Tees"]], "display_name": "16x25x4 media filter MERV 13"}
    )
    app.book.override(key, "categories", [ids["Tees"], ids["Unions"]])
    app.book.override(key, "display_name", "16x25x4 media filter MERV 8")
    page.refresh()
    app.settle(qtbot)
    assert [line for line in drawn(page) if line.startswith("UN-1140")] == [
        "UN-1140 | Categories | Plumbing › Tees | + Plumbing › Unions | Dana | Pending",
        "UN-1140 | Name | …MERV 13 | …MERV 8 | Dana | Pending",
    ]
    row = next(
        number
        for number, one in enumerate(page.model.rows)
        if one.key == key and one.change.field == "display_name"
    )
    tip = page.model.index(row, Column.OURS).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "16x25x4 media filter MERV 8"


@pytest.mark.parametrize("width", [960, 1400])
def test_the_values_get_the_room(page: ReviewPage, width: int) -> None:
    page.resize(width, 600)
    widths = [page.table.columnWidth(column) for column in Column]
    assert abs(sum(widths) - page.table.viewport().width()) < 10
    assert widths[Column.OURS] > widths[Column.NAME]
    assert widths[Column.OURS] >= 150


def test_one_change_is_taken_back_at_once(app: FakeApp, page: ReviewPage, qtbot) -> None:
    page.table.selectRow(3)
    qtbot.mouseClick(page.revert, Qt.MouseButton.LeftButton)
    app.settle(qtbot)
    assert (app.book.skus[5], "price") not in app.book.overrides
    assert page.model.rowCount() == 3


def test_several_changes_are_taken_back_after_a_question(app: FakeApp, page: ReviewPage, qtbot) -> None:
    page.table.selectAll()
    qtbot.mouseClick(page.revert, Qt.MouseButton.LeftButton)
    assert page.question is not None
    assert page.question.title.text() == "Take back 4 changes?"
    page.question.accept()
    app.settle(qtbot)
    assert app.book.overrides == {}
    assert page.empty.isVisible()


def test_selected_changes_or_all_are_pushed(app: FakeApp, page: ReviewPage, qtbot) -> None:
    page.table.selectRow(3)
    chosen = page.model.rows[3].op_ids
    with qtbot.waitSignal(page.push_wanted) as wanted:
        qtbot.mouseClick(page.push_chosen, Qt.MouseButton.LeftButton)
    assert wanted.args == [[*chosen]]
    with qtbot.waitSignal(page.push_wanted) as wanted:
        qtbot.mouseClick(page.push_all, Qt.MouseButton.LeftButton)
    assert wanted.args == [None]


def test_a_conflict_cannot_be_pushed_but_decided(app: FakeApp, page: ReviewPage, qtbot) -> None:
    page.table.selectRow(0)
    assert not page.push_chosen.isEnabled()
    conflict = next(iter(app.book.open_conflicts))
    with qtbot.waitSignal(page.decide_wanted) as wanted:
        qtbot.mouseClick(page.decide, Qt.MouseButton.LeftButton)
    assert wanted.args == [conflict]
    with qtbot.waitSignal(page.decide_wanted):
        qtbot.keyClick(page.table, Qt.Key.Key_Return)


def test_enter_shows_the_entry_in_the_grid(app: FakeApp, page: ReviewPage, qtbot) -> None:
    page.table.selectRow(3)
    with qtbot.waitSignal(page.show_wanted) as shown:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert shown.args == [app.book.skus[5]]


def test_a_refresh_keeps_the_selection(app: FakeApp, page: ReviewPage, qtbot) -> None:
    page.table.selectRow(3)
    chosen = page.chosen()[0].op_ids
    app.book.override(app.book.skus[0], "price", Decimal(1))
    page.refresh()
    app.settle(qtbot)
    assert [row.op_ids for row in page.chosen()] == [chosen]
    assert page.model.rowCount() == 5


def test_an_empty_list_says_what_would_fill_it(app: FakeApp, qtbot) -> None:
    page = ReviewPage(app.context)
    qtbot.addWidget(page)
    page.show()
    app.settle(qtbot)
    assert page.empty.title.text() == "Nothing to review"
    with qtbot.waitSignal(page.pricebook_wanted):
        qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)


def test_a_conflict_of_another_kind_says_which(app: FakeApp, page: ReviewPage, qtbot) -> None:
    key = app.book.skus[9]
    app.book.conflict_on(key, "price", ours=Decimal(1), theirs=None, kind="delete_vs_edit")
    page.refresh()
    app.settle(qtbot)
    row = next(place for place, one in enumerate(page.model.rows) if one.key == key)
    tip = page.model.index(row, Column.STATE).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Conflict: deleted in ServiceTitan, changed here"
