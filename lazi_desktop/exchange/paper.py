"""A list for somebody to sign, whatever it is written to: a title, facts, totals, a table, and lines for names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """All of it in the words of the reader's language. `figures` are the columns that end at the right."""

    title: str
    facts: Sequence[tuple[str, str]]
    notes: Sequence[str]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    figures: frozenset[int]
    signatures: Sequence[str]
