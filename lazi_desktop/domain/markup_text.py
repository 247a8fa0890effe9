"""The words of an HTML text, changed without touching a tag.

A run of text between two tags is looked at as the letters it shows; of it, only what is replaced is written anew.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable

_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)|</?[a-zA-Z!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);"
_UNIT = re.compile(f"{_ENTITY}|.", re.DOTALL)
_IS_MARKUP = re.compile(f"{_ENTITY}|{_MARKUP.pattern}", re.DOTALL | re.IGNORECASE)

Found = Iterable[tuple[int, int, str]]
"""Where something begins and ends, and what is to stand there instead; in order, without overlaps."""


def has_markup(text: str) -> bool:
    """Whether any tag or entity is in it; else its letters stand for themselves."""
    return _IS_MARKUP.search(text) is not None


def replace_in_markup(markup: str, find: Callable[[str], Found]) -> str:
    """`find` is asked about each run of text on its own."""
    plain = not has_markup(markup)
    pieces, place = [], 0
    for tag in _MARKUP.finditer(markup):
        pieces += [_replace_in_run(markup[place : tag.start()], find), tag[0]]
        place = tag.end()
    pieces.append(_replace_in_run(markup[place:], find, plain=plain))
    return "".join(pieces)


def _replace_in_run(raw: str, find: Callable[[str], Found], *, plain: bool = False) -> str:
    """`plain`: no markup at all, so nothing needs to be escaped."""
    if not raw:
        return raw
    if "&" not in raw:
        units, shown = list(raw), raw
        letters: list[int] | None = None
    else:
        units = _UNIT.findall(raw)
        told = [html.unescape(unit) for unit in units]
        shown = "".join(told)
        letters = [place for place, text in enumerate(told) for _ in text]
        letters.append(len(units))
    pieces, place = [], 0
    for begin, end, instead in find(shown):
        first, last = (begin, end) if letters is None else (letters[begin], letters[end])
        pieces += [*units[place:first], instead if plain else html.escape(instead, quote=False)]
        place = max(last, place)
    return "".join(pieces + units[place:]) if pieces else raw
