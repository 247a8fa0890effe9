"""What ServiceTitan does not have yet: one line in Review, with all its fields."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.operations.change_sets import hold_back
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ui.review.review_model import Column
from tests.ui.review.conftest import Desk

PUMP: dict[str, Any] = {
    "code": "VS-27HP",
    "display_name": "Variable speed pump",
    "price": Decimal(1389),
    "cost": Decimal(800),
}
SHOWN = (Column.CHANGE, Column.FIELD, Column.THEIRS, Column.OURS, Column.EFFECT, Column.STATE)


def test_a_new_entry_is_one_line(desk: Desk) -> None:
    desk.book.make_new(
        EntityKind.MATERIAL, "Breakers", **PUMP, primary_vendor={"vendorId": 3, "vendorName": "SCP"}
    )
    desk.book.override(desk.book.key("UN-1007"), "price", Decimal("9.99"))
    desk.read()
    assert desk.lines(*SHOWN)[1:] == [
        "☑ VS-27HP  Variable speed pump | new material | — | 5 fields | +1,389.00 | New",
        '☑ UN-1007  3/4" CPVC Union | Price | 3.87 | 9.99 | +6.12 | Ready',
    ]
    assert desk.page.head.summary.text() == "2 SKUs · 6 changes · 1 new · list prices +$6.12"
    counts = desk.app.queries.counts()
    assert (counts.pending_fields, counts.pending_entities) == (6, 2), "the toolbar says the same"
    tip = desk.page.model.index(1, Column.OURS).data(Qt.ItemDataRole.ToolTipRole)
    assert "Price: 1,389.00" in tip.splitlines()


def test_it_is_pushed_with_all_its_fields(desk: Desk, qtbot) -> None:
    key = desk.book.make_new(EntityKind.MATERIAL, **PUMP)
    desk.read()
    with qtbot.waitSignal(desk.page.push_wanted) as wanted:
        desk.page.head.push.click()
    ops = {op_id for (owner, _), (_, op_id) in desk.book.overrides.items() if owner == key}
    assert set(wanted.args[0]) == ops


def test_a_refused_one_says_so_in_servicetitans_words(desk: Desk) -> None:
    key = desk.book.make_new(EntityKind.MATERIAL, **PUMP)
    desk.book.override(key, "code", "VS-27HP", OverrideState.FAILED, "There is one with this code.")
    desk.read()
    assert desk.lines(Column.STATE)[1:] == ["☑ Failed"]
    desk.choose(1)
    assert "There is one with this code." in desk.page.side.card.words.text()


def test_throwing_it_away_asks_first_and_takes_the_rest_back(desk: Desk) -> None:
    key = desk.book.make_new(EntityKind.MATERIAL, **PUMP)
    desk.book.override(desk.book.key("UN-1007"), "price", Decimal("9.99"))
    desk.read()
    desk.table.selectAll()
    desk.page.head.discard.click()
    assert desk.page.question is not None
    assert desk.page.question.title.text() == "Discard 5 changes, and with them 1 new?"
    assert desk.book.ledger == []
    desk.page.question.accept()
    desk.settle()
    assert [(op.kind, op.entity_key) for op in desk.book.ledger] == [
        (OpKind.UNSET, desk.book.key("UN-1007")),
        (OpKind.DISCARD, key),
    ]


def test_numbers_stand_at_the_right_and_words_at_the_left(desk: Desk) -> None:
    desk.book.override(desk.book.key("UN-1007"), "price", Decimal("9.99"))
    desk.book.override(desk.book.key("UN-1014"), "display_name", "Another name")
    desk.read()
    role = Qt.ItemDataRole.TextAlignmentRole
    aligned = [desk.page.model.index(row, Column.OURS).data(role) for row in (1, 2)]
    assert [bool(one & Qt.AlignmentFlag.AlignRight) for one in aligned] == [True, False]


def test_it_is_held_whole_where_one_of_its_fields_is(desk: Desk) -> None:
    key = desk.book.make_new(EntityKind.MATERIAL, **PUMP)
    hold_back(desk.book, [desk.book.overrides[key, "price"][1]])
    desk.read()
    [line] = desk.lines(*SHOWN)[1:]
    assert line.endswith("| Held back"), line
    assert not desk.page.head.push.isEnabled()
