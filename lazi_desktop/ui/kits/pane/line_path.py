"""The way to a line: from the kit's own line down to one of a kit in it."""

from __future__ import annotations

from collections.abc import Sequence

from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.roll_up import RolledLine, RollUp


def line_at(roll: RollUp, path: Sequence[PartId]) -> RolledLine | None:
    found: RolledLine | None = None
    within: RollUp | None = roll
    for key in path:
        found = within.line(key) if within is not None else None
        within = found.nested if found is not None else None
    return found
