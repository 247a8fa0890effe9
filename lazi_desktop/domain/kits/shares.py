"""What each group of a kit brings to its cost or price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.domain.kits.planning import EXACT
from lazi_desktop.domain.kits.roll_up import RollUp
from lazi_desktop.domain.kits.totals import Total


@dataclass(frozen=True, slots=True)
class Share:
    """Of a group, or of a line that is in none."""

    name: str
    total: Total


def shares(kit: Kit, roll: RollUp, kind: Literal["cost", "price"]) -> Sequence[Share]:
    """In the order of the lines, and together the whole; lines that do not count are in none."""
    groups = {one.key: one.name for one in kit.groups}
    group_of = {one.key: one.group for one in kit.lines}
    found: dict[PartId, Share] = {}
    for line in roll.lines:
        if not line.counts:
            continue
        group = group_of[line.key]
        key = group if group is not None and group in groups else line.key
        total = line.cost if kind == "cost" else line.price
        before = found.get(key, Share(groups.get(key, line.name), Total()))
        amount = EXACT.add(before.total.amount, total.amount)
        found[key] = Share(before.name, Total(amount, (*before.total.missing, *total.missing)))
    return list(found.values())
