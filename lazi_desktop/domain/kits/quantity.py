"""Quantities as people type them: numbers, fractions, formulas."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.formula.parser import parse
from lazi_desktop.domain.formula.problems import FormulaProblem
from lazi_desktop.domain.formula.tokens import MAX_LENGTH
from lazi_desktop.domain.kits.kit import Quantity
from lazi_desktop.domain.typed_text import parse_number

MAX_QUANTITY = Decimal("99999999.99")
MAX_PLACES = 10
MAX_WASTE = Decimal(10)

_FRACTION_SIGNS = "⁄∕"
_FRACTION = re.compile(r"(?:(?P<whole>\d{1,9})\s+)?(?P<over>\d{1,9})\s*/\s*(?P<under>\d{1,9})")
_TRADE = re.compile(r"\d+\s*-\s*\d+\s*/\s*\d+")
_LOOKS_LIKE_FORMULA = re.compile(r"[\[\]*/+()<>=×÷]|\d\s*[-−]\s*\d|[^\W\d]\w*\s*\(")
_SHOWN = 40


def read_quantity(text: str) -> Quantity:
    """`2`, `1,5`, `1/2`, `1 1/2`, `½` and `1½` are numbers. What begins with `=`, or reckons with something, is a
    formula, and gets its `=`; so does a fraction that no decimal number is, as `1/3`.

    Raises:
        InvalidValue: with a sentence for the person who typed it.
    """
    bare = text.strip()
    if not bare:
        raise InvalidValue("The quantity cannot be empty. Type 0 for nothing.")
    if len(bare) > MAX_LENGTH:
        raise InvalidValue(f"{len(bare):,} characters are too many: a formula has {MAX_LENGTH:,} at most.")
    if bare.startswith("="):
        return _formula(bare)
    plain = _plain_fractions(bare)
    if _TRADE.fullmatch(plain):
        wanted = re.sub(r"\s*-\s*", " ", plain, count=1)
        raise InvalidValue(
            f"“{bare}” can be read in two ways. Type {wanted}, or ={plain} if it is to be reckoned."
        )
    if fraction := _FRACTION.fullmatch(plain):
        return _fraction(fraction)
    number = None if re.search(r"[$€£()]", plain) else parse_number(plain)
    if number is not None:
        return _checked(number)
    if _LOOKS_LIKE_FORMULA.search(bare):
        return f"={_formula(bare)}"
    raise InvalidValue(f"“{bare[:_SHOWN]}” is not a quantity. Type it like 2, 1.5, 1 1/2 or =[run_ft]*2.")


def quantity_text(quantity: Quantity) -> str:
    """As it is typed again."""
    return quantity if isinstance(quantity, str) else number_text(quantity)


def number_text(number: Decimal) -> str:
    """All of its digits, and no more."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def _plain_fractions(text: str) -> str:
    """`1½` as `1 1/2`."""
    spread = "".join(f" {unicodedata.normalize('NFKC', one)} " if _is_fraction(one) else one for one in text)
    for sign in _FRACTION_SIGNS:
        spread = spread.replace(sign, "/")
    return spread.strip() if spread != text else text


def _is_fraction(character: str) -> bool:
    return unicodedata.category(character) == "No" and "⁄" in unicodedata.normalize("NFKC", character)


def _fraction(found: re.Match[str]) -> Quantity:
    whole, over, under = (int(found[name] or 0) for name in ("whole", "over", "under"))
    if not under:
        raise InvalidValue(f"“{over}/0” divides by nothing.")
    exact = whole + Fraction(over, under)
    number = Decimal(exact.numerator) / Decimal(exact.denominator)
    if Fraction(number) == exact and _places(number) <= MAX_PLACES:
        return _checked(number)
    return f"={whole}+{over}/{under}" if whole else f"={over}/{under}"


def _formula(text: str) -> str:
    try:
        parse(text)
    except FormulaProblem as problem:
        raise InvalidValue(problem.detail) from problem
    return text


def _checked(number: Decimal) -> Decimal:
    if number < 0:
        raise InvalidValue("A quantity cannot be below zero.")
    if number > MAX_QUANTITY:
        raise InvalidValue(f"A quantity is {MAX_QUANTITY:,} at most.")
    if _places(number) > MAX_PLACES:
        raise InvalidValue(f"A quantity has at most {MAX_PLACES} decimals.")
    return Decimal(number_text(number))


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0
