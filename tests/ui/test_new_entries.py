"""What ServiceTitan does not have yet, on its way: one line in review, before a push and in its report."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QWidget

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.engine import PushedField, PushReport, PushResult
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ui.sync.push_confirmation import PushConfirmation, select_to_push
from lazi_desktop.ui.sync.push_report import PushReportDialog, pushed_words
from lazi_desktop.ui.sync.review_model import Column
from lazi_desktop.ui.sync.review_page import ReviewPage
from tests.fakes.ui_fakes import FakeApp, key_of

PUMP: dict[str, Any] = {
    "code": "VS-27HP",
    "display_name": "Variable speed pump",
    "price": Decimal(1389),
    "cost": Decimal(800),
}


def texts(table: QTableWidget) -> list[list[str]]:
    return [
        [item.text() if (item := table.item(row, column)) else "" for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


@pytest.fixture
def page(app: FakeApp, qtbot) -> ReviewPage:
    page = ReviewPage(app.context)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    app.settle(qtbot)
    return page


def see(page: ReviewPage, app: FakeApp, qtbot) -> list[list[str]]:
    page.refresh()
    app.settle(qtbot)
    model = page.model
    return [
        [
            model.index(row, column).data()
            for column in (Column.CODE, Column.FIELD, Column.THEIRS, Column.OURS, Column.STATE)
        ]
        for row in range(model.rowCount())
    ]


def test_review_lists_a_new_entry_as_one_line(app: FakeApp, page: ReviewPage, qtbot) -> None:
    app.book.make_new(EntityKind.MATERIAL, "Breakers", **PUMP)
    app.book.override(app.book.key("UN-1007"), "price", Decimal("9.99"))
    assert see(page, app, qtbot) == [
        ["UN-1007", "Price", "3.87", "9.99", "Pending"],
        ["VS-27HP", "new material", "—", "4 fields", "New"],
    ]
    assert page.summary.text() == "5 changes in 2 entries · 1 of them new"
    assert page.push_all.text() == "Push all 5"
    counts = app.queries.counts()
    assert (counts.pending_fields, counts.pending_entities) == (5, 2), (
        "the toolbar and the status bar say the same"
    )
    tip = page.model.index(1, Column.OURS).data(Qt.ItemDataRole.ToolTipRole)
    assert "Price: 1,389.00" in tip.splitlines()


def test_a_new_entry_is_pushed_with_all_its_fields(app: FakeApp, page: ReviewPage, qtbot) -> None:
    key = app.book.make_new(EntityKind.MATERIAL, **PUMP)
    see(page, app, qtbot)
    page.table.selectRow(0)
    with qtbot.waitSignal(page.push_wanted) as wanted:
        page.push_chosen.click()
    ops = {op_id for (owner, _), (_, op_id) in app.book.overrides.items() if owner == key}
    assert set(wanted.args[0]) == ops


def test_a_refused_new_entry_says_so_in_servicetitans_words(app: FakeApp, page: ReviewPage, qtbot) -> None:
    key = app.book.make_new(EntityKind.MATERIAL, **PUMP)
    app.book.override(key, "code", "VS-27HP", OverrideState.FAILED, "There is one with this code.")
    assert [line[-1] for line in see(page, app, qtbot)] == ["Failed"]
    page.table.selectRow(0)
    assert "There is one with this code." in page.words.text()


def test_throwing_a_new_entry_away_asks_first_and_reverts_the_rest(
    app: FakeApp, page: ReviewPage, qtbot
) -> None:
    key = app.book.make_new(EntityKind.MATERIAL, **PUMP)
    app.book.override(app.book.key("UN-1007"), "price", Decimal("9.99"))
    see(page, app, qtbot)
    page.table.selectAll()
    page.revert.click()
    assert page.question is not None
    assert page.question.title.text() == "Throw away 1 new and take back 1 change?"
    assert app.book.ledger == []
    page.question.accept()
    app.settle(qtbot)
    assert [(op.kind, op.entity_key) for op in app.book.ledger] == [
        (OpKind.UNSET, app.book.key("UN-1007")),
        (OpKind.DISCARD, key),
    ]


def test_numbers_stand_at_the_right_and_words_at_the_left(app: FakeApp, page: ReviewPage, qtbot) -> None:
    app.book.override(app.book.key("UN-1007"), "price", Decimal("9.99"))
    app.book.override(app.book.key("UN-1014"), "display_name", "Another name")
    see(page, app, qtbot)
    aligned = [page.model.index(row, Column.OURS).data(Qt.ItemDataRole.TextAlignmentRole) for row in range(2)]
    assert [bool(one & Qt.AlignmentFlag.AlignRight) for one in aligned] == [True, False]


# ------------------------------------------------------------------------------------------------------------- push


@pytest.fixture
def window(qtbot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def confirmed(app: FakeApp, window: QWidget) -> PushConfirmation:
    plan = select_to_push(app.queries.pending(), app.queries.conflicts(), None)
    dialog = PushConfirmation(window, plan, "demo")
    dialog.open()
    return dialog


def test_the_question_before_a_push_speaks_of_what_is_new(app: FakeApp, window: QWidget) -> None:
    app.book.override(app.book.key("UN-1007"), "price", Decimal("9.99"))
    app.book.make_new(EntityKind.MATERIAL, **PUMP)
    app.book.make_new(EntityKind.CATEGORY, "Plumbing", name="Pumps")
    dialog = confirmed(app, window)
    assert dialog.title.text() == "Push 6 changes in 3 entries (2 of them new) to ServiceTitan (demo)?"
    assert dialog.push.text() == "Push 6 changes"
    assert "nothing is made twice" in dialog.text.text()
    assert [(line[0], line[2], line[4]) for line in texts(dialog.table)] == [
        ("VS-27HP", "new material", "4 fields"),
        ("", "new category", "1 field"),
        ("UN-1007", "Price", "9.99"),
    ]


def test_only_new_ones_are_told_alone(app: FakeApp, window: QWidget) -> None:
    app.book.make_new(EntityKind.MATERIAL, **PUMP)
    dialog = confirmed(app, window)
    assert dialog.title.text() == "Push 4 changes in 1 entry (1 of them new) to ServiceTitan (demo)?"
    assert dialog.push.text() == "Push 4 changes"


def test_a_new_entry_with_a_conflict_waits_as_a_whole(app: FakeApp) -> None:
    key = app.book.make_new(EntityKind.MATERIAL, **PUMP)
    app.book.conflict_on(key, "code", ours="UN-1007", theirs="UN-1007", kind="unique")
    plan = select_to_push(app.queries.pending(), app.queries.conflicts(), None)
    assert (len(plan.changes), plan.held_back) == (0, 4)


def made(code: str, result: PushResult, *, fields=("code", "price"), detail: str = "") -> list[PushedField]:
    return [
        PushedField(
            key_of(code), EntityKind.MATERIAL, code, "Pump", field, result, 1, 1, detail, created=True
        )
        for field in fields
    ]


def edited(result: PushResult) -> PushedField:
    return PushedField(
        key_of("UN"),
        EntityKind.MATERIAL,
        "UN-1007",
        "Union",
        "price",
        result,
        Decimal("9.99"),
        Decimal("9.99"),
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (made("A", PushResult.VERIFIED), "1 new, pushed and proved"),
        (
            [*made("A", PushResult.VERIFIED), edited(PushResult.VERIFIED)],
            "1 new · 1 change pushed and proved",
        ),
        (
            [*made("A", PushResult.VERIFIED), *made("B", PushResult.FAILED), edited(PushResult.FAILED)],
            "1 of 2 new made · 0 of 1 change pushed and proved",
        ),
        ([edited(PushResult.VERIFIED)], "1 change pushed and proved"),
    ],
)
def test_the_report_counts_what_was_made(fields, words: str) -> None:
    assert pushed_words(PushReport(fields, 2, 1.0)) == words


def test_the_report_has_one_line_for_a_new_entry_and_its_worst_field_tells(window: QWidget) -> None:
    good, bad = (
        made("A", PushResult.VERIFIED),
        made("B", PushResult.FAILED, detail="There is one with this code."),
    )
    dialog = PushReportDialog(window, PushReport([*good, *bad, edited(PushResult.VERIFIED)], 3, 1.0))
    lines = [(line[0], line[1], line[3], line[4], line[5], line[6]) for line in texts(dialog.table)]
    assert lines == [
        ("Failed", "B", "new material", "2 fields", "—", "There is one with this code."),
        ("Proved", "A", "new material", "2 fields", "2 fields", ""),
        ("Proved", "UN-1007", "Price", "9.99", "9.99", ""),
    ]
