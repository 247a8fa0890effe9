"""Keys that a view hears by itself, declared beside it: they are shown, and cannot be chosen anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyHint:
    what: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyHints:
    """Of one view, under its title."""

    title: str
    hints: Sequence[KeyHint]
