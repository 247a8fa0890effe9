"""In which order found parts are offered: what was typed as a whole word or size stands before what only begins so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from lazi_desktop.domain.checks import code_key
from lazi_desktop.ui.kits.browser.found_part import FoundPart

_TIMES = re.compile(r"(?<=[\d\"'])\s*[x×]\s*(?=[.\d])")
_TOKEN = re.compile(
    r"(?P<size>(?:\d{1,4}(?:\s+|-))?\d{1,4}/\d{1,4}(?![\d/])|\d*\.\d{1,8}|\d+)"
    r"(?P<inch>\s?\"|\s?''|\s?in(?:ch(?:es)?)?\b\.?)?"
    r"|(?P<word>[^\W_]+)"
)
_MIXED = re.compile(r"(?:(\d+)[\s-]+)?(\d+)/(\d+)")
_QUOTES = str.maketrans({"”": '"', "″": '"', "“": '"', "’": "'", "′": "'", "\u2044": "/"})
_SHORTEST_CODE = 3
_INCH = '"'


def best_first(parts: Sequence[FoundPart], text: str) -> list[FoundPart]:
    """The very code, codes that begin so, then those with most of the typed words whole, of these those that begin with
    what was typed; equal ones as they were found."""
    whole, code, typed = text.strip().casefold(), code_key(text), _tokens(text)
    is_code = len(code) >= _SHORTEST_CODE and code.isascii() and code.replace("-", "").isalnum()
    is_code = is_code and any(sign.isdigit() for sign in code) and any(sign.isalpha() for sign in code)

    def rank(part: FoundPart) -> tuple[int, int, int]:
        said = code_key(part.code)
        if code and said == code:
            return (0, 0, 0)
        if is_code and said.startswith(code):
            return (1, 0, 0)
        words = _tokens(part.name)
        if whole and part.name.casefold().startswith(whole):
            begins = 0
        else:
            begins = 1 if typed and words and _missed(typed[0], words[:1]) == 0 else 2
        return (2, sum(_missed(one, words) for one in typed), begins)

    return sorted(parts, key=rank)


def _missed(token: str, words: Sequence[str]) -> int:
    """0 for a word that is there; a size of which only the number is there is nearly so."""
    if token in words:
        return 0
    if token.endswith(_INCH):
        return 1 if token[:-1] in words else 2
    return 0 if f"{token}{_INCH}" in words else 2


@lru_cache(4_096)
def _tokens(text: str) -> tuple[str, ...]:
    """Words in lower case without accents, and sizes: 1-1/2", 1½ in and 1.5" are one."""
    plain = unicodedata.normalize("NFKD", _apart(text)).translate(_QUOTES).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = []
    for one in _TOKEN.finditer(_TIMES.sub(" ", plain)):
        if one["word"] is not None:
            found.append(one["word"])
        else:
            found.append(_number(one["size"]) + (_INCH if one["inch"] else ""))
    return tuple(found)


def _apart(text: str) -> str:
    """1½ as 1 ½, which spelled out would be 11/2."""
    if text.isascii():
        return text
    return "".join(f" {sign}" if unicodedata.category(sign) == "No" else sign for sign in text)


def _number(size: str) -> str:
    mixed = _MIXED.fullmatch(size)
    if mixed is None:
        return str(Fraction(size))
    whole, above, below = mixed.groups()
    return str(int(whole or 0) + Fraction(int(above), int(below))) if int(below) else size
