"""Places: texts that order the lines, groups and parameters of a kit, so that moving one changes no other."""

from __future__ import annotations

from collections.abc import Sequence

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_ENOUGH = 24  # digits that are looked at beyond what the neighbours have in common


def places_between(before: str, after: str, count: int) -> Sequence[str]:
    """So many behind `before` and in front of `after`, in order, and as short as they can be; "" is the beginning, and
    the end.

    Where nothing fits between them (two people gave one place, or their order was turned round) they are right behind
    `before`.
    """
    if count <= 0:
        return ()
    if not after or before >= after:
        return _following(before, count)
    middle = _middle(before, after)
    left = (count - 1) // 2
    return (
        *places_between(before, middle, left),
        middle,
        *places_between(middle, after, count - 1 - left),
    )


def _following(before: str, count: int) -> Sequence[str]:
    found: list[str] = []
    for _ in range(count):
        before = _next(before)
        found.append(before)
    return found


def _next(before: str) -> str:
    """A little behind, so that what is added one by one stays short."""
    if not before:
        return _DIGITS[_BASE // 2]
    last = _DIGITS.find(before[-1])
    if last < 0 or last == _BASE - 1:
        return before + _DIGITS[1]
    return before[:-1] + _DIGITS[last + 1]


def _middle(before: str, after: str) -> str:
    """Half way; never ending in the first digit, which would leave no room in front of it."""
    found: list[str] = []
    for at in range(len(before) + len(after) + _ENOUGH):
        low = _digit(before[at]) if at < len(before) else 0
        high = _digit(after[at]) if after and at < len(after) else _BASE
        if high - low > 1:
            found.append(_DIGITS[(low + high) // 2])
            between = "".join(found)
            if before < between and (not after or between < after):
                return between
            break
        found.append(_DIGITS[low])
        if high > low:
            after = ""  # whatever follows is in front of it now
    return before + _DIGITS[1]


def _digit(character: str) -> int:
    """Of a character that is none, what stands before it."""
    found = _DIGITS.find(character)
    return found if found >= 0 else max(sum(one < character for one in _DIGITS) - 1, 0)
