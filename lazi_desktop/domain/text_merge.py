"""Merging what two people did to one text, where they did it in different places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from lazi_desktop.domain.kept_words import LONGEST, gaps, word_count

_WORD = re.compile(r"(<[^<>]*>|[^\s<]+|<)")

_Hunk = tuple[int, int, tuple[str, ...]]
"""From and to which part of the base, and what stands there instead."""


def merge_texts(base: str | None, ours: str | None, theirs: str | None) -> str | None:
    """The text with both changes; None unless they are truly apart, and for texts too long to compare.

    Apart means: words that neither has touched stand between any two changes, and no markup was touched.
    Among words that occur again it can be unclear which of them were changed. So the texts are compared from the
    end and from the beginning, and a person decides where that does not come to the same.
    """
    texts = [_WORD.split(text or "") for text in (base, ours, theirs)]
    if max(map(word_count, texts)) > LONGEST:
        return None
    merged = _merged(*texts)
    mirrored = _merged(*(parts[::-1] for parts in texts))
    if merged is None or mirrored is None or merged != mirrored[::-1]:
        return None
    return "".join(merged)


def _merged(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    hunks = sorted({*_hunks(base, ours), *_hunks(base, theirs)})
    if any(_touches_markup(base, hunk) for hunk in hunks) or not _apart(base, hunks):
        return None
    merged = list(base)
    for start, end, parts in reversed(hunks):
        merged[start:end] = parts
    return merged


def _hunks(before: Sequence[str], after: Sequence[str]) -> list[_Hunk]:
    return [
        (old.start, old.stop, tuple(after[new]))
        for old, new in gaps(before, after)
        if before[old] != after[new]
    ]


def _touches_markup(before: Sequence[str], hunk: _Hunk) -> bool:
    start, end, parts = hunk
    return any(part.startswith("<") for part in (*before[start:end], *parts))


def _apart(before: Sequence[str], hunks: Sequence[_Hunk]) -> bool:
    """Hunks of one side are apart by themselves, so it does not matter which side they are of."""
    return all(any(map(str.strip, before[end:start])) for (_, end, _), (start, _, _) in pairwise(hunks))
