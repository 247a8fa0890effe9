"""Merging what two people did to one text, where they did it in different places."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise

_TOKEN = re.compile(r"<[^<>]*>|\s+|[^\s<]+|<")
LONGEST = 4_000
"""Tokens of a text beyond which nobody waits for the comparison: a person decides."""

_Hunk = tuple[int, int, tuple[str, ...]]
"""From and to which token of the base, and what stands there instead."""


def merge_texts(base: str | None, ours: str | None, theirs: str | None) -> str | None:
    """The text with both changes; None unless they are truly apart.

    Apart means: words that neither has touched stand between any two changes, and no markup was touched.
    """
    before = _TOKEN.findall(base or "")
    sides = [_TOKEN.findall(side or "") for side in (ours, theirs)]
    if max(len(before), *map(len, sides)) > LONGEST:
        return None
    mine, other = (_hunks(before, side) for side in sides)
    hunks = sorted({*mine, *other})
    if any(_touches_markup(before, hunk) for hunk in hunks) or not _apart(before, hunks):
        return None
    for start, end, tokens in reversed(hunks):
        before[start:end] = tokens
    return "".join(before)


def _hunks(before: list[str], after: list[str]) -> list[_Hunk]:
    """Changes with nothing but white space between them are one."""
    hunks: list[_Hunk] = []
    for what, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        tokens = tuple(after[first:last])
        if hunks and all(token.isspace() for token in before[hunks[-1][1] : start]):
            begin, stop, earlier = hunks.pop()
            start, tokens = begin, (*earlier, *before[stop:start], *tokens)
        hunks.append((start, end, tokens))
    return hunks


def _touches_markup(before: list[str], hunk: _Hunk) -> bool:
    start, end, tokens = hunk
    return any(token.startswith("<") for token in (*before[start:end], *tokens))


def _apart(before: list[str], hunks: list[_Hunk]) -> bool:
    """Hunks of one side are apart by themselves, so it does not matter which side they are of."""
    return all(
        any(not token.isspace() for token in before[end:start])
        for (_, end, _), (start, _, _) in pairwise(hunks)
    )
