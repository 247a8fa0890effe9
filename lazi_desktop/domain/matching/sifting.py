"""One pass over all SKUs for what some file names could mean: quick, however many SKUs there are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import log

from lazi_desktop.domain.matching.file_names import FILLERS, FileName, folded, joined, squeezed
from lazi_desktop.domain.matching.photos import NamedSku

_WORD = re.compile(r"[^\W\d_]+|\d+")
_MOST_LONGER = 64
_AT_ONCE = 4_000
UNKNOWN_WEIGHT = 4.0
"""Of a word that no SKU has: somebody's name, or a spelling of their own."""


@dataclass(slots=True)
class Wanted:
    """What the names hold: all that could be a code, and words with the spellings they are known by."""

    runs: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)

    def add(self, name: FileName) -> None:
        self.runs.update(run.text for run in name.runs())
        for piece in name.pieces:
            for spelling in _spellings(piece.text):
                self.words.setdefault(spelling, piece.text)
            self.words[piece.text] = piece.text


class Sifted:
    """`codes` and `parts`: the SKUs, by their places, that are called so. `words`: those with the word in the name."""

    def __init__(self, skus: Sequence[NamedSku], wanted: Wanted) -> None:
        self.skus = skus
        self.codes: dict[str, list[int]] = defaultdict(list)
        self.parts: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.words: dict[str, set[int]] = defaultdict(set)
        self._wanted = wanted
        self._names: list[list[str]] = []
        self._codes: list[str] = []
        self._weighed: dict[int, float] = {}
        self._counts: Counter[str] = Counter()
        self._sift()
        for start in range(0, len(skus), _AT_ONCE):  # in lots, between which other threads have their turn
            self._counts.update(chain.from_iterable(self._names[start : start + _AT_ONCE]))

    def _sift(self) -> None:
        runs, known, names, codes = self._wanted.runs, self._wanted.words, self._names, self._codes
        found, find, is_known = self.words, _WORD.findall, self._wanted.words.__contains__
        for at, sku in enumerate(self.skus):
            code = squeezed(sku.code)
            codes.append(code)
            if code in runs:
                self.codes[code].append(at)
            for part in sku.parts:
                if (plain := squeezed(part)) in runs:
                    self.parts[plain].append((at, part))
            words = find(folded(sku.name))
            names.append(words)
            for word in filter(is_known, words):
                found[known[word]].add(at)

    @cached_property
    def _sorted_codes(self) -> list[tuple[str, int]]:
        return sorted(zip(self._codes, range(len(self._codes)), strict=True))

    def longer_code(self, run: str, as_joined: str) -> str:
        """One that goes on with a number behind this one; "" without."""
        codes, begin = self._sorted_codes, as_joined + ("." if as_joined[-1:].isdigit() else "")
        first = bisect_left(codes, (run + "0", 0))
        for code, at in codes[first : first + _MOST_LONGER]:
            if not code.startswith(run):
                break
            if code[len(run) :].isdigit() and joined(self.skus[at].code).startswith(begin):
                return self.skus[at].code
        return ""

    def weight(self, word: str) -> float:
        """Of a word of a file: the rarer, the more it tells."""
        many = len(self.words.get(word, ()))
        return log(1 + len(self.skus) / many) if many else UNKNOWN_WEIGHT

    def name_weight(self, at: int) -> float:
        """Of all words in a SKU's name."""
        found = self._weighed.get(at)
        if found is None:
            total = len(self.skus)
            found = sum(log(1 + total / self._counts[word]) for word in set(self._names[at]) - FILLERS)
            self._weighed[at] = found
        return found

    def name_words(self, at: int) -> Iterable[str]:
        """As the names of the files spell them."""
        known = self._wanted.words
        return (known.get(word, word) for word in self._names[at])


def _spellings(word: str) -> Iterable[str]:
    """One of a thing and many of them."""
    if len(word) > 3 and word.isalpha():
        yield from (f"{word}s", f"{word}es")
        if word.endswith("s"):
            yield word[:-1]
