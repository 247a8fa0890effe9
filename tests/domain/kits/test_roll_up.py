"""What kits come to, and what is said where something is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from lazi_desktop.domain.kits.kit import Choice, Group, Parameter
from lazi_desktop.domain.kits.roll_up import RollUp
from lazi_desktop.domain.kits.totals import Lack
from tests.domain.kits.stock import NOW, book, key_of, kit, kit_id, line, part_id, sku

RUN = Parameter(key=part_id("run"), name="run_ft", unit="ft", least=Decimal(1), most=Decimal(100))
SKUS = (
    sku("pipe", "7.42", unit="stick", price=Decimal("14.50")),
    sku("slip", "11.36", price=Decimal(20)),
    sku("bolt", "1.15", price=Decimal(2)),
    sku("ring", "6.70", price=Decimal(9), hours=Decimal("0.25")),
)
UNION = kit("union", line("slip", 2), line("bolt", 2), line("ring"), labour_hours=Decimal("0.5"))
PAD = kit(
    "pad",
    line("pipe", "=ROUNDUP([run_ft]*1.1/10, 0)"),
    line("kit:union", 2),
    parameters=[RUN],
    labour_hours=Decimal(1),
)


def lacks(roll: RollUp) -> list[tuple[Lack, str]]:
    return [(one.lack, one.name) for one in roll.problems]


def test_47_feet_are_6_sticks_and_two_union_sets_4_bolts():
    roll = book(UNION, PAD, *SKUS).roll(PAD.key, {"Run Ft": Decimal(47)})
    pipe, union = roll.lines
    assert {pipe.typed, pipe.needed, pipe.quantity} == {Decimal(6)}
    assert pipe.unit == "stick"
    assert pipe.formula == "ROUNDUP(47 × 1.1 ÷ 10, 0)"
    assert union.nested is not None
    bolt = union.nested.line(part_id("bolt"))
    assert bolt is not None
    assert bolt.quantity is not None
    assert union.quantity is not None
    assert bolt.quantity * union.quantity == 4
    assert roll.cost.amount == 6 * Decimal("7.42") + 2 * (
        2 * Decimal("11.36") + 2 * Decimal("1.15") + Decimal("6.70")
    )
    assert roll.hours.amount == 1 + 2 * (Decimal("0.5") + Decimal("0.25"))
    assert roll.price.amount == 6 * Decimal("14.50") + 2 * (40 + 4 + 9)
    assert roll.problems == ()
    assert roll.margin == (roll.price.amount - roll.cost.amount) / roll.price.amount


def test_waste_goes_before_packs():
    kit_ = kit("k", line("wire", Decimal(47), waste=Decimal("0.1"), pack=Decimal(10)))
    (wire,) = book(kit_, sku("wire", "0.62")).roll(kit_.key).lines
    assert (wire.typed, wire.needed, wire.quantity) == (Decimal(47), Decimal("51.7"), Decimal(60))
    assert wire.cost.amount == Decimal("37.20")


def test_no_digit_is_lost_at_any_depth():
    fine = Decimal("1.0000000001")
    kits = [kit("k0", line("pipe", fine), line("bolt", "=1/3", waste=Decimal("0.075")))]
    kits += [kit(f"k{at}", line(f"kit:k{at - 1}", fine)) for at in range(1, 25)]
    roll = book(*kits, sku("pipe", "7.42"), sku("bolt", "1.15")).roll(kit_id("k24"))
    third = Fraction("0." + "3" * 30)
    lowest = Fraction(fine) * Fraction("7.42") + third * Fraction("1.075") * Fraction("1.15")
    assert Fraction(roll.cost.amount) == Fraction(fine) ** 24 * lowest


def test_what_comes_to_a_whole_pack_needs_no_other_one():
    kit_ = kit("k", line("wire", "=20/3", waste=Decimal(2), pack=Decimal(1)))
    (wire,) = book(kit_, sku("wire")).roll(kit_.key).lines
    assert wire.quantity == 20


def test_an_optional_line_counts_where_it_is_taken_at_any_depth():
    inner = kit("inner", line("pipe"), line("anchor", 3, optional=True))
    outer = kit("outer", line("kit:inner", 2), line("bolt", optional=True))
    all_ = book(inner, outer, sku("pipe", 5), sku("anchor", 7), sku("bolt", 11))
    assert all_.roll(outer.key).cost.amount == 10
    assert all_.roll(outer.key, options=[part_id("anchor")]).cost.amount == 10 + 2 * 21
    assert all_.roll(outer.key, options=[part_id("bolt")]).cost.amount == 21
    bolt = all_.roll(outer.key).lines[1]
    assert (bolt.counts, bolt.cost.amount) == (False, Decimal(11))
    assert all_.roll(outer.key).cost.amount == 10


def test_an_optional_kit_counts_where_it_is_taken():
    inner = kit("inner", line("pipe"))
    outer = kit("outer", line("kit:inner", 2, optional=True))
    all_ = book(inner, outer, sku("pipe", 5))
    assert all_.roll(outer.key).cost.amount == 0
    assert all_.roll(outer.key, options=[part_id("kit:inner")]).cost.amount == 10


def test_groups_add_up_to_the_whole():
    ends, gone = part_id("ends"), part_id("gone")
    kit_ = kit(
        "k",
        line("pipe", group=ends),
        line("bolt", 2, group=ends),
        line("slip", group=gone),
        groups=[Group(key=ends, name="Ends"), Group(key=part_id("empty"), name="Empty")],
    )
    roll = book(kit_, *SKUS).roll(kit_.key)
    assert {name: total.amount for name, total in roll.groups.items()} == {
        None: Decimal("11.36"),
        ends: Decimal("7.42") + 2 * Decimal("1.15"),
        part_id("empty"): 0,
    }
    assert sum(total.amount for total in roll.groups.values()) == roll.cost.amount


# ------------------------------------------------------------------------------------------------- what is missing


@pytest.mark.parametrize(
    "bolt, lack, complete",
    [
        (sku("bolt", None, price=Decimal(2)), Lack.NO_COST, (False, True, True)),
        (sku("bolt", 1, price=None), Lack.NO_PRICE, (True, False, True)),
        (sku("bolt", 1, price=Decimal(2), gone=True), Lack.NO_SKU, (False, False, False)),
        (None, Lack.NO_SKU, (False, False, False)),
    ],
)
def test_what_a_sku_lacks_is_told_with_its_line_at_any_depth(bolt, lack, complete):
    top = kit("top", line("kit:pad", 3))
    skus = [one for one in SKUS if one.key != key_of("bolt")] + ([bolt] if bolt else [])
    roll = book(UNION, PAD, top, *skus).roll(top.key)
    found = [one for one in roll.problems if one.lack is lack]
    assert [one.path for one in found] == [(part_id("kit:pad"), part_id("kit:union"), part_id("bolt"))]
    assert found[0].sku == key_of("bolt")
    without_formula = book(UNION, *skus).roll(UNION.key)
    totals = (without_formula.cost, without_formula.price, without_formula.hours)
    assert tuple(total.is_complete for total in totals) == complete
    assert without_formula.line(part_id("bolt")) is not None


def test_an_unknown_cost_is_not_nothing():
    roll = book(kit("k", line("pipe"), line("timer")), SKUS[0], sku("timer", None)).roll(kit_id("k"))
    assert not roll.cost.is_complete
    assert roll.margin is None
    timer = roll.lines[1]
    assert timer.cost_each is None
    assert not timer.cost.is_complete


def test_an_old_cost_is_flagged_and_the_total_stays_complete():
    old, new = NOW - timedelta(days=181), NOW - timedelta(days=179)
    skus = (
        sku("pipe", 2, price=Decimal(3), cost_at=old),
        sku("bolt", 2, price=Decimal(3), cost_at=new),
        sku("slip", 2, price=Decimal(3)),
    )
    inner = kit("inner", line("pipe"), line("bolt"), line("slip"))
    outer = kit("outer", line("kit:inner"))
    roll = book(inner, outer, *skus).roll(outer.key)
    assert lacks(roll) == [(Lack.STALE_COST, "Pipe")]
    assert roll.cost.is_complete
    assert roll.cost.amount == 6


def test_a_line_that_lacks_something_is_told_once_however_often_its_kit_is_there():
    inner = kit("inner", line("timer"))
    outer = kit("outer", line("kit:inner", key="one"), line("kit:inner", key="two"))
    roll = book(inner, outer, sku("timer", None, price=Decimal(1))).roll(outer.key)
    assert lacks(roll) == [(Lack.NO_COST, "Timer")]
    assert [one.cost.is_complete for one in roll.lines] == [False, False]


def test_an_included_kit_that_is_not_there_is_missed():
    outer = kit("outer", line("kit:gone"), line("kit:unheard"))
    roll = book(kit("gone", line("pipe"), gone=True), outer, *SKUS).roll(outer.key)
    assert lacks(roll) == [(Lack.NO_SKU, "gone"), (Lack.NO_SKU, "")]
    assert not roll.cost.is_complete


# ---------------------------------------------------------------------------------------------- formulas and values


@pytest.mark.parametrize(
    "quantity, detail",
    [
        ("=[run_ft]/0", "Quantity, character 11: “0” is 0, and nothing can be divided by it."),
        ("=[run_fr]*2", "Quantity, character 2: there is nothing called “run_fr”. Did you mean run_ft?"),
        ("=[width]*2", "Quantity, character 2: width has no value yet."),
        ("=[run_ft]*", "Quantity, character 11: the formula ends where a number, a name or a bracket is expected."),
        ("=1" + " " * 10_000, "Quantity, character 1001: a formula has at most 1,000 characters."),
        ("=" + "(" * 200 + "1" + ")" * 200, "Quantity, character 302: the formula is too long from here on."),
        ("=" + "(" * 100 + "1" + ")" * 100, "Quantity, character 32: brackets are nested deeper than 30."),
        ("=5-[run_ft]", "Quantity: it comes to -42, and cannot be below zero."),
        (Decimal(-2), "Quantity: it comes to -2, and cannot be below zero."),
        ("=[run_ft]*10000000", "Quantity: it comes to more than 99,999,999.99."),
        ("=" + "*".join(["99999999999999999999"] * 4), "Quantity, character 1: the numbers become too large"),
        ("=99999999999999999999*99999999999/3", "Quantity"),
    ],
)  # fmt: skip
def test_a_quantity_that_cannot_be_worked_out_says_where_and_why(quantity, detail):
    width = Parameter(key=part_id("width"), name="width")
    kit_ = kit("k", line("pipe", quantity), line("bolt"), parameters=[RUN, width])
    roll = book(kit_, *SKUS).roll(kit_.key, {"run_ft": Decimal(47)})
    assert lacks(roll) == [(Lack.FORMULA, "Pipe")]
    assert roll.problems[0].detail.startswith(detail)
    assert roll.problems[0].path == (part_id("pipe"),)
    assert [total.is_complete for total in (roll.cost, roll.price, roll.hours)] == [False] * 3
    assert roll.lines[0].quantity is None
    assert roll.cost.amount == Decimal("1.15")


def test_a_name_that_is_not_reached_is_not_missed():
    width = Parameter(key=part_id("width"), name="width")
    kit_ = kit("k", line("pipe", "=IF([run_ft] > 5, 2, [width])"), parameters=[RUN, width])
    assert book(kit_, *SKUS).roll(kit_.key, {"run_ft": Decimal(6)}).lines[0].quantity == 2
    assert book(kit_, *SKUS).roll(kit_.key, {"run_ft": Decimal(5)}).lines[0].quantity is None


@pytest.mark.parametrize(
    "value, reason",
    [
        (Decimal(101), "run_ft cannot be 101. run_ft is 100 ft at most."),
        (Decimal("0.5"), "run_ft cannot be 0.5. run_ft is 1 ft at least."),
    ],
)
def test_a_value_out_of_bounds_is_not_reckoned_with(value, reason):
    roll = book(UNION, PAD, *SKUS).roll(PAD.key, {"run_ft": value})
    assert roll.problems[0].detail == f"Quantity, character 10: {reason}"
    assert roll.lines[0].quantity is None
    assert roll.lines[1].cost.is_complete


def test_a_value_that_is_none_of_the_choices_is_not_reckoned_with():
    size = Parameter(
        key=part_id("size"), name="size", choices=[Choice('1"', Decimal(1)), Choice('2"', Decimal(2))]
    )
    kit_ = kit("k", line("pipe", "=[size]*3"), parameters=[size])
    all_ = book(kit_, *SKUS)
    assert all_.roll(kit_.key, {"size": Decimal(2)}).lines[0].quantity == 6
    problem = all_.roll(kit_.key, {"size": Decimal(3)}).problems[0]
    assert problem.detail.endswith('size is one of: 1", 2".')


def test_two_parameters_of_one_name_are_no_value():
    twice = [
        Parameter(key=part_id("a"), name="run_ft", default=Decimal(1)),
        Parameter(key=part_id("b"), name="Run Ft", default=Decimal(2)),
    ]
    kit_ = kit("k", line("pipe", "=[run_ft]"), parameters=twice)
    assert book(kit_, *SKUS).roll(kit_.key).problems[0].detail.endswith("two parameters are called Run Ft.")


def test_an_included_kit_gets_the_values_that_its_line_gives_and_else_its_own():
    inner = kit("inner", line("pipe", "=[run_ft]*[rows]"), parameters=[
        Parameter(key=part_id("r"), name="run_ft", default=Decimal(3)),
        Parameter(key=part_id("s"), name="rows", default=Decimal(5)),
    ])  # fmt: skip
    outer = kit("outer", line("kit:inner", 2, values={"Run Ft": "=[run_ft]+1"}), parameters=[RUN])
    roll = book(inner, outer, *SKUS).roll(outer.key, {"run_ft": Decimal(9)})
    nested = roll.lines[0].nested
    assert nested is not None
    assert nested.values == {"run_ft": 10, "rows": 5}
    assert nested.lines[0].quantity == 50
    assert roll.cost.amount == 100 * Decimal("7.42")


def test_a_value_that_cannot_be_worked_out_leaves_the_included_kit_open():
    outer = kit("outer", line("kit:pad", values={"run_ft": "=1/0"}))
    roll = book(UNION, PAD, outer, *SKUS).roll(outer.key)
    assert lacks(roll) == [(Lack.FORMULA, "pad")]
    assert roll.problems[0].detail.startswith("Value of run_ft, character 4:")


def test_a_value_for_a_parameter_that_is_not_there_is_flagged():
    outer = kit("outer", line("kit:union", values={"diameter": Decimal(2)}))
    roll = book(UNION, outer, *SKUS).roll(outer.key)
    assert lacks(roll) == [(Lack.VALUE, "union")]
    assert roll.problems[0].detail == "union has no parameter diameter."
    assert roll.cost.is_complete


def test_what_was_rolled_up_stays_as_it_was():
    all_ = book(UNION, PAD, *SKUS)
    before = all_.roll(UNION.key)
    all_.put_skus({key_of("bolt"): sku("bolt", 100)})
    assert sum(one.cost.amount for one in before.lines) == before.cost.amount
    assert all_.roll(UNION.key).cost.amount == before.cost.amount + 2 * (100 - Decimal("1.15"))


def test_a_kit_that_is_not_in_the_book_is_rolled_up_over_it():
    all_ = book(UNION, PAD, *SKUS)
    larger = replace(UNION, lines=[*UNION.lines, line("pipe")])
    assert all_.roll_kit(larger).cost.amount == all_.roll(UNION.key).cost.amount + Decimal("7.42")
    round_ = replace(UNION, lines=[line("kit:pad")])
    assert [one.lack for one in all_.roll_kit(round_).problems] == [Lack.CYCLE]
    assert all_.roll(PAD.key, {"run_ft": Decimal(47)}).problems == ()
