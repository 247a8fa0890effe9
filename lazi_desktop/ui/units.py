"""Which units are offered where a measure is typed: feet and gallons, or metres and litres.

A unit is text that travels with what it measures; nothing is converted, and any other can be typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QLocale

Measures = Literal["system", "us", "metric"]

_US = ("ft", "in", "yd", "sq ft", "cu ft", "gal", "lb", "h")
_METRIC = ("m", "cm", "mm", "m²", "m³", "l", "kg", "h")


@dataclass(frozen=True, slots=True)
class Units:
    """`new_entries`: the unit that new materials and equipment start with, "" for none."""

    measures: Measures = "system"
    new_entries: str = ""


def offered_units(measures: Measures) -> Sequence[str]:
    if measures == "system":
        is_metric = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.MetricSystem
        return _METRIC if is_metric else _US
    return _METRIC if measures == "metric" else _US
