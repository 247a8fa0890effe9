"""Prices by every method, rounded to prices that exist, and what is left out with a reason."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.formula.parser import parse
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pricing.derived import Derived, Follow
from lazi_desktop.domain.pricing.ladder import Ladder, Step
from lazi_desktop.domain.pricing.methods import (
    ByAmount,
    ByFormula,
    ByLadder,
    ByPercent,
    MarkupFromCost,
    Method,
    TargetMargin,
)
from lazi_desktop.domain.pricing.priced import NAMES, PricedSku, Unpriceable, margin_of
from lazi_desktop.domain.pricing.repricing import Repricing
from lazi_desktop.domain.pricing.rounding import Rounding, Toward

D = Decimal

NINETY_NINE = Rounding(D(1), D("0.99"), Toward.UP)
LADDER = Ladder.of_rows(
    [
        {"id": 2, "from": D("10.01"), "to": 50, "percent": 85},
        {"id": 1, "from": 0, "to": 10, "percent": 100},
        {"id": 3, "from": 51, "to": 200, "percent": 65},
    ]
)


def sku(kind=EntityKind.MATERIAL, **values) -> PricedSku:
    exact: dict[str, Any] = {
        name: value if name.startswith("is_") else D(value) for name, value in values.items()
    }
    return PricedSku(kind=kind, **exact)


# --------------------------------------------------------------------------------------------------------- rounding


@pytest.mark.parametrize(
    "step, ending, toward, price, rounded",
    [
        ("1", "0.99", "up", "105", "105.99"),
        ("1", "0.99", "up", "105.99", "105.99"),
        ("1", "0.99", "up", "105.995", "106.99"),
        ("1", "0.99", "up", "0.10", "0.99"),
        ("1", "0.99", "down", "105", "104.99"),
        ("1", "0.99", "down", "0.10", "0.99"),
        ("1", "0.99", "nearest", "105.49", "105.99"),
        ("1", "0.99", "nearest", "105.48", "104.99"),
        ("1", "0.95", "up", "12", "12.95"),
        ("5", "0", "nearest", "22.49", "20"),
        ("5", "0", "nearest", "22.50", "25"),
        ("5", "0", "up", "20.01", "25"),
        ("5", "0", "down", "24.99", "20"),
        ("5", "0", "down", "3", "0"),
        ("10", "9.95", "up", "12", "19.95"),
        ("0.01", "0", "nearest", "1.005", "1.01"),
        ("0.05", "0", "up", "1.21", "1.25"),
        ("1", "0.99", "up", "0", "0"),
        ("1", "0.99", "up", "-3", "0"),
    ],
)
def test_rounding_goes_to_a_price_that_exists(step, ending, toward, price, rounded):
    assert Rounding(D(step), D(ending), Toward(toward)).rounded(D(price)) == D(rounded)


def test_a_quotient_a_hair_beside_a_price_is_that_price():
    exact = TargetMargin(D(40)).price(sku(cost="65.994"))  # 109.99, by a division
    assert NINETY_NINE.rounded(exact + D("1e-20")) == D("109.99")


@pytest.mark.parametrize(
    "step, ending", [("0", "0"), ("1", "1"), ("1", "-0.01"), ("0.001", "0"), ("1", "0.995")]
)
def test_prices_that_cannot_be_are_refused(step, ending):
    with pytest.raises(ValueError, match="no such prices"):
        Rounding(D(step), D(ending))


cents = st.integers(1, 3_000).map(lambda cents: D(cents).scaleb(-2))


@st.composite
def roundings(draw):
    step = draw(st.integers(1, 1_000))
    ending = draw(st.integers(0, step - 1))
    return Rounding(D(step).scaleb(-2), D(ending).scaleb(-2), draw(st.sampled_from(Toward)))


@given(roundings(), cents)
def test_rounding_finds_what_trying_all_prices_finds(rounding, price):
    all_prices = [rounding.ending + rounding.step * n for n in range(int(price / rounding.step) + 2)]
    below = [one for one in all_prices if one <= price]
    above = min(one for one in all_prices if one >= price)
    if rounding.toward is Toward.UP or not below:
        expected = above
    elif rounding.toward is Toward.DOWN:
        expected = below[-1]
    else:
        expected = above if above - price <= price - below[-1] else below[-1]
    assert rounding.rounded(price) == expected


@given(roundings(), cents, cents)
def test_a_higher_price_is_never_rounded_below_a_lower_one(rounding, one, other):
    low, high = sorted((one, other))
    assert 0 <= rounding.rounded(low) <= rounding.rounded(high)
    assert rounding.rounded(rounding.rounded(low)) == rounding.rounded(low)


# ---------------------------------------------------------------------------------------------------------- methods


@pytest.mark.parametrize(
    "method, price",
    [
        (ByPercent(D(5)), "21"),
        (ByPercent(D("-12.5")), "17.5"),
        (ByAmount(D("1.25")), "21.25"),
        (ByAmount(D(-5)), "15"),
        (MarkupFromCost(D(60)), "16"),
        (TargetMargin(D(60)), "25"),
        (ByFormula(parse("cost * 1.9 + 5", names=NAMES)), "24"),
        (ByLadder(LADDER), "20"),
    ],
)
def test_each_method_gives_its_price(method: Method, price):
    assert method.price(sku(cost=10, price=20)) == D(price)


@given(st.decimals("0.01", "9000", places=2), st.decimals("-50", "95", places=2))
def test_a_target_margin_is_what_is_left(cost, percent):
    price = TargetMargin(percent).price(sku(cost=cost))
    assert abs(margin_of(price, cost) - percent / 100) < D("1e-20")


@pytest.mark.parametrize(
    "method, values, reason",
    [
        (ByPercent(D(5)), {"cost": 10}, "It has no price."),
        (ByPercent(D(5)), {"price": 0}, "It has no price."),
        (ByAmount(D(5)), {"price": 0}, "It has no price."),
        (MarkupFromCost(D(40)), {"price": 20}, "It has no cost."),
        (TargetMargin(D(40)), {"price": 20, "cost": 0}, "It has no cost."),
        (ByLadder(LADDER), {"price": 20, "cost": 0}, "It has no cost."),
        (ByLadder(LADDER), {"cost": "200.01"}, "No step of the markup ladder covers a cost of 200.01."),
        (ByLadder(Ladder(())), {"cost": 5}, "The markup ladder has no steps."),
        (ByFormula(parse("cost * 1.9")), {"cost": 0, "price": 5}, "There is no cost."),
        (ByFormula(parse("5 / hours")), {"hours": 0}, "“hours” is 0, and nothing can be divided by it."),
        (ByAmount(D(-20)), {"price": 20}, "Its new price would be 0.00."),
        (ByAmount(D(-25)), {"price": 20}, "Its new price would be -5.00."),
        (ByFormula(parse("price * 99999999")), {"price": 20}, "Its new price would be too large."),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_and_never_taken_for_nothing(method, values, reason):
    with pytest.raises(Unpriceable) as caught:
        Repricing(method=method).new_prices(sku(**values))
    assert caught.value.detail == reason


def test_a_derived_price_that_no_field_holds_leaves_the_sku_as_it_is():
    odd = sku(price="0.01", member_price=500)
    with pytest.raises(Unpriceable, match="new member price would be too large"):
        Repricing(method=ByAmount(D(9000))).new_prices(odd)


def test_rounding_never_makes_anything_free():
    settings = Repricing(method=ByPercent(D(-10)), rounding=Rounding(D(5), D(0), Toward.DOWN))
    with pytest.raises(Unpriceable, match=r"Rounding would make 4\.50 a price of 0"):
        settings.new_prices(sku(price=5))


@pytest.mark.parametrize(
    "cost, percent",
    [
        ("0.01", 100),
        ("10", 100),
        ("10.005", 100),
        ("10.01", 85),
        ("50", 85),
        ("50.5", 85),
        ("51", 65),
        ("200", 65),
    ],
)
def test_the_ladder_leaves_no_gap_between_whole_dollars(cost, percent):
    assert LADDER.percent(D(cost)) == percent


def test_where_steps_overlap_the_later_one_counts_as_far_as_it_reaches():
    ladder = Ladder([Step(D(0), None, D(50)), Step(D(10), D(20), D(30))])
    assert [ladder.percent(D(cost)) for cost in (5, 10, 20, 25)] == [50, 30, 30, 50]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ByPercent(D(-100)),
        lambda: TargetMargin(D(100)),
        lambda: MarkupFromCost(D(-100)),
        lambda: Derived(Follow.PERCENT_OFF, D(100)),
    ],
)
def test_settings_that_give_no_price_are_refused(wrong):
    with pytest.raises(InvalidValue):
        wrong()


# --------------------------------------------------------------------------------------------------- one SKU repriced

FULL = {"cost": 10, "price": 20, "member_price": 18, "add_on_price": 19, "add_on_member_price": 17}


def test_derived_prices_keep_their_ratio_unless_told_otherwise():
    prices = Repricing(method=ByPercent(D(10))).new_prices(sku(**FULL))
    assert prices == {
        "price": 22,
        "member_price": D("19.8"),
        "add_on_price": D("20.9"),
        "add_on_member_price": D("18.7"),
    }


def test_each_derived_price_follows_as_it_is_told():
    derived = {
        "member_price": Derived(Follow.PERCENT_OFF, D(8)),
        "add_on_price": Derived(Follow.LEAVE),
        "add_on_member_price": Derived(Follow.KEEP_RATIO),
    }
    method = ByPercent(D(10))
    rounded = Repricing(method=method, rounding=NINETY_NINE, derived=derived).new_prices(sku(**FULL))
    exact = Repricing(method=method, rounding=NINETY_NINE, derived=derived, rounds_derived=False)
    assert rounded == {"price": D("22.99"), "member_price": D("21.99"), "add_on_member_price": D("19.99")}
    assert exact.new_prices(sku(**FULL)) == {
        "price": D("22.99"),
        "member_price": D("21.15"),
        "add_on_member_price": D("19.54"),
    }


def test_a_derived_price_that_is_not_used_stays_unused():
    prices = Repricing(method=ByPercent(D(10))).new_prices(sku(price=20, member_price=0))
    assert prices == {"price": 22}


def test_where_the_price_stays_the_ratio_is_kept_already():
    settings = Repricing(method=ByPercent(D(0)), rounding=NINETY_NINE)
    assert settings.new_prices(sku(price="20.99", member_price="18.50")) == {"price": D("20.99")}


def test_locked_prices_and_discounts_are_left_out_with_words():
    settings = Repricing(method=ByPercent(D(5)))
    with pytest.raises(Unpriceable, match="Its price is locked"):
        settings.new_prices(sku(price=20, is_locked=True))
    with pytest.raises(Unpriceable, match="Discounts and fees have no price"):
        settings.new_prices(sku(EntityKind.DISCOUNT_FEE))


methods = st.sampled_from(
    [ByPercent(D(5)), ByPercent(D(-40)), ByAmount(D(-7)), MarkupFromCost(D(-20)), TargetMargin(D(35)), ByLadder(LADDER),
     ByFormula(parse("cost * 1.9 - price / 3"))]
)  # fmt: skip
amounts = st.none() | st.just(D(0)) | st.decimals("0.01", "500", places=2)


@given(methods, roundings(), st.booleans(), st.tuples(amounts, amounts, amounts, amounts))
def test_every_new_price_is_in_whole_cents_and_above_zero(method, rounding, rounds_derived, values):
    cost, price, member, add_on = values
    one = PricedSku(kind=EntityKind.SERVICE, cost=cost, price=price, member_price=member, add_on_price=add_on)
    try:
        prices = Repricing(method=method, rounding=rounding, rounds_derived=rounds_derived).new_prices(one)
    except Unpriceable as why:
        told = why.detail
    else:
        assert all(price > 0 and price == price.quantize(D("0.01")) for price in prices.values())
        assert (prices["price"] - rounding.ending) % rounding.step == 0
        return
    assert told.endswith(".")
