"""How text is made comparable: words for the search index, keys for the natural order, the query a person typed.

Numbers mean the same however they are written: 1-1/2, 1 1/2, 1½ and 1.5 share the word `=1.5`. Whatever is folded when
a row is written is folded the same way when it is searched.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"(?:(?<![^\W_])\.(?=\d))?[^\W_]+(?:[-/.]+[^\W_]+)*")
_MIXED_APART = re.compile(r"(?<![\w./-])(\d{1,3})\s+(\d{1,2}/\d{1,3})(?![\w/])")
_MIXED_UNFINISHED = re.compile(r"(?<![\w./-])(\d{1,3})\s+(\d{1,2}/)$")
_NUMBER = re.compile(r"(?:(\d{1,4})-)?(\d{1,3})/(\d{1,3})|(\d*)\.(\d{1,8})")
_ENDS_IN_FRACTION = re.compile(r"[-.](\d{1,3}-\d{1,2}/\d{1,3}|\d{1,2}/\d{1,3})$")
_TIMES = re.compile(r"(?<=[\d\"'”″’])\s*[x×]\s*(?=[.\d])")
_PERHAPS_TIMES = re.compile(r"[x×]\s*(?=[.\d])")  # what it needs at least, and found much faster
_PERHAPS_APART = re.compile(r"[0-9]\s+\d{1,2}/")
_TIMES_UNFINISHED = re.compile(r"(?<=\d)[\"'”″’]?\s*[x×]$")
_SPLIT = re.compile(r"[-/.]+")
_DIGITS = re.compile(r"\d+")
_SIGNS = "-/."
_FIGURES = frozenset(".0123456789")
_MEASURES = frozenset("0123456789\"'")
_ONLY_WORDS = "".join(sign if sign.isalnum() or sign in _SIGNS else " " for sign in map(chr, range(128)))

_VULGAR = {
    ord(sign): f" {unicodedata.normalize('NFKC', sign).replace(chr(0x2044), '/')} "
    for sign in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
}
_LARGEST_DENOMINATOR = 128
LONGEST_INDEXED = 8_000


def plain_text(markup: str) -> str:
    """HTML as the words it shows."""
    if "<" in markup:
        markup = _TAG.sub(" ", markup)
    return html.unescape(markup) if "&" in markup else markup


def fold(text: str) -> str:
    """Lower case without accents, fractions spelled out."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.translate(_VULGAR).replace("\u2044", "/"))
    return "".join(sign for sign in text if not unicodedata.combining(sign)).casefold()


def natural_order(text: str) -> str:
    """A key that sorts as people expect: without case, `A2` before `A10`."""
    return _DIGITS.sub(_sortable_digits, fold(text).strip())


def _sortable_digits(found: re.Match[str]) -> str:
    digits = found[0].lstrip("0")
    return chr(48 + min(len(digits), 48)) + digits


def number_word(word: str) -> str | None:
    """The one word for a fraction or decimal, None for any other word."""
    found = _NUMBER.fullmatch(word)
    if found is None:
        return None
    whole, above, below, units, decimals = found.groups()
    if decimals is not None:
        number = Decimal(f"{units or 0}.{decimals}")
    else:
        number_or_none = _fraction(int(above), int(below))
        if number_or_none is None:
            return None
        number = number_or_none + int(whole or 0)
    if number == number.to_integral_value():
        return str(int(number))
    return f"={number.normalize():f}"


def _fraction(above: int, below: int) -> Decimal | None:
    if not 0 < above < below <= _LARGEST_DENOMINATOR:
        return None
    return round(Decimal(above) / below, 7)


def index_words(texts: Iterable[str]) -> str:
    """Everything that one row is found by."""
    text = fold(" | ".join(texts))[:LONGEST_INDEXED]
    if not text.isascii():
        apart = _MIXED_APART.findall(text)
        words = dict.fromkeys(_WORD.findall(_TIMES.sub(" ", text)))
    else:
        apart = _MIXED_APART.findall(text) if _PERHAPS_APART.search(text) else []
        words = _ascii_words(_without_times(text))
    compound = [word for word in words if not word.isalnum()]
    compound.extend(f"{whole}-{part}" for whole, part in apart)
    for word in compound:
        words[word] = None
        words.update(dict.fromkeys(_parts(word)))
    return " ".join(words)


def _without_times(text: str) -> str:
    """What `_TIMES` would leave."""
    parts, done = [], 0
    for found in _PERHAPS_TIMES.finditer(text):
        before = text[done : found.start()].rstrip()
        if before[-1:] in _MEASURES:
            parts += [before, " "]
            done = found.end()
    return "".join([*parts, text[done:]]) if parts else text


def _ascii_words(text: str) -> dict[str, None]:
    """What `_WORD` finds, for every row there is: without a regular expression, in a quarter of the time."""
    words: dict[str, None] = {}
    for piece in text.translate(_ONLY_WORDS).split():
        if piece.isalnum():
            words[piece] = None
            continue
        word = piece.strip(_SIGNS)
        if not word:
            continue
        place = piece.find(word)
        if place and piece[place - 1] == "." and word[0].isdigit():
            word = "." + word
        words[word] = None
    return words


@lru_cache(20_000)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(_parts_of(word))


def _parts_of(word: str) -> Iterator[str]:
    """What else a word with signs in it is found by: the number it is, or its parts and the fraction it ends in."""
    number = number_word(word)
    if number is not None:
        yield number
        return
    yield from filter(None, _SPLIT.split(word))
    tail = _ENDS_IN_FRACTION.search(word) if "/" in word else None
    while tail is not None:
        yield tail[1]
        number = number_word(tail[1])
        if number is not None:
            yield number
        tail = _ENDS_IN_FRACTION.search(tail[1])


def match_expression(search: str, *, whole_numbers: bool = False) -> str:
    """The search as FTS5 reads it; "" when nothing in it can be looked up. All words must match, each as a prefix, but
    with `whole_numbers` those that begin with a digit as they are."""
    text = _TIMES_UNFINISHED.sub("", _TIMES.sub(" ", fold(search).strip()))
    text = _MIXED_UNFINISHED.sub(r"\1-\2", text)
    parts = []
    for found in _MIXED_APART.finditer(text):
        units, part = found.groups()
        joined = f"{units}-{part}"
        alternatives = _alternatives(joined, whole=whole_numbers)
        if int(units) > 9:  # "90 1/2" may be an elbow's angle and its size
            apart = [_alternatives(one, whole=whole_numbers) for one in (units, part)]
            alternatives += f" OR ({apart[0]} AND ({apart[1]}))"
        parts.append(f"({alternatives})")
    text = _MIXED_APART.sub(" ", text)
    parts.extend(f"({_alternatives(word, whole=whole_numbers)})" for word in _query_words(text))
    return " AND ".join(parts)


def _query_words(text: str) -> list[str]:
    """Like the words of the index, but an unfinished one (`1/`, `pvc-`) keeps its last sign."""
    words = _WORD.findall(text)
    if words and text[-1:] in "-/." and text[-2:-1].isalnum():
        words[-1] += text[-1]
    return words


def _alternatives(word: str, *, whole: bool) -> str:
    number = number_word(word)
    found = f'"{word}"' if whole and word[0] in _FIGURES else f'"{word}" *'
    return found if number is None else f'{found} OR "{number}"'
