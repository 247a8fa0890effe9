"""Two long texts shortened to where they differ."""

from __future__ import annotations

from itertools import takewhile

_BEFORE = 24
_SHORT = 60


def around_change(before: str, after: str) -> tuple[str, str]:
    """Both begin a few letters before the first difference."""
    if max(len(before), len(after)) <= _SHORT:
        return before, after
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    start = sum(1 for _ in alike) - _BEFORE
    if start <= 0:
        return before, after
    return f"…{before[start:]}", f"…{after[start:]}"
