"""What the program's end says to whoever started it."""

from __future__ import annotations

from lazi_desktop.domain.errors import ConfigurationProblem, LaziError, PullStopped

DONE, FAILED, USAGE, WAITS = 0, 1, 2, 3
"""WAITS: a person has to decide something before it can go on."""


def code_of(error: LaziError) -> int:
    if isinstance(error, ConfigurationProblem):
        return USAGE
    return WAITS if isinstance(error, PullStopped) else FAILED
