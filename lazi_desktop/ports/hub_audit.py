"""The audit log as a whole: whether it is as it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenLink:
    """The first link of the chain that does not hold, and the lines said to be its: doctored, removed or put in.

    `found` is how many of them there are; the moments are those that they bear, None where there are none.
    """

    link: int
    first_line: int | None
    last_line: int | None
    found: int
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLot:
    """`link`, `line` and `hash` are the last ones of what was looked at; 0 and empty in a log without any. `lines` is how
    many the log has."""

    link: int
    line: int
    lines: int
    hash: bytes
    at_end: bool
    broken: BrokenLink | None


class HubAudit(Protocol):
    """Written by the database alone; each transaction is chained to the one before."""

    async def check_audit(self, after: int = 0) -> CheckedLot:
        """Looks at the links after this one, some ten thousand lines at a time."""

    async def audit_hash(self, link: int) -> bytes | None:
        """None where there is no such link."""
