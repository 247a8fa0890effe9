"""What people type: money in every spelling, and sentences for what does not fit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.typed_text import check_value, parse_number, read_typed

M = EntityKind.MATERIAL


@pytest.mark.parametrize(
    "name, typed, value",
    [
        ("tags", "winter, on  sale;Winter\nnew", ["new", "on sale", "winter"]),
        ("tags", " , ", None),
        ("note", "\n Ask Ann  \n\n\tfirst\n", " Ask Ann\n\n\tfirst"),
        ("note", "", None),
        ("review_mark", "to review", "To review"),
        ("review_mark", "", None),
    ],
)
def test_what_the_team_notes_is_read_as_it_means(name, typed, value):
    assert read_typed(field_of(M, name), typed) == value


@pytest.mark.parametrize(
    "name, typed, sentence",
    [
        ("tags", "x" * 61, "too long for a tag"),
        ("tags", ",".join(map(str, range(101))), "100 are the most"),
        ("note", "x" * 8_001, "8,000 is the most"),
        ("review_mark", "perhaps", "one of: To review, Reviewed"),
    ],
)
def test_what_the_team_notes_has_bounds(name, typed, sentence):
    with pytest.raises(InvalidValue, match=sentence):
        read_typed(field_of(M, name), typed)


@pytest.mark.parametrize(
    "typed, number",
    [
        ("24.99", "24.99"),
        ("1,234.50 $", "1234.50"),
        ("$1 234.5", "1234.5"),
        ("1.234,50 €", "1234.50"),
        ("1,234", "1234"),
        ("12,5", "12.5"),
        ("1,234,567.89", "1234567.89"),
        ("(12.00)", "-12.00"),
        ("−3", "-3"),
        (" 7 ", "7"),
        ("1'234.50", "1234.50"),
        (".5", "0.5"),
        ("5.", "5"),
        ("USD 12", "12"),
        ("0,125", "0.125"),
        ("0,500", "0.5"),
        ("0.125", "0.125"),
        ("1.125", "1.125"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 234 567,5", "1234567.5"),
        ("- 12", "-12"),
    ],
)
def test_money_is_understood(typed, number):
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "",
        "1.2.3",
        "12,34,5",
        "$",
        "--5",
        "1e5",
        "1,23.4,5",
        "12 kg",
        "NaN",
        "(5",
        "5)",
        "1 2",
        "(-5)",
        "1,234 5",
        "1.234.5,6",
    ],
)
def test_what_is_no_number_is_not_guessed(typed):
    assert parse_number(typed) is None


@given(st.decimals(0, 99999999, places=2))
def test_every_price_reads_back_from_its_own_text(price):
    assert parse_number(f"{price:,.2f} $") == price
    assert read_typed(field_of(M, "price"), str(price)) == price


@pytest.mark.parametrize(
    "name, typed, says",
    [
        ("price", "abc", "“abc” is not a number. Type it like 1234.50."),
        ("price", "", "Price cannot be empty. Type 0 for nothing."),
        ("price", "1.999", "Price has at most 2 decimals."),
        ("price", "123456789012", "Price is too large."),
        ("price", "-5", "Price cannot be below zero."),
        ("cost", "(5.00)", "Cost cannot be below zero."),
        ("code", "  ", "Code cannot be empty."),
        ("display_name", "x" * 1001, "Name is 1,001 characters long; 1,000 is the most."),
        ("active", "perhaps", "Active is yes or no."),
        ("modified_on", "2026", "Modified comes from ServiceTitan and cannot be changed here."),
    ],
)
def test_a_wrong_value_is_answered_with_a_sentence(name, typed, says):
    with pytest.raises(InvalidValue) as refused:
        read_typed(field_of(M, name), typed)
    assert refused.value.detail == says


def test_choices_flags_and_texts():
    assert read_typed(field_of(EntityKind.DISCOUNT_FEE, "type"), " fee ") == "Fee"
    assert read_typed(field_of(M, "active"), "No") is False
    assert read_typed(field_of(M, "code"), "  UN-1028 ") == "UN-1028"
    assert read_typed(field_of(M, "unit_of_measure"), "") is None
    assert read_typed(field_of(M, "description"), "<p>two\nlines</p>") == "<p>two\nlines</p>"


def test_values_from_controls_are_checked_alike():
    assert check_value(field_of(M, "categories"), [5, 3]) == [3, 5]
    assert check_value(field_of(M, "active"), False) is False
    with pytest.raises(InvalidValue, match="cannot be empty"):
        check_value(field_of(M, "price"), None)
    with pytest.raises(InvalidValue, match="at most 2 decimals"):
        check_value(field_of(M, "price"), Decimal("0.001"))
    with pytest.raises(InvalidValue, match="cannot be changed here"):
        check_value(field_of(EntityKind.SERVICE, "cost"), Decimal(1))


@pytest.mark.parametrize(
    "name, typed, value",
    [
        (
            "dimensions",
            {"height": "1,5", "width": 2, "depth": ""},
            {"height": Decimal("1.5"), "width": 2, "depth": 0},
        ),
        (
            "manufacturer_warranty",
            {"duration": "12", "description": "Parts"},
            {"duration": 12, "description": "Parts"},
        ),
        ("dimensions", {"height": 1, "unit": "in"}, {"height": 1, "unit": "in"}),
        ("dimensions", None, None),
    ],
)
def test_numbers_of_a_structure_are_read_as_typed(name, typed, value):
    assert check_value(field_of(EntityKind.EQUIPMENT, name), typed) == value


@pytest.mark.parametrize(
    "name, typed, sentence",
    [
        ("dimensions", {"height": "tall"}, "“tall” is not a number"),
        ("dimensions", {"width": "-2"}, "Width cannot be below zero."),
        ("manufacturer_warranty", {"duration": "1.5"}, "Duration is a whole number."),
    ],
)
def test_numbers_of_a_structure_that_do_not_fit(name, typed, sentence):
    with pytest.raises(InvalidValue, match=sentence):
        check_value(field_of(EntityKind.EQUIPMENT, name), typed)
