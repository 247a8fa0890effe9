"""Explanations are arithmetic that comes to the figure they explain."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given

from lazi_desktop.domain.formula.parser import parse
from lazi_desktop.domain.kits.explaining import Kind, explain, explain_total
from lazi_desktop.domain.kits.roll_up import RolledLine, RollUp
from tests.domain.kits.stock import book, kit, line, part_id, sku
from tests.domain.kits.test_roll_up import PAD, SKUS, UNION
from tests.domain.kits.test_roll_up_properties import stocks

KINDS: tuple[Kind, ...] = ("cost", "price", "hours", "quantity")


def checked(words: str) -> Decimal:
    """The left side, worked out as a formula; the right side must be the same, or as near as ≈ says."""
    left, sign, right = re.fullmatch(r"(.*?) (=|≈) (\S+)", words).groups()  # type: ignore[union-attr]
    worked = parse(re.sub(r" kits?(?= ×)", "", left)).number({})
    shown = Decimal(right)
    if sign == "=":
        assert worked == shown, words
    else:
        assert abs(worked - shown) < Decimal("0.01") * (1 + abs(shown)), words
    return shown


def rolled(roll: RollUp, name: str) -> RolledLine:
    found = roll.line(part_id(name))
    assert found is not None
    return found


def test_an_included_kit_is_explained_with_what_is_in_it():
    roll = book(UNION, PAD, *SKUS).roll(PAD.key, {"run_ft": Decimal(47)})
    pipe, union = rolled(roll, "pipe"), rolled(roll, "kit:union")
    assert explain(union) == "2 kits × (2 × 11.36 + 2 × 1.15 + 6.70) = 63.44"
    assert explain(union, "price") == "2 kits × (2 × 20.00 + 2 × 2.00 + 9.00) = 106.00"
    assert explain(union, "hours") == "2 kits × (0.5 + 0.25) = 1.5"
    assert explain(pipe) == "6 × 7.42 = 44.52"
    assert explain(pipe, "quantity") == "ROUNDUP(47 × 1.1 ÷ 10, 0) = 6"
    assert explain_total(roll) == "44.52 + 63.44 = 107.96"
    assert explain_total(roll, "hours") == "1 + 1.5 = 2.5"
    assert union.nested is not None
    assert explain(rolled(union.nested, "bolt"), times=[Decimal(3)]) == "3 × 2 × 1.15 = 6.90"


@pytest.mark.parametrize(
    "of, words",
    [
        (line("m", 3), "3"),
        (line("m", 3, waste=Decimal("0.1")), "3 × 1.1 = 3.3"),
        (line("m", 47, waste=Decimal("0.1"), pack=Decimal(10)), "CEILING(47 × 1.1, 10) = 60"),
        (line("m", "=[x]+1", waste=Decimal("0.1")), "? = incomplete"),
        (line("m", "=2+1", waste=Decimal("0.1")), "(2 + 1) × 1.1 = 3.3"),
        (line("m", "=-2*-3"), "−2 × −3 = 6"),
        (line("m", "=10/3"), "10 ÷ 3 ≈ 3.333333"),
        (line("m", "=max(2;3)*5%"), "MAX(2, 3) × 5% = 0.15"),
        (line("m", "=if(2>1,4,5)"), "IF(2 > 1, 4, 5) = 4"),
    ],
)
def test_a_quantity_is_explained_with_waste_and_packs(of, words):
    kit_ = kit("k", of)
    (one,) = book(kit_, sku("m")).roll(kit_.key).lines
    assert explain(one, "quantity") == words
    if re.search(r" [=≈] \d", words):
        checked(words)


def test_what_is_missing_is_a_question_mark_and_no_number():
    inner = kit("inner", line("pipe", 2), line("timer"))
    outer = kit("outer", line("kit:inner", 2), line("timer", 3), line("pipe", "=1/0", key="odd"))
    roll = book(inner, outer, sku("pipe", "7.42"), sku("timer", None)).roll(outer.key)
    assert [explain(one) for one in roll.lines] == [
        "2 kits × (2 × 7.42 + ?) = incomplete",
        "3 × ? = incomplete",
        "? = incomplete",
    ]
    assert explain_total(roll) == "? + ? + ? = incomplete"
    assert explain_total(roll, "hours") == "? = incomplete"


def test_what_is_deeper_stands_with_its_sum():
    top = kit("top", line("kit:pad", 3))
    pad = kit("pad", line("pipe", 6), line("kit:union", 2))
    roll = book(UNION, pad, top, *SKUS).roll(top.key)
    assert explain(roll.lines[0]) == "3 kits × (6 × 7.42 + 2 × 31.72) = 323.88"


def test_a_figure_with_more_decimals_than_people_read_is_not_called_equal():
    kit_ = kit("k", line("m", "=1/3"))
    roll = book(kit_, sku("m", 2)).roll(kit_.key)
    assert explain(roll.lines[0]) == "0.333333 × 2.00 ≈ 0.666667"
    assert explain_total(roll) == "0.666667 ≈ 0.666667"


@given(stocks())
def test_explanations_come_to_what_they_explain(stock):
    roll = stock.book().roll(stock.top.key)
    for kind in KINDS:
        for one in roll.lines:
            words = explain(one, kind)
            if kind == "quantity":
                assert one.quantity is not None
                shown = checked(words) if re.search(" [=≈] ", words) else Decimal(words)
                assert abs(shown - one.quantity) < Decimal("0.000001")
            else:
                total = getattr(one, kind)
                assert abs(checked(words) - total.amount) <= Decimal("0.000001")
        if kind != "quantity":
            assert abs(checked(explain_total(roll, kind)) - getattr(roll, kind).amount) <= Decimal("0.000001")
