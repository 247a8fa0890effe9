"""What the command line says of a pull that the tripwire stopped: what it found, and how it goes on."""

from __future__ import annotations

from lazi_desktop.domain.errors import LaziError, PullStopped

HOW_TO_ACCEPT = "If that is right, go on with: lazi-desktop pull --accept"


def stopped_words(told: str) -> str:
    """`told`: what the pull said, with the advice that is meant for a window."""
    found = told.removeprefix(f"{PullStopped.title}. ").split(" If that is right,", 1)[0].strip()
    return f"{found} {HOW_TO_ACCEPT}".strip()


def words_of(error: LaziError) -> str:
    return f"{error.title}. {stopped_words(error.detail)}" if isinstance(error, PullStopped) else str(error)
