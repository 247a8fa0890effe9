"""Comparing this computer's clock with others."""

from __future__ import annotations

from datetime import datetime

from lazi_desktop.app.doctor.telling import Teller
from lazi_desktop.ports.system import Clock

NOTABLE_SECONDS = 60.0
TOO_MUCH_SECONDS = 300.0  # from here on certificates and tokens are doubted
_SET = "Let the system set this computer's clock by the network."


def compare(tell: Teller, name: str, clock: Clock, theirs: datetime, whose: str) -> None:
    """`whose` clock, as a person would say it."""
    ahead = (clock.now() - theirs).total_seconds()
    span = _span(abs(ahead))
    words = (
        f"This computer's clock is {span} ahead of that of {whose}."
        if ahead > 0
        else f"This computer's clock is {span} behind that of {whose}."
    )
    if abs(ahead) > TOO_MUCH_SECONDS:
        tell.bad(name, words, _SET)
    elif abs(ahead) > NOTABLE_SECONDS:
        tell.warn(name, words, _SET)
    else:
        tell.ok(name, f"This computer's clock agrees with that of {whose}.")


def _span(seconds: float) -> str:
    if seconds >= 2 * 86_400:
        return f"{seconds / 86_400:.0f} d"
    return f"{seconds / 60:.0f} min" if seconds >= 120 else f"{seconds:.0f} s"
