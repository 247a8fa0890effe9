"""Canonical values: two spellings of one thing are equal, different things are not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.values import canonical_decimal, canonical_json, canonical_text, same

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.decimals(-1000, 1000, places=2) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "number, canonical",
    [
        (Decimal("25.00"), 25),
        (Decimal("24.990"), Decimal("24.99")),
        (Decimal("1E+2"), 100),
        (Decimal("-0.0"), 0),
        (7, 7),
        (Decimal("0.00001"), Decimal("0.00001")),
    ],
)
def test_a_number_has_one_form(number, canonical):
    result = canonical_decimal(number)
    assert result == canonical
    assert type(result) is type(canonical)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValueError, match="finite"):
        canonical_decimal(Decimal(number))


def test_empty_text_is_nothing_and_accents_are_composed():
    assert canonical_text("") is None
    assert canonical_text("\0") is None
    assert canonical_text("Cafe\u0301") == "Café"
    assert canonical_text("cut \ud83d") == "cut \ufffd"
    assert canonical_text("whole \U0001f527") == "whole \U0001f527"


def test_true_is_not_one():
    assert not same(True, 1)
    assert not same(0, False)
    assert not same([True], [1])
    assert same({"a": [1, None]}, {"a": [Decimal(1), None]})
    assert not same({"a": 1}, {"a": 1, "b": None})


@given(JSON)
def test_canonical_twice_is_canonical_once(value):
    once = canonical_json(value)
    assert same(canonical_json(once), once)
    assert same(once, once)


@given(JSON, JSON)
def test_sameness_is_symmetric(one, other):
    one, other = canonical_json(one), canonical_json(other)
    assert same(one, other) == same(other, one)
