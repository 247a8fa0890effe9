"""Single cells: what they mean, and why some are refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pasted_cell import decimal_sign, read_pasted

M = EntityKind.MATERIAL
PRICE, NAME, ACTIVE, HOURS = (field_of(M, name) for name in ("price", "display_name", "active", "hours"))
DESCRIPTION = field_of(M, "description")


@pytest.mark.parametrize(
    "texts, sign",
    [
        (["1.234", "12,50"], ","),
        (["1.234,50"], ","),
        (["1,234", "12.50"], "."),
        (["1,234.50 $"], "."),
        (["1.234", "1,234"], ""),
        (["12.50", "12,50"], ""),
        (["abc", "", "7"], ""),
    ],
)
def test_a_column_tells_its_decimal_sign(texts, sign):
    assert decimal_sign(texts) == sign


@pytest.mark.parametrize(
    "text, sign, value",
    [
        ("1,234.50 $", "", Decimal("1234.5")),
        ("$1.234,50", "", Decimal("1234.5")),
        ("1.234", ",", 1234),
        ("1.234 €", ",", 1234),
        ("1,234", "", 1234),
        ("1,234", ".", 1234),
        ("12,5", ".", Decimal("12.5")),
    ],
)
def test_money(text, sign, value):
    assert read_pasted(PRICE, text, seen=1, decimals=sign) == value


def test_three_decimals_after_a_comma_where_the_column_writes_commas():
    assert read_pasted(HOURS, "1,125", seen=0, decimals=",") == Decimal("1.125")
    assert read_pasted(HOURS, "1,125", seen=0) == 1125


def test_a_percentage_is_a_share_where_servicetitan_has_shares():
    amount = field_of(EntityKind.DISCOUNT_FEE, "amount")
    assert read_pasted(amount, "12.5 %", seen=0) == Decimal("0.125")
    assert read_pasted(amount, "12,5%", seen=0, decimals=",") == Decimal("0.125")
    already = Decimal("0.1")
    assert read_pasted(amount, "10 %", seen=already) is already
    for other in (PRICE, HOURS):
        with pytest.raises(InvalidValue, match="share"):
            read_pasted(other, "12.5 %", seen=0)


@pytest.mark.parametrize("text, value", [("TRUE", True), ("no", False), ("YES", True), ("0", False)])
def test_flags(text, value):
    assert read_pasted(ACTIVE, text, seen=not value) is value


@pytest.mark.parametrize("field", [PRICE, NAME, DESCRIPTION])
@pytest.mark.parametrize("text", ["=A1*2", "=SUM(A1:A9)", "= -B7", "=$A$1"])
def test_formulas_are_refused_with_words(field, text):
    with pytest.raises(InvalidValue, match="is a formula"):
        read_pasted(field, text, seen="x" if field is not PRICE else 1)


def test_an_equals_sign_alone_is_no_formula():
    assert read_pasted(NAME, "== Valves ==", seen="x") == "== Valves =="


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "Err:502"])
def test_what_the_spreadsheet_could_not_work_out_is_refused(text):
    with pytest.raises(InvalidValue, match="could not work this out"):
        read_pasted(PRICE, text, seen=1)


def test_damaged_letters_and_zero_bytes_are_refused():
    with pytest.raises(InvalidValue, match="damaged"):
        read_pasted(NAME, "Pump \ud83d", seen="x")
    with pytest.raises(InvalidValue, match="zero byte"):
        read_pasted(NAME, "Pump\0x", seen="x")


def test_a_hundred_thousand_letters_are_refused_with_the_limit():
    with pytest.raises(InvalidValue, match="100,000 characters long; 1,000 is the most"):
        read_pasted(NAME, "x" * 100_000, seen="x")


@pytest.mark.parametrize(
    "field, text, seen",
    [
        (PRICE, "12.50 $", Decimal("12.5")),
        (PRICE, "12.345", Decimal("12.345")),  # pulled, and more than may be typed
        (PRICE, "", None),
        (NAME, "Pump union", "Pump  union"),
        (NAME, "=5+5 as it is called", "=5+5 as it is called"),
        (DESCRIPTION, "<p>a</p>\r\n<p>b</p>\r\n", "<p>a</p>\n<p>b</p>"),
    ],
)
def test_what_is_there_already_is_the_same(field, text, seen):
    assert read_pasted(field, text, seen=seen) is seen


def test_an_empty_cell_empties_a_text_and_no_price():
    assert read_pasted(DESCRIPTION, "", seen="old") is None
    with pytest.raises(InvalidValue, match="Type 0"):
        read_pasted(PRICE, "", seen=5)
