"""What ServiceTitan does not have yet, on its way: one line in review, before a push and in its report."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QTableWidget, QWidget

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import PushedField, PushReport, PushResult
from lazi_desktop.ui.sync.push_confirmation import PushConfirmation, select_to_push
from lazi_desktop.ui.sync.push_report import PushReportDialog, pushed_words
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
