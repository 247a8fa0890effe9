"""Field values and their canonical form.

A value is what JSON can hold, with exact decimals: None, bool, int, Decimal, str, list, dict. Two values mean the same
exactly when their canonical forms are equal, in Python by `==` and in PostgreSQL as `jsonb`. Every store keeps
canonical values; `raw` alone keeps what was received.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

Value = Any  # JSON with Decimal; recursive aliases cost more than they tell here
Fields = Mapping[str, Value]


_HALF = re.compile("[\ud800-\udfff]")


def canonical_text(text: str) -> str | None:
    """NFC, without NUL and halves of characters, as cutting a text inside an emoji leaves them (PostgreSQL stores
    neither); empty is None, since ServiceTitan uses both for "nothing"."""
    if not text.isascii():
        text = _HALF.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text.replace("\0", "")) or None


def canonical_decimal(number: Decimal | int) -> Decimal | int:
    """Without trailing zeros or exponent; a whole number is an int.

    Raises:
        ValueError: for NaN and infinities, which no price can be.
    """
    if isinstance(number, int):
        return number
    if not number.is_finite():
        raise ValueError("not a finite number")
    if number == number.to_integral_value():
        return int(number)
    return number.normalize()


def canonical_json(value: Value) -> Value:
    """A structure of no special kind: texts and numbers in it canonical, order of lists kept, empty text kept."""
    match value:
        case None | bool():
            return value
        case str():
            return unicodedata.normalize("NFC", value.replace("\0", ""))
        case float():
            return canonical_decimal(Decimal(repr(value)))
        case int() | Decimal():
            return canonical_decimal(value)
        case Mapping():
            return {str(name): canonical_json(inner) for name, inner in value.items()}
        case Iterable():
            return [canonical_json(inner) for inner in value]
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def same(one: Value, other: Value) -> bool:
    """Whether two canonical values mean the same. True and 1 do not."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)
