"""Time as ServiceTitan writes it: UTC with up to seven fractional digits, counted here in ticks of 100 ns."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

TICKS = 10_000_000
FROZEN_AT = 1_798_761_600  # 2027-01-01, after everything in generated data

_TIMESTAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?\s*(Z|[+-]\d\d:?\d\d)?)?$",
    re.IGNORECASE,
)


def to_ticks(text: str) -> int:
    """Raises ValueError if this is not an ISO 8601 date or date-time."""
    match = _TIMESTAMP.match(text.strip())
    if match is None:
        raise ValueError(f"not a date-time: {text!r}")
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    moment = datetime(
        int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC
    )
    ticks = round(moment.timestamp()) * TICKS + int((fraction or "0")[:7].ljust(7, "0"))
    if zone and zone not in "Zz":
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        ticks -= (minutes if zone[0] == "+" else -minutes) * 60 * TICKS
    return ticks


def to_text(ticks: int) -> str:
    """Trailing zeros are trimmed, as the API does."""
    seconds, fraction = divmod(ticks, TICKS)
    text = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    digits = f"{fraction:07d}".rstrip("0")
    return f"{text}.{digits}Z" if digits else f"{text}Z"


class Clock:
    """The tenant's clock; it can be pushed forward, and no two stamps are equal."""

    def __init__(self, *, frozen: bool) -> None:
        self._frozen = frozen
        self._ahead = 0.0
        self._last = 0

    def seconds(self) -> float:
        return (FROZEN_AT if self._frozen else time.time()) + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds

    def stamp(self) -> int:
        """A tick later than every earlier stamp, with all seven digits in use."""
        ticks = max(int(self.seconds() * 1_000_000) * 10, self._last) + 1
        if ticks % 10 == 0:
            ticks += 1
        self._last = ticks
        return ticks
