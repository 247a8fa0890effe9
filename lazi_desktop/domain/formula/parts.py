"""A part of a formula that has been read: what it gives, where it stands, and how it is worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

Values = Mapping[str, Decimal | int | None]
"""What the names stand for; None, or no entry, where there is nothing."""

Work = Callable[[Values], Any]


class Gives(StrEnum):
    NUMBER = "a number"
    TRUTH = "yes or no"


@dataclass(frozen=True, slots=True)
class Part:
    """`work` gives a Decimal or a bool, as `gives` says. `text` is how it was typed."""

    gives: Gives
    work: Work
    at: int
    text: str

    @property
    def end(self) -> int:
        return self.at + len(self.text)
