"""Formulas against a second evaluator that counts in fractions, and sentences for what cannot be read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lazi_desktop.domain.formula.parser import Formula, parse, plain_name
from lazi_desktop.domain.formula.parts import Gives
from lazi_desktop.domain.formula.problems import FormulaProblem

VALUES = {
    "cost": Decimal("10.50"),
    "price": Decimal(25),
    "run_ft": Decimal(100),
    "nothing": Decimal(0),
    "gone": None,
}


def worked_out(text: str) -> Decimal:
    return parse(text).number(VALUES)


@pytest.mark.parametrize(
    "text, number",
    [
        ("cost * 1.9 + 5", "24.95"),
        ("=cost*1.9+5", "24.95"),
        ("  = 2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("20 - 5 - 3", "12"),
        ("100 / 5 / 2", "10"),
        ("-2 * -3", "6"),
        ("2 - -3", "5"),
        ("+5", "5"),
        ("0.1 + 0.2", "0.3"),
        ("200 * 5%", "10"),
        ("8%", "0.08"),
        (".5 + 5.", "5.5"),
        ("2 × 3 − 8 ÷ 4", "4"),
        ("[run_ft] * 1.1 / 10", "11"),
        ("[Run Ft] * 2", "200"),
        ("RUN_FT * 2", "200"),
        ("IF(cost < 20, price, 0)", "25"),
        ("if(cost >= 20, price, 7)", "7"),
        ("IF(AND(cost > 1, NOT(price = 24), OR(cost <> 10.5, price <= 25)), 1, 2)", "1"),
        ("IF(cost == 10.5; 1; 2)", "1"),
        ("IF(1 = 2, gone, 3)", "3"),
        ("IF(nothing = 0, 0, price / nothing)", "0"),
        ("IF(OR(1 = 1, gone = 1), 5, 6)", "5"),
        ("MIN(3, 1, 2) + MAX(1)", "2"),
        ("ABS(-3.5)", "3.5"),
        ("ROUND(2.5)", "3"),
        ("ROUND(-2.5)", "-3"),
        ("ROUND(1234.567, 2)", "1234.57"),
        ("ROUND(1234.567, -2)", "1200"),
        ("ROUNDUP(2.001, 0)", "3"),
        ("ROUNDDOWN(-2.9)", "-2"),
        ("CEILING(42, 5)", "45"),
        ("CEILING(2.1)", "3"),
        ("CEILING(-2.5, 2)", "-2"),
        ("CEILING(10, 0.25)", "10"),
    ],
)
def test_formulas_give_what_a_spreadsheet_gives(text, number):
    assert worked_out(text) == Decimal(number)


def test_what_comes_back_to_a_whole_number_is_that_number():
    assert worked_out("ROUNDUP(20 / 3 * 3)") == 20
    assert worked_out("ROUNDDOWN(1 / 3 * 3)") == 1
    assert worked_out("IF(1 / 3 + 1 / 3 + 1 / 3 = 1, 1, 0)") == 1


@pytest.mark.parametrize(
    "text, at, word",
    [
        ("", 0, "nothing to work out"),
        ("=", 1, "nothing to work out"),
        ("cost *", 6, "ends where a number"),
        ("cost 2", 5, "operator"),
        ("2(3)", 1, "operator"),
        ("1e5", 1, "operator"),
        ("(1 + 2", 0, "not closed"),
        ("MAX(1, 2", 3, "not closed"),
        ("1 + 2)", 5, "operator"),
        ("cots * 2", 0, "Did you mean cost?"),
        ("FOO(1)", 0, "no function"),
        ("MIN", 0, "MIN(number"),
        ("IF(cost, 1, 2)", 3, "yes or no is needed"),
        ("(cost < 2) + 1", 0, "a number is needed"),
        ("cost < 2", 0, "a number is needed"),
        ("1 < 2 < 3", 6, "two things"),
        ("IF(1 = 1, 2)", 0, "IF(condition"),
        ("MAX()", 0, "MAX(number"),
        ("5 + $3", 4, "without $"),
        ("2 ^ 3", 2, "powers"),
        ('"a"', 0, "texts"),
        ("[cost", 0, "not closed"),
        ("[]", 0, "not closed"),
        ("__import__(os)", 0, "no function"),
        ("cost.real", 4, "means nothing"),
        ("123456789012345678901", 0, "20 digits"),
        ("(" * 31 + "1" + ")" * 31, 30, "nested"),
        ("1+" * 200 + "1", 300, "too long"),
        ("1" + " " * 1000, 1000, "1,000 characters"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text, at, word):
    with pytest.raises(FormulaProblem) as caught:
        parse(text, names=VALUES)
    assert word in caught.value.reason
    assert caught.value.at == at
    assert f"Character {at + 1}:" in caught.value.detail


@pytest.mark.parametrize(
    "text, at, reason",
    [
        ("price / (cost - 10.5)", 8, "“(cost - 10.5)” is 0, and nothing can be divided by it."),
        ("2 * price / nothing", 12, "“nothing” is 0, and nothing can be divided by it."),
        ("5 + gone", 4, "there is no gone."),
        ("unheard_of", 0, "there is no unheard_of."),
        ("ROUND(1, 0.5)", 9, "the number of decimals is a whole number from -10 to 10."),
        ("CEILING(1, 0)", 11, "CEILING goes up in steps above 0, and “0” is not."),
        (f"{'9' * 20} * {'9' * 20}", 0, "the numbers become too large to count with."),
    ],
)
def test_what_cannot_be_worked_out_names_the_thing(text, at, reason):
    with pytest.raises(FormulaProblem) as caught:
        worked_out(text)
    assert (caught.value.at, caught.value.reason) == (at, reason)


def test_a_condition_can_be_asked_for():
    assert parse("cost > 10", gives=Gives.TRUTH).truth(VALUES) is True
    with pytest.raises(FormulaProblem, match="yes or no is needed"):
        parse("cost", gives=Gives.TRUTH)


def test_a_formula_tells_what_it_needs():
    assert parse("[Run Ft] * cost + Cost").names == {"run_ft", "cost"}
    assert plain_name("  Run   Ft ") == "run_ft"


@given(st.text(max_size=60) | st.text("0123456789.+-*/()<>=,%[] costIFMAX", max_size=60))
def test_whatever_is_typed_is_read_or_refused_in_words(text):
    try:
        formula = parse(text)
        formula.number({name: Decimal(2) for name in formula.names})
    except FormulaProblem as problem:
        told = problem
    else:
        return
    assert told.reason.endswith((".", "?"))
    assert 0 <= told.at <= len(text)


@given(st.integers(1, 290))
def test_deep_and_long_formulas_never_exhaust_the_stack(length):
    for text in ("-" * length + "1", "MIN(" * length + "1" + ")" * length, "1" + "+1" * length):
        try:
            parse(text).number({})
        except FormulaProblem:
            assert length > 28


# ------------------------------------------------------------------------------------------------- a second evaluator


@dataclass(frozen=True)
class Tree:
    """What a random formula is made of. `text` is fully bracketed now and then, as chance wants it."""

    text: str
    value: Fraction | bool


class Hopeless(Exception):
    """Too close to a step for two ways of counting to agree."""


_NEAR = Fraction(1, 10**15)


def _steady(value: Fraction) -> Fraction:
    """Where rounding is about to happen, nothing may lie a hair beside a step."""
    nearest = Fraction(round(value * 2), 2)
    if value != nearest and abs(value - nearest) < _NEAR:
        raise Hopeless
    return value


def _half_up(value: Fraction) -> Fraction:
    return Fraction(math.floor(abs(_steady(value)) + Fraction(1, 2))) * (1 if value >= 0 else -1)


def _up(value: Fraction) -> Fraction:
    return Fraction(math.ceil(abs(_steady(value)))) * (1 if value >= 0 else -1)


def _down(value: Fraction) -> Fraction:
    return Fraction(math.floor(abs(_steady(value)))) * (1 if value >= 0 else -1)


@st.composite
def numbers(draw, depth: int = 4):
    if depth == 0 or draw(st.booleans()):
        return _leaf(draw)
    how = draw(st.sampled_from(["+", "-", "*", "/", "neg", "IF", "MIN", "MAX", "ABS", "step"]))
    one = draw(numbers(depth - 1))
    if how == "neg":
        return Tree(f"-({one.text})", -one.value)
    if how == "ABS":
        return Tree(f"ABS({one.text})", abs(one.value))
    if how == "step":
        name, count = draw(st.sampled_from([("ROUND", _half_up), ("ROUNDUP", _up), ("ROUNDDOWN", _down)]))
        return Tree(f"{name}({one.text})", count(one.value))
    other = draw(numbers(depth - 1))
    if how in ("MIN", "MAX"):
        return Tree(
            f"{how}({one.text}, {other.text})", (min if how == "MIN" else max)(one.value, other.value)
        )
    if how == "IF":
        asked = draw(conditions(depth - 1))
        return Tree(f"IF({asked.text}, {one.text}, {other.text})", one.value if asked.value else other.value)
    if how == "/":
        assume(other.value != 0)
        return Tree(f"({one.text}) / ({other.text})", one.value / other.value)
    if how == "*":
        return Tree(f"({one.text}) * ({other.text})", one.value * other.value)
    return Tree(f"{one.text} {how} ({other.text})", one.value + (other.value if how == "+" else -other.value))


def _leaf(draw) -> Tree:
    kind = draw(st.sampled_from(["number", "percent", "name"]))
    if kind == "name":
        name = draw(st.sampled_from(["cost", "price", "run_ft"]))
        return Tree(draw(st.sampled_from([name, f"[{name}]"])), Fraction(VALUES[name] or 0))
    number = Decimal(draw(st.integers(0, 99_999))).scaleb(-draw(st.integers(0, 3)))
    if kind == "percent":
        return Tree(f"{number:f}%", Fraction(number) / 100)
    return Tree(f"{number:f}", Fraction(number))


@st.composite
def conditions(draw, depth: int = 2):
    if depth > 0 and draw(st.booleans()):
        parts = draw(st.lists(conditions(depth - 1), min_size=1, max_size=3))
        texts = ", ".join(part.text for part in parts)
        how = draw(st.sampled_from(["AND", "OR", "NOT"]))
        if how == "NOT":
            return Tree(f"NOT({parts[0].text})", not parts[0].value)
        return Tree(f"{how}({texts})", (all if how == "AND" else any)(part.value for part in parts))
    one, other = draw(numbers(max(depth - 1, 0))), draw(numbers(max(depth - 1, 0)))
    apart = one.value - other.value
    if apart and abs(apart) < _NEAR:
        raise Hopeless
    sign, holds = draw(
        st.sampled_from([("<", apart < 0), ("<=", apart <= 0), (">", apart > 0), (">=", apart >= 0),
                         ("=", apart == 0), ("<>", apart != 0)])
    )  # fmt: skip
    return Tree(f"{one.text} {sign} {other.text}", holds)


@given(st.data())
def test_every_formula_is_worked_out_as_fractions_are(data):
    try:
        tree = data.draw(numbers())
    except Hopeless:
        assume(False)
    assume(abs(tree.value) < 10**12 and len(tree.text) < 900)
    try:
        formula: Formula = parse(tree.text, names=VALUES)
        found = formula.number(VALUES)
    except FormulaProblem as problem:
        if not problem.reason.startswith(("the numbers become too large", "the formula is too long")):
            raise
        return
    assert abs(Fraction(found) - tree.value) < Fraction(1, 10**12)
