"""A bulk price change: what it would come to, and the one step that it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pricing.derived import Derived, Follow
from lazi_desktop.domain.pricing.methods import ByPercent, TargetMargin
from lazi_desktop.domain.pricing.repricing import Repricing
from lazi_desktop.domain.pricing.rounding import Rounding, Toward
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.reprice import (
    Outcome,
    RepriceLine,
    RepriceRow,
    add_up,
    label_of,
    plan,
    reprice,
)
from lazi_desktop.operations.undo import undo
from lazi_desktop.ports.pricebook import SkuRow, SkuState
from tests.fakes.unit_of_work import FakeUnitOfWork

D = Decimal

FIVE = Repricing(method=ByPercent(D(5)), rounding=Rounding(D(1), D("0.99"), Toward.UP))


@pytest.fixture
def work() -> FakeUnitOfWork:
    return FakeUnitOfWork()


def row(work: FakeUnitOfWork, kind=EntityKind.SERVICE, state=SkuState.NONE, **fields: Any) -> RepriceRow:
    """A SKU of the workspace as the grid knows it."""
    key: EntityKey = work.add(kind, **fields)
    own = ("cost", "price", "member_price", "add_on_price", "hours")
    shown = {name: None if fields.get(name) is None else D(fields[name]) for name in own}
    return RepriceRow(
        SkuRow(
            number=len(work.mirror), key=key, kind=kind, remote_id=1, code=f"S-{len(work.mirror)}", name="", unit="",
            vendor_part="", taxable=None, active=True, state=state, changed=frozenset(),
            more={name: value for name, value in fields.items() if name not in own}, **shown,
        )
    )  # fmt: skip


def test_a_line_tells_the_price_before_and_after_and_the_margin(work):
    line = plan([row(work, cost=60, price=100, member_price=90)], FIVE)[0]
    assert (line.outcome, line.old, line.new, line.effect) == (Outcome.RAISED, D(100), D("105.99"), D("5.99"))
    assert line.edits == {"price": D("105.99"), "member_price": D("95.99")}
    assert line.margin_before == D("0.4")
    assert line.margin_after == (D("105.99") - 60) / D("105.99")
    assert not line.below_floor


def test_locked_and_other_rows_that_stay_are_listed_with_the_reason(work):
    lines = plan(
        [
            row(work, price=100, is_price_locked=True),
            row(work, EntityKind.DISCOUNT_FEE, amount=10),
            row(work, price=0),
            row(work, price=100, state=SkuState.GONE),
            row(work, price=D("99.99")),
        ],
        Repricing(method=ByPercent(D(0))),
    )
    assert [(line.outcome, line.reason) for line in lines] == [
        (Outcome.LOCKED, "Its price is locked."),
        (Outcome.SKIPPED, "Discounts and fees have no price."),
        (Outcome.SKIPPED, "It has no price."),
        (Outcome.SKIPPED, "ServiceTitan has deleted it."),
        (Outcome.SAME, ""),
    ]
    assert not any(line.edits for line in lines)


def test_prices_below_the_margin_floor_and_dynamic_ones_are_marked(work):
    lines = plan(
        [
            row(work, cost=95, price=100),
            row(work, cost=50, price=100, calculated_price=180),
            row(work, cost=50, price=100, calculated_price=180, use_static_prices=True),
            row(work, cost=0, price=100),
        ],
        Repricing(method=ByPercent(D(1)), floor=D("0.10")),
    )
    assert [line.below_floor for line in lines] == [True, False, False, False]
    assert [line.is_dynamic for line in lines] == [False, True, False, False]


def test_totals_are_of_what_is_changed(work):
    lines = plan(
        [
            row(work, cost=50, price=100),
            row(work, cost=100, price=200),
            row(work, price=9, is_price_locked=True),
        ],
        Repricing(method=ByPercent(D(10))),
    )
    totals = add_up(lines)
    assert (totals.lines, totals.edited, totals.effect) == (3, 2, D(30))
    assert totals.margin_before == D("0.5")
    assert totals.margin_after == D(180) / D(330)


def test_nothing_to_change_comes_to_nothing():
    assert add_up([]).effect == 0
    assert add_up([]).margin_before is None


def test_it_is_one_step_and_undo_takes_it_back_whole(work):
    rows = [row(work, cost=60, price=100 + number, add_on_member_price=90) for number in range(30)]
    lines = plan(rows, FIVE)
    changes = reprice(work, lines, FIVE, left_alone=_nobody)
    assert changes.label == "Reprice 30 services +5 %"
    assert {work.effective(line.key, "price") for line in lines} == {line.new for line in lines}
    assert work.effective(lines[0].key, "add_on_member_price") == D("95.99")
    undo(work)
    assert [work.effective(line.key, "price") for line in lines] == [line.old for line in lines]
    assert work.effective(lines[0].key, "add_on_member_price") == 90


def _nobody(line: RepriceLine) -> None:
    raise AssertionError(f"{line.row.code} was changed")


@pytest.mark.parametrize(
    ("field", "value"), [("price", D(70)), ("member_price", D(80)), ("is_price_locked", True)]
)
def test_what_was_changed_or_locked_since_stays_whole(work, field, value):
    lines = plan([row(work, price=100, member_price=90, is_price_locked=False) for _ in range(3)], FIVE)
    key = lines[1].key
    edit_fields(work, [FieldEdit(key, field, value, work.effective(key, field))], label="Meanwhile")
    left: list[RepriceLine] = []
    changes = reprice(work, lines, FIVE, left_alone=left.append)
    assert [line.key for line in left] == [key]
    assert changes.label == "Reprice 2 services +5 %"
    assert set(changes.keys) == {lines[0].key, lines[2].key}
    before = {"price": D(100), "member_price": D(90)} | ({field: value} if field != "is_price_locked" else {})
    assert {name: work.effective(key, name) for name in before} == before
    assert work.effective(lines[0].key, "member_price") == D("95.99")


def test_a_derived_price_alone_can_change(work):
    settings = Repricing(method=ByPercent(D(0)), derived={"member_price": Derived(Follow.PERCENT_OFF, D(10))})
    line = plan([row(work, price=100, member_price=95)], settings)[0]
    assert (line.outcome, line.edits) == (Outcome.SAME, {"member_price": D(90)})


@pytest.mark.parametrize(
    "kinds, label",
    [
        ([EntityKind.MATERIAL], "Reprice 1 material at a margin of 45 %"),
        ([EntityKind.EQUIPMENT] * 2, "Reprice 2 pieces of equipment at a margin of 45 %"),
        ([EntityKind.EQUIPMENT, EntityKind.SERVICE], "Reprice 2 entries at a margin of 45 %"),
    ],
)
def test_the_step_says_what_was_repriced_and_how(work, kinds, label):
    settings = Repricing(method=TargetMargin(D("45.0")))
    assert label_of(plan([row(work, kind, cost=50, price=60) for kind in kinds], settings), settings) == label
