"""What ServiceTitan does not have yet, on its way: one line in review, before a push and in its report."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import PushedField, PushReport, PushResult
from lazi_desktop.ui.sync.push_report import pushed_words
from lazi_desktop.ui.sync.to_push import select_to_push
from tests.fakes.ui_fakes import FakeApp, key_of

PUMP: dict[str, Any] = {
    "code": "VS-27HP",
    "display_name": "Variable speed pump",
    "price": Decimal(1389),
    "cost": Decimal(800),
}


# ------------------------------------------------------------------------------------------------------------- push


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
