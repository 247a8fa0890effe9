"""What a benchmark found: figures with their targets, and the numbers behind them."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Options:
    """`folder` is for the run's own files. `quick` measures a handful, to see that everything still works."""

    folder: Path
    quick: bool = False

    @property
    def large(self) -> float:
        """The simulator's scale that stands for 100,000 SKUs."""
        return 0.03 if self.quick else 12

    @property
    def usual(self) -> float:
        return 0.02 if self.quick else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Smaller is better. `baseline` is what the bare thing took in the same run."""

    name: str
    value: float
    unit: str
    target: float | None = None
    baseline: float | None = None
    note: str = ""

    def described(self) -> dict[str, Any]:
        ratio = self.value / self.baseline if self.baseline else None
        is_met = self.target is None or self.value <= self.target
        value = round_off(self.value)
        if self.target is not None and (value <= self.target) != is_met:
            value = self.value  # rounded it would tell the contrary
        return {
            "name": self.name,
            "value": value,
            "unit": self.unit,
            "target": self.target,
            "met": None if self.target is None else is_met,
            "baseline": rounded(self.baseline),
            "ratio": rounded(ratio),
            **({"note": self.note} if self.note else {}),
        }


@dataclass(slots=True)
class Outcome:
    """`details` are numbers for whoever wants to know why."""

    figures: list[Figure] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that is not exceeded by `share` of them."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def spread(values: Sequence[float]) -> dict[str, Any]:
    """What there is to say of many measurements of one thing."""
    if not values:
        return {"count": 0}
    return {
        "count": len(values),
        "best": rounded(min(values)),
        "median": rounded(statistics.median(values)),
        "p95": rounded(percentile(values, 0.95)),
        "p99": rounded(percentile(values, 0.99)),
        "worst": rounded(max(values)),
    }


def rounded(value: float | None) -> float | None:
    """Three significant digits are more than a busy machine can tell."""
    return None if value is None else round_off(value)


def round_off(value: float) -> float:
    return float(f"{value:.3g}") if abs(value) < 100 else round(value, 1)
