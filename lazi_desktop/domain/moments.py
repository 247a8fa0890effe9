"""ServiceTitan's timestamps: UTC, up to seven digits of a second, finer than Python's datetime."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_MOMENT = re.compile(
    r"(?P<whole>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(?P<fraction>\d{1,9}))?(?P<zone>Z|[+-]\d\d:\d\d)?"
)


def parse_moment(text: str) -> datetime:
    """The moment to the microsecond, in UTC; digits beyond are cut. For showing and windows, not for comparing.

    Raises:
        ValueError: not an ISO 8601 moment.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise ValueError(f"not a moment: {text[:40]!r}")
    fraction = (found["fraction"] or "0")[:6].ljust(6, "0")
    zone = "+00:00" if found["zone"] in (None, "Z") else found["zone"]
    return datetime.fromisoformat(f"{found['whole']}.{fraction}{zone}").astimezone(UTC)


def format_moment(moment: datetime) -> str:
    """UTC with Z, as ServiceTitan writes and reads it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
