"""One pass over all SKUs for what some file names could mean: quick, however many SKUs there are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import fsum, log

from lazi_desktop.domain.matching.file_names import FILLERS, FileName, folded, joined, squeezed
from lazi_desktop.domain.matching.photos import NamedSku

_WORD = re.compile(r"[^\W\d_]+|\d+")
_APART = "".join(sign.lower() if sign.isalnum() else " " for sign in map(chr, range(128)))
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
        self._names: list[str] = []
        """Of each SKU, with spaces between its words; what is not separated is one word here."""
        self._codes: list[str] = []
        self._counts: Counter[str] = Counter()
        self._pieces: dict[str, list[str]] = {}
        self._weighed: dict[int, float] = {}
        self._sift_codes()
        self._sift_words()

    def _sift_codes(self) -> None:
        runs, codes = self._wanted.runs, self._codes
        for at, sku in enumerate(self.skus):
            code = squeezed(sku.code)
            codes.append(code)
            if code in runs:
                self.codes[code].append(at)
            for part in sku.parts:
                if (plain := squeezed(part)) in runs:
                    self.parts[plain].append((at, part))

    def _sift_words(self) -> None:
        names, counts, known = self._names, Counter[str](), self._wanted.words
        for start in range(
            0, len(self.skus), _AT_ONCE
        ):  # in lots, between which other threads have their turn
            some = [_words(sku.name) for sku in self.skus[start : start + _AT_ONCE]]
            counts.update(" ".join(some).split())
            names += some
        meant: dict[str, list[str]] = {}
        for word, count in counts.items():
            pieces = self._pieces[word] = [word] if word.isalpha() or word.isdigit() else _WORD.findall(word)
            for piece in set(pieces):
                self._counts[piece] += count
            if found := [known[piece] for piece in pieces if piece in known]:
                meant[word] = found
        is_meant, places = meant.__contains__, self.words
        for at, words in enumerate(names):
            for word in filter(is_meant, words.split()):
                for piece in meant[word]:
                    places[piece].add(at)

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
            words = {piece for word in self._names[at].split() for piece in self._pieces[word]} - FILLERS
            found = self._weighed[at] = fsum(log(1 + total / self._counts[word]) for word in words)
        return found

    def name_words(self, at: int) -> Iterator[str]:
        """As the names of the files spell them."""
        known = self._wanted.words
        return (known.get(piece, piece) for word in self._names[at].split() for piece in self._pieces[word])


def _words(name: str) -> str:
    return name.translate(_APART) if name.isascii() else " ".join(_WORD.findall(folded(name)))


def _spellings(word: str) -> Iterable[str]:
    """One of a thing and many of them."""
    if len(word) > 3 and word.isalpha():
        yield from (f"{word}s", f"{word}es")
        if word.endswith("s"):
            yield word[:-1]
