"""What a history fails with."""

from __future__ import annotations

import asyncio


class Violation(Exception):
    """An invariant does not hold. `rule` is its number in the protocol's list."""

    def __init__(self, rule: str, what: str) -> None:
        super().__init__(f"{rule}: {what}")
        self.rule = rule


class Crashed(asyncio.CancelledError):
    """This process is gone: whatever its code still does reaches nothing."""
