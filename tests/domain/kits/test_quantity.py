"""Quantities as people type them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.formula.parser import parse
from lazi_desktop.domain.kits.quantity import quantity_text, read_quantity


@pytest.mark.parametrize(
    "text, quantity",
    [
        ("2", "2"),
        (" 2.50 ", "2.5"),
        ("0", "0"),
        ("1/2", "0.5"),
        ("1 1/2", "1.5"),
        ("½", "0.5"),
        ("1½", "1.5"),
        ("2 ¾", "2.75"),
        ("1⁄2", "0.5"),
        ("3/64", "0.046875"),
        ("1,5", "1.5"),
        ("1,234", "1234"),
        ("1,234.5", "1234.5"),
    ],
)
def test_numbers_and_fractions_are_numbers(text, quantity):
    assert read_quantity(text) == Decimal(quantity)


@pytest.mark.parametrize(
    "text, formula",
    [
        ("=[run_ft]*1.1/10", "=[run_ft]*1.1/10"),
        ("[run_ft]*2", "=[run_ft]*2"),
        ("ROUNDUP(7/2)", "=ROUNDUP(7/2)"),
        ("2*3", "=2*3"),
        ("10-2", "=10-2"),
        ("1/3", "=1/3"),
        ("2 1/3", "=2+1/3"),
        ("⅓", "=1/3"),
    ],
)
def test_what_has_to_be_reckoned_is_a_formula(text, formula):
    assert read_quantity(text) == formula


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "cannot be empty"),
        ("   ", "cannot be empty"),
        ("-3", "below zero"),
        ("two", "“two” is not a quantity"),
        ("2 ft", "is not a quantity"),
        ("½ ft", "is not a quantity"),
        ("$5", "is not a quantity"),
        ("5%", "is not a quantity"),
        ("1e5", "is not a quantity"),
        ("1/0", "“1/0” divides by nothing"),
        ("1-1/2", "Type 1 1/2, or =1-1/2"),
        ("[run_ft", "Character 1: a name in [ ] is not closed"),
        ("=", "nothing to work out"),
        ("=2+*3", "Character 4:"),
        ("(2+3", "Character 1: this bracket is not closed"),
        ("100000000", "99,999,999.99 at most"),
        ("0.12345678901", "at most 10 decimals"),
        ("x" * 10_000, "10,000 characters are too many"),
        ("=" + "(" * 200 + "1" + ")" * 200, "too long"),
        ("=" + "(" * 60 + "1" + ")" * 60, "nested deeper than 30"),
    ],
)
def test_what_is_no_quantity_is_refused_in_words(text, words):
    with pytest.raises(InvalidValue) as caught:
        read_quantity(text)
    assert words in caught.value.detail
    assert len(caught.value.detail) < 200


@given(st.integers(0, 10**8 - 1), st.integers(0, 10))
def test_what_is_shown_can_be_typed_again(digits, places):
    quantity = Decimal(digits).scaleb(-places)
    assert read_quantity(quantity_text(quantity)) == quantity


@given(st.integers(0, 99), st.integers(0, 999), st.integers(1, 128))
def test_a_fraction_is_exactly_what_it_says(whole, over, under):
    read = read_quantity(f"{whole} {over}/{under}")
    exact = whole + Fraction(over, under)
    if isinstance(read, str):
        assert abs(Fraction(parse(read).number({})) - exact) < Fraction(1, 10**30)
    else:
        assert Fraction(read) == exact


@given(st.text(max_size=40) | st.text("0123456789 /½¼.,-=[]()*x", max_size=25))
def test_whatever_is_typed_is_taken_or_refused(text):
    try:
        read = read_quantity(text)
    except InvalidValue:
        return
    assert read_quantity(quantity_text(read)) == read
    if isinstance(read, str):
        assert read.startswith("=")
        parse(read)
    else:
        assert read >= 0
