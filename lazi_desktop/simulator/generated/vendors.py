"""Vendor links: the primary vendor, and the same link again among the others."""

from __future__ import annotations

from lazi_desktop.simulator.generated.chance import Chance, money
from lazi_desktop.simulator.generated.words import VENDORS
from lazi_desktop.simulator.wire import Json

MOST_OTHERS = 37


class Links:
    """Hands out vendor links; their ids are their own, not the vendors'."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._last = 50_000

    def make(self, count: int, cents: int, part: str) -> list[Json]:
        """The primary link comes first."""
        chance = self._chance
        first = chance.below(len(VENDORS))
        links: list[Json] = []
        for index in range(count):
            self._last += 1
            number = first + index
            name = VENDORS[number % len(VENDORS)]
            branch = number // len(VENDORS)
            cost = cents if index == 0 else max(1, cents * chance.between(90, 130) // 100)
            links.append(
                {
                    "id": self._last,
                    "vendorName": f"{name} #{branch + 1}" if branch else name,
                    "vendorId": 700 + number,
                    "memo": None,
                    "vendorPart": f"{part}-{chance.between(100, 999)}",
                    "cost": money(cost),
                    "active": index == 0 or chance.happens(0.3),
                    "primarySubAccount": None,
                    "otherSubAccounts": [],
                }
            )
        return links
