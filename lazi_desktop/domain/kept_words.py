"""Which words of a text still stand after it was changed, told in a bounded time whatever the words are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import accumulate, pairwise

LONGEST = 4_000
"""Words of a text beyond which nobody compares: the work grows with the words of one times those of the other."""

_Pairs = list[tuple[int, int]]
_Line = tuple[str, ...]


def word_count(parts: Sequence[str]) -> int:
    return len(parts) // 2


def gaps(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[slice, slice]]:
    """Where, in each, what stands before, between and after the words that were kept; it may well be equal.

    Both are white space and words by turns, white space (perhaps none) first and last: what `split` makes
    of a text by a pattern with its words in one group.
    """
    ends = [(-1, -1), *_kept_words(before, after), (word_count(before), word_count(after))]
    for (i, j), (k, m) in pairwise(ends):
        yield slice(2 * i + 2, 2 * k + 1), slice(2 * j + 2, 2 * m + 1)


def _kept_words(before: Sequence[str], after: Sequence[str]) -> _Pairs:
    """Whole lines first, or a row that was added among rows like it would begin in one line and end in another."""
    old, new = _lines(before), _lines(after)
    old_starts, new_starts = _starts(old), _starts(new)
    words, others = before[1::2], after[1::2]
    pairs: _Pairs = []
    start = first = 0
    for line, other in [*_in_common(old, new), (len(old), len(new))]:
        end, last = old_starts[line], new_starts[other]
        changed = _in_common(words[start:end], others[first:last])
        pairs += [(start + i, first + j) for i, j in changed]
        kept = len(old[line]) if line < len(old) else 0
        pairs += [(end + i, last + i) for i in range(kept)]
        start, first = end + kept, last + kept
    return pairs


def _lines(parts: Sequence[str]) -> list[_Line]:
    lines: list[list[str]] = [[]]
    for word, space in zip(parts[1::2], parts[2::2], strict=True):
        lines[-1].append(word)
        if "\n" in space:
            lines.append([])
    return [tuple(line) for line in lines]


def _starts(lines: Sequence[_Line]) -> list[int]:
    return list(accumulate(map(len, lines), initial=0))


def _in_common(before: Sequence[Hashable], after: Sequence[Hashable]) -> _Pairs:
    """The longest common subsequence; of several, the one furthest to the end of `before`.

    A row of the usual table is one number: bit `j` is unset where the length grows with `after[j]`. So a row is made
    by a few operations on whole numbers (Hyyrö 2004), and takes no longer for words that occur often.
    """
    places: defaultdict[Hashable, int] = defaultdict(int)
    for place, word in enumerate(after):
        places[word] |= 1 << place
    full = (1 << len(after)) - 1
    rows = [full]
    for word in before:
        row = rows[-1]
        grown = row & places[word]
        rows.append(((row + grown) | (row - grown)) & full)
    pairs: _Pairs = []
    i, j = len(before), len(after)
    while i and j:
        if before[i - 1] == after[j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif rows[i] >> (j - 1) & 1:
            j -= 1
        else:
            i -= 1
    return pairs[::-1]
