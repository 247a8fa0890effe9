"""One pasted cell read as a value of a field, or refused with the reason.

How a number is meant follows from its own spelling (`typed_text.parse_number`): `1,234` and `1.234,50` and `12,5` are
clear by themselves. Where another cell of the same pasted column shows which sign its spreadsheet writes decimals with
(`12,50` or `1.234,50` say the comma, `12.50` or `1,234.50` the point), `1.234` and `1,234` follow that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.listed_fields import LISTED_FIELDS, NO_NAMES, ListedNames
from lazi_desktop.domain.typed_text import check_number, parse_number, read_typed
from lazi_desktop.domain.values import Value, canonical_decimal, same

_FORMULA = re.compile(r"=\s*[-+(\"'@$A-Za-z0-9]")
_SHEET_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|ERROR!)|Err:\d{3}")
_SAYS_COMMA = re.compile(r"(?:^|[^\d.,])(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,}))(?![\d.,])")
_SAYS_POINT = re.compile(r"(?:^|[^\d.,])(?:\d{1,3}(?:,\d{3})+\.\d+|\d+\.(?:\d{1,2}|\d{4,}))(?![\d.,])")
_GROUPED_BY_POINT = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.,])")
_COMMA_AND_THREE = re.compile(r"(?<![\d.,])\d{1,3},\d{3}(?![\d.,])")

_NUMBERS = (FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER)
_ONE_LINE = (FieldType.TEXT, FieldType.CHOICE)
_SHARES = frozenset(("amount", "commission_bonus"))
"""What ServiceTitan takes as a share where it is one: 0.1 for 10 %, as spreadsheets do."""
COMMA, POINT = ",", "."


def decimal_sign(texts: Iterable[str]) -> str:
    """The sign that a column of numbers writes its decimals with; "" where none of them, or each other one, tells."""
    said = set()
    for text in texts:
        if _SAYS_COMMA.search(text):
            said.add(COMMA)
        elif _SAYS_POINT.search(text):
            said.add(POINT)
        if len(said) > 1:
            return ""
    return said.pop() if said else ""


def read_pasted(
    field: Field, text: str, *, seen: Value, decimals: str = "", names: ListedNames = NO_NAMES
) -> Value:
    """The value; `seen` itself where the text says what is there already. `names` tells whose a row of a list is.

    Raises:
        InvalidValue: with a sentence for the person who pasted it.
    """
    _check_letters(field, text)
    bare = text.strip()
    if not bare and seen in (None, ""):
        return seen
    if bare and field.type is FieldType.INTEGER and field.name in LISTED_FIELDS:
        bare = str(names.number_of(field, bare))
    if field.type in _NUMBERS:
        return _read_number(field, bare, seen, decimals)
    if isinstance(seen, str) and _as_written(field, text) == _as_written(field, seen):
        return seen
    if _FORMULA.match(bare):
        raise InvalidValue(f"{field.title}: this is a formula. Paste its result instead.")
    if _SHEET_ERROR.fullmatch(bare):
        raise InvalidValue(f"{field.title}: the spreadsheet could not work this out ({bare}).")
    return read_typed(field, text)


def _check_letters(field: Field, text: str) -> None:
    if "\0" in text:
        raise InvalidValue(f"{field.title}: there is a zero byte in it, which no text can hold.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidValue(f"{field.title}: some of its letters were damaged on the way.") from None


def _read_number(field: Field, bare: str, seen: Value, decimals: str) -> Value:
    if _FORMULA.match(bare):
        raise InvalidValue(f"{field.title}: “{bare[:40]}” is a formula. Paste its result instead.")
    if _SHEET_ERROR.fullmatch(bare):
        raise InvalidValue(f"{field.title}: the spreadsheet could not work this out ({bare}).")
    plain = with_point(bare, decimals)
    is_share = plain.endswith("%")
    if is_share:
        if field.name not in _SHARES:
            raise InvalidValue(f"{field.title} is an amount, and “{bare[:40]}” is a share.")
        plain = plain[:-1].rstrip()
    number = parse_number(plain) if plain else None
    if is_share and number is not None:
        number = Decimal(canonical_decimal(number / 100))
    if number is None:
        return read_typed(field, plain)
    if seen is not None and same(number, seen):
        return seen  # also where it could not be typed: pulled prices may have more decimals
    return check_number(field, number)


def with_point(text: str, decimals: str) -> str:
    """The two spellings that are not clear by themselves, the way the column means them."""
    if decimals == COMMA:
        text = _GROUPED_BY_POINT.sub(lambda found: found[0].replace(".", ""), text)
        return _COMMA_AND_THREE.sub(lambda found: found[0].replace(",", "."), text)
    return text


def _as_written(field: Field, text: str) -> str:
    """What spreadsheets and our own copies do not tell apart."""
    return " ".join(text.split()) if field.type in _ONE_LINE else text.replace("\r\n", "\n").strip()
