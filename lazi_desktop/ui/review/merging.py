"""A list in order, in which what changed is replaced by what was read of it anew."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")

_ONE_BY_ONE = 500  # more are faster sorted in


def merged(kept: Sequence[T], fresh: Sequence[T], place: Callable[[T], Any]) -> list[T]:
    """Both are in order, and nothing has the same place as another."""
    if len(fresh) > _ONE_BY_ONE:
        return sorted([*kept, *fresh], key=place)
    found = list(kept)
    for one in fresh:
        found.insert(bisect_left(found, place(one), key=place), one)
    return found
