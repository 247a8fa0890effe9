"""How numbers are spelled in the language of the window, shown and typed.

Inside, a number's text has the comma between thousands and the point before decimals. Spanish is spelled as the system
does where that speaks Spanish itself (in Mexico and the United States like English), else as in Spain.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lazi_desktop.domain.fields import Field, FieldType
from lazi_desktop.domain.pasted_cell import COMMA, with_point
from lazi_desktop.domain.typed_text import read_typed
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.bulk import Change
from lazi_desktop.ui.language import spoken_language, spoken_locale
from lazi_desktop.ui.listed import is_listed, listed_typed

_WITH_POINT = re.compile(r"-?\d+\.\d+")


def spelled(text: str) -> str:
    """Of a number's text as it is inside."""
    language = spoken_language()
    return text if language == "en" else text.translate(_signs(language))


def whole(count: int) -> str:
    """`1,200`"""
    return spelled(f"{count:,}")


def plain(text: str) -> str:
    """`spelled`, and then without what groups thousands: to be edited, or for a spreadsheet."""
    return spelled(text.replace(",", ""))


def understood(text: str) -> str:
    """What a person typed for a number, so that `parse_number` and `read_typed` take it as it was meant."""
    return with_point(text, COMMA) if _decimal_sign() == COMMA else text


def understood_for(field: Field, text: str) -> str:
    if field.type is FieldType.INTEGER and is_listed(field.name):
        return listed_typed(field, text)
    return understood(text) if field.is_number else text


def typed_again(field: Field, text: str) -> str:
    """`understood_for`, back as it is typed here."""
    return spelled(text) if field.is_number and _WITH_POINT.fullmatch(text.strip()) else text


def read_here(field: Field, text: str) -> Value:
    """`read_typed` of what was typed in this language."""
    return read_typed(field, understood_for(field, text))


def typing_here(text: str) -> Change:
    """For many cells: each field reads it."""
    return lambda field, _seen: read_here(field, text)


def _decimal_sign() -> str:
    language = spoken_language()
    return "." if language == "en" else spoken_locale().decimalPoint()


@lru_cache(maxsize=4)
def _signs(language: str) -> dict[int, str]:
    locale = spoken_locale()
    return {ord(","): locale.groupSeparator(), ord("."): locale.decimalPoint()}
