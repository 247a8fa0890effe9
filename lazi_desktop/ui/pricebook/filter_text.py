"""What is typed into a filter field, read as a condition: `>10`, `10-20` and `=3` for numbers, words for text."""

from __future__ import annotations

import re
from decimal import Decimal

from lazi_desktop.domain.typed_text import parse_number
from lazi_desktop.ports.sku_query import ColumnFilter, RangeFilter, TextFilter, TextMatch
from lazi_desktop.ui.numerals import understood
from lazi_desktop.ui.pricebook.sku_columns import Measure, SkuColumn

NOTHING, ANYTHING = "=", "*"

_HAIR = Decimal("0.0000001")
"""Less than any two numbers differ by: what makes a bound exclude itself."""
_ROUNDED = Decimal("0.0005")
"""Margins are shown to a tenth of a percent; equal is what looks equal."""
_COMPARED = re.compile(r"(<=|>=|≤|≥|<|>|=)\s*(.+)")
_BETWEEN = re.compile(r"(.+?)\s*(?:\.\.|…|–|—)\s*(.+)|([^-\s].*?)\s*-\s*(.+)")
_TEXT_SIGNS = {"=": TextMatch.EQUALS, "^": TextMatch.BEGINS, "!": TextMatch.LACKS}


def read_filter(column: SkuColumn, typed: str) -> ColumnFilter | None:
    """None for nothing typed.

    Raises:
        ValueError: it is not about numbers where the column is.
    """
    text = typed.strip()
    if not text:
        return None
    if text == NOTHING:
        return TextFilter(column.key, match=TextMatch.EMPTY)
    if text == ANYTHING:
        return TextFilter(column.key, match=TextMatch.FILLED)
    return _range(column, text) if column.number else _words(column, text)


def _words(column: SkuColumn, text: str) -> TextFilter | None:
    match = _TEXT_SIGNS.get(text[0])
    if match is not None:
        text = text[1:].strip()
    elif text.endswith("*"):
        match, text = TextMatch.BEGINS, text[:-1].strip()
    return TextFilter(column.key, text, match or TextMatch.CONTAINS) if text else None


def _range(column: SkuColumn, text: str) -> RangeFilter | None:
    if compared := _COMPARED.fullmatch(text):
        return _compared(column, compared[1], _number(column, compared[2]))
    if text in ("<", ">", "<=", ">=", "≤", "≥"):
        return None
    try:
        return _compared(column, "=", _number(column, text))
    except ValueError:
        between = _BETWEEN.fullmatch(text)
        if between is None:
            raise
    least, most = (_number(column, one) for one in between.groups() if one is not None)
    return RangeFilter(column.key, min(least, most), max(least, most))


def _compared(column: SkuColumn, sign: str, number: Decimal) -> RangeFilter:
    match sign:
        case ">":
            return RangeFilter(column.key, least=number + _HAIR)
        case ">=" | "≥":
            return RangeFilter(column.key, least=number)
        case "<":
            return RangeFilter(column.key, most=number - _HAIR)
        case "<=" | "≤":
            return RangeFilter(column.key, most=number)
    around = _ROUNDED - _HAIR if column.measure is Measure.SHARE else Decimal(0)
    return RangeFilter(column.key, number - around, number + around)


def _number(column: SkuColumn, text: str) -> Decimal:
    number = parse_number(understood(text.replace("%", "") if column.measure is Measure.SHARE else text))
    if number is None:
        raise ValueError("not a number")
    return number / 100 if column.measure is Measure.SHARE else number
