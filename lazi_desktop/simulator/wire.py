"""JSON as it goes over the wire, with numbers that survive a round trip digit by digit."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import msgspec

Json = dict[str, Any]

_encoder = msgspec.json.Encoder(decimal_format="number")


def exact_number(text: str) -> float | Decimal:
    """A float where its shortest form is the number written, a Decimal otherwise."""
    number = float(text)
    exact = Decimal(text)
    return number if Decimal(repr(number)) == exact else exact


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def encode(value: object) -> bytes:
    return _encoder.encode(value)


def decode(data: bytes) -> Any:
    """Raises ValueError for anything that is not JSON, also for NaN and Infinity."""
    try:
        return json.loads(data, parse_float=exact_number, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None
